// A redraw of our charts beside uPlot's.
//   node benches/redraw/run.mjs FOLDER
import { row, withPage } from "../../scripts/bench.mjs";

await withPage(process.argv[2], "", async (page, version) => print(await page.evaluate(() => globalThis.result), version));

function print({ size, changes, calls, painted, heat }, version) {
  console.log(`A redraw of 3 × 1000 points, milliseconds, 200 times each in turn, Chromium ${version}`);
  console.log(`canvas: ours ${size.ours.join(" × ")}, uPlot ${size.theirs.join(" × ")}`);
  console.log(`pictures that changed: ours ${changes.ours}, uPlot ${changes.theirs}`);
  console.log(row(["", "ours median", "p95", "uPlot median", "p95", "ratio of medians", "of p95"], 12));
  for (const [name, { ours, theirs }] of Object.entries({ "the calls": calls, "painted too": painted })) {
    const times = [ours.median, ours.p95, theirs.median, theirs.p95].map((time) => time.toFixed(2));
    console.log(row([name, ...times, (ours.median / theirs.median).toFixed(2), (ours.p95 / theirs.p95).toFixed(2)], 12));
  }
  console.log(`A heat map of 128 × 128 cells, painted: median ${heat.median.toFixed(2)}, p95 ${heat.p95.toFixed(2)}`);
}
