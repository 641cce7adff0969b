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
  await expect(start.choice("puzzle", "fp16")).toBeChecked();
  await expect(start.factor).toHaveText("×1.09");
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
