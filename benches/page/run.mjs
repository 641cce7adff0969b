// The page as it is built: how soon a result stands there while a knob moves, and what runs of 2^22 take.
//   node benches/page/run.mjs DIST
// "Drawn" is when everything that follows from the result is done, pictures painted on their canvases and tables written;
// "shown" is the next frame's callback after that. Both from the time that the browser gives the key press.
import { row, withPage } from "../../scripts/bench.mjs";

const PRESSES = 200;
const WARM = 20;
const GOAL_MS = 16;
const LONG = { "2^22 numbers quantised": "#/quantize?count=4194304", "2^22 numbers added": "#/accumulate?preset=harmonic&length=4194304" };

await withPage(
  process.argv[2],
  "#/quantize?count=65536",
  async (page, version) => {
    await page.waitForSelector("[data-testid=standing][data-busy=false]");
    await page.getByTestId("sigma-slider").focus();
    await page.evaluate(listen);
    for (let press = -WARM; press < PRESSES; press += 1) {
      // Fifty steps up, fifty steps down: never at the end of the slider, and never the same result twice running.
      await page.keyboard.press(Math.floor((press + WARM) / 50) % 2 === 0 ? "ArrowRight" : "ArrowLeft");
      await page.evaluate(() => globalThis.result());
    }
    const times = (await page.evaluate(() => globalThis.times)).slice(WARM);
    console.log(`\nA knob moved ${PRESSES} times on 65,536 values, milliseconds from the key press, Chromium ${version}`);
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

/** Runs in the page: notes for each press when its result was drawn and shown. */
function listen() {
  globalThis.times = [];
  const standing = document.querySelector("[data-testid=standing]");
  const channel = new MessageChannel();
  let [pressed, tell] = [0, () => {}];
  let finished = Promise.resolve();
  document.querySelector("[data-testid=sigma-slider]").addEventListener(
    "input",
    (event) => {
      pressed = event.timeStamp;
      finished = new Promise((resolve) => (tell = resolve));
    },
    { capture: true },
  );
  // A message comes when all that the change has set off, effects and their drawing included, has run.
  channel.port1.onmessage = () => {
    const drawn = performance.now() - pressed;
    requestAnimationFrame(() => {
      globalThis.times.push({ drawn, shown: performance.now() - pressed });
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
