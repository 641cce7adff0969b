// Names, roles, headings, contrast: axe on every view in both languages and both colours, and what axe does not see.
import { expect, test } from "../fixtures/octet";
import { VIEWS, openView, settled, viewOf } from "../fixtures/views";

for (const view of VIEWS) {
  test(`axe finds nothing in ${view.name}`, async ({ page }) => {
    const octet = await openView(page, view);
    // One open table stands for all: they are the same component, and axe looks at every cell.
    await octet.chart(view.figures[0]).openData();
    for (const language of ["en", "fr"]) {
      await octet.language.selectOption(language);
      for (const colours of ["light", "dark"]) {
        await octet.colours.selectOption(colours);
        await expect(page.locator("html")).toHaveAttribute("data-theme", colours);
        await settled(octet, view);
        await test.step(`${language}, ${colours}`, () => octet.expectAccessible());
      }
    }
  });

  test(`${view.name} has one heading of the first level, and none skips a level`, async ({ page }) => {
    await openView(page, view);
    const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    const jumps = levels.filter((level, index) => 0 < index && levels[index - 1] + 1 < level);
    expect(jumps, `levels in order: ${levels.join(" ")}`).toEqual([]);
  });

  test(`the pictures of ${view.name} are hidden from screen readers, their figures named and described`, async ({ page }) => {
    const octet = await openView(page, view);
    await expect(page.locator('canvas:not([aria-hidden="true"])')).toHaveCount(0);
    await expect(page.locator("figure:not(:has(figcaption))")).toHaveCount(0);
    for (const chart of await octet.charts()) {
      const title = await chart.figure.getByRole("heading").innerText();
      await expect(chart.plot).toHaveAccessibleName(title);
      const summary = await chart.figure.locator(".summary").innerText();
      expect(summary).toMatch(/\d/);
      await expect(chart.plot).toHaveAccessibleDescription(summary.replace(/\s+/g, " ").trim());
      await expect(chart.figure.locator("figcaption")).toHaveText(/\S/);
      for (const kind of ["data-button", "csv", "png", "svg"]) {
        await expect(page.getByTestId(`${chart.id}-${kind}`)).toHaveAccessibleName(/\S/);
      }
    }
  });

  test(`every target of ${view.name} has 24 pixels`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openView(page, view);
    const small = await page.locator("header a, header button, header select, .notice button, main button, main select, main input, main summary, main textarea, .map a").evaluateAll((all) =>
      all
        .map((target) => ({ name: target.outerHTML.slice(0, 90), box: target.getBoundingClientRect() }))
        .filter(({ box }) => 0 < box.width && (box.width < 24 || box.height < 24))
        .map(({ name, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${name}`),
    );
    expect(small).toEqual([]);
  });

  test(`${view.name} fits 320 pixels and text of double size`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 256 });
    const octet = await openView(page, view);
    await octet.expectNoSidewaysScroll();
    await page.setViewportSize({ width: 640, height: 512 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await octet.expectNoSidewaysScroll();
  });
}

test("under reduced motion nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const octet = await openView(page, viewOf("quantize"));
  await octet.chart("quantize-values").plot.focus();
  const moving = await page.evaluate(() => {
    const seconds = (list: string) => Math.max(...list.split(",").map(Number.parseFloat));
    const styles = [...document.querySelectorAll("*")].map((element) => getComputedStyle(element));
    return styles.filter((style) => 0 < seconds(style.transitionDuration) || 0 < seconds(style.animationDuration)).length;
  });
  expect(moving).toBe(0);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test("under forced colours the chosen word is still told apart", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const octet = await openView(page, viewOf(""));
  const label = (word: string) => page.locator(".switch label", { has: octet.choice("puzzle", word) });
  const look = (word: string) => label(word).evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(await look("printed")).toBe("solid");
  expect(await look("fp16")).toBe("none");
  await octet.expectAccessible();
});
