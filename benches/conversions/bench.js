// In the browser: ours and the crate `float8`, compiled alike, in turn on the same numbers; millions of values a second.
import init, { Bench, differences } from "./bench_conversions.js";

const REPEATS = 15;
// A browser's clock is coarse: as many runs at a time as take some milliseconds.
const LEAST_MS = 8;
const WAYS = { encode: "encode", decode: "decode", encodeCrate: "encode_crate", decodeCrate: "decode_crate", half: "encode_half" };

await init();
const count = Number(new URLSearchParams(location.search).get("count"));
const bench = new Bench(count);
const runs = Object.fromEntries(Object.entries(WAYS).map(([name, method]) => [name, runsFor(() => bench[method]())]));

globalThis.differences = () => Array.from(differences());

/** One round: the median of each way, measured in turn. */
globalThis.round = () => {
  const times = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]));
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const [name, method] of Object.entries(WAYS)) times[name].push(timed(() => bench[method](), runs[name]));
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, count / median(all) / 1e3]));
};
document.documentElement.dataset.done = "";

/** Runs until the engine has made its best code of it, and says how many runs fill the least time. */
function runsFor(work) {
  let runs = 1;
  for (let warm = 0; warm < 6 || timed(work, runs) * runs < LEAST_MS; warm += 1) {
    if (timed(work, runs) * runs < LEAST_MS) runs *= 2;
  }
  return runs;
}

/** Milliseconds of one run. */
function timed(work, runs) {
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) work();
  return (performance.now() - start) / runs;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
