// `#/train`: networks learn by themselves, can be paused, and end with the terminal's bits; every task, every broken link.
import { expect, test } from "../fixtures/octet";
import { pattern, say } from "../fixtures/messages";
import { csvFromLink } from "../fixtures/octet_command";

/** A study of a second or so. */
const SHORT = "steps=60&seeds=2&width=16";

test("the defaults train by themselves and end with a verdict", async ({ train, page }) => {
  test.setTimeout(120_000);
  await train.open("#/train");
  await expect(train.progress).toBeVisible();
  await train.ran();
  expect(await train.share()).toBe(1);
  await expect(train.status).toContainText(say("train_page.done"));
  await expect(train.verdicts.locator("p")).not.toHaveCount(0);
  await expect(train.told).toHaveText(await train.inWords.innerText());
  const heads = await train.results.locator("tbody tr td:first-child").allInnerTexts();
  expect(heads).toEqual([say("options.recipe_fp32"), say("options.recipe_deepseekv3")]);
  const ids = await page.locator("figure[id]").evaluateAll((all) => all.map((figure) => figure.id));
  expect(ids).toEqual(["train-loss", "train-gap", "train-right", "train-gradients", "train-map-fp32", "train-map-deepseekv3"]);
});

test("the page answers while networks are trained", async ({ train }) => {
  await train.open("#/train?steps=20000");
  await train.stands("running");
  const before = await train.share();
  await expect.poll(() => train.share()).toBeGreaterThan(before);
  await train.chart("train-loss").openData();
  // It opened while there was still work to do.
  await train.stands("running");
});

test("a run pauses, takes one step, and goes on", async ({ train }) => {
  const link = "#/train?steps=8000&seeds=2&width=16";
  await train.open(link);
  await train.stands("running");
  await expect.poll(() => train.share()).toBeGreaterThan(0);
  await train.toggle.click();
  await train.stands("paused");
  await expect(train.toggle).toHaveText(say("train_page.go"));
  const steps = async () => Number((await train.status.innerText()).match(/([\d,]+) of/)![1].replaceAll(",", ""));
  const before = await steps();
  expect(before).toBeLessThan(32_000);
  await train.step.click();
  // Two recipes with two seeds each; whichever is over already takes no step.
  await expect.poll(steps).toBeGreaterThan(before);
  await train.stands("paused");
  expect(await steps()).toBeLessThanOrEqual(before + 4);
  await train.toggle.click();
  await train.ran();
  const { bytes } = await train.csv("train-runs");
  expect(bytes.equals(await csvFromLink(link, "train-runs"))).toBe(true);
});

test("page and terminal give the same bytes", async ({ train }) => {
  for (const link of [`#/train?${SHORT}`, `#/train?${SHORT}&compare=all&task=circle`]) {
    await train.openAndRun(link);
    for (const name of ["train-runs", "train-recipes", "train-layers"] as const) {
      const { bytes } = await train.csv(name);
      expect(bytes.equals(await csvFromLink(link, name)), `${link} ${name}`).toBe(true);
    }
  }
});

test("a change of an ingredient is trained beside the recipe, which is kept", async ({ train }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  const before = (await train.csv("train-runs")).bytes.toString("utf8").split("\n");
  await train.ingredients.locator("summary").click();
  await train.list("grouping").selectOption("none");
  await train.expectFragment(/grouping=none/);
  await expect(train.results.locator("tbody tr").last()).toContainText(say("train.own_recipe"));
  await train.ran();
  const after = (await train.csv("train-runs")).bytes.toString("utf8").split("\n");
  const of = (lines: string[], recipe: string) => lines.filter((line) => line.startsWith(recipe));
  expect(of(after, "fp32")).toEqual(of(before, "fp32"));
  expect(of(after, "own")).toHaveLength(2);
  expect(of(after, "deepseekv3")).toEqual(of(before, "deepseekv3"));
});

test("ingredients are taken away by a button, and put back by choosing a recipe", async ({ train, page }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  await expect(train.watch).toHaveText(say("train_page.without_lead"));
  await train.without("promotion").click();
  await train.expectFragment(/promotion=never/);
  await expect(train.without("promotion")).toHaveAttribute("aria-pressed", "true");
  await expect(train.watch).toHaveText(say("train.watch_promotion"));
  await expect(page.getByTestId("promotion-said")).toHaveText(say("train_page.as_recipe", { value: say("options.promotion_128") }));
  await train.choose("nvfp4").click();
  await train.expectFragment(/recipe=nvfp4/);
  expect(train.fragment()).not.toContain("promotion");
  await expect(train.recipes.locator("tr.here")).toContainText(say("options.recipe_nvfp4"));
  await train.ran();
});

test("only verse has normalisation, softmax and embeddings to switch", async ({ train, page }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  await expect(page.getByTestId("of-verse")).toHaveText(say("train_page.of_verse"));
  await expect(train.list("softmax")).toHaveCount(0);
  await train.openAndRun("#/train?task=french&steps=20&seeds=1&width=16&depth=1&batch=4&softmax=e4m3fn");
  await expect(train.results.locator("tbody tr").last()).toContainText(say("train.own_recipe"));
  await expect(page.getByTestId("of-verse")).toHaveCount(0);
  await expect(train.list("softmax")).toHaveValue("e4m3fn");
  await expect(page.getByTestId("softmax-said")).toHaveText(say("train_page.as_recipe", { value: say("options.softmax_fp32") }));
});

test("starting over forgets, and comes to the same bits", async ({ train }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  const before = await train.csv("train-runs");
  await train.restart.click();
  await train.ran();
  expect((await train.csv("train-runs")).bytes.equals(before.bytes)).toBe(true);
});

test("who comes back finds what was over, and the rest starts again", async ({ train }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  const before = await train.csv("train-runs");
  await train.navigation("bits").click();
  await expect(train.title).toHaveText(say("bits.title"));
  await train.navigation("train").click();
  await train.ran();
  expect((await train.csv("train-runs")).bytes.equals(before.bytes)).toBe(true);
});

test("digits: what was misread can be seen and heard", async ({ train, page }) => {
  await train.openAndRun("#/train?task=digits&steps=40&seeds=1&width=16");
  await expect(train.about).toHaveText(say("train_page.about_digits"));
  const images = page.getByTestId("digits").getByRole("img");
  await expect(images).not.toHaveCount(0);
  await expect(images.first()).toHaveAccessibleName(pattern("train_page.missed"));
  await page.getByTestId("confusion-button").click();
  await expect(page.locator("#confusion table")).toHaveCount(2);
  await train.expectAccessible();
});

test("verse: what a model makes up is text in its language", async ({ train, page }) => {
  for (const [task, language] of [["french", "fr"], ["chinese", "zh"]]) {
    await train.openAndRun(`#/train?task=${task}&steps=20&seeds=1&width=16&depth=1&batch=4`);
    const quotes = page.getByTestId("verse").locator("blockquote");
    await expect(quotes).toHaveCount(2);
    await expect(quotes.first()).toHaveAttribute("lang", language);
    expect(await quotes.locator("*").count(), "never markup").toBe(0);
  }
});

test("each task is a button with a network that suits it", async ({ train }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  await train.task("spiral").click();
  await train.expectFragment(/task=spiral/);
  await expect(train.task("spiral")).toHaveAttribute("aria-pressed", "true");
  await expect(train.about).toHaveText(say("train_page.about_spiral"));
  await train.task("moons").click();
  await train.expectFragment(/^#\/train(\?seeds=2&m=.*)?$/);
});

test("Back leads to the experiment before, for whoever chose a task, a recipe or a step away from one", async ({ train, page }) => {
  await train.openAndRun(`#/train?${SHORT}`);
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  await train.task("circle").click();
  await train.expectFragment(/task=circle/);
  // What a knob sets in between belongs to the experiment that is left.
  await train.number("seeds").type("1");
  await train.choose("nvfp4").click();
  await train.expectFragment(/recipe=nvfp4.*seeds=1/);
  await train.without("scales").click();
  await train.expectFragment(/grouping=none/);
  // The same button again is no step.
  await train.without("scales").click();
  expect(await length()).toBe(before + 3);
  await page.goBack();
  await expect(train.recipes.locator("tr.here")).toContainText(say("options.recipe_nvfp4"));
  await page.goBack();
  await expect(train.task("circle")).toHaveAttribute("aria-pressed", "true");
  await expect(train.number("seeds").field).toHaveValue("1");
  await page.goBack();
  await expect(train.task("moons")).toHaveAttribute("aria-pressed", "true");
  await train.expectFragment(/^#\/train\?width=16&steps=60&seeds=2&/);
  await page.goForward();
  await expect(train.task("circle")).toHaveAttribute("aria-pressed", "true");
  await train.ran();
});

test("what verse and the seeds do not allow is said, in the link and in the fields", async ({ train, page }) => {
  await train.openAndRun("#/train?task=french&width=13&depth=1&batch=2&steps=20&seeds=2&show=7");
  await expect(train.notices).toContainText(say("notices.not_a_multiple", { key: "width", given: "13", of: "8", used: "16" }));
  await expect(train.notices).toContainText(say("notices.out_of_range", { key: "show", given: "7", min: "1", max: "2", used: "2" }));
  await train.expectFragment(/width=16.*show=2/);
  await expect(page.getByTestId("verse-sizes")).toBeVisible();
  await expect(page.getByTestId("show-ends")).toHaveText(say("train_page.show_ends", { seeds: "2" }));
  await train.number("width").type("21");
  await train.number("width").expectRefused("21", say("fields.not_a_multiple", { given: "21", of: "8", kept: "16" }));
  await train.number("width").type("200");
  await train.number("width").expectRefused("200", say("fields.out_of_range", { given: "200", min: "8", max: "96", kept: "16" }));
  await train.number("width").type("24");
  await train.number("width").expectFine();
  await train.number("show").type("3");
  await train.number("show").expectRefused("3", say("fields.out_of_range", { given: "3", min: "1", max: "2", kept: "2" }));
  await train.number("seeds").type("1");
  await expect(train.number("show").slider).toHaveAttribute("aria-valuetext", "1");
  await train.expectFragment(/width=24/);
  expect(train.fragment()).not.toContain("show=");
  await page.reload();
  await train.started();
  await expect(train.notices).toHaveCount(0);
});

test("a pause outlasts a change of the settings", async ({ train, page }) => {
  await train.open("#/train?steps=20000&seeds=2");
  await train.stands("running");
  await train.toggle.click();
  await train.stands("paused");
  await train.task("circle").click();
  await train.expectFragment(/task=circle/);
  await train.number("steps").type("60");
  await expect(train.status).toHaveText(`${say("train_page.paused")} ${say("train_page.steps_done", { done: "0", total: "240" })}`);
  await expect(train.toggle).toHaveText(say("train_page.go"));
  await expect(page.getByTestId("none-yet")).toHaveText(say("train_page.not_begun"));
  await train.stands("paused");
  await train.step.click();
  await expect(train.status).toContainText(" 4 of 240 steps");
  await train.stands("paused");
  await train.toggle.click();
  await train.ran();
  // What is over is not paused: the next change is trained at once.
  await train.number("seeds").type("3");
  await train.ran();
});

test("out of sight training goes on, and the page is right when it comes back", async ({ train, page, context }) => {
  // A tab behind another: it hears of it, draws nothing, and its clocks tick once a second at most.
  await context.addInitScript(() => {
    const [at, later] = [window.setTimeout.bind(window), window.requestAnimationFrame.bind(window)];
    const isHidden = () => document.visibilityState === "hidden";
    window.setTimeout = ((call: TimerHandler, ms = 0, ...rest: unknown[]) => at(call, isHidden() ? 1000 + ms : ms, ...rest)) as typeof setTimeout;
    window.requestAnimationFrame = (call) => (isHidden() ? 0 : later(call));
  });
  const turn = (state: string) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  const link = "#/train?steps=600&seeds=2&width=16";
  await train.open(link);
  await train.stands("running");
  await turn("hidden");
  await train.stands("done");
  await turn("visible");
  await train.ran();
  await expect(train.told).toHaveText(await train.inWords.innerText());
  for (const id of ["train-loss", "train-gap", "train-right"]) await train.chart(id).drawn();
  const { bytes } = await train.csv("train-runs");
  expect(bytes.equals(await csvFromLink(link, "train-runs"))).toBe(true);
});

test("in French everything is French, numbers too", async ({ train, page }) => {
  await train.openAndRun(`#/train?${SHORT}&lang=fr`);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(train.title).toHaveText(say("train.title", {}, "fr"));
  await expect(train.status).toContainText(say("train_page.done", {}, "fr"));
  await expect(train.status).toContainText("240 pas sur 240");
});

test("by keyboard alone: pause, one step, go on", async ({ train, page }) => {
  await train.open("#/train?steps=3000&seeds=1&width=16");
  await train.toggle.focus();
  await train.stands("running");
  await page.keyboard.press("Enter");
  await train.stands("paused");
  await expect(train.toggle).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(train.step).toBeFocused();
  const before = await train.status.innerText();
  await page.keyboard.press("Space");
  await expect(train.status).not.toHaveText(before);
  await train.stands("paused");
  await expect(train.step).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await train.ran();
});

test("a broken link says so and trains all the same", async ({ train }) => {
  await train.open("#/train?task=golf&seeds=99&steps=60&width=16");
  await expect(train.notices).toContainText("golf");
  await expect(train.notices).toContainText("99");
  await expect(train.task("moons")).toHaveAttribute("aria-pressed", "true");
  await train.ran();
});

test("a worker that cannot start is said, and the page lives", async ({ train, page, complaints }) => {
  await train.open("#/claims");
  const path = await train.workerPath();
  const point = (to: string) =>
    page.evaluate((to) => document.querySelector('meta[name="octet-worker"]')!.setAttribute("content", to), to);
  await point("./nowhere.js");
  await page.goto(`#/train?${SHORT}`);
  await train.stands("lost");
  await expect(train.status).toContainText(say("train_page.lost"));
  await complaints.expectAll(/nowhere\.js|404/);
  await point(path!);
  await train.toggle.click();
  await train.ran();
});

test("nothing for axe to find, light and dark", async ({ train }) => {
  await train.openAndRun(`#/train?${SHORT}&compare=all`);
  await train.ingredients.locator("summary").click();
  for (const colours of ["light", "dark"]) {
    await train.colours.selectOption(colours);
    await train.expectAccessible();
  }
  await train.expectNoSidewaysScroll();
});

test.describe("for those who want no motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("pictures wait for the end, and the page says so", async ({ train, page }) => {
    await train.openAndRun(`#/train?${SHORT}`);
    await train.chart("train-loss").drawn();
    await expect(page.getByTestId("calm")).toHaveText(say("train_page.calm"));
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await expect(page.getByTestId("calm")).toHaveCount(0);
  });
});
