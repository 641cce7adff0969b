// A run of four million numbers: progress, cancel, run again, and a page that answers all the while.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";

const BIG = "#/quantize?count=4194304";
/** Takes several times as long: slow to draw, a random word for each value, a scale for each sixteen. */
const SLOW = `${BIG}&input=student&nu=2.5&rounding=stochastic&scaling=nvfp4&format=e2m1fn`;

interface Pulse {
  ticks: number;
  longestTask: number;
}

/** Counts the page's frames and its longest task on the main thread from now on. */
async function feelPulse(page: Page): Promise<() => Promise<Pulse>> {
  await page.evaluate(() => {
    const pulse: Pulse = { ticks: 0, longestTask: 0 };
    (window as any).pulse = pulse;
    const tick = () => {
      pulse.ticks += 1;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) pulse.longestTask = Math.max(pulse.longestTask, task.duration);
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => (window as any).pulse);
}

test("a big run shows its progress and never holds up the page", async ({ quantize, page }) => {
  await quantize.openAndRun("#/quantize?count=16");
  const pulse = await feelPulse(page);
  await quantize.number("count").type("4194304");
  await expect(quantize.progress).toBeVisible();
  const first = await quantize.progress.evaluate((bar: HTMLProgressElement) => bar.value);
  await expect.poll(() => quantize.progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(first);
  const during = await pulse();
  // Another control opens at once; whether the page was held up meanwhile, its pulse tells (the worker may be done by now).
  await quantize.chart("quantize-values").openData();
  await quantize.ran();
  const after = await pulse();
  expect(after.ticks).toBeGreaterThan(during.ticks);
  expect(after.longestTask, "the longest task on the page's own thread, ms").toBeLessThan(200);
  await expect(quantize.inWords).toContainText("4,194,304");
});

test("a run can be cancelled and run again", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize?count=16");
  const before = await quantize.metrics.innerText();
  await quantize.number("count").type("4194304");
  await quantize.cancel.click();
  await expect(quantize.cancelled).toBeVisible();
  await expect(quantize.standing).toHaveAttribute("data-busy", "false");
  expect(await quantize.metrics.innerText()).toBe(before);
  await quantize.again.click();
  await quantize.ran();
  await expect(quantize.inWords).toContainText("4,194,304");
});

test("cancel is reached and pressed by keyboard while the progress moves", async ({ quantize, page }) => {
  await quantize.open(SLOW);
  await quantize.cancel.focus();
  const value = () => quantize.progress.evaluate((bar: HTMLProgressElement) => bar.value);
  const first = await value();
  await expect.poll(value).toBeGreaterThan(first);
  await expect(quantize.cancel).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(quantize.cancelled).toBeVisible();
});

test("a new wish overtakes a long run", async ({ quantize }) => {
  await quantize.open(BIG);
  await expect(quantize.progress).toBeVisible();
  await quantize.number("count").type("64");
  await quantize.ran();
  await expect(quantize.inWords).toContainText(/\b64\b/);
});
