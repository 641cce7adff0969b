// Frames while networks are trained: how long one lasts beside those of the same page, paused.
//   node benches/frames/run.mjs DIST
// A frame's time is from one callback for a frame to the next; tasks are those of the page's own thread that take 50 ms and more
// (Long Tasks API). Training and pausing take turns, so that what else the machine does hits both alike.
import { row, withPage } from "../../scripts/bench.mjs";

const STUDIES = { "the default study": "#/train", "digits, all recipes": "#/train?task=digits&compare=all" };
const WIDTH = 1440;
const HEIGHT = 900;
// Of each, in all.
const WATCHED_MS = 6000;
const TURN_MS = 2000;
// After a pause workers still hand over what they had begun.
const SETTLE_MS = 500;
const FIRST = 22;

for (const [name, address] of Object.entries(STUDIES)) {
  await withPage(
    process.argv[2],
    address,
    async (page, version) => {
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
      await stands(page, true);
      await page.locator("#train-loss").evaluate((figure) => figure.scrollIntoView());
      const [training, paused] = [[], []];
      for (let watched = 0; watched < WATCHED_MS; ) {
        await stands(page, true);
        const turn = await page.evaluate(watch, TURN_MS);
        training.push(turn);
        await stands(page, false);
        await page.waitForTimeout(SETTLE_MS);
        paused.push(await page.evaluate(watch, turn.took));
        watched += turn.took;
      }
      report(`Frames of ${name}, milliseconds, ${WIDTH} pixels wide, Chromium ${version}`, { training, paused });
    },
    "[data-testid=standing]",
  );
}

/** Sees to it that networks are trained, or that none is. A study that is over begins again. */
async function stands(page, isTraining) {
  await page.evaluate((isTraining) => {
    const { standing } = document.querySelector("[data-testid=standing]").dataset;
    if ((standing === "running") !== isTraining && (isTraining || standing !== "done")) {
      document.querySelector("[data-testid=run-toggle]").click();
    }
  }, isTraining);
  await page.waitForSelector(`[data-testid=standing][data-busy=${isTraining}]`);
}

/** Runs in the page: its frames and long tasks for so many milliseconds, or until the study is over. */
async function watch(most) {
  const standing = document.querySelector("[data-testid=standing]");
  const was = standing.dataset.standing;
  const [gaps, tasks] = [[], []];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const frame = () => new Promise(requestAnimationFrame);
  const start = await frame();
  let last = start;
  while (last - start < most && standing.dataset.standing === was) {
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  // The last of them are told late.
  await new Promise((resolve) => setTimeout(resolve, 100));
  tasks.push(...observer.takeRecords());
  observer.disconnect();
  const during = tasks.filter((task) => task.startTime < last);
  return { gaps, tasks: during.map((task) => task.duration), took: last - start };
}

function report(title, sides) {
  console.log(`\n${title}`);
  console.log(row(["", "frames", "median", "p95", "p99", "most", "long tasks", "longest"], FIRST));
  const found = Object.entries(sides).map(([side, turns]) => {
    const gaps = turns.flatMap((turn) => turn.gaps).toSorted((a, b) => a - b);
    const tasks = turns.flatMap((turn) => turn.tasks);
    const shares = [0.5, 0.95, 0.99, 1].map((share) => gaps[Math.floor(share * (gaps.length - 1))]);
    const longest = tasks.length === 0 ? "" : Math.max(...tasks).toFixed(0);
    const cells = [side, String(gaps.length), ...shares.map((gap) => gap.toFixed(1)), String(tasks.length), longest];
    console.log(row(cells, FIRST));
    return shares;
  });
  const ratios = found[0].map((gap, at) => (gap / found[1][at]).toFixed(2));
  console.log(row(["training : paused", "", ...ratios], FIRST));
}
