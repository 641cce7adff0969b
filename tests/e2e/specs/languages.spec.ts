// Two languages: everything switches, nothing English is left behind, and the choice is kept.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";
import { englishOnly, say } from "../fixtures/messages";
import { VIEWS, openView, settled } from "../fixtures/views";

test("the switch changes words, numbers, title and language, and is kept", async ({ quantize, page }) => {
  await quantize.openAndRun("#/quantize");
  await expect(quantize.inWords).toContainText("31.5");
  await quantize.language.selectOption("fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page).toHaveTitle(new RegExp(`^${say("quantize.title", {}, "fr").replace("?", "\\?")}`));
  await expect(quantize.title).toHaveText(say("quantize.title", {}, "fr"));
  await expect(quantize.inWords).toContainText("31,5");
  await expect(quantize.inWords).toContainText(/65\s536/);

  await page.reload();
  await quantize.ran();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(quantize.language).toHaveValue("fr");
  await expect(quantize.inWords).toContainText("31,5");
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ "octet-language": "fr" });

  await quantize.language.selectOption("en");
  await expect(quantize.inWords).toContainText("31.5");
});

test("a field takes a decimal comma and speaks of numbers in French", async ({ compute }) => {
  await compute.open("#/compute?lang=fr");
  const growth = compute.number("growth");
  await growth.type("41,7");
  await growth.expectFine();
  await compute.expectFragment(/growth=0\.417/);
  await expect(growth.slider).toHaveAttribute("aria-valuetext", /41,7/);
  await growth.type("abc");
  await growth.expectRefused("abc", /n’est pas un nombre/);
});

test.describe("a reader whose browser speaks French", () => {
  test.use({ locale: "fr-CA" });

  test("is addressed in French", async ({ octet, page }) => {
    await octet.open();
    await expect(octet.title).toHaveText(say("start.title", {}, "fr"));
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  });
});

test.describe("a reader whose browser speaks a language that the page does not", () => {
  test.use({ locale: "de-DE" });

  test("is addressed in English", async ({ octet }) => {
    await octet.open();
    await expect(octet.title).toHaveText(say("start.title").replace(/\{.*$/, ""));
  });
});

/** Every text that a reader sees or hears: text nodes, names, titles, values of sliders, and the words in the pictures. */
function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!node.parentElement!.closest("script, style, [lang=en]")) found.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("body *")) {
      for (const name of ["aria-label", "title", "aria-valuetext", "aria-roledescription", "placeholder", "alt"]) {
        found.push(element.getAttribute(name) ?? "");
      }
    }
    return [...new Set(found.map((text) => text.trim()).filter(Boolean))];
  });
}

const QUERIES: Record<string, string> = { "": "?puzzle=fp32", quantize: "?input=outlier&sigma=400", compute: "?growth=0.3", economy: "?demand=7", bits: "?x=1~3", claims: "?verdict=contradicted" };

for (const view of VIEWS) {
  test(`no English is left on the French ${view.name}`, async ({ page }) => {
    const octet = await openView(page, view, QUERIES[view.key]);
    await octet.language.selectOption("fr");
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await settled(octet, view);
    const seen: string[] = [];
    for (const chart of await octet.charts()) {
      await chart.openData();
      await chart.plot.focus();
      await page.keyboard.press("ArrowRight");
      seen.push(...(await texts(page)));
      const svg = (await chart.svg()).bytes.toString("utf8");
      seen.push(...[...svg.matchAll(/<(?:text|title|desc)[^>]*>([^<]*)</g)].map((found) => found[1].trim()));
    }
    const english = englishOnly();
    const left = [...new Set(seen)].flatMap((text) => english.filter(({ pattern }) => pattern.test(text)).map(({ key }) => `${key}: ${text}`));
    expect(left).toEqual([]);
    expect(seen).toContain(say(`${view.name}.title`, {}, "fr"));
  });
}
