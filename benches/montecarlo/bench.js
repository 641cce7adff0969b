// In the browser: ours, and Squiggle's program of the same chain (`chain.squiggle`) where its bundle lies beside this file; milliseconds.
import init from "./bench_montecarlo.js";

const PERCENTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
// Squiggle's own way to percentiles, which sorts a distribution's samples once for each.
const OWN_PERCENTILES = `
List.map(readings, {|year| List.map(year, {|of|
  List.map([${PERCENTILES}], {|share| typeOf(of) == "Number" ? of : quantile(of, share)})
})})`;

await init();
const squiggle = await import("./squiggle.js").catch(() => undefined);
const chain = await (await fetch("./chain.squiggle")).text();
// Before a run Squiggle waits for the next frame, which is not what is measured here.
globalThis.requestAnimationFrame = (work) => work();

globalThis.ours = (repeats) => Array.from({ length: repeats }, () => timed(octetRun));
globalThis.hasSquiggle = squiggle !== undefined;

/** The central path as Squiggle has it, years × readings. */
globalThis.squiggleCentral = async (model) => (await result({ ...model, ranges: {} }, "readings")).map((year) => valuesOf(year).map(numberOf));

/** One run: milliseconds until all samples are there and until the percentiles are, and these, years × readings × percentiles. */
globalThis.squiggleRun = async (model) => {
  const start = performance.now();
  const years = await result(model, "readings");
  const followed = performance.now();
  const bands = years.map((year) => valuesOf(year).map(band));
  return { followed: followed - start, done: performance.now() - start, bands };
};

/** The same with its own percentiles: milliseconds. */
globalThis.squiggleOwn = async (model) => {
  const start = performance.now();
  await result(model, OWN_PERCENTILES);
  return performance.now() - start;
};
document.documentElement.dataset.done = "";

async function result(model, ending) {
  const environment = { sampleCount: model.paths, xyPointLength: 1000, seed: "1" };
  const output = await squiggle.run(`${given(model)}\n${chain}\n${ending}`, { environment });
  const end = output.getEndResult();
  if (!end.ok) throw new Error(end.value.toString());
  return valuesOf(end.value);
}

/** Every lever as Squiggle writes it. */
function given({ levers, ranges, counted }) {
  const life = ranges.life;
  const longest = Math.ceil(!life ? levers.life.value : /Normal/.test(life.shape) ? levers.life.max : life.high);
  const lines = Object.entries(levers).map(([key, lever]) => `${key} = ${spread(ranges[key], lever)}`);
  return [...lines, ...Object.entries(counted).map(([key, value]) => `${key} = ${value}`), `longest = ${longest}`].join("\n");
}

function spread(range, { value, min, max }) {
  switch (range?.shape) {
    case undefined: return String(value);
    case "Uniform": return `uniform(${range.low}, ${range.high})`;
    case "Triangular": return `triangular(${range.low}, ${value}, ${range.high})`;
    // What lies outside the lever's limits counts as the nearer one.
    default: return `max(min(${range.shape.toLowerCase()}({p5: ${range.low}, p95: ${range.high}}), ${max}), ${min})`;
  }
}

function valuesOf(list) {
  return list.value.getValues();
}

function numberOf(value) {
  return value.value;
}

function band(value) {
  if (value.tag === "Number") return PERCENTILES.map(() => value.value);
  const sorted = new Float64Array(value.value.getSamples()).sort();
  return PERCENTILES.map((share) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  });
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}
