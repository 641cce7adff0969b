// `#/bits`: typing, hexadecimal, single bits, the map of codes, bad input, and a link for each state.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { csvFromLink } from "../fixtures/octet_command";

test("a number is shown in every format, with its code and the value exactly", async ({ bits }) => {
  await bits.open("#/bits");
  await bits.expectCode("0x1D");
  await expect(bits.exactly).toHaveText("0.1015625");
  expect(await bits.bits()).toBe("00011101");
  const fp32 = await bits.values("fp32");
  expect(fp32.slice(1, 2)).toEqual(["0x3DCCCCCD"]);
  expect(fp32[4]).toBe("+0.2");

  await bits.type(bits.field, "1/3");
  await bits.expectCode("0x2B");
  await bits.expectFragment(/^#\/bits\?x=1~3&m=/);
  await bits.type(bits.field, "2^-9");
  await bits.expectCode("0x01");
  await bits.expectFragment(/^#\/bits\?x=1p-9&/);
  await bits.type(bits.field, "0,1");
  await bits.expectCode("0x1D");
});

test("too large a number has two answers, side by side", async ({ bits }) => {
  await bits.open("#/bits?x=465");
  await bits.expectCode("0x7E");
  expect((await bits.values("e4m3fn", "saturate"))[1]).toBe("0x7E");
  expect((await bits.values("e4m3fn", "nonsaturate"))[1]).toBe("0x7F");
  await expect(bits.page.getByTestId("library-e4m3fn_overflow")).toHaveClass(/here/);
  await bits.choice("overflow", "nonsaturate").check();
  await bits.expectCode("0x7F");
  await expect(bits.page.getByTestId("flags")).toContainText(say("bits.flag_overflow"));
});

test("a code is typed in hexadecimal, and kept when another format is chosen", async ({ bits }) => {
  await bits.open("#/bits");
  await bits.type(bits.code, "7e");
  await bits.expectCode("0x7E");
  await expect(bits.field).toHaveValue("448");
  await bits.expectFragment(/^#\/bits\?x=0x7e&/);
  await bits.list("format").selectOption("e5m2");
  await bits.expectCode("0x5F");
  await expect(bits.field).toHaveValue("448");
  await bits.expectFragment(/^#\/bits\?x=448&format=e5m2&/);
});

test("bits are flipped by mouse and keyboard, and keep the focus", async ({ bits, page }) => {
  await bits.open("#/bits");
  await bits.bit(7).click();
  await bits.expectCode("0x9D");
  await expect(bits.exactly).toHaveText("−0.1015625");
  await expect(bits.bit(7)).toHaveAttribute("aria-pressed", "true");
  await expect(bits.bit(7)).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await bits.expectCode("0xDD");
  await expect(bits.bit(6)).toBeFocused();
  await expect(bits.bit(6)).toHaveAccessibleName(
    say("bits.bit", { field: say("bits.exponent"), at: "1", of: "4", bit: "1" }),
  );
});

test("a link with a code comes back to the bit, NaN and infinity too", async ({ bits }) => {
  await bits.open("#/bits?x=0x7d&format=e5m2");
  await bits.expectCode("0x7D");
  expect(await bits.bits()).toBe("01111101");
  await bits.open("#/bits?x=0x7c&format=e5m2");
  await bits.expectCode("0x7C");
  await expect(bits.exactly).toHaveText("∞");
  await bits.open("#/bits?x=-nan&format=e4m3fn");
  await bits.expectCode("0xFF");
});

test("what is no number is said, with what is allowed, and nothing changes", async ({ bits }) => {
  await bits.open("#/bits?x=3");
  for (const [text, message] of [
    ["abc", say("bits.bad_unreadable", { given: "abc" })],
    ["1/0", say("bits.bad_fraction", { given: "1/0" })],
    ["0x1FF", say("bits.bad_wide", { given: "0x1FF", format: "E4M3FN", last: "0xFF" })],
  ]) {
    await bits.type(bits.field, text);
    await expect(bits.fieldError).toHaveText(message);
    await expect(bits.field).toHaveAttribute("aria-invalid", "true");
    await expect(bits.field).toHaveValue(text);
    await bits.expectFragment(/^#\/bits\?x=3&/);
  }
  await bits.type(bits.code, "xyz");
  await expect(bits.codeError).toHaveText(say("bits.bad_code", { given: "xyz", last: "0xFF" }));
  await bits.preset("x", "448").click();
  await expect(bits.fieldError).toBeEmpty();
  await expect(bits.field).toHaveValue("448");
  await bits.open("#/bits?x=abc");
  await expect(bits.notices).toContainText("abc");
});

test("a cell of the map becomes the number, by mouse and by arrow keys", async ({ bits, page }) => {
  await bits.open("#/bits");
  await expect(bits.map.getByRole("button")).toHaveCount(256);
  await bits.cell(0x7e).click();
  await expect(bits.field).toHaveValue("448");
  await expect(bits.cell(0x7e)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await expect(bits.cell(0x6f)).toBeFocused();
  await page.keyboard.press("Enter");
  await bits.expectCode("0x6F");
  await expect(bits.cell(0x6f)).toHaveAccessibleName(
    `120: ${say("bits.map_cell", { code: "0x6F", value: "120", class: say("classes.normal") })}`,
  );
  await bits.list("format").selectOption("fp16");
  await expect(page.getByTestId("no-map")).toBeVisible();
});

test("the number line is moved, widened and put back", async ({ bits, page }) => {
  await bits.open("#/bits");
  await bits.line.drawn();
  const picture = await bits.line.picture();
  await bits.line.zoom("out").click();
  await bits.expectFragment(/from=.*&to=/);
  await expect.poll(() => bits.line.picture()).not.toBe(picture);
  await bits.line.zoom("all").click();
  await page.getByTestId("line-around").click();
  await bits.expectFragment("#/bits");
  await expect.poll(() => bits.line.picture()).toBe(picture);
});

test("a format of one's own joins the table", async ({ bits }) => {
  await bits.open("#/bits?format=custom&exponent=3&mantissa=0&rules=finite");
  await bits.expectCode("0x0");
  expect((await bits.values("custom"))[1]).toBe("0x0");
  await bits.number("mantissa").type("4");
  await bits.expectFragment(/mantissa=4/);
  await bits.list("rules").selectOption("fnuz");
  await expect(bits.page.getByTestId("format-words")).toContainText("E3M4FNUZ");
});

test("stochastic rounding takes the word of the link", async ({ bits }) => {
  await bits.open("#/bits?rounding=stochastic&word=3435973837");
  await bits.expectCode("0x1C");
  await bits.number("word").type("3435973836");
  await bits.expectCode("0x1D");
  await expect(bits.inWords).toContainText("80");
  await bits.page.getByTestId("draw").click();
  await bits.expectFragment(/word=(?!3435973836)/);
});

test("the CSV of the page is that of the terminal", async ({ bits }) => {
  const link = "#/bits?x=1~3&format=e5m2";
  await bits.open(link);
  for (const table of ["bits-values", "bits-codes", "bits-formats", "bits-libraries"]) {
    const { name, bytes } = await bits.csv(table);
    expect(name).toBe(`octet-${table}.csv`);
    expect(bytes.equals(await csvFromLink(link, table)), table).toBe(true);
  }
});
