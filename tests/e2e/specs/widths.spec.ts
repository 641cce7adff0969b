// At 390, 768 and 1440 pixels nothing scrolls sideways, sticks out of its panel or is cut off.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { VIEWS, openView, viewOf } from "../fixtures/views";

/** Elements that stick out of the box around them; what scrolls in a box of its own may. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const frame of document.querySelectorAll(".panel, figure, .notice, header, main, footer")) {
      const outer = frame.getBoundingClientRect();
      for (const element of frame.querySelectorAll("*")) {
        if (element.closest(".visually-hidden, .table-scroll, .metrics, .skip, svg, option") || !element.checkVisibility()) continue;
        const box = element.getBoundingClientRect();
        // What scrolls up and down in a box of its own may be above or below it for now.
        const scrolls = getComputedStyle(frame).overflowY === "auto";
        if (box.width === 0) continue;
        if (scrolls && (box.bottom < outer.top + 1 || outer.bottom - 1 < box.top || outer.height < frame.scrollHeight)) {
          if (1 < Math.max(outer.left - box.left, box.right - outer.right)) found.push(`wider than its panel: ${element.outerHTML.slice(0, 100)}`);
          continue;
        }
        const out = Math.max(outer.left - box.left, box.right - outer.right, outer.top - box.top, box.bottom - outer.bottom);
        if (1 < out) found.push(`${Math.round(out)} px out of ${frame.tagName}.${frame.className}: ${element.outerHTML.slice(0, 100)}`);
      }
    }
    return found;
  });
}

/** Controls whose text is wider than themselves, or that lie over each other. */
function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>("button, select, .switch label, .nav a, .knob > label, legend, h1, h2, h3")].filter((e) => e.checkVisibility());
    const cut = shown.filter((e) => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1).map((e) => `cut off: ${e.outerHTML.slice(0, 100)}`);
    // The part that a panel or a table which scrolls on its own leaves to be seen.
    const seen = (element: Element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const frame = element.closest(".panel, .table-scroll")?.getBoundingClientRect();
      return { left, right, top: Math.max(top, frame?.top ?? top), bottom: Math.min(bottom, frame?.bottom ?? bottom) };
    };
    const boxes = [...document.querySelectorAll<HTMLElement>("button, select, a, input[type=text], input[type=range], textarea, summary")]
      .filter((e) => e.checkVisibility() && !e.matches(".skip"))
      .map((e) => ({ e, box: seen(e) }));
    const over: string[] = [];
    boxes.forEach((one, index) => {
      for (const two of boxes.slice(index + 1)) {
        const x = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
        const y = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
        if (1 < x && 1 < y) over.push(`overlap: ${one.e.outerHTML.slice(0, 70)} and ${two.e.outerHTML.slice(0, 70)}`);
      }
    });
    return [...cut, ...over];
  });
}

for (const view of VIEWS) {
  test(`${view.name} fits every width, in both languages`, async ({ page }) => {
    const octet = await openView(page, view, view.key === "quantize" ? "?input=outlier&nope=1" : "?nope=1");
    for (const language of ["en", "fr"]) {
      await octet.language.selectOption(language);
      for (const width of [390, 768, 1440]) {
        await test.step(`${language}, ${width} px`, async () => {
          await page.setViewportSize({ width, height: 900 });
          await octet.expectNoSidewaysScroll();
          await expect.poll(() => stickingOut(page)).toEqual([]);
          expect(await crowded(page)).toEqual([]);
        });
      }
    }
  });
}

test("at 1440 px the masthead is one row, whatever it says", async ({ octet, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await octet.open("#/");
  for (const language of ["en", "fr"]) {
    await octet.language.selectOption(language);
    const height = () => page.locator(".masthead").evaluate((head) => head.getBoundingClientRect().height);
    const rows = () =>
      page.locator(".masthead").evaluate((head) => {
        const middles = [...head.querySelectorAll(".brand, .nav a, .tools > button, .tools > select")].map((element) => {
          const { top, bottom } = element.getBoundingClientRect();
          return (top + bottom) / 2;
        });
        return Math.max(...middles) - Math.min(...middles);
      });
    expect(await rows(), language).toBeLessThan(4);
    const before = await height();
    await octet.copyLink.click();
    await expect(page.getByTestId("copied")).toBeVisible();
    expect(await height(), "what comes and goes moves nothing").toBe(before);
  }
});

test("the table of recipes fits 1440 px, and scrolls on a telephone", async ({ train, page }) => {
  await train.open("#/train?steps=20&seeds=1&width=8");
  const region = page.locator(".table-scroll:has(.ingredients)");
  await expect(region).toHaveRole("region");
  await expect(region).toHaveAccessibleName(say("train_page.recipes"));
  const beyond = () => region.evaluate((element) => element.scrollWidth - element.clientWidth);
  for (const language of ["en", "fr"] as const) {
    await train.language.selectOption(language);
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect.poll(beyond, { message: language }).toBeLessThanOrEqual(0);
  }
  await train.language.selectOption("en");
  await page.setViewportSize({ width: 390, height: 844 });
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

test("an error message and open data fit a telephone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const octet = await openView(page, viewOf("economy"));
  await octet.number("plan").type("a very long text that is no number at all");
  for (const chart of await octet.charts()) await chart.openData();
  await octet.expectNoSidewaysScroll();
  expect(await stickingOut(page)).toEqual([]);
});
