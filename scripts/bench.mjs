// Opens the built bench in the browser of the tests and prints what it measured.
//   node scripts/bench.mjs FOLDER
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(new URL("../tests/e2e/", import.meta.url))("@playwright/test");
const serve = fileURLToPath(new URL("serve.mjs", import.meta.url));
const server = spawn("node", [serve, "--port", "0", "--dir", process.argv[2]], { stdio: ["ignore", "pipe", "inherit"] });
const [greeting] = await once(server.stdout, "data");
const address = String(greeting).match(/http:\S+/)?.[0];

const browser = await chromium.launch({ executablePath: process.env.OCTET_CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  page.on("pageerror", (problem) => console.error(`bench: ${problem}`));
  await page.goto(address);
  await page.waitForSelector("html[data-done]", { state: "attached", timeout: 120_000 });
  print(await page.evaluate(() => globalThis.result), browser.version());
} finally {
  await browser.close();
  server.kill();
}

function print({ size, changes, calls, painted, heat }, version) {
  console.log(`A redraw of 3 × 1000 points, milliseconds, 200 times each in turn, Chromium ${version}`);
  console.log(`canvas: ours ${size.ours.join(" × ")}, uPlot ${size.theirs.join(" × ")}`);
  console.log(`pictures that changed: ours ${changes.ours}, uPlot ${changes.theirs}`);
  console.log(row(["", "ours median", "p95", "uPlot median", "p95", "ratio of medians"]));
  for (const [name, { ours, theirs }] of Object.entries({ "the calls": calls, "painted too": painted })) {
    const times = [ours.median, ours.p95, theirs.median, theirs.p95].map((time) => time.toFixed(2));
    console.log(row([name, ...times, (ours.median / theirs.median).toFixed(2)]));
  }
  console.log(`A heat map of 128 × 128 cells, painted: median ${heat.median.toFixed(2)}, p95 ${heat.p95.toFixed(2)}`);
}

function row(cells) {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(12) : cell.padStart(17))).join("");
}
