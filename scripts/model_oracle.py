#!/usr/bin/env python3
"""The model of the economy once more, in NumPy, from the formulas of docs/model.md: vectors for tests/economy_oracle.rs.

    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/model_oracle.py'            writes the files
    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/model_oracle.py --check'    compares with what is kept

Files under tests/data (every file starts with a line that names version and command):

    model_vectors.csv    cases: all defaults, every choice of money and GDP path, every lever at both ends of its range, and seeded
                         draws of all levers at once; for each the quantities of some years and the trial on the past
    model_spreads.csv    quantiles of the shapes that a range may have, and percentiles of lists

Levers are in the units of their keys (billions and trillions of RMB, EFLOPS, MW for one EFLOPS, GW, fractions). Facts are read from
the tables under src/economy/data, as defaults too where the page says so; guesses are typed here a second time. Results have ten
significant digits. All cases run at once: a quantity of a year is an array with one element a case. This file reads nothing of
the Rust code.
"""

import csv
import math
import re
import sys
from pathlib import Path
from statistics import NormalDist

import numpy as np
from kept_tables import table, write_or_check

PINNED = {np: "2.4.6"}
ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "economy" / "data"
HEADER = f"# numpy {PINNED[np]}; python3 scripts/model_oracle.py"
YEARS = range(2024, 2041)
SHOWN = (2024, 2026, 2030, 2035, 2040)
READ = ("installed", "needed", "usable", "demanded", "coverage", "gdp", "share", "value", "gain")
MONEY, PATHS = ("plan", "operators", "own"), ("own", "official", "imf")
SEED, DRAWS = 20261128, 60


def cell(table, column, **keys):
    """The cell of a column in the one row whose cells begin like this."""
    with (DATA / f"{table}.csv").open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if all(row[key].startswith(text) for key, text in keys.items())]
    assert len(rows) == 1, (table, keys, len(rows))
    return rows[0][column]


def ends(text):
    """10-100 as two numbers, 10 as twice the same."""
    low, _, high = text.partition("-")
    return float(low), float(high or low)


def claim(name):
    return ends(cell("seed_claims", "value", id=name))


def counted(date, scope):
    return float(cell("compute_history", "value_eflops", date=date, region="China", series="intelligent", scope=scope, kind="actual"))


IDC, MIIT = "market estimate", "infrastructure-side"
COUNTS = [counted("2022", IDC), counted("2023", IDC), counted("2024", IDC), counted("2025-12", MIIT), counted("2026-06", MIIT)]
OPERATORS = float(cell("investment", "value", entity="Three telecom operators", period="2025", what="computing investment"))
GDP_2024, GDP_2025 = (float(cell("gdp", "nominal_gdp_trillion_rmb", year=year, kind="actual")) for year in ("2024", "2025"))
OFFICIAL = float(cell("gdp", "real_growth_pct", year="2026-2035", kind="target")) / 100
IMF = [float(cell("gdp", "real_growth_pct", year=year, source_name="IMF")) / 100 for year in ("2026", "2027")]


def known_spenders():
    """Alibaba's plan by three, ByteDance's computing, the operators', Tencent's dollars of 2024; billion RMB, to a tenth."""
    alibaba = float(cell("investment", "value", entity="Alibaba", period="2025-2027")) / 3
    bytedance = cell("investment", "what", entity="ByteDance", period="2025", value="160")
    tencent = float(cell("investment", "value", entity="Tencent", period="2024", unit="billion USD", what="capital"))
    tencent *= float(cell("gdp", "cny_per_usd_avg", year="2024", kind="actual"))
    return round(alibaba + float(re.search(r"(\d+) of it for computing", bytedance)[1]) + OPERATORS + tencent, 1)


# Key: smallest, default, largest.
LEVERS = {
    "plan": (50, claim("internet_500bn")[0], 5000),
    "yearly": (10, known_spenders(), 5000),
    "plangrowth": (-0.5, claim("investment_growth_20pct")[0] / 100, 1),
    "reinvest": (0, 0.05, 0.5),
    "hardware": (0.05, 0.6, 1),
    "price": (0.01, 0.25, 5),
    "pricechange": (-0.6, -0.25, 0.2),
    "domestic2025": (0, 0.4, 1),
    "domestic2035": (0, 0.8, 1),
    "domesticprice": (0.25, 1, 4),
    "installed": (100, COUNTS[3], 5000),
    "life": (1, 5, 15),
    "draw": (0.2, 2.5, 10),
    "drawchange": (-0.5, -0.15, 0),
    "pue2025": (1, float(cell("hubs_network", "value", topic="average PUE of computing centres")), 2.5),
    "pue2035": (1, float(cell("hubs_network", "value", topic="PUE of new large centres in hubs")), 2.5),
    "powerlimit": (1, 100, 2000),
    "use2025": (0.05, 0.5, 1),
    "use2035": (0.05, 0.5, 1),
    "network": (0.05, 0.9, 1),
    "fp8work": (0, 0.5, 1),
    "fp8fleet2025": (0, 0.2, 1),
    "fp8fleet2035": (0, 0.8, 1),
    "fp8speed": (1, claim("fp8_double_performance")[0], 4),
    "demand2025": (0.2, 1, 5),
    "demand": (1, claim("compute_demand_10_100x")[0], 200),
    "shape": (-0.5, 0, 0.5),
    "cheaper": (0, 0, 0.7),
    "rebound": (0, 1, 2),
    "gdpgrowth": (-0.02, OFFICIAL, 0.1),
    "inflation": (-0.02, 0.01, 0.1),
    "share2025": (0.0001, 0.01, 0.1),
    "share2035": (0.001, sum(claim("ai_gdp_4_5pct")) / 200, 0.3),
    "reached": (0.05, 0.5, 0.95),
    "elasticity": (0, 0.5, 1),
    "gdp2025": (50, GDP_2025, 300),
}


def cases():
    """Name, money, path and levers of every case."""
    usual = {key: default for key, (_, default, _) in LEVERS.items()}
    for money in MONEY:
        for path in PATHS:
            yield f"{money} {path}", money, path, usual
    for key, (least, _, most) in LEVERS.items():
        # A lever that stands for one kind of money only is turned where it acts.
        money = "own" if key == "yearly" else "plan"
        yield f"{key} least", money, "own", usual | {key: least}
        yield f"{key} most", money, "own", usual | {key: most}
    for limit in (4, 6, 10, 20, 40, 80):
        # Power for a part of what is bought, and demand that would use more.
        for change in (0, -0.15, -0.3):
            yield f"{limit} GW, {change}", "plan", "own", usual | {"demand": 100, "powerlimit": limit, "drawchange": change}
    random = np.random.Generator(np.random.PCG64(SEED))
    for draw in range(DRAWS):
        levers = {key: drawn(least, most, random.random()) for key, (least, _, most) in LEVERS.items()}
        yield f"draw {draw}", MONEY[random.integers(3)], PATHS[random.integers(3)], levers


def drawn(least, most, u):
    """A value between two ends, by equal factors where they are far apart, with six digits so that it can be written down."""
    wide = 0 < least and 20 < most / least
    value = least * (most / least) ** u if wide else least + (most - least) * u
    return float(f"{value:.6g}")


class Model:
    """The chain for many cases; money in billion RMB, GDP and value in trillion RMB, power in GW."""

    def __init__(self, all_cases):
        self.money = np.array([money for _, money, _, _ in all_cases])
        self.path = np.array([path for _, _, path, _ in all_cases])
        self.lever = {key: np.array([float(levers[key]) for *_, levers in all_cases]) for key in LEVERS}

    def __getattr__(self, key):
        return self.lever[key]

    def straight(self, key, year):
        way = min(max((year - 2025) / 10, 0), 1)
        return self.lever[f"{key}2025"] * (1 - way) + self.lever[f"{key}2035"] * way

    def planned(self, year):
        back = (1 + self.plangrowth) ** (year - 2025)
        after = (1 + self.plangrowth) ** (year - 2027) if 2027 < year else 1.0
        plan = self.plan / 3 * (back if year < 2025 else after)
        return np.select([self.money == "plan", self.money == "operators"], [plan, OPERATORS * back], self.yearly * back)

    def imported_price(self, year):
        return self.price * (1 + self.pricechange) ** (year - 2025)

    def eflops_per_billion(self, year):
        domestic = self.straight("domestic", year)
        return self.hardware * ((1 - domestic) + domestic / self.domesticprice) / self.imported_price(year)

    def draw_of_new(self, year):
        return self.draw * (1 + self.drawchange) ** (year - 2025)

    def in_service(self, first, start, bought, year):
        """Of a first stock at the end of `start` and of what was bought in each later year, what serves at the end of `year`."""
        left = first * np.maximum(0, 1 - (year - start) / self.life)
        return left + sum(amount * np.clip(self.life - (year - when), 0, 1) for when, amount in bought.items())

    def running(self, fleet, available):
        """What runs of a fleet, (compute, power) of each year's machines, with so much power, and the compute for each GW of the last
        machines that get some: those first that do most with a watt, the newest."""
        eflops = np.array([compute for compute, _ in fleet])
        power = np.array([drawn for _, drawn in fleet])
        before = np.cumsum(power, axis=0) - power
        part = np.divide(np.clip(available - before, 0, power), power, out=np.ones_like(power), where=power > 0)
        at_edge = (before + power > available).argmax(axis=0)
        rates = np.divide(eflops, power, out=np.zeros_like(power), where=power > 0)
        return (eflops * part).sum(axis=0), rates[at_edge, np.arange(len(available))]

    def of_running(self, year):
        """Useful work of one EFLOPS that runs."""
        part = self.fp8work * self.straight("fp8fleet", year)
        return self.straight("use", year) * self.network / (1 - part + part / self.fp8speed)

    def demand_of(self, year, usable_2025):
        x = (year - 2025) / 10
        tasks = (1 - self.cheaper) ** ((1 - self.rebound) * (year - 2025))
        return usable_2025 * self.demand2025 * self.demand ** (x + self.shape * x * (1 - x)) * tasks

    def gdp_path(self):
        path = {2024: np.full(len(self.path), GDP_2024), 2025: self.gdp2025}
        for year in range(2026, 2041):
            rate = np.select([self.path == "own", self.path == "official"], [self.gdpgrowth, OFFICIAL], IMF[0 if year == 2026 else 1])
            path[year] = path[year - 1] * (1 + rate) * (1 + self.inflation)
        return path

    def share_if_met(self, year):
        most = self.share2035 / self.reached
        begun = np.minimum(self.share2025 / most, 0.999)
        odds_2025, odds_2035 = begun / (1 - begun), self.reached / (1 - self.reached)
        x = (year - 2025) / 10
        odds = odds_2025 ** (1 - x) * odds_2035**x
        return np.minimum(1, most * odds / (1 + odds))

    def years(self):
        """Year by year what `READ` names."""
        gdp, bought, drawing, value, usable_2025 = self.gdp_path(), {}, {}, None, None
        found = {}
        for year in YEARS:
            if year < 2025:
                installed = np.full(len(self.money), COUNTS[2])
                draw = installed * self.draw / 1e3
            else:
                if 2025 < year:
                    money = self.planned(year) + self.reinvest * value * 1e3
                    bought[year] = money * self.eflops_per_billion(year)
                    drawing[year] = bought[year] * self.draw_of_new(year) / 1e3
                installed = self.in_service(self.installed, 2025, bought, year)
                draw = self.in_service(self.installed * self.draw / 1e3, 2025, drawing, year)
            pue = self.straight("pue", year)
            needed = draw * pue
            # Newest first; the first stock, or in 2024 all there is, last.
            serving = [(year - when, when) for when in sorted(bought, reverse=True)]
            kept = [np.clip(self.life - age, 0, 1) for age, _ in serving]
            fleet = [(bought[when] * part, drawing[when] * part) for (_, when), part in zip(serving, kept)]
            first = self.installed * np.maximum(0, 1 - max(0, year - 2025) / self.life) if year >= 2025 else installed
            rationed, edge = self.running(fleet + [(first, first * self.draw / 1e3)], self.powerlimit / pue)
            is_short = needed > self.powerlimit
            usable = np.where(is_short, rationed, installed) * self.of_running(year)
            usable_2025 = usable if year == 2025 else usable_2025
            demanded = usable * self.demand2025 if year < 2025 else self.demand_of(year, usable_2025)
            coverage = np.minimum(1, usable / demanded)
            share = self.share_if_met(year) * coverage**self.elasticity
            value = share * gdp[year]
            more = 1 - self.draw_of_new(year) / 1e3 * edge
            # Where the newest are themselves the last to get power, only rounding is left.
            runs = np.where(is_short, np.where(more < 1e-12, 0.0, more), 1.0)
            gain = self.reinvest * self.eflops_per_billion(year) * self.of_running(year) * runs / demanded
            gain = gain * self.elasticity * share / coverage * gdp[year] * 1e3
            gain = np.where((coverage < 1) & (2025 < year), gain, 0.0)
            found[year] = (installed, needed, usable, demanded, coverage, gdp[year], share, value, gain)
        return found

    def trial(self):
        """The fleet at the ends of 2022 to 2026, started from the count of 2022."""
        bought, path = {}, [np.full(len(self.money), COUNTS[0])]
        for year in range(2023, 2027):
            bought[year] = self.planned(year) * self.eflops_per_billion(year)
            path.append(self.in_service(COUNTS[0], 2022, bought, year))
        return path

    def relatives(self):
        """The model relative to the four later counts; June 2026 beside the geometric mean of two ends."""
        _, end_2023, end_2024, end_2025, end_2026 = self.trial()
        modelled = [end_2023, end_2024, end_2025, np.sqrt(end_2025 * end_2026)]
        return [model / count for model, count in zip(modelled, COUNTS[1:])]


def digits(value):
    return f"{value:.10g}"


def vectors():
    all_cases = list(cases())
    model = Model(all_cases)
    years, trial, relatives = model.years(), model.trial(), model.relatives()
    columns = ["case", "money", "path", *LEVERS, *(f"{name}_{year}" for year in SHOWN for name in READ)]
    columns += [f"trial_{year}" for year in range(2022, 2027)] + [f"relative_{count}" for count in range(1, 5)]
    results = [array for year in SHOWN for array in years[year]] + trial + relatives
    assert all(np.isfinite(array).all() for array in results)
    rows = [
        [name, money, path, *(f"{levers[key]:.15g}" for key in LEVERS), *(digits(array[at]) for array in results)]
        for at, (name, money, path, levers) in enumerate(all_cases)
    ]
    return table(HEADER, columns, rows)


def quantile(shape, low, high, mode, u):
    """The value below which a share u lies; that of a triangle is looked for in its area, not taken from the formula of the page."""
    if shape == "uniform":
        return low + u * (high - low)
    if shape == "triangular":
        # Halving on the share of the triangle's area that lies below.
        below, above = low, high
        for _ in range(200):
            middle = (below + above) / 2
            left = (middle - low) ** 2 / ((high - low) * (mode - low)) if middle <= mode and low < mode else None
            area = left if left is not None else 1 - (high - middle) ** 2 / ((high - low) * (high - mode))
            below, above = (middle, above) if area < u else (below, middle)
        return (below + above) / 2
    if shape == "lognormal":
        return math.exp(quantile("normal", math.log(low), math.log(high), None, u))
    return NormalDist((low + high) / 2, (high - low) / (2 * NormalDist().inv_cdf(0.95))).inv_cdf(u)


def spreads():
    """Rows of a quantile (shape, low, high, mode, u → value) and of the band of a list (→ P5, P25, P50, P75, P95)."""
    rows = []
    ranges = [("uniform", -0.35, -0.1, -0.25), ("triangular", 2, 6, 3), ("triangular", 2, 6, 2), ("triangular", 0, 0.1, 0.1),
              ("normal", 0.03, 0.05, 0.0417), ("normal", -0.35, -0.1, -0.25), ("lognormal", 10, 100, 10), ("lognormal", 400, 1500, 500)]
    for shape, low, high, mode in ranges:
        for u in (1e-9, 0.001, 0.05, 0.25, 0.3, 0.5, 0.75, 0.95, 0.999):
            rows.append([shape, f"{low:.15g} {high:.15g} {mode:.15g} {u:.15g}", digits(quantile(shape, low, high, mode, u))])
    random = np.random.Generator(np.random.PCG64(SEED + 1))
    for count in (1, 2, 3, 4, 7, 20, 21, 100):
        values = [float(f"{value:.6g}") for value in random.lognormal(1, 2, count)]
        values = [1.0, 2.0, 3.0, 4.0] if count == 4 else values
        band = np.percentile(values, [5, 25, 50, 75, 95], method="linear")
        rows.append(["band", " ".join(f"{value:.6g}" for value in values), " ".join(digits(value) for value in band)])
    return table(HEADER, ["kind", "given", "found"], rows)


def tables():
    return ("model_vectors.csv", vectors()), ("model_spreads.csv", spreads())


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], __doc__, "the model in NumPy", PINNED, tables))
