// Bad, old, new and hostile links: the page opens, says what it left out, and never runs what it was given.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";
import { pattern, say } from "../fixtures/messages";
import { VIEWS } from "../fixtures/views";

test("what a link asks for in vain is listed, and the rest is kept", async ({ quantize, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await quantize.open("#/quantize?format=e9m9&count=99999999999&sigma=NaN&scaling=tensor&nope=1&puzzle=fp16&seed=1&seed=2&m=1999-01");
  await quantize.ran();
  const items = await quantize.notices.getByRole("listitem").allInnerTexts();
  const expected: [string, RegExp][] = [
    ["format", pattern("notices.not_a_choice")],
    ["count", pattern("notices.out_of_range")],
    ["sigma", pattern("notices.not_finite")],
    ["nope", pattern("notices.unknown_key")],
    ["puzzle", pattern("notices.other_view")],
    ["seed", pattern("notices.twice")],
    ["m", pattern("notices.unknown_edition")],
  ];
  for (const [key, sentence] of expected) {
    const item = items.find((text) => text.startsWith(`${key}:`));
    expect(item, key).toMatch(sentence);
  }
  expect(items.length).toBe(expected.length);
  // The good parts are in force, the bad ones at their defaults.
  await expect(quantize.list("scaling")).toHaveValue("tensor");
  await expect(quantize.list("format")).toHaveValue("e4m3fn");
  await expect(quantize.number("seed").field).toHaveValue("2");

  await quantize.notices.getByRole("button", { name: say("notices.copy_corrected") }).click();
  const corrected = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(corrected).toMatch(/#\/quantize\?count=4194304&seed=2&scaling=tensor&m=\d{4}-\d{2}&v=1$/);
  await page.getByTestId("close-notices").click();
  await expect(quantize.notices).toHaveCount(0);
  await page.goto(await corrected());
  await quantize.started();
  await expect(quantize.notices).toHaveCount(0);
});

/** Opens a link in the page, as following it from elsewhere in the page would. */
async function follow(page: Page, fragment: string) {
  await page.evaluate((wanted) => (location.hash = wanted), fragment);
}

test("markup in a link stays text", async ({ octet, page }) => {
  await octet.open("#/");
  const attack = "<img src=x onerror=alert(1)><script>alert(2)</script>";
  await follow(page, `#/compute?scope=${attack}&${attack}=1&growth=javascript:alert(3)`);
  await expect(octet.notices).toContainText("<img src=x");
  await expect(octet.main.locator("img, script, iframe")).toHaveCount(0);
  await follow(page, `#/${encodeURIComponent(attack)}`);
  await expect(octet.notices).toContainText("<img src=x");
  await expect(octet.main.locator("img, script, iframe")).toHaveCount(0);
});

const ODD = [
  "#",
  "#/?",
  "#/?&&&=&=&",
  "#///quantize///",
  "#/quantize?data=~~~~&input=data",
  "#/quantize?data=1~2~x~NaN~1e999&input=data",
  "#/quantize?count=-1&seed=1.5&outliers=65",
  "#/%E0%A4%A",
  "#/compute?growth=%00%ff%25",
  "#/economy?demand=1e-320&price=-0&life=" + "9".repeat(400),
  "#/compute?growth=٣&until=２０３０",
  "#/🦑?🦑=🦑",
  "#/economy?" + "demand=10&".repeat(500) + "v=1",
  "#/?v=0",
  "#/?v=99999999999999999999",
];

test("no link breaks the page", async ({ octet, page }) => {
  await octet.open("#/");
  for (const fragment of ODD) {
    await test.step(fragment.slice(0, 60), async () => {
      await follow(page, fragment);
      await expect(octet.title).toHaveText(/\S/);
      await expect(octet.main).not.toContainText("NaN %");
      // Still alive: the next ordinary link works.
      await follow(page, "#/compute?growth=0.33");
      await expect(octet.number("growth").field).toHaveValue("33");
    });
  }
});

test("an unknown view says so and offers the map", async ({ start }) => {
  await start.open("#/nowhere?growth=0.3");
  await expect(start.notices).toContainText(say("notices.unknown_view", { given: "nowhere" }));
  await expect(start.map).toHaveCount(VIEWS.length - 1);
  await expect(start.map.first()).toBeVisible();
});

test("a link of a hundred kilobytes is refused politely", async ({ octet, page }) => {
  await octet.open(`#/quantize?data=${"1~".repeat(50_000)}1`);
  await expect(octet.notices).toContainText(pattern("notices.too_long").source.includes("8") ? "" : "8192");
  await expect(octet.notices).toContainText(say("notices.too_long", { most: "8192" }));
  await expect(octet.title).toHaveText(say("start.title"));
  await octet.navigation("compute").click();
  await expect(octet.title).toHaveText(say("compute.title"));
  await expect(octet.notices).toHaveCount(0);
  expect(page.url().length).toBeLessThan(500);
});

test("a link of a newer version is used as far as it goes, and passed on whole", async ({ compute, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await compute.open("#/compute?growth=0.3&swirl=7&v=2");
  await expect(compute.notices).toContainText(say("notices.newer_grammar", { given: "2" }));
  await expect(compute.notices).toContainText("swirl");
  await expect(compute.number("growth").field).toHaveValue("30");
  await compute.copyLink.click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/#\/compute\?growth=0\.3&swirl=7&m=[\d-]+&v=2$/);
});
