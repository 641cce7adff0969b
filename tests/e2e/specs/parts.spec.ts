// The page comes in parts: the start view first, each group of other views when one of them is asked for.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { VIEWS, openView, settled } from "../fixtures/views";

const LATER = /\/(lab|economy|shared)-[0-9a-f]{16}\.wasm$/;
const [, ...OTHERS] = VIEWS;

/** The later parts that the page has asked for, by name. */
function asked(page: import("@playwright/test").Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    const name = request.url().match(LATER)?.[1];
    if (name) names.push(name);
  });
  return names;
}

test("the start view asks for no other part", async ({ page }) => {
  const parts = asked(page);
  await openView(page, VIEWS[0]);
  await page.waitForLoadState("networkidle");
  expect(parts).toEqual([]);
});

for (const view of OTHERS) {
  test(`${view.name}: a link straight to it works, and so does the way from the start view`, async ({ page, octet }) => {
    const parts = asked(page);
    await openView(page, view);
    const direct = [...parts].sort();
    expect(direct.length).toBeGreaterThan(0);
    expect(new Set(direct).size, "each part is fetched once").toBe(direct.length);
    await octet.expectFragment(`#/${view.key}`);

    await page.goto("about:blank");
    parts.length = 0;
    await openView(page, VIEWS[0]);
    await octet.navigation(view.key).click();
    await settled(octet, view);
    expect([...parts].sort()).toEqual(direct);
  });
}

test("pointing at a link already asks for its part, and leaves the view on show alone", async ({ page, octet }) => {
  const parts = asked(page);
  await openView(page, OTHERS[0]);
  await octet.title.evaluate((title) => (title.dataset.mark = "same"));
  expect(parts).not.toContain("economy");
  const arrived = page.waitForResponse(/\/economy-[0-9a-f]{16}\.wasm$/).then((answer) => answer.finished());
  await octet.navigation("economy").hover();
  await arrived;
  // Two frames on, what the arrival changes is drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(octet.title).toHaveAttribute("data-mark", "same");
  await octet.expectFragment("#/quantize");
});

test("a part that cannot be fetched is said, and tried again on request", async ({ page, octet, complaints }) => {
  await openView(page, VIEWS[0]);
  await page.route(LATER, (route) => route.abort("internetdisconnected"));
  await octet.navigation("compute").focus();
  await page.keyboard.press("Enter");
  const failed = page.getByTestId("part-failed");
  await expect(failed).toHaveText(say("frame.view_failed"));
  await expect(octet.title).toHaveText(say("compute.title"));
  await octet.expectAccessible();

  // The rest of the page works on: its words follow the language, and the start view is still there.
  await octet.language.selectOption("fr");
  await expect(failed).toHaveText(say("frame.view_failed", {}, "fr"));
  await page.getByTestId("part-again").click();
  await expect(failed).toBeVisible();
  await page.locator("header a.brand").click();
  await settled(octet, VIEWS[0]);

  await page.unroute(LATER);
  await octet.navigation("compute").click();
  const compute = VIEWS.find((view) => view.key === "compute")!;
  await settled(octet, compute);
  await expect(failed).toHaveCount(0);
  await complaints.expectAll(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
});

test("a part that was tampered with is not run", async ({ page, octet, complaints }) => {
  await page.route(/\/economy-[0-9a-f]{16}\.wasm$/, async (route) => {
    const answer = await route.fetch();
    const bytes = await answer.body();
    bytes[bytes.length - 1] ^= 1;
    await route.fulfill({ response: answer, body: bytes });
  });
  await octet.open("#/economy");
  await expect(page.getByTestId("part-failed")).toBeVisible();
  await page.unroute(/\/economy-[0-9a-f]{16}\.wasm$/);
  await page.getByTestId("part-again").click();
  await settled(octet, VIEWS.find((view) => view.key === "economy")!);
  await complaints.expectAll(/integrity|Failed to fetch/);
});
