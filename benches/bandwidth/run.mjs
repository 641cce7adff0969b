// Matrix-vector products in the browser, one thread each: ours with weights in every storage, TensorFlow.js' wasm backend in FP32.
//   node benches/bandwidth/run.mjs FOLDER [BITS]...     2^BITS weights, BITS from 16; without BITS from what fits a cache to 512 MiB in FP32
// All matrices of a size are in memory at once, 3 GB for the largest, and all take their turn in each round, so that what else the
// machine does hits them alike; medians of all turns, then ratios.
import { row, withPage } from "../../scripts/bench.mjs";

// A large matrix is read at another rate after each loading, up to twice as fast, and turn after turn at the same: it matters where in
// the machine's memory it comes to lie. So all are loaded anew until each has been loaded at every place of the order.
const ROUNDS = 3;
const COLUMNS = 4096;
const SIZES = [16, 18, 20, 22, 25, 27];
// FP32 weights up to 2^22 take 16 MiB, which the last cache of many machines holds; from 2^27 on it holds no storage's.
const CACHED = 22;
const BEYOND = 27;
const NAMES = { Fp32: "FP32", Fp16: "FP16", Bf16: "BF16", E4m3fn: "FP8 E4M3FN", E5m2: "FP8 E5M2", Fp4: "FP4 E2M1, blocks of 32" };
const EXACT = { Fp32: "ours", peer: "TensorFlow.js", difference: "their difference" };
// The figures to reach: whose, beside whose, at which sizes, at least how many times.
const GOALS = [
  ["E4m3fn", "Fp32", (bits) => bits <= CACHED, 1],
  ["E5m2", "Fp32", (bits) => bits <= CACHED, 1],
  ["E4m3fn", "Fp32", (bits) => BEYOND <= bits, 3.6],
  ["E5m2", "Fp32", (bits) => BEYOND <= bits, 3.6],
  ["Fp4", "Fp32", (bits) => BEYOND <= bits, 6],
  ["Fp32", "peer", () => true, 1],
];
// The slowest and the fastest turn so far apart, beside the median, are told.
const SPREAD = 0.1;

const [folder, ...asked] = process.argv.slice(2);
const sizes = asked.length === 0 ? SIZES : asked.map(Number);
const peer = process.env.OCTET_TFJS_VERSION;

let bytes;
let said = false;

await withPage(folder, "", async (page, version) => {
  bytes = await page.evaluate((columns) => globalThis.prepare(columns), COLUMNS);
  const ways = peer ? await page.evaluate(() => globalThis.ways()) : [];
  console.log(`\nMatrix-vector products of ${COLUMNS} columns, one thread each, Chromium ${version}`);
  const ratios = GOALS.map(() => []);
  for (const bits of sizes) {
    const rows = 2 ** bits / COLUMNS;
    const way = ways.length === 0 ? undefined : await fastest(page, ways, rows, bits);
    const times = {};
    for (let first = 0; first < Object.keys(bytes).length + (way ? 1 : 0); first += 1) {
      const loaded = await page.evaluate((words) => globalThis.measured(...words), [way, rows, ROUNDS, first]);
      agree(loaded);
      for (const [who, turns] of Object.entries(loaded.times)) (times[who] ??= []).push(...turns);
    }
    const rates = print(bits, rows, times);
    GOALS.forEach(([ours, theirs, counts], place) => {
      if (counts(bits)) ratios[place].push([bits, rates[ours] / rates[theirs]]);
    });
  }
  verdicts(ratios);
});

/** The peer's fastest way to write this product: that is the one we are held against. */
async function fastest(page, ways, rows, bits) {
  const tried = [];
  for (const way of ways) tried.push([way, await page.evaluate(([given, height]) => globalThis.tried(given, height), [way, rows])]);
  tried.sort(([, one], [, other]) => one - other);
  console.log(`\n2^${bits}: TensorFlow.js computes ${tried.map(([way, time]) => `${way} in ${time.toPrecision(3)} ms`).join(", ")}`);
  return tried[0][0];
}

/** Sums in another order differ, but not by more than rounding can explain; said once, and looked at for every size. */
function agree({ off, ran }) {
  const exact = Object.keys(EXACT).filter((who) => who in off);
  if (exact.some((who) => !(off[who].ofBound <= 1))) throw new Error("these are not the same products");
  if (said) return;
  said = true;
  if (ran) console.log(`it runs ${ran.program} ${ran.version}, threads: ${ran.threads}`);
  console.log(`error of y in FP32 ÷ its bound: ${exact.map((who) => `${EXACT[who]} ${off[who].ofBound.toPrecision(2)}`).join(", ")}`);
  const stored = Object.keys(NAMES).filter((who) => who !== "Fp32");
  console.log(`‖error of y‖ ÷ ‖y‖: ${stored.map((who) => `${NAMES[who].replace(/,.*/, "")} ${off[who].relative.toPrecision(2)}`).join(", ")}`);
}

/** The table of one size; gives the rates back, millions of weights a second. */
function print(bits, rows, times) {
  const weights = rows * COLUMNS;
  const rates = {};
  console.log(row([`2^${bits} = ${rows} × ${COLUMNS} weights`, "M weights/s", "least", "most", "GB/s", "beside FP32"], 36));
  for (const who of [...Object.keys(NAMES), ...(times.peer ? ["peer"] : [])]) {
    const turns = times[who].map((time) => weights / time / 1e3).toSorted((one, other) => one - other);
    const [least, rate, most] = [turns[0], turns[Math.floor(turns.length / 2)], turns.at(-1)];
    rates[who] = rate;
    const name = who === "peer" ? `TensorFlow.js ${peer}, FP32` : `ours, ${NAMES[who]}`;
    const speeds = [rate, least, most].map((speed) => speed.toFixed(0));
    const apart = (most - least) / rate;
    const note = SPREAD < apart ? `   spread ${(apart * 100).toFixed(0)} %` : "";
    console.log(row([name, ...speeds, ((rate * (bytes[who] ?? 4)) / 1e3).toFixed(2), `${(rate / rates.Fp32).toFixed(2)}×`], 36) + note);
  }
  if (!times.peer) console.log("TensorFlow.js: not installed, not measured");
  return rates;
}

function verdicts(ratios) {
  console.log("");
  GOALS.forEach(([ours, theirs, , goal], place) => {
    const beside = theirs === "peer" ? "TensorFlow.js" : `our ${NAMES[theirs]}`;
    for (const [bits, ratio] of ratios[place]) {
      const verdict = Number.isNaN(ratio) ? "not measured" : `${ratio.toFixed(2)}×, ${goal <= ratio ? "met" : "not met"}`;
      console.log(`2^${bits} weights, our ${NAMES[ours]} beside ${beside}: ${verdict} (goal ${goal}×)`);
    }
  });
}
