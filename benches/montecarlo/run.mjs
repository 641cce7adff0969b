// The chain of the economy 10,000 times from 2024 to 2040, with the percentiles of every reading of every year: ours in the browser and
// natively, Squiggle in the same page, NumPy natively. Each run draws its samples.
//   node benches/montecarlo/run.mjs FOLDER NATIVE
// All take their turn in each round, so that what else the machine does hits them alike; medians of the rounds, then ratios.
import { fileURLToPath } from "node:url";
import { conversation, row, withPage } from "../../scripts/bench.mjs";

const ROUNDS = 7;
// Runs of a round, whose median counts, and runs before the first one.
const REPEATS = { browser: 5, native: 5, numpy: 3 };
const WARM = { browser: 10, native: 3, numpy: 2, squiggle: 2 };
const GOALS = [["squiggle", "Squiggle", 10], ["numpy", "NumPy", 2]];
const GOAL_MS = 16;
// Two sets of n samples agree when their medians do within five standard errors of the difference; that of a median is
// 1 / (2 f √n), and half the paths between P25 and P75 make the density f there about 0.5 / (P75 − P25).
const ERRORS = 5;
const CHECKED = ["Value", "Share", "Installed"];
const CLAIM_YEAR = 2035 - 2024;
const CENTRAL = 1e-9;

const [folder, nativeProgram] = process.argv.slice(2);
const native = conversation(nativeProgram);
const agreement = await native.hear();
const { model, bands } = JSON.parse(agreement);
if (model?.money !== "Plan" || model.path !== "Own") {
  throw new Error("the peers' programs are written for the money of the plan and the reader's own path of GDP");
}
const python = process.env.OCTET_PYTHON;
const numpy = python && conversation(python, [fileURLToPath(new URL("peers.py", import.meta.url))]);
const first = numpy ? JSON.parse(await numpy.ask(JSON.stringify(model))) : {};

let agree = true;
await withPage(folder, "", async (page, version) => {
  const squiggle = await page.evaluate(() => globalThis.hasSquiggle);
  const names = {
    browser: `ours, wasm, Chromium ${version}`,
    native: "ours, native",
    squiggle: `Squiggle ${process.env.OCTET_SQUIGGLE_VERSION}, the same page`,
    own: "  with percentiles by its own `quantile`",
    numpy: `NumPy ${first.numpy}, Python ${first.python}`,
  };
  const exact = (await page.evaluate(() => globalThis.octetAgreement())) === agreement;
  say("bands in the browser and natively", exact, exact ? "the same bits" : "they differ");
  if (numpy) {
    central("NumPy", first.central);
    medians("NumPy", first.bands);
  }
  if (squiggle) {
    central("Squiggle", byReading(await page.evaluate((given) => globalThis.squiggleCentral(given), model)));
    medians("Squiggle", byReading((await page.evaluate((given) => globalThis.squiggleRun(given), model)).bands));
  }
  if (!agree) throw new Error("these are different models: nothing is timed");
  const times = {};
  const turn = async (who, repeats) => {
    if (who === "browser") return page.evaluate((count) => globalThis.ours(count), repeats);
    return JSON.parse(await { native, numpy }[who].ask(String(repeats)));
  };
  const plain = ["browser", "native", ...(numpy ? ["numpy"] : [])];
  for (const who of plain) await turn(who, WARM[who]);
  const theirs = () => page.evaluate(async (given) => {
    const { followed, done } = await globalThis.squiggleRun(given);
    return { followed, squiggle: done, own: await globalThis.squiggleOwn(given) };
  }, model);
  for (let run = 0; squiggle && run < WARM.squiggle; run += 1) await page.evaluate((given) => globalThis.squiggleRun(given), model);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const who of plain) (times[who] ??= []).push(median(await turn(who, REPEATS[who])));
    for (const [who, time] of Object.entries(squiggle ? await theirs() : {})) (times[who] ??= []).push(time);
  }
  print(times, names);
});
native.end();
numpy?.end();

function say(what, good, how) {
  agree &&= good;
  console.log(`${what}: ${how}${good ? "" : ": too far"}`);
}

/** How far a peer's path without ranges is from ours, at most. */
function central(who, path) {
  const away = model.central.flatMap((years, reading) => years.map((band, year) => Math.abs(path[reading][year] / band[2] - 1)));
  const most = Math.max(...away);
  say(`${who}, the path without ranges`, most <= CENTRAL, `${most.toExponential(1)} from ours at most (allowed ${CENTRAL})`);
}

function medians(who, theirs) {
  for (const name of CHECKED) {
    const reading = model.readings.indexOf(name);
    const [mine, other] = [bands, theirs].map((all) => all[reading][CLAIM_YEAR]);
    const error = Math.SQRT2 * (mine[3] - mine[1]) / Math.sqrt(model.paths);
    const away = Math.abs(other[2] - mine[2]) / error;
    const values = `${other[2].toPrecision(6)} beside ours ${mine[2].toPrecision(6)}`;
    say(`${who}, median of ${name} in 2035`, away <= ERRORS, `${values}, ${away.toFixed(1)} standard errors (allowed ${ERRORS})`);
  }
}

/** Years × readings to readings × years. */
function byReading(years) {
  return model.readings.map((_, reading) => years.map((year) => year[reading]));
}

function print(times, names) {
  const ms = Object.fromEntries(Object.entries(times).map(([who, all]) => [who, median(all)]));
  console.log(`\n${model.paths} paths of 17 years, seven readings, five percentiles; milliseconds, medians of ${ROUNDS} rounds in turn`);
  console.log(row(["", "median", "least", "most", "ours : theirs"], 48));
  for (const [who, name] of Object.entries(names)) {
    const all = times[who];
    const cells = all && [ms[who], Math.min(...all), Math.max(...all)].map((time) => time.toFixed(1));
    if (all) console.log(row([name, ...cells, `1 : ${(ms[who] / ms.browser).toFixed(1)}`], 48));
    else console.log(`${name.trim().split(" ")[0]}: not installed, not measured`);
  }
  if (ms.followed) console.log(`of Squiggle's time, ${ms.followed.toFixed(0)} ms until all samples are there`);
  for (const [who, name, goal] of GOALS) {
    const ratio = ms[who] / ms.browser;
    const verdict = ms[who] ? `${ratio.toFixed(1)}×, ${goal <= ratio ? "met" : "not met"}` : "not measured";
    console.log(`ours in the browser beside ${name}: ${verdict} (goal ${goal}×)`);
  }
  console.log(`ours in the browser: ${ms.browser.toFixed(1)} ms, ${ms.browser <= GOAL_MS ? "met" : "not met"} (goal ${GOAL_MS} ms)`);
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
