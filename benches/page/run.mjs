// The page as it is built: how soon a result stands there while a knob moves, and what runs of 2^22 take.
//   node benches/page/run.mjs DIST
// "Picture" is when all that needs no worker is done: texts written, pictures in sight painted on their canvases. "Drawn" is when
// everything that follows from the worker's result is done too, and "shown" is the next frame's callback after that. All from the
// moment the page is told that the knob has moved. It is moved by dragging: after a key press Chromium holds back whatever a worker
// sends until the next frame is shown, so that every key takes one frame, however fast the page is.
import { row, withPage } from "../../scripts/bench.mjs";

const MOVES = 200;
const WARM = 20;
const GOAL_MS = 16;
const LONG = { "2^22 numbers quantised": "#/quantize?count=4194304", "2^22 numbers added": "#/accumulate?preset=harmonic&length=4194304" };
const DRAGGED = ["demand", "pricechange"];

await withPage(
  process.argv[2],
  "#/quantize?count=65536",
  async (page, version) => {
    // Forty steps to the right, forty back: never at the end of the slider, and never the same result twice running.
    const times = await drag(page, "sigma", (width) => ({ from: width / 2 + 1, steps: 40 }));
    report(`A knob dragged on 65,536 values, ${times.length} moves, milliseconds, Chromium ${version}`, times, ["drawn", "shown"]);
    for (const [name, address] of Object.entries(LONG)) await long(page, name, address);
  },
  "[data-testid=sigma-slider]",
);

await withPage(
  process.argv[2],
  "#/economy",
  async (page, version) => {
    await page.evaluate(() => document.querySelectorAll("details[data-testid=group]").forEach((group) => (group.open = true)));
    for (const knob of DRAGGED) {
      // Over nine tenths of its range, pixel by pixel, and back.
      const times = await drag(page, knob, (width) => ({ from: width / 20, steps: Math.floor(width * 0.9) }));
      const title = `The knob ${knob} dragged on 10,000 paths, ${times.length} moves, milliseconds, Chromium ${version}`;
      report(title, times, ["picture", "drawn", "shown"]);
    }
  },
  "[data-testid=demand-slider]",
);

/** Drags a knob to and fro, each move after the last one's result; what each took. */
async function drag(page, knob, way) {
  await page.waitForSelector("[data-testid=standing][data-busy=false]");
  const handle = page.getByTestId(`${knob}-slider`);
  await handle.scrollIntoViewIfNeeded();
  const slider = await handle.boundingBox();
  const { from, steps } = way(slider.width);
  const at = (step) => [slider.x + from + step, slider.y + slider.height / 2];
  await page.evaluate(listen, knob);
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await page.evaluate(() => globalThis.result());
  for (let move = 0; move < WARM + MOVES; move += 1) {
    const step = move % (2 * steps);
    await page.mouse.move(...at(step < steps ? step : 2 * steps - 1 - step + 0.5));
    await page.evaluate(() => globalThis.result());
  }
  await page.mouse.up();
  return (await page.evaluate(() => globalThis.times)).slice(WARM);
}

/** Prints median, 95th percentile and most of each moment, and whether the goal is met. */
function report(title, times, moments) {
  console.log(`\n${title}`);
  console.log(row(["", "median", "p95", "most"], 12));
  for (const when of moments) {
    const sorted = times.map((time) => time[when]).toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
    console.log(row([when, ...[0.5, 0.95, 1].map((share) => at(share).toFixed(1))], 12));
    if (when !== "shown") console.log(`${when} within ${GOAL_MS} ms at p95: ${at(0.95) <= GOAL_MS ? "met" : "not met"}`);
  }
}

/** Runs in the page: notes for each move of a knob when its picture stood there, and when its result was drawn and shown. */
function listen(knob) {
  const times = [];
  globalThis.times = times;
  const standing = document.querySelector("[data-testid=standing]");
  const [own, drawing] = [new MessageChannel(), new MessageChannel()];
  let [moved, picture, tell] = [0, 0, () => {}];
  let finished = Promise.resolve();
  document.querySelector(`[data-testid=${knob}-slider]`).addEventListener(
    "input",
    () => {
      moved = performance.now();
      finished = new Promise((resolve) => (tell = resolve));
      own.port2.postMessage("picture");
    },
    { capture: true },
  );
  // A message comes when all that the change has set off, effects and their drawing included, has run.
  own.port1.onmessage = () => (picture = performance.now() - moved);
  drawing.port1.onmessage = () => {
    const drawn = performance.now() - moved;
    requestAnimationFrame(() => {
      times.push({ picture, drawn, shown: performance.now() - moved });
      tell();
    });
  };
  new MutationObserver(() => {
    if (standing.dataset.busy === "false") drawing.port2.postMessage("drawn");
  }).observe(standing, { attributeFilter: ["data-busy"] });
  globalThis.result = () => finished;
}

/** One long run: how long it takes, and how often the page tells of progress. */
async function long(page, name, address) {
  const start = performance.now();
  await page.evaluate((address) => {
    globalThis.told = new Set();
    location.hash = address;
    const note = () => {
      const bar = document.querySelector("progress");
      if (bar) globalThis.told.add(bar.value);
      globalThis.noting = requestAnimationFrame(note);
    };
    note();
  }, address);
  await page.waitForSelector("[data-testid=standing][data-busy=true]");
  await page.waitForSelector("[data-testid=standing][data-busy=false]", { timeout: 120_000 });
  const told = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.noting);
    return globalThis.told.size;
  });
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(2)} s, progress told ${told} times`);
}
