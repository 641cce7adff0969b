// In one page run, in turn: our redraw and uPlot's, of the same numbers on canvases of the same size.
// Two clocks: what the drawing calls take, and that plus one pixel read back, which makes the browser really paint them.
import uPlot from "./uPlot.esm.js";
import init from "./bench_redraw.js";

const [LINES, POINTS, SETS, ROUNDS, WARM] = [3, 1000, 8, 200, 30];

await init();
const sets = Array.from({ length: SETS }, (_, set) => lines(set));
for (const set of sets) octetPrepare(set);

const ours = document.getElementById("ours");
const options = {
  width: 900,
  height: 500,
  pxAlign: 1,
  legend: { show: false },
  cursor: { show: false },
  scales: { x: { time: false } },
  series: [{}, ...["#0072b2", "#d55e00", "#009e73"].map((stroke) => ({ stroke, width: 2 }))],
};
const plot = new uPlot(options, sets[0], document.getElementById("theirs"));
const theirs = plot.root.querySelector("canvas");

const drawOurs = (set) => octetRedraw(ours, set);
// Outside `batch`, uPlot only notes what to draw and does so in a microtask after our clock has stopped.
const drawTheirs = (set) => plot.batch(() => plot.setData(sets[set]));

globalThis.result = {
  changes: { ours: changes(ours, drawOurs), theirs: changes(theirs, drawTheirs) },
  size: { ours: [ours.width, ours.height], theirs: [theirs.width, theirs.height] },
  calls: compare(() => {}),
  heat: spread(Array.from({ length: ROUNDS }, (_, round) => timed(() => octetHeat(ours, round % SETS), () => ours.getContext("2d").getImageData(0, 0, 1, 1)))),
  painted: compare((canvas) => canvas.getContext("2d").getImageData(0, 0, 1, 1)),
};
document.documentElement.dataset.done = "";

/** The abscissas and three wavy lines; each set has other values, so that every redraw is a new picture. */
function lines(set) {
  const xs = Float64Array.from({ length: POINTS }, (_, index) => index);
  const wave = (line, x) => Math.sin(x / (20 + 15 * line) + set) * (1 + line) + Math.sin(x * (1.7 + line) + set) * 0.3;
  return [xs, ...Array.from({ length: LINES }, (_, line) => xs.map((x) => wave(line, x)))];
}

/** How many of the sets give a picture that differs from the one before: all of them, if the drawing is no pretence. */
function changes(canvas, draw) {
  let count = 0;
  let before = canvas.toDataURL();
  for (let set = SETS - 1; 0 <= set; set -= 1) {
    draw(set);
    const now = canvas.toDataURL();
    if (now !== before) count += 1;
    before = now;
  }
  return `${count} of ${SETS}`;
}

function compare(finish) {
  const times = { ours: [], theirs: [] };
  for (let round = -WARM; round < ROUNDS; round += 1) {
    const set = (round + WARM) % SETS;
    const both = { ours: timed(() => drawOurs(set), () => finish(ours)), theirs: timed(() => drawTheirs(set), () => finish(theirs)) };
    if (0 <= round) for (const who of ["ours", "theirs"]) times[who].push(both[who]);
  }
  return { ours: spread(times.ours), theirs: spread(times.theirs) };
}

function timed(draw, finish) {
  const start = performance.now();
  draw();
  finish();
  return performance.now() - start;
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  return { median: at(0.5), p95: at(0.95) };
}
