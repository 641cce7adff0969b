// `#/`: the ×8.8 puzzle. The numbers expected here are divided by hand from the published figures: 788, 90 and 725.3 EFLOPS.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { VIEWS } from "../fixtures/views";

test("as printed, the headline says ×8.8", async ({ start }) => {
  await start.open();
  await expect(start.factor).toHaveText("×8.8");
  await expect(start.choice("puzzle", "printed")).toBeChecked();
  await start.chart("start-jump").drawn();
  await start.expectFragment(/^(#\/)?$/);
});

test("counted in one precision, the jump vanishes", async ({ start }) => {
  await start.open();
  const chart = start.chart("start-jump");
  await chart.drawn();
  const printed = await chart.picture();

  await start.count("fp16");
  await expect(start.factor).toHaveText(`×${(788 / 725.3).toFixed(2)}`);
  await start.expectFragment(/^#\/\?puzzle=fp16&m=[\d-]+&v=1$/);
  await expect.poll(() => chart.picture()).not.toBe(printed);
  await expect(start.story).toContainText("725.3");

  await start.count("fp32");
  await expect(start.factor).toHaveText(`×${(788 / 5.2 / 90).toFixed(2)}`);
  expect(await start.jump()).toBeLessThan(2);
  await start.expectFragment(/^#\/\?puzzle=fp32&/);

  await start.count("printed");
  await expect(start.factor).toHaveText("×8.8");
  await start.expectFragment("#/");
});

test("the switch works with the arrow keys", async ({ start, page }) => {
  await start.open();
  await start.choice("puzzle", "printed").focus();
  await page.keyboard.press("ArrowRight");
  await expect(start.choice("puzzle", "fleet")).toBeChecked();
  await expect(start.factor).toHaveText(`×${(394.9 / 75.4).toFixed(1)}`);
  await page.keyboard.press("ArrowRight");
  await expect(start.choice("puzzle", "fp16")).toBeChecked();
  await expect(start.factor).toHaveText("×1.09");
});

test("the story goes on and back by its buttons, and ends at the map", async ({ start, page }) => {
  await start.open();
  const [back, next] = [page.getByTestId("story-back"), page.getByTestId("story-next")];
  await expect(back).toBeDisabled();
  for (const factor of [394.9 / 75.4, 788 / 725.3, 788 / 5.2 / 90, 2185 / 788]) {
    await next.press("Enter");
    await expect(start.factor).toHaveText(`×${factor < 2 ? factor.toPrecision(3) : factor.toPrecision(2)}`);
  }
  await start.expectFragment(/^#\/\?puzzle=since&/);
  await next.press("Enter");
  await expect(page.locator("#map")).toBeFocused();
  await expect(page.locator("#map")).toBeInViewport();
  await back.press("Enter");
  await expect(start.choice("puzzle", "fp32")).toBeChecked();
});

test("the story plays by itself, can be paused, and stops at its end", async ({ start, page }) => {
  await page.clock.install();
  await start.open();
  const play = page.getByTestId("story-play");
  await play.click();
  await expect(play).toHaveAttribute("aria-pressed", "true");
  await page.clock.runFor(12_500);
  await expect(start.choice("puzzle", "fleet")).toBeChecked();
  await play.click();
  await expect(play).toHaveAttribute("aria-pressed", "false");
  await page.clock.runFor(30_000);
  await expect(start.choice("puzzle", "fleet")).toBeChecked();

  // A step taken by hand stands its full time.
  await play.click();
  await page.clock.runFor(8_000);
  await start.count("fp16");
  await page.clock.runFor(8_000);
  await expect(start.choice("puzzle", "fp16")).toBeChecked();
  await page.clock.runFor(5_000);
  await expect(start.choice("puzzle", "fp32")).toBeChecked();
  await page.clock.runFor(13_000);
  await expect(start.choice("puzzle", "since")).toBeChecked();
  await expect(play).toHaveAttribute("aria-pressed", "false");
});

test("without motion every step is there at once", async ({ start, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await start.open();
  const chart = start.chart("start-jump");
  await chart.drawn();
  await page.getByTestId("story-next").click();
  await expect(start.factor).toHaveText(/5\.2/);
  const first = await chart.picture();
  await page.waitForTimeout(600);
  expect(await chart.picture()).toBe(first);
});

test("the ratio is a knob where it is assumed, and nowhere else", async ({ start }) => {
  await start.open();
  const ratio = start.number("ratio");
  await expect(ratio.field).toHaveCount(0);
  await start.count("fp32");
  await expect(ratio.field).toHaveValue("5.2");

  await ratio.type("3.4");
  await expect(start.factor).toHaveText(`×${(788 / 3.4 / 90).toPrecision(2)}`);
  await start.expectFragment(/^#\/\?puzzle=fp32&ratio=3\.4&/);

  await ratio.slide("End");
  await expect(ratio.field).toHaveValue("32");
  await expect(ratio.slider).toHaveAttribute("aria-valuetext", /^32 /);
  expect(await start.jump()).toBeLessThan(1);
});

test("a ratio of no fleet is refused and the number stays", async ({ start }) => {
  await start.open("#/?puzzle=fp32");
  const before = await start.factor.innerText();
  const ratio = start.number("ratio");
  for (const text of ["abc", "NaN", "0", "1e39"]) {
    await ratio.type(text);
    await ratio.expectRefused(text, /\b1\b.*\b32\b/);
    await expect(start.factor).toHaveText(before);
  }
  await ratio.type("4,5");
  await ratio.expectFine();
  await start.expectFragment(/ratio=4\.5&/);
});

test("the map leads to every view", async ({ start, page }) => {
  await start.open();
  const targets = await start.map.evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  const others = VIEWS.filter((view) => view.key !== "").map((view) => `#/${view.key}`);
  expect([...targets].sort()).toEqual([...others].sort());
  for (const target of targets) {
    await start.open("#/");
    await page.locator(`.map a[href="${target}"]`).click();
    await expect(start.title).toHaveText(say(`${target.slice(2)}.title`));
    await start.expectFragment(target);
  }
});
