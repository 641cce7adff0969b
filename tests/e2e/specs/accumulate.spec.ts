// `#/accumulate`: questions with known answers, a sum of one's own, a run of four million terms, links.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { csvFromLink } from "../fixtures/octet_command";

test("the defaults show where an FP16 sum stands still", async ({ accumulate }) => {
  await accumulate.openAndRun("#/accumulate");
  await expect(accumulate.inWords).toContainText("FP16");
  await expect(accumulate.inWords).toContainText("65,536");
  for (const id of ["accumulate-error", "accumulate-running"]) await accumulate.chart(id).drawn();
  const heads = await accumulate.results.getByRole("columnheader").allInnerTexts();
  expect(heads).toEqual([say("accumulate.column_measure"), "FP16", "FP32"]);
});

test("each question is a button, a link and figures of its own", async ({ accumulate }) => {
  await accumulate.openAndRun("#/accumulate");
  const questions: [string, RegExp, string[]][] = [
    ["swamping", /^#\/accumulate\?preset=swamping&m=[\d-]+&v=1$/, ["accumulate-running"]],
    ["stochastic", /\?preset=stochastic&runs=8&m=/, ["accumulate-error", "accumulate-running"]],
    ["promotion", /\?preset=promotion&length=4096&m=/, ["accumulate-plain", "accumulate-promoted"]],
    ["muller", /\?preset=muller&steps=30&m=/, ["accumulate-orbit", "accumulate-distance"]],
    ["logistic", /\?preset=logistic&m=/, ["accumulate-orbit", "accumulate-distance"]],
    ["sum", /^#\/accumulate$/, ["accumulate-error", "accumulate-running"]],
  ];
  for (const [word, link, figures] of questions) {
    await test.step(word, async () => {
      await accumulate.question(word).click();
      await expect(accumulate.question(word)).toHaveAttribute("aria-pressed", "true");
      await accumulate.expectFragment(link);
      await accumulate.ran();
      await expect(accumulate.about).toHaveText(say(`accumulate.about_${word}`));
      const ids = () => accumulate.page.locator("figure[id]").evaluateAll((all) => all.map((figure) => figure.id));
      await expect.poll(ids).toEqual(figures);
      for (const id of figures) await accumulate.chart(id).drawn();
    });
  }
});

test("the harmonic series stops where it is published to stop", async ({ accumulate }) => {
  await accumulate.openAndRun("#/accumulate?preset=harmonic&length=4194304");
  const rows = await accumulate.rows();
  const row = (format: string) => rows.find((cells) => cells[0] === format)!;
  // Format, limit published and ours, first term lost published and ours, verdict.
  expect(row("FP16").slice(1, 5)).toEqual(["7.08594", "7.08594", "513", "513"]);
  expect(row("FP32").slice(3, 5)).toEqual(["2,097,152", "2,097,152"]);
  expect(row("E4M3FN").slice(1, 5)).toEqual(["3", "3", "9", "9"]);
  expect(row("E5M2").slice(1, 5)).toEqual(["2", "2", "5", "5"]);
  expect(row("BF16").slice(1, 5)).toEqual(["5.0625", "5.0625", "65", "65"]);
  expect(rows.map((cells) => cells[5])).toEqual(rows.map(() => say("accumulate.term_same")));
});

test("a run of four million terms can be cancelled and run again", async ({ accumulate }) => {
  await accumulate.openAndRun("#/accumulate?length=16");
  const before = await accumulate.inWords.innerText();
  await accumulate.number("length").type("4194304");
  await expect(accumulate.progress).toBeVisible();
  await accumulate.cancel.click();
  await expect(accumulate.cancelled).toBeVisible();
  await expect(accumulate.standing).toHaveAttribute("data-busy", "false");
  expect(await accumulate.inWords.innerText()).toBe(before);
  await accumulate.again.click();
  await expect(accumulate.inWords).toContainText("4,194,304", { timeout: 45_000 });
});

test("the reader's own numbers are added, and travel in the link", async ({ accumulate, page }) => {
  await accumulate.open("#/accumulate?input=data&kind=sum&format=fp32");
  await expect(accumulate.waiting).toBeVisible();
  await page.getByTestId("paste").fill("2048\n1\n1\n1");
  await page.getByTestId("paste-use").click();
  await accumulate.ran();
  await accumulate.expectFragment(/data=2048~1~1~1&/);
  // FP16: each 1 is half a step beside 2048, a tie that goes back to the even side.
  const number = (cell: string) => Number(cell.replaceAll(",", ""));
  const rows = await accumulate.rows();
  const measure = (word: string) => rows.find((cells) => cells[0] === say(`accumulate.${word}`))!.slice(1).map(number);
  expect(measure("column_result")).toEqual([2048, 2051]);
  expect(measure("column_exact_sum")).toEqual([2051, 2051]);
});

test("page and terminal give the same bytes", async ({ accumulate }) => {
  const link = "#/accumulate?length=4096&accumulator=tensor14&order=promotion&runs=2";
  await accumulate.openAndRun(link);
  const { bytes } = await accumulate.csv();
  expect(bytes.equals(await csvFromLink(link, "accumulate-results"))).toBe(true);
});

test("nothing for axe to find, whatever the question", async ({ accumulate }) => {
  for (const word of ["sum", "harmonic", "promotion", "logistic"]) {
    await accumulate.openAndRun(`#/accumulate?preset=${word}&length=2048`);
    await accumulate.expectAccessible();
    await accumulate.expectNoSidewaysScroll();
  }
});
