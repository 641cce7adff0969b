// The link: it holds the state, can be copied, survives reload, Back and Forward, and may be edited by hand.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";

test("a copied link names its edition and its grammar, last", async ({ quantize, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await quantize.openAndRun("#/quantize?format=e5m2");
  await quantize.copyLink.click();
  await expect(page.getByTestId("copied")).toBeVisible();
  const [address, fragment] = (await clipboard()).split("#");
  expect(address).toBe(page.url().split("#")[0]);
  expect(fragment).toMatch(/^\/quantize\?format=e5m2&m=\d{4}-\d{2}&v=1$/);
  await expect(quantize.told).toHaveText(say("frame.copied"));

  // With nothing changed, the address is bare; a link to share names its edition all the same.
  await quantize.open("#/");
  await quantize.copyLink.click();
  await expect.poll(clipboard).toMatch(/#\/\?m=\d{4}-\d{2}&v=1$/);

  await page.goto(await clipboard());
  await quantize.started();
  await expect(quantize.notices).toHaveCount(0);
});

test("where copying is not allowed, the link is there to be selected", async ({ compute, page, context }) => {
  const session = await context.newCDPSession(page);
  const permission = { name: "clipboard-write", allowWithoutSanitization: false };
  await compute.open("#/compute?growth=0.3");
  const { targetInfo } = await session.send("Target.getTargetInfo");
  const [origin, browserContextId] = [new URL(page.url()).origin, targetInfo.browserContextId];
  await session.send("Browser.setPermission", { permission, setting: "denied", origin, browserContextId });
  await compute.copyLink.click();
  await expect(compute.linkByHand).toHaveValue(/#\/compute\?growth=0\.3&m=[\d-]+&v=1$/);
  await expect(compute.linkByHand).toHaveAccessibleName(/\S/);
  await expect(compute.told).toHaveText(say("frame.copy_failed"));
  await compute.expectAccessible();
  await compute.expectNoSidewaysScroll();
});

test("reload keeps the state", async ({ economy, page }) => {
  await economy.open("#/economy");
  await economy.number("plan").type("900");
  await economy.number("demand").type("100");
  await economy.expectFragment(/plan=900&demand=100&/);
  await economy.ran();
  const verdict = await economy.verdict.innerText();
  await page.reload();
  await economy.started();
  await expect(economy.verdict).toHaveText(verdict);
  await expect(economy.number("plan").field).toHaveValue("900");
});

test("Back and Forward walk through the views with their state", async ({ compute, page }) => {
  await compute.open("#/");
  await compute.choice("puzzle", "fp16").check();
  await compute.navigation("compute").click();
  await compute.expectFragment("#/compute");
  await compute.number("growth").type("25");
  await compute.choice("basis", "fp32").check();
  await compute.expectFragment(/basis=fp32&growth=0\.25&/);
  await compute.navigation("economy").click();
  await expect(page).toHaveTitle(new RegExp(`^${say("economy.title").replace("?", "\\?")}`));

  await page.goBack();
  await compute.expectFragment(/^#\/compute\?basis=fp32&growth=0\.25&/);
  await expect(compute.number("growth").field).toHaveValue("25");
  await expect(compute.choice("basis", "fp32")).toBeChecked();
  await page.goBack();
  await compute.expectFragment(/^#\/\?puzzle=fp16&/);
  await expect(compute.choice("puzzle", "fp16")).toBeChecked();
  await page.goForward();
  await expect(compute.number("growth").field).toHaveValue("25");
  await page.goForward();
  await expect(compute.title).toHaveText(say("economy.title"));
  // And the navigation's links lead back to what was set, not to the defaults.
  await expect(compute.navigation("compute")).toHaveAttribute("href", /growth=0\.25/);
});

test("a change of view moves the reader to its beginning", async ({ octet, page }) => {
  await octet.open("#/");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.locator('.map a[href="#/economy"]').click();
  await expect(octet.title).toHaveText(say("economy.title"));
  await expect(octet.main).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("an address edited by hand is followed, without a reload", async ({ compute, page }) => {
  await compute.open("#/compute");
  await page.evaluate(() => ((window as any).same = true));
  const edit = (fragment: string) => page.evaluate((wanted) => (location.hash = wanted), fragment);
  await edit("#/compute?growth=0.31");
  await expect(compute.number("growth").field).toHaveValue("31");
  await edit("#/economy?demand=17");
  await expect(compute.number("demand").field).toHaveValue("17");
  await edit("#/compute");
  await expect(compute.number("growth").field).toHaveValue("40");
  expect(await page.evaluate(() => (window as any).same)).toBe(true);
});

test("turning a knob adds nothing to the history", async ({ compute, page }) => {
  await compute.open("#/");
  await compute.navigation("compute").click();
  await compute.expectFragment("#/compute");
  const before = await page.evaluate(() => history.length);
  for (let step = 0; step < 5; step += 1) await compute.number("growth").slide("ArrowRight");
  await compute.expectFragment(/growth=0\.45/);
  expect(await page.evaluate(() => history.length)).toBe(before);
  await page.goBack();
  await compute.expectFragment(/^(#\/)?$/);
});

test("a link may force a language", async ({ octet, page }) => {
  await octet.open("#/compute?lang=fr");
  await expect(octet.title).toHaveText(say("compute.title", {}, "fr"));
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  // It is the link's wish, not the reader's: nothing is kept.
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await octet.expectFragment(/^#\/compute\?lang=fr&m=[\d-]+&v=1$/);
  await octet.language.selectOption("en");
  await octet.expectFragment("#/compute");
});
