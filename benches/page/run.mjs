// The page as it is built: how soon a result stands there while a knob moves, and what runs of 2^22 take.
//   node benches/page/run.mjs DIST
// "Drawn" is when everything that follows from the result is done, pictures painted on their canvases and tables written;
// "shown" is the next frame's callback after that. Both from the moment the page is told that the knob has moved. It is moved by
// dragging: after a key press Chromium holds back whatever a worker sends until the next frame is shown, so that every key takes
// one frame, however fast the page is.
import { row, withPage } from "../../scripts/bench.mjs";

const MOVES = 200;
const WARM = 20;
const GOAL_MS = 16;
const LONG = { "2^22 numbers quantised": "#/quantize?count=4194304", "2^22 numbers added": "#/accumulate?preset=harmonic&length=4194304" };

await withPage(
  process.argv[2],
  "#/quantize?count=65536",
  async (page, version) => {
    await page.waitForSelector("[data-testid=standing][data-busy=false]");
    const slider = await page.getByTestId("sigma-slider").boundingBox();
    const [middle, y] = [slider.x + slider.width / 2, slider.y + slider.height / 2];
    await page.evaluate(listen);
    await page.mouse.move(middle, y);
    await page.mouse.down();
    for (let move = 0; move < WARM + MOVES; move += 1) {
      // Forty steps to the right, forty back: never at the end of the slider, and never the same result twice running.
      const step = move % 80;
      await page.mouse.move(middle + 1 + (step < 40 ? step : 79 - step + 0.5), y);
      await page.evaluate(() => globalThis.result());
    }
    await page.mouse.up();
    const times = (await page.evaluate(() => globalThis.times)).slice(WARM);
    console.log(`\nA knob dragged on 65,536 values, ${times.length} moves, milliseconds, Chromium ${version}`);
    console.log(row(["", "median", "p95", "most"], 12));
    for (const when of ["drawn", "shown"]) {
      const sorted = times.map((time) => time[when]).toSorted((a, b) => a - b);
      const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
      console.log(row([when, ...[0.5, 0.95, 1].map((share) => at(share).toFixed(1))], 12));
      if (when === "drawn") console.log(`drawn within ${GOAL_MS} ms at p95: ${at(0.95) <= GOAL_MS ? "met" : "not met"}`);
    }
    for (const [name, address] of Object.entries(LONG)) await long(page, name, address);
  },
  "[data-testid=sigma-slider]",
);

/** Runs in the page: notes for each move when its result was drawn and shown. */
function listen() {
  globalThis.times = [];
  const standing = document.querySelector("[data-testid=standing]");
  const channel = new MessageChannel();
  let [moved, tell] = [0, () => {}];
  let finished = Promise.resolve();
  document.querySelector("[data-testid=sigma-slider]").addEventListener(
    "input",
    () => {
      moved = performance.now();
      finished = new Promise((resolve) => (tell = resolve));
    },
    { capture: true },
  );
  // A message comes when all that the change has set off, effects and their drawing included, has run.
  channel.port1.onmessage = () => {
    const drawn = performance.now() - moved;
    requestAnimationFrame(() => {
      globalThis.times.push({ drawn, shown: performance.now() - moved });
      tell();
    });
  };
  new MutationObserver(() => {
    if (standing.dataset.busy === "false") channel.port2.postMessage("drawn");
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
