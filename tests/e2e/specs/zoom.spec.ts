// Looking closer at a chart: by buttons, by keys alone, by wheel with Ctrl, by dragging; the page scrolls as ever.
import { expect, test } from "../fixtures/octet";
import { openView, viewOf } from "../fixtures/views";

test("buttons look closer and back, and say what is on show", async ({ page }) => {
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  await chart.drawn();
  const before = await chart.picture();
  const csv = (await chart.csv()).bytes;
  await expect(chart.zoom("all")).toHaveAttribute("aria-disabled", "true");
  await expect(chart.zoomShown).toBeEmpty();
  await chart.zoom("in").click();
  await expect(chart.zoomShown).toHaveText(/\d.*\d/);
  await expect(octet.told).toContainText(await chart.zoomShown.innerText());
  await expect.poll(() => chart.picture()).not.toBe(before);
  const closer = await chart.zoomShown.innerText();
  await chart.zoom("right").click();
  await expect(chart.zoomShown).not.toHaveText(closer);
  await chart.zoom("left").click();
  await expect(chart.zoomShown).toHaveText(closer);
  // The picture that is taken away is the one on show; its numbers are all there.
  const svg = (await chart.svg()).bytes.toString("utf8");
  expect((await chart.csv()).bytes.equals(csv)).toBe(true);
  await chart.zoom("all").click();
  await expect(chart.zoomShown).toBeEmpty();
  await expect.poll(() => chart.picture()).toBe(before);
  expect((await chart.svg()).bytes.toString("utf8")).not.toBe(svg);
});

test("keys alone do the same, and the cursor stays within what is on show", async ({ page }) => {
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  await chart.drawn();
  const before = await chart.picture();
  await chart.plot.focus();
  await page.keyboard.press("+");
  await expect(chart.zoomShown).toHaveText(/\d/);
  const closer = await chart.zoomShown.innerText();
  await expect(octet.told).toContainText(closer);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(chart.zoomShown).not.toHaveText(closer);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(chart.zoomShown).toHaveText(closer);
  await page.keyboard.press("End");
  await expect(chart.tip).toHaveText(/\d/);
  await page.keyboard.press("-");
  await expect.poll(() => chart.picture()).toBe(before);
  await page.keyboard.press("+");
  await page.keyboard.press("0");
  await expect.poll(() => chart.picture()).toBe(before);
  await expect(chart.plot).toBeFocused();
});

test("the wheel scrolls the page, and with Ctrl it looks closer where the pointer is", async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 500 });
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  await chart.drawn();
  await chart.point(0.5, 0.5);
  const top = await page.evaluate(() => scrollY);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
  await expect(chart.zoomShown).toBeEmpty();
  await chart.point(0.5, 0.5);
  const still = await page.evaluate(() => scrollY);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect(chart.zoomShown).toHaveText(/\d/);
  expect(await page.evaluate(() => scrollY)).toBe(still);
  const closer = await chart.zoomShown.innerText();
  await page.mouse.down();
  await chart.point(0.3, 0.5);
  await page.mouse.up();
  await expect(chart.zoomShown).not.toHaveText(closer);
});

test("the window of the number line travels with the link, and an old link shows what it showed", async ({ bits, page }) => {
  await bits.open("#/bits?x=3&from=2&to=4");
  await bits.line.drawn();
  await expect(bits.line.zoomShown).toHaveText(/2.*4/);
  const before = await bits.line.picture();
  await bits.line.plot.focus();
  // The stored value, 3, keeps its place.
  await page.keyboard.press("+");
  await bits.expectFragment(/from=2\.5&to=3\.5/);
  await page.keyboard.press("-");
  await bits.expectFragment(/from=2&to=4/);
  await expect.poll(() => bits.line.picture()).toBe(before);
});
