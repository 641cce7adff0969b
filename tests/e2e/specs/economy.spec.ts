// `#/economy`: every assumption is a knob and may be a range; the verdict, the bands and the answers follow them.
import { expect, test } from "../fixtures/octet";
import { pattern, say } from "../fixtures/messages";
import { csvFromLink } from "../fixtures/octet_command";

test("the verdict follows the knobs", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  const value = await economy.value();
  await expect(economy.verdict).toHaveText(/\d/);

  await economy.openGroups();
  await economy.number("share2035").type("15");
  await economy.expectFragment(/^#\/economy\?share2035=0\.15&/);
  await expect.poll(() => economy.value()).toBeGreaterThan(2 * value);
  await expect(economy.verdict).toHaveText(pattern("economy.say_above"));

  await economy.number("share2035").type("1");
  await expect(economy.verdict).toHaveText(pattern("economy.say_below"));
});

test("dragging a knob changes sentence, bands and chance", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  const chart = economy.chart("economy-value");
  const [verdict, picture, chance] = [await economy.verdict.innerText(), await chart.picture(), await economy.chanceOfValue()];
  await economy.openGroups();
  for (let step = 0; step < 30; step += 1) await economy.number("inflation").slide("ArrowRight");
  await expect(economy.verdict).not.toHaveText(verdict);
  // The range of prices stays where it was put, so the chance stays too: it is the path that moves.
  await expect.poll(() => chart.picture()).not.toBe(picture);
  await economy.range("share2035").click();
  await economy.rangeField("share2035", "high").fill("20");
  await economy.rangeField("share2035", "high").press("Enter");
  await expect.poll(() => economy.chanceOfValue()).toBeGreaterThan(chance);
});

test("a range typed badly says what is allowed and changes nothing", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  const summary = economy.chart("economy-coverage").figure.locator(".summary");
  const before = await summary.innerText();
  await economy.range("demand").click();
  for (const [field, text] of [["low", "500"], ["low", "abc"], ["high", "2"], ["low", "-3"]] as const) {
    const input = economy.rangeField("demand", field);
    await input.fill(text);
    await input.press("Enter");
    await expect(economy.rangeError("demand")).toContainText(text);
    await expect(economy.rangeError("demand")).toContainText("200");
    await expect(input).toHaveAttribute("aria-invalid", "true");
    await expect(input).toHaveAccessibleDescription(/200/);
  }
  await economy.expectFragment("#/economy");
  await economy.rangeField("demand", "low").fill("12");
  await economy.rangeField("demand", "low").press("Enter");
  await expect(economy.rangeError("demand")).toBeEmpty();
  await economy.expectFragment(/r\.demand=lognormal~12~100/);
  await expect(summary).not.toHaveText(before);
  await economy.rangeField("demand", "remove").click();
  await economy.expectFragment(/r\.demand=none/);
  await economy.rangeField("demand", "give").click();
  await economy.expectFragment("#/economy");
});

test("a link carries ranges and a second set of assumptions there and back", async ({ economy }) => {
  const link = "#/economy?plan=900&seed=7&r.life=uniform~3~8&r.demand=none&b.demand=100&b.r.life=none&m=2026-11&v=1";
  await economy.openAndRun(link);
  await expect(economy.notices).toHaveCount(0);
  await expect(economy.number("plan").field).toHaveValue("900");
  await expect(economy.differs("demand")).toHaveText(/10.*100/);
  await expect(economy.differs("r.life")).toBeVisible();
  await economy.number("plan").type("901");
  // B keeps what A was.
  await economy.expectFragment(link.replace("plan=900", "plan=901").replace("b.demand", "b.plan=900&b.demand"));
});

test("presets put their assumptions in place and say which is in force", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  await expect(economy.start("source")).toHaveAttribute("aria-pressed", "true");
  const covered = await economy.coverage();
  await economy.start("demand100").click();
  await expect(economy.start("demand100")).toHaveAttribute("aria-pressed", "true");
  await expect(economy.start("source")).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => economy.coverage()).toBeLessThan(covered);
  await economy.expectFragment(/demand=100/);
  for (const preset of ["official", "cautious", "boom", "fp8everywhere", "nofp8", "openmodels"]) {
    await economy.start(preset).click();
    await expect(economy.start(preset), preset).toHaveAttribute("aria-pressed", "true");
  }
  await economy.start("source").click();
  await economy.expectFragment("#/economy");
});

test("A and B are kept, compared, swapped and dropped", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  await economy.keepB.click();
  await economy.expectFragment(/[?&]b=same&/);
  await expect(economy.effect).toHaveText(say("economy.compare_same"));
  await economy.number("demand").type("100");
  await expect(economy.effect).toHaveText(pattern("economy.compare_effect"));
  await expect(economy.verdict.locator("p")).toHaveCount(2);
  await economy.expectFragment(/demand=100&b\.demand=10&/);
  await economy.ran();
  const covered = await economy.coverage();
  await economy.swap.click();
  await economy.expectFragment(/[?&]b\.demand=100&/);
  await expect.poll(() => economy.coverage()).toBeGreaterThan(covered);
  await economy.chart("economy-value").openData();
  await expect(economy.chart("economy-value").table.getByRole("columnheader").last()).toHaveText(/^B: /);
  await economy.dropB.click();
  await economy.expectFragment("#/economy");
  await expect(economy.effect).toHaveCount(0);
});

test("asked backwards it answers, and the answer can be used", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  await expect(economy.answer).toHaveText(pattern("economy.solved_at"));
  await economy.useValue.click();
  await expect(economy.verdict).toHaveText(pattern("economy.say_above"));
  await economy.expectFragment(/^#\/economy\?share2035=0\.047/);
});

test("where nothing reaches the target it says why", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  await economy.list("solve").selectOption("share2025");
  await expect(economy.answer).toContainText(say("economy.because_no_effect"));
  await expect(economy.useValue).toBeDisabled();
  await economy.list("solve").selectOption("plan");
  await expect(economy.answer).toContainText(say("economy.because_all_met"));
  await economy.list("target").selectOption("installed");
  await expect(economy.answer).toHaveText(pattern("economy.solved_at"));
  await economy.expectFragment(/target=installed&solve=plan&/);
});

test("the run of paths can be cancelled and asked for again", async ({ economy, page }) => {
  // The paths are followed faster than anybody can press a button; a worker that is slow to arrive is not.
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/worker_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await economy.open("#/economy");
  // The central path never waits.
  await expect(economy.verdict).toHaveText(/\d/);
  await economy.cancel.click();
  arrive();
  await expect(economy.cancelled).toBeVisible();
  await expect(economy.chance).toHaveCount(0);
  await economy.again.click();
  await economy.ran();
  await expect(economy.chance).toHaveText(/%/);
});

test("every knob of the chain is there, moves something, and reset puts it back", async ({ economy }) => {
  await economy.open("#/economy?money=own&m=2026-11&v=1");
  await economy.openGroups();
  const fields = economy.page.locator("form.panel .ranged > .knob input[type=text]");
  const keys = await fields.evaluateAll((all) => all.map((field) => (field as HTMLElement).dataset.testid!));
  // Of the levers only the plan does not act on one's own money.
  expect(keys.length).toBe(35);
  // The address waits for the last change, so it is read once: waiting for it after each knob made slow machines run out of time.
  for (const key of keys) await economy.number(key).slide((await economy.number(key).field.inputValue()) === "100" ? "ArrowLeft" : "ArrowRight");
  const missing = async () => {
    const link = await economy.fragment();
    return keys.filter((key) => !new RegExp(`[?&]${key}=`).test(link));
  };
  await expect.poll(missing, { message: "the knobs that the address lacks" }).toEqual([]);
  await economy.reset.click();
  await economy.expectFragment("#/economy");
});

test("knobs that do not act are not offered", async ({ economy }) => {
  await economy.open("#/economy");
  await economy.openGroups();
  await expect(economy.number("plan").field).toBeVisible();
  await expect(economy.number("yearly").field).toHaveCount(0);
  await economy.list("money").selectOption("own");
  await expect(economy.number("yearly").field).toBeVisible();
  await expect(economy.number("plan").field).toHaveCount(0);
  await economy.list("gdppath").selectOption("imf");
  await expect(economy.number("gdpgrowth").field).toHaveCount(0);
});

test("a knob says what its default is, and where it comes from", async ({ economy }) => {
  await economy.open("#/economy");
  const panel = economy.page.locator(".knob", { has: economy.number("demand").field });
  await expect(panel.locator(".tag")).toHaveText(/\S/);
  await economy.number("demand").type("7");
  await expect(panel).toContainText("default 10");
});

test("refused entries keep the verdict", async ({ economy }) => {
  await economy.open("#/economy");
  await economy.openGroups();
  const verdict = await economy.verdict.innerText();
  const share = economy.number("share2035");
  for (const text of ["NaN", "Infinity", "1e39", "abc", "31", "-1"]) {
    await share.type(text);
    await share.expectRefused(text, /0\.1.*30/);
  }
  await expect(economy.verdict).toHaveText(verdict);
  await economy.expectFragment("#/economy");
});

test("the chain shows the numbers of the chosen year, and closes", async ({ economy }) => {
  await economy.open("#/economy");
  await expect(economy.stations).toHaveCount(7);
  const last = economy.stations.last();
  await expect(last).toContainText("2036");
  const stock = economy.stations.nth(2);
  const before = await stock.innerText();
  await economy.number("year").type("2025");
  await expect(stock).not.toHaveText(before);
  await expect(stock).toContainText("1,590");
  await economy.expectFragment(/year=2025/);
});

test("the points about misleading lead to what they say", async ({ economy }) => {
  await economy.open("#/economy");
  await expect(economy.misleads).toHaveCount(8);
  await economy.misleads.nth(1).click();
  await economy.expectFragment("#/economy?demand=100&m=2026-11&v=1");
  await expect(economy.number("demand").field).toHaveValue("100");
  await expect(economy.notices).toHaveCount(0);
});

test("published statements open elsewhere", async ({ economy }) => {
  await economy.openAndRun("#/economy");
  const links = economy.page.getByTestId("published").getByRole("link");
  expect(await links.count()).toBeGreaterThan(10);
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", /noopener/);
  }
});

test("the tables are the terminal's, byte for byte", async ({ economy, baseURL }) => {
  const link = "#/economy?plan=900&r.life=uniform~3~8&b.demand=100&m=2026-11&v=1";
  await economy.openAndRun(link);
  for (const table of ["economy-projection", "economy-bands", "economy-chances", "economy-differences", "economy-published"]) {
    const file = await economy.csvOf(table);
    const expected = await csvFromLink(`${baseURL}${link}`, table);
    expect(file.bytes.toString("utf8"), table).toBe(expected.toString("utf8"));
  }
});

test("reload keeps everything", async ({ economy, page }) => {
  await economy.openAndRun("#/economy");
  await economy.keepB.click();
  await economy.number("demand").type("60");
  await economy.newDraw.click();
  await economy.expectFragment(/demand=60&seed=2&b\.demand=10&/);
  await economy.ran();
  const [verdict, chance] = [(await economy.verdict.textContent())!, await economy.chance.innerText()];
  await page.reload();
  await economy.started();
  await economy.ran();
  await expect(economy.verdict).toHaveText(verdict);
  await expect(economy.chance).toHaveText(chance);
});

test("a range is opened, set and removed by keyboard alone", async ({ economy, page }) => {
  await economy.openAndRun("#/economy");
  await economy.range("demand").focus();
  await page.keyboard.press("Enter");
  await expect(economy.range("demand")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Tab");
  await expect(economy.rangeField("demand", "shape")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await expect(economy.rangeField("demand", "low")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("20");
  await page.keyboard.press("Tab");
  await economy.expectFragment(/r\.demand=normal~20~100/);
  await page.keyboard.press("Tab");
  await expect(economy.rangeField("demand", "remove")).toBeFocused();
  await page.keyboard.press("Enter");
  await economy.expectFragment(/r\.demand=none/);
});

test("axe finds nothing with everything open", async ({ economy, page }) => {
  await economy.openAndRun("#/economy?b.demand=100&m=2026-11&v=1");
  await economy.openGroups();
  await economy.range("demand").click();
  for (const colours of ["light", "dark"]) {
    await economy.colours.selectOption(colours);
    await expect(page.locator("html")).toHaveAttribute("data-theme", colours);
    await economy.ran();
    await economy.expectAccessible();
  }
});
