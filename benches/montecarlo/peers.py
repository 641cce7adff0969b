"""The same chain with NumPy, every quantity an array over all paths: prints JSON, once for each line that comes in.

The first line is the model that ours has printed; the answer to it has the central path and the bands. Each later line says how many
times to run, and the answer is the milliseconds of each. A run draws its samples, follows the chain and takes the percentiles.
"""

import json
import sys
import time

import numpy as np

FIRST, BASE, PLAN_ENDS, LAST = 2024, 2025, 2027, 2040
PERCENTILES = [5, 25, 50, 75, 95]
Z95 = 1.6448536269514727


def drawn(model, rng):
    """Every lever: an array where it has a range, else its number."""
    levers = {key: lever["value"] for key, lever in model["levers"].items()}
    for key, spread in model["ranges"].items():
        low, high, size = spread["low"], spread["high"], model["paths"]
        match spread["shape"]:
            case "Uniform":
                levers[key] = rng.uniform(low, high, size)
            case "Triangular":
                levers[key] = rng.triangular(low, levers[key], high, size)
            case "Normal":
                values = rng.normal((low + high) / 2, (high - low) / (2 * Z95), size)
                levers[key] = np.clip(values, model["levers"][key]["min"], model["levers"][key]["max"])
            case "LogNormal":
                low, high = np.log(low), np.log(high)
                values = rng.lognormal((low + high) / 2, (high - low) / (2 * Z95), size)
                levers[key] = np.clip(values, model["levers"][key]["min"], model["levers"][key]["max"])
    return levers


def line(start, end, year):
    return start + (end - start) * min(max((year - BASE) / 10, 0), 1)


def followed(a, counted, paths):
    """The chain of docs/model.md; money in billion RMB. An array of readings × years × paths."""
    readings = np.empty((7, LAST - FIRST + 1, paths))

    def usable(machines, year):
        """Of machines by year, as (compute, draw), the newest first: that is the order in which they get power."""
        left = a["powerlimit"] * 1000 / line(a["pue2025"], a["pue2035"], year)
        running = 0
        for eflops, draw in machines:
            running = running + eflops * np.minimum(1, left / np.maximum(draw, 1e-300))
            left = np.maximum(left - draw, 0)
        in_fp8 = a["fp8work"] * line(a["fp8fleet2025"], a["fp8fleet2035"], year)
        gain = 1 / (1 - in_fp8 + in_fp8 / a["fp8speed"])
        return running * line(a["use2025"], a["use2035"], year) * a["network"] * gain

    last = a["share2035"] / a["reached"]
    begun = np.minimum(a["share2025"] / last, 0.999)
    odds = begun / (1 - begun)
    odds_factor = (a["reached"] / (1 - a["reached"]) / odds) ** 0.1
    odds = odds / odds_factor

    life = a["life"]
    longest = int(np.ceil(np.max(life)))
    in_service = [np.clip(life - age, 0, 1) for age in range(longest)]
    purchases = []
    growth = (1 + a["gdpgrowth"]) * (1 + a["inflation"])
    per_task = (1 - a["cheaper"]) ** (1 - a["rebound"])
    planned, price, gdp = a["plan"] / 3, a["price"], a["gdp2025"]
    value = usable_2025 = None
    for year in range(FIRST, LAST + 1):
        if year < BASE:
            installed = counted["installed2024"]
            machines = [(installed, installed * a["draw"])]
        else:
            if BASE < year:
                price = price * (1 + a["pricechange"])
                if PLAN_ENDS < year:
                    planned = planned * (1 + a["plangrowth"])
                domestic = line(a["domestic2025"], a["domestic2035"], year)
                money = (planned + a["reinvest"] * value * 1000) * a["hardware"]
                bought = money * (1 - domestic + domestic / a["domesticprice"]) / price
                purchases = [(bought, a["draw"] * (1 + a["drawchange"]) ** (year - BASE)), *purchases][:longest]
                gdp = gdp * growth
            installed = a["installed"] * np.maximum(1 - (year - BASE) / life, 0)
            machines = [(installed, installed * a["draw"])]
            for (bought, draw_of_new), part in zip(reversed(purchases), in_service[len(purchases) - 1 :: -1]):
                serving = bought * part
                installed = installed + serving
                machines.insert(0, (serving, serving * draw_of_new))
        useful = usable(machines, year)
        if year == BASE:
            usable_2025 = useful
        if year < BASE:
            demanded = useful * a["demand2025"]
        else:
            way = (year - BASE) / 10
            rise = a["demand"] ** (way + a["shape"] * way * (1 - way))
            demanded = usable_2025 * a["demand2025"] * rise * per_task ** (year - BASE)
        coverage = np.minimum(useful / demanded, 1)
        share = last * odds / (1 + odds) * coverage ** a["elasticity"]
        odds = odds * odds_factor
        gdp_now = counted["gdp2024"] if year < BASE else gdp
        value = share * gdp_now
        for place, reading in enumerate((value, share, installed, useful, demanded, coverage, gdp_now)):
            readings[place, year - FIRST] = reading
    return readings


def run(model, rng):
    readings = followed(drawn(model, rng), model["counted"], model["paths"])
    # The readings are not wanted afterwards: no copy of them.
    return np.percentile(readings, PERCENTILES, axis=-1, overwrite_input=True)


model = json.loads(sys.stdin.readline())
rng = np.random.default_rng(1)
central = followed({key: lever["value"] for key, lever in model["levers"].items()}, model["counted"], 1)
answer = {"numpy": np.__version__, "python": sys.version.split()[0]}
answer |= {"central": central[:, :, 0].tolist(), "bands": np.moveaxis(run(model, rng), 0, -1).tolist()}
print(json.dumps(answer), flush=True)
for words in sys.stdin:
    times = []
    for _ in range(int(words)):
        start = time.perf_counter()
        run(model, rng)
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps(times), flush=True)
