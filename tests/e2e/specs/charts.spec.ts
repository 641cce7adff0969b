// Every figure: sharp, read by mouse and by keys, with its data as a table.
import { expect, test } from "../fixtures/octet";
import { VIEWS, openView, viewOf } from "../fixtures/views";

/** Figures of one bar. */
const LONE = ["world-fp32", "world-fp16", "world-fp64"];
/** Figures whose series have one bar each: the next one is below, not beside. */
const STACKED = ["start-jump", "chips-fleet"];

test.describe("on a screen of two pixels to one", () => {
  test.use({ deviceScaleFactor: 2 });

  for (const view of VIEWS) {
    test(`the pictures of ${view.name} are sharp and not empty`, async ({ page }) => {
      const octet = await openView(page, view);
      for (const chart of await octet.charts()) {
        const { width, height, cssWidth, cssHeight } = await chart.sizes();
        expect(Math.abs(width - 2 * cssWidth), `${chart.id}: width`).toBeLessThan(1);
        expect(Math.abs(height - 2 * cssHeight), `${chart.id}: height`).toBeLessThan(1);
        expect(await chart.inked(), `${chart.id}: ink`).toBeGreaterThan(0.01);
      }
    });
  }
});

test("a picture follows the width of the window", async ({ page }) => {
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  const before = await chart.sizes();
  await page.setViewportSize({ width: 700, height: 800 });
  await expect.poll(async () => (await chart.sizes()).width).not.toBe(before.width);
  const after = await chart.sizes();
  expect(Math.abs(after.width - after.cssWidth)).toBeLessThan(1);
  expect(Math.abs(after.height - after.cssHeight)).toBeLessThan(1);
  await expect(chart.plot).toHaveAttribute("data-drawn", "true");
});

test("a picture follows the pixels of the screen alone", async ({ page }) => {
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  const before = await chart.sizes();
  const browser = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  for (const deviceScaleFactor of [2, 1.5, 1]) {
    // The browser asks its media queries again when the window changes: hence the height, which no picture depends on.
    const screen = { width, height: height + 10 * deviceScaleFactor, deviceScaleFactor, mobile: false };
    await browser.send("Emulation.setDeviceMetricsOverride", screen);
    await expect.poll(async () => (await chart.sizes()).width).toBe(Math.round(deviceScaleFactor * before.cssWidth));
    expect((await chart.sizes()).cssWidth).toBe(before.cssWidth);
  }
});

test("a picture out of sight follows too", async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 500 });
  const octet = await openView(page, viewOf("economy"));
  const last = octet.chart("economy-trial");
  await page.evaluate(() => scrollTo(0, 0));
  const before = await last.picture();
  await octet.colours.selectOption("dark");
  await expect.poll(() => last.picture()).not.toBe(before);
});

for (const view of VIEWS) {
  test(`the figures of ${view.name} answer to mouse and keys`, async ({ page }) => {
    const octet = await openView(page, view);
    for (const chart of await octet.charts()) {
      await test.step(chart.id, async () => {
        await chart.point(0.6, 0.5);
        await expect(chart.tip).toHaveText(/\d/);
        const inside = await chart.tip.evaluate((tip) => {
          const [box, frame] = [tip.getBoundingClientRect(), tip.parentElement!.getBoundingClientRect()];
          return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
        });
        expect(inside, "the tip lies within its picture").toBe(true);
        await page.mouse.move(0, 0);
        await expect(chart.tip).toHaveCount(0);

        await chart.plot.focus();
        await page.keyboard.press("ArrowRight");
        await expect(chart.tip).toHaveText(/\d/);
        const first = await octet.told.innerText();
        expect(first).toMatch(/\d/);
        // Another point, another value: what is told is not what was told. A bar chart's series have one point each, and a figure
        // of one bar has nothing else to tell.
        if (!LONE.includes(chart.id)) {
          const [there, back] = STACKED.includes(chart.id) ? ["ArrowDown", "ArrowUp"] : ["End", "ArrowLeft"];
          await page.keyboard.press(there);
          await expect(octet.told).not.toHaveText(first);
          const last = await octet.told.innerText();
          await page.keyboard.press(back);
          await expect(octet.told).not.toHaveText(last);
          await page.keyboard.press("Home");
          await expect(octet.told).not.toHaveText(last);
        }
        await page.keyboard.press("Escape");
        await expect(chart.tip).toHaveCount(0);
        await expect(chart.plot).toBeFocused();
      });
    }
  });

  test(`the data of ${view.name} are real tables`, async ({ page }) => {
    const octet = await openView(page, view);
    for (const chart of await octet.charts()) {
      await test.step(chart.id, async () => {
        await expect(chart.dataButton).toHaveAttribute("aria-expanded", "false");
        const heads = await chart.openData();
        await expect(chart.dataButton).toHaveAttribute("aria-expanded", "true");
        expect(heads.every((head) => head.trim() !== "")).toBe(true);
        const rows = await chart.rows();
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.every((row) => row.length === heads.length)).toBe(true);
        // The page shows the first 200 rows, the CSV has them all, in the same order.
        const lines = (await chart.csv()).bytes.toString("utf8").trimEnd().split("\n");
        expect(rows.length).toBe(Math.min(200, lines.length - 1));
        await expect(chart.table.locator("caption")).toHaveText(/\S/);
        await chart.dataButton.click();
        await expect(chart.table).toHaveCount(0);
      });
    }
  });
}

test("the cursor walks from series to series", async ({ page }) => {
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  await chart.plot.focus();
  await page.keyboard.press("ArrowRight");
  const seen = new Set([await chart.tip.locator("strong").innerText()]);
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press("ArrowDown");
    seen.add(await chart.tip.locator("strong").innerText());
  }
  expect(seen.size).toBeGreaterThan(1);
});

test("the cursor leaves keys with a modifier to the browser", async ({ page }) => {
  const octet = await openView(page, viewOf(""));
  const chart = octet.chart("start-jump");
  await chart.plot.focus();
  await page.keyboard.press("Control+End");
  await expect(chart.tip).toHaveCount(0);
});
