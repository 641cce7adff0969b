// The reader's own numbers: a pasted column is used as a whole or refused as a whole, and travels in the link as far as it fits.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";

const OWN = "#/quantize?input=data";

test("a pasted column is used and travels in the link", async ({ quantize }) => {
  await quantize.open(OWN);
  await quantize.use("0.5\n1.5\n\n-3e-4\n448\n");
  await expect(quantize.pasteCount).toHaveText(say("quantize.paste_used", { count: "4" }));
  await quantize.ran();
  await quantize.expectFragment(/^#\/quantize\?input=data&data=0\.5~1\.5~-0\.0003~448&m=[\d-]+&v=1$/);
  const chart = quantize.chart("quantize-errors");
  await chart.openData();
  expect((await chart.rows()).map((row) => row[0])).toEqual(["0.5", "1.5", "−0.0003", "448"]);
});

test("decimal commas, semicolons and typeset minus signs are read", async ({ quantize }) => {
  await quantize.open(OWN);
  await quantize.use("0,5; −1,5\n2,25");
  await quantize.expectFragment(/data=0\.5~-1\.5~2\.25&/);
  await quantize.use("1, 2, 3");
  await quantize.expectFragment(/data=1~2~3&/);
});

test("numbers that a format holds exactly lose nothing", async ({ quantize }) => {
  await quantize.open(OWN);
  await quantize.use("0.5 1.5 448 -0.001953125");
  await quantize.ran();
  await expect(quantize.inWords).toContainText(say("quantize.words_exact", { count: "4", format: "E4M3FN" }));
});

/** More than a link can carry. (On one line: the browser takes seconds to type a thousand lines.) */
const MANY = Array.from({ length: 1000 }, (_, index) => `${index / 7}`).join(" ");

const BAD: [string, number, string][] = [
  ["1\nabc\n2", 2, "abc"],
  ["1\n2\nNaN", 3, "NaN"],
  ["inf", 1, "inf"],
  ["0.5\n1e39", 2, "1e39"],
  ["1e999", 1, "1e999"],
  ["1\n2\n0x10", 3, "0x10"],
  ["<img src=x onerror=alert(1)>", 1, "<img"],
];

test("a text with anything else is refused: line and entry named, nothing changed", async ({ quantize }) => {
  await quantize.openAndRun(`${OWN}&data=3~5`);
  const [result, link] = [await quantize.metrics.innerText(), quantize.fragment()];
  for (const [text, line, given] of BAD) {
    await test.step(JSON.stringify(text), async () => {
      await quantize.use(text);
      await expect(quantize.pasteError).toContainText(say("quantize.paste_bad", { line: `${line}`, given }).split("{limit}")[0]);
      await expect(quantize.paste).toHaveAttribute("aria-invalid", "true");
      await expect(quantize.paste).toHaveValue(text);
    });
  }
  expect(quantize.fragment()).toBe(link);
  expect(await quantize.metrics.innerText()).toBe(result);

  await quantize.use(" \n; ");
  await expect(quantize.pasteError).toHaveText(say("quantize.paste_empty"));
  await quantize.rerun(() => quantize.use("7"));
  await expect(quantize.pasteError).toBeEmpty();
  await expect(quantize.paste).toHaveAttribute("aria-invalid", "false");
});

test("more numbers than allowed are refused", async ({ quantize }) => {
  await quantize.openAndRun(`${OWN}&data=3~5`);
  const link = quantize.fragment();
  await quantize.use("1 ".repeat(65_537));
  await expect(quantize.pasteError).toHaveText(say("quantize.paste_many", { given: "65,537", most: "65,536" }));
  expect(quantize.fragment()).toBe(link);
});

test("numbers too many for the link stay on the device, and link and page say so", async ({ quantize, browser, baseURL }) => {
  await quantize.open(OWN);
  await quantize.use(MANY);
  await expect(quantize.pasteCount).toHaveText(say("quantize.paste_used", { count: "1,000" }));
  await quantize.expectFragment(/^#\/quantize\?input=data&data=local&m=[\d-]+&v=1$/);
  await expect(quantize.pasteLocal).toBeVisible();

  const elsewhere = await browser.newPage({ baseURL, locale: "en-GB" });
  await elsewhere.goto(quantize.fragment());
  await expect(elsewhere.getByTestId("notices")).toContainText(say("notices.stayed_on_device", { key: "data" }));
  await elsewhere.close();
});

test("own numbers that stayed on the device survive a walk through the views", async ({ quantize, page }) => {
  await quantize.open(OWN);
  await quantize.use(MANY);
  await quantize.ran();
  const result = await quantize.metrics.innerText();

  await quantize.navigation("compute").click();
  await quantize.expectFragment("#/compute");
  await page.goBack();
  await quantize.ran();
  await expect(quantize.notices).toHaveCount(0);
  await expect(quantize.pasteCount).toHaveText(say("quantize.paste_used", { count: "1,000" }));
  expect(await quantize.metrics.innerText()).toBe(result);
});

const TABLE = "day;left;right\nmon;0,5;1\ntue;x;2\nwed;1,5;3\n";

test("a file is read here, described, and used as a matrix", async ({ quantize }) => {
  await quantize.open(OWN);
  await quantize.choose("table.csv", TABLE);
  await expect(quantize.fileAbout).toHaveText(
    `${say("quantize.file_read", { name: "table.csv", rows: "3", columns: "3" })} ${say("quantize.file_headings")}`,
  );
  await expect(quantize.fileGives).toContainText(say("quantize.file_gives", { count: "4", columns: "2" }));
  await expect(quantize.fileGives).toContainText(say("quantize.file_columns_dropped", { count: "1" }));
  await expect(quantize.fileGives).toContainText(say("quantize.file_rows_dropped", { count: "1" }));
  await quantize.fileUse.click();
  await quantize.ran();
  await quantize.expectFragment(/columns=2&data=0\.5~1~1\.5~3&/);
});

test("a dropped file gives one of its columns", async ({ quantize }) => {
  await quantize.open(OWN);
  await quantize.dropFile("table.csv", TABLE);
  await quantize.filePart.selectOption({ label: say("quantize.file_column", { name: "right" }) });
  await quantize.fileUse.click();
  await quantize.ran();
  await quantize.expectFragment(/input=data&data=1~2~3&/);
});

test("a file without numbers is refused and changes nothing", async ({ quantize }) => {
  await quantize.openAndRun(`${OWN}&data=3~5`);
  const link = quantize.fragment();
  await quantize.choose("poem.txt", "no numbers\nat all\n");
  await expect(quantize.fileError).toHaveText(say("quantize.file_bad", { name: "poem.txt" }));
  await expect(quantize.fileAbout).toHaveCount(0);
  expect(quantize.fragment()).toBe(link);
});

test("a pasted table with headings is refused as a list and offered as a table", async ({ quantize, page }) => {
  await quantize.open(OWN);
  await quantize.use(TABLE);
  await expect(quantize.pasteError).toContainText("day");
  await page.getByTestId("paste-table-part").selectOption({ label: say("quantize.file_column", { name: "right" }) });
  await page.getByTestId("paste-table-use").click();
  await quantize.ran();
  await quantize.expectFragment(/input=data&data=1~2~3&/);
  await expect(quantize.pasteError).toBeEmpty();
});

test("pictures out of sight follow by themselves", async ({ quantize, page }) => {
  await quantize.openAndRun("#/quantize");
  const words = page.locator("#quantize-errors-summary");
  const before = await words.innerText();
  await quantize.rerun(() => quantize.list("format").selectOption("e5m2"));
  await expect(words).not.toHaveText(before);
});

test("a pasted matrix keeps its lines", async ({ quantize }) => {
  await quantize.open(OWN);
  await quantize.use("1\t2\n3\t4");
  await expect(quantize.pasteMatrix).toHaveText(say("quantize.paste_matrix", { columns: "2" }));
  await quantize.expectFragment(/columns=2&data=1~2~3~4&/);
});
