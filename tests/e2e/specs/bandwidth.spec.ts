// `#/bandwidth`: real models on real chips, from published cells, blank where there are none.
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { csvFromLink } from "../fixtures/octet_command";

const CHIPS = say("bandwidth.column_chips_weights");

test("the worked example: half the memory with eight bits", async ({ bandwidth }) => {
  await bandwidth.open("#/bandwidth");
  await expect(bandwidth.words).toContainText("1,342");
  expect(await bandwidth.row(say("bandwidth.column_weights"))).toEqual(["2,684", "1,342", "671.041", "356.469"]);
  expect(await bandwidth.row(CHIPS)).toEqual(["38", "19", "10", "5"]);
  await expect(bandwidth.sources.getByRole("link")).toHaveCount(2);
});

test("a case is a button and a link, and says what the chip has no units for", async ({ bandwidth }) => {
  await bandwidth.open("#/bandwidth");
  await bandwidth.presets.getByRole("button", { name: "Ascend 910C" }).click();
  await bandwidth.expectFragment(/^#\/bandwidth\?chip=ascend-910c&m=[\d-]+&v=1$/);
  await expect(bandwidth.list("chip")).toHaveValue("ascend-910c");
  await expect(bandwidth.model).toContainText(say("bandwidth.units_wider", { format: "FP16" }));
  await bandwidth.list("chip").selectOption("h800-sxm");
  await bandwidth.expectFragment("#/bandwidth");
  await expect(bandwidth.presets.getByRole("button", { name: "H800" })).toHaveAttribute("aria-pressed", "true");
});

test("what is not published stays so", async ({ bandwidth }) => {
  await bandwidth.open("#/bandwidth?chip=p800&m=2026-11&v=1");
  const missing = say("bandwidth.not_published");
  expect(await bandwidth.row(say("bandwidth.column_by_bandwidth"))).toEqual([missing, missing, missing, missing]);
  await expect(bandwidth.words).toContainText(say("bandwidth.lacks_bandwidth"));
  await expect(bandwidth.eight.locator("tbody tr").filter({ hasText: "P800" })).toContainText(missing);
});

test("page and terminal give the same bytes", async ({ bandwidth }) => {
  const link = "#/bandwidth?model=llama-3-1-405b&chip=h100-sxm&stored=fp8&sequences=256";
  await bandwidth.open(link);
  const { bytes } = await bandwidth.csv();
  expect(bytes.equals(await csvFromLink(link, "bandwidth-model"))).toBe(true);
});
