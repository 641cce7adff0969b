// In the browser: ours and the crate `float8`, compiled alike, in turn on the same numbers; millions of values a second.
import init, { Bench, differences } from "./bench_conversions.js";

const REPEATS = 25;
// Until the engine has made its best code of it.
const WARM = 60;
const WAYS = { encode: "encode", decode: "decode", encodeCrate: "encode_crate", decodeCrate: "decode_crate", half: "encode_half" };

await init();
const count = Number(new URLSearchParams(location.search).get("count"));
const bench = new Bench(count);
for (const method of Object.values(WAYS)) for (let run = 0; run < WARM; run += 1) bench[method]();

globalThis.differences = () => Array.from(differences());

/** One round: the median of each way, measured in turn. */
globalThis.round = () => {
  const times = Object.fromEntries(Object.keys(WAYS).map((name) => [name, []]));
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const [name, method] of Object.entries(WAYS)) times[name].push(timed(() => bench[method]()));
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, count / median(all) / 1e3]));
};
document.documentElement.dataset.done = "";

/** Milliseconds of one run; short, so that what else the machine does falls between two of them more often than into one. */
function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
