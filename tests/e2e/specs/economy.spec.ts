// `#/economy`: every assumption is a knob, and the verdict follows them.
import { expect, test } from "../fixtures/octet";
import { pattern } from "../fixtures/messages";

const FIGURES = ["economy-value", "economy-share", "economy-compute", "economy-gdp"];

test("the verdict follows the knobs", async ({ economy }) => {
  await economy.open("#/economy");
  for (const id of FIGURES) await economy.chart(id).drawn();
  const value = await economy.value();
  await expect(economy.verdict).toHaveText(/\d/);

  await economy.number("share2035").type("15");
  await economy.expectFragment(/^#\/economy\?share2035=0\.15&/);
  await expect.poll(() => economy.value()).toBeGreaterThan(2 * value);
  await expect(economy.verdict).toHaveText(pattern("economy.say_above"));

  await economy.number("share2035").type("1");
  await expect(economy.verdict).toHaveText(pattern("economy.say_below"));
});

test("demand ×10 and ×100", async ({ economy }) => {
  await economy.open("#/economy");
  const picture = await economy.chart("economy-compute").picture();
  await economy.preset("demand", "10").click();
  await expect(economy.preset("demand", "10")).toHaveAttribute("aria-pressed", "true");
  const ten = await economy.coverage();
  await economy.preset("demand", "100").click();
  await expect(economy.preset("demand", "100")).toHaveAttribute("aria-pressed", "true");
  await expect(economy.preset("demand", "10")).toHaveAttribute("aria-pressed", "false");
  // Ten times the demand, nothing else changed: a tenth of it is met, unless all of the smaller one was.
  await expect.poll(() => economy.coverage()).toBeLessThan(ten);
  await economy.expectFragment(/demand=100&/);
  await expect.poll(() => economy.chart("economy-compute").picture()).not.toBe(picture);
});

test("every knob of the chain is there, moves something, and reset puts it back", async ({ economy }) => {
  await economy.open("#/economy");
  await economy.openGroups();
  const keys = await economy.page.locator("form.panel input[type=text]").evaluateAll((fields) => fields.map((field) => field.dataset.testid!));
  expect(keys.length).toBe(21);
  const chart = economy.chart("economy-value");
  // The address waits for the last change, so it is read once: waiting for it after each knob made slow machines run out of time.
  for (const key of keys) await economy.number(key).slide("ArrowRight");
  const missing = async () => {
    const link = await economy.fragment();
    return keys.filter((key) => !new RegExp(`[?&]${key}=`).test(link));
  };
  await expect.poll(missing, { message: "the knobs that the address lacks" }).toEqual([]);
  await chart.drawn();
  await economy.reset.click();
  await economy.expectFragment("#/economy");
});

test("a knob says what its default is, and where it comes from", async ({ economy }) => {
  await economy.open("#/economy");
  const panel = economy.page.locator(".knob", { has: economy.number("demand").field });
  await expect(panel.locator(".tag")).toHaveText(/\S/);
  await economy.number("demand").type("7");
  await expect(panel).toContainText(pattern("fields.default_mark").source.includes("default") ? "default" : /\d/);
});

test("refused entries keep the verdict", async ({ economy }) => {
  await economy.open("#/economy");
  const verdict = await economy.verdict.innerText();
  const share = economy.number("share2035");
  for (const text of ["NaN", "Infinity", "1e39", "abc", "31", "-1"]) {
    await share.type(text);
    await share.expectRefused(text, /0\.1.*30/);
  }
  await expect(economy.verdict).toHaveText(verdict);
  await economy.expectFragment("#/economy");
});
