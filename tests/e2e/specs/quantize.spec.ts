// `#/quantize`: the experiment really runs, in the worker, and answers to its knobs.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";

test("the default run finishes: E4M3FN beside FP32", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize");
  expect((await quantize.heads()).map((head) => head.trim()).slice(1)).toEqual(["FP32", "E4M3FN"]);
  const [wide, low] = await quantize.measure(say("measures.sqnr"));
  // A three-bit mantissa's noise on normal numbers is 31.5 dB down (formats.md); FP32 has twenty more bits, 6.02 dB each.
  expect(Math.abs(low - 31.5)).toBeLessThan(0.2);
  expect(Math.abs(wide - low - 20 * 6.02)).toBeLessThan(1);
  await expect(quantize.inWords).toContainText("31.5");
  for (const id of ["quantize-values", "quantize-magnitudes", "quantize-errors"]) await quantize.chart(id).drawn();
});

test("format, scaling, rounding and input change the result and the link", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize");
  const sqnr = async () => (await quantize.measure(say("measures.sqnr")))[1];

  await quantize.rerun(() => quantize.list("format").selectOption("e5m2"));
  // One mantissa bit less: 6 dB worse.
  expect(Math.abs((await sqnr()) - (31.5 - 6.02))).toBeLessThan(0.4);
  expect((await quantize.heads())[2]).toContain("E5M2");
  await quantize.expectFragment(/^#\/quantize\?format=e5m2&m=[\d-]+&v=1$/);

  const nearest = await sqnr();
  await quantize.rerun(() => quantize.list("rounding").selectOption("toward-zero"));
  // Cutting off doubles the largest error and quadruples its mean square: 6 dB.
  expect(nearest - (await sqnr())).toBeGreaterThan(4);
  await quantize.rerun(() => quantize.list("rounding").selectOption("nearest-even"));

  await quantize.rerun(() => quantize.list("input").selectOption("outlier"));
  await expect(quantize.number("strength").field).toHaveValue("100");
  await quantize.rerun(() => quantize.list("scaling").selectOption("tensor"));
  await quantize.expectFragment(/^#\/quantize\?input=outlier&format=e5m2&scaling=tensor&/);
});

test("a spread beyond the format's range shows in the counts, and one scale repairs it", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize?sigma=1000");
  const overflow = say("measures.overflow");
  const clipped = (await quantize.measure(overflow))[1];
  // 448 is less than half a standard deviation of 1000: about 65 % of normal numbers lie beyond 464, where rounding leaves 448.
  expect(clipped / 65536).toBeGreaterThan(0.6);
  expect(clipped / 65536).toBeLessThan(0.68);
  await quantize.rerun(() => quantize.choice("overflow", "nonsaturate").check());
  expect((await quantize.measure(say("measures.nan")))[1]).toBe(clipped);
  await quantize.rerun(() => quantize.list("scaling").selectOption("tensor"));
  expect((await quantize.measure(overflow))[1]).toBe(0);
});

test("only the knobs that matter are on show", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize");
  const hidden = async (...keys: string[]) => {
    for (const key of keys) await expect(quantize.list(key), key).toHaveCount(0);
  };
  await hidden("spread", "nu", "strength", "outliers", "exponent", "mantissa", "rules", "rule");
  await expect(quantize.choice("scales", "e8m0")).toHaveCount(0);

  await quantize.rerun(() => quantize.list("input").selectOption("student"));
  await expect(quantize.number("nu").field).toHaveValue("3");
  await quantize.rerun(() => quantize.list("input").selectOption("lognormal"));
  await expect(quantize.number("spread").field).toHaveValue("1");
  await hidden("nu");

  await quantize.rerun(() => quantize.list("scaling").selectOption("tile128"));
  await quantize.rerun(() => quantize.choice("scales", "e8m0").check());
  await quantize.rerun(() => quantize.list("scaling").selectOption("mx32"));
  await expect(quantize.choice("scales", "e8m0")).toHaveCount(0);
  await quantize.rerun(() => quantize.list("rule").selectOption("rceil"));
  await quantize.expectFragment(/scaling=mx32&scales=e8m0&rule=rceil&m=/);
});

test("a format of one's own is made from three settings", async ({ quantize, page }) => {
  await quantize.openAndRun("#/quantize?format=custom&exponent=5&mantissa=6&rules=ieee");
  await expect(page.getByTestId("own-format")).toContainText("E5M6");
  const [, low] = await quantize.measure(say("measures.sqnr"));
  // Three mantissa bits more than E4M3FN's 31.5 dB, 6.02 dB each.
  expect(Math.abs(low - 31.5 - 3 * 6.02)).toBeLessThan(0.3);
  await quantize.rerun(() => quantize.number("mantissa").type("1"));
  await expect(page.getByTestId("own-format")).toContainText("E5M1");
});

test("a preset is one click, and shows that it is in force", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize?seed=5&sigma=3");
  await quantize.rerun(() => quantize.start("nvfp4").click());
  await quantize.expectFragment(/^#\/quantize\?format=e2m1fn&scaling=nvfp4&m=/);
  await expect(quantize.start("nvfp4")).toHaveAttribute("aria-pressed", "true");
  // 20.4 dB for a Gaussian in NVFP4 (formats.md); 65,536 draws vary by 0.05 dB.
  expect(Math.abs((await quantize.measure(say("measures.sqnr")))[1] - 20.4)).toBeLessThan(0.2);
  await expect(quantize.inWords).toContainText("4.5");
});

test("the sweep follows the settings, and can run along another way", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize");
  const sweep = quantize.chart("quantize-sweep");
  await sweep.drawn();
  await expect(quantize.sweep).toContainText(say("quantize.sweep_size_title"));
  await quantize.choice("sweep", "strength").check();
  await expect(quantize.sweep).toContainText(say("quantize.sweep_strength_title"));
  await quantize.expectFragment(/sweep=strength/);
  await sweep.openData();
  await expect.poll(async () => (await sweep.rows())[0].slice(0, 2)).toEqual(["1", "fp32"]);
});

test("figures of others are computed here, beside theirs", async ({ quantize, page }) => {
  await quantize.openAndRun("#/quantize");
  await page.getByTestId("published-run").click();
  await expect(page.getByTestId("published-words")).toBeVisible({ timeout: 60_000 });
  await expect(quantize.published.locator("tbody tr")).toHaveCount(10);
  await expect(page.getByTestId("published-words")).toContainText("10");
  await expect(quantize.published).toContainText("arXiv 2208.09225");
});

test("the sliders answer to the keyboard", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize");
  const sigma = quantize.number("sigma");
  await quantize.rerun(() => sigma.slide("ArrowRight"));
  const right = Number(await sigma.field.inputValue());
  expect(right).toBeGreaterThan(1);
  await sigma.slide("PageUp");
  await expect.poll(async () => Number(await sigma.field.inputValue())).toBeGreaterThan(right);
  await quantize.rerun(() => sigma.slide("Home"));
  await expect(sigma.field).toHaveValue(/^(1e-6|0\.000001)$/);
  await expect(sigma.slider).toHaveAttribute("aria-valuetext", /1×10⁻⁶|0\.000001/);
  await quantize.rerun(() => sigma.slide("End"));
  await expect(sigma.field).toHaveValue("1000000");
});

test("the same link gives the same numbers, another seed others", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize?seed=7&count=1000");
  const first = await quantize.metrics.innerText();
  await quantize.rerun(() => quantize.number("seed").type("8"));
  await quantize.rerun(() => quantize.number("seed").type("7"));
  expect(await quantize.metrics.innerText()).toBe(first);
});

test("reset puts the view back, and only this view", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize?format=fp16&sigma=3");
  await quantize.rerun(() => quantize.reset.click());
  await quantize.expectFragment("#/quantize");
  await expect(quantize.list("format")).toHaveValue("e4m3fn");
});

const REFUSED: [string, string][] = [
  ["NaN", "fields.not_finite"],
  ["Infinity", "fields.not_finite"],
  ["-inf", "fields.not_finite"],
  ["1e39", "fields.out_of_range"],
  ["1e999", "fields.not_finite"],
  ["abc", "fields.not_a_number"],
  ["", "fields.not_a_number"],
  ["0", "fields.out_of_range"],
];

test("a field that is no number says so, names what is allowed and keeps the value", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize?sigma=2");
  const sigma = quantize.number("sigma");
  const [result, link] = [await quantize.metrics.innerText(), quantize.fragment()];
  for (const [text, key] of REFUSED) {
    await test.step(`"${text}"`, async () => {
      await sigma.type(text);
      const start = say(key, { given: text }).split("{min}")[0];
      await sigma.expectRefused(text, new RegExp(`^${start.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
      await expect(sigma.error).toContainText(/(0\.000001|1×10⁻⁶).*1,000,000/);
    });
  }
  expect(quantize.fragment()).toBe(link);
  expect(await quantize.metrics.innerText()).toBe(result);
  await expect(sigma.slider).toHaveAttribute("aria-valuetext", "2");

  await quantize.rerun(() => sigma.type("2.5"));
  await sigma.expectFine();
});

test("a count takes whole numbers only", async ({ quantize }) => {
  await quantize.openAndRun("#/quantize");
  const count = quantize.number("count");
  for (const text of ["1.5", "-1", "1e3", "15", "999999999999"]) {
    await count.type(text);
    await expect(count.field).toHaveAttribute("aria-invalid", "true");
    await expect(count.error).toHaveText(/\b16\b/);
    await expect(count.field).toHaveValue(text);
  }
  await quantize.expectFragment("#/quantize");
  // Moving the slider is a new value: the old complaint goes.
  await quantize.rerun(() => count.slide("ArrowLeft"));
  await count.expectFine();
});
