// `#/compute`, its last two sections: China in the world, and the chips that the reader filters, compares and puts into a fleet.
import { expect, test } from "../fixtures/octet";
import { taken } from "../fixtures/chart";

const WORLD = ["world-ways", "world-devices", "world-fp32", "world-fp16", "world-fp64", "world-owners"];

test("the share of the world is counted three ways, each with its precision and source", async ({ compute, page }) => {
  await compute.open("#/compute");
  for (const id of WORLD) await compute.chart(id).drawn();
  await expect(page.getByTestId("world-rank").getByRole("link")).toHaveAttribute("rel", /noopener/);

  const ways = compute.chart("world-ways");
  await ways.openData();
  const rows = await ways.rows();
  expect(rows.map((row) => row[1])).toEqual(["FP32", "FP16", "FP64"]);
  // 962 of 4495, and the notes' 21, 16.6 and 2.
  expect(Number(rows[0][3])).toBeCloseTo((100 * 962) / 4495, 3);
  expect(rows.map((row) => Number(row[4]))).toEqual([21, 16.6, 2]);
  for (const link of await ways.table.getByRole("link").all()) {
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", /noopener/);
  }

  // Nobody adds 628, 5693 and 20 without being told: 6341 is nothing.
  await expect(page.getByTestId("world-sum")).toContainText(/6,341/);
  await compute.expectFragment("#/compute");
});

test("chips are filtered and sorted, and the link keeps it", async ({ compute, page }) => {
  await compute.open("#/compute");
  const table = page.getByTestId("chips-table").getByRole("table");
  const rows = table.locator("tbody tr");
  await expect(rows).toHaveCount(41);

  await compute.list("origin").selectOption("domestic");
  await expect(rows).toHaveCount(22);
  await compute.list("fp8").selectOption("yes");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("MTT S5000");
  await compute.expectFragment(/^#\/compute\?origin=domestic&fp8=yes&/);

  await compute.list("origin").selectOption("all");
  await compute.list("fp8").selectOption("all");
  await compute.list("sort").selectOption("fp8");
  await expect(rows.first()).toContainText("MI355X");
  await compute.expectFragment(/^#\/compute\?sort=fp8&/);
  await page.reload();
  await compute.started();
  await expect(rows.first()).toContainText("MI355X");

  // What is empty says why: an A100 has no FP8 units, the FP32 rate of an Ascend 910C was not found.
  await expect(rows.filter({ hasText: "A100" })).toContainText("not supported");
  await expect(rows.filter({ hasText: "Ascend 910C" })).toContainText("not published");

  const { name, bytes } = await taken(page, page.getByTestId("chips-csv"));
  expect(name).toMatch(/^.*chips.*\.csv$/);
  const lines = bytes.toString("utf8").trim().split("\n");
  expect(lines).toHaveLength(42);
  expect(lines[1]).toContain("MI355X");
});

test("filters that fit nothing say so", async ({ compute, page }) => {
  await compute.open("#/compute?origin=imported&status=announced");
  await expect(page.getByTestId("chips-count")).toContainText("41");
  await expect(page.getByTestId("chips-table").locator("tbody tr")).toHaveCount(0);
});

test("the frontier follows the precision and what is compared", async ({ compute }) => {
  await compute.open("#/compute");
  const chart = compute.chart("chips-frontier");
  await chart.drawn();
  const picture = await chart.picture();
  await compute.choice("peak", "fp8").check();
  await expect.poll(() => chart.picture()).not.toBe(picture);
  await expect(chart.figure.getByRole("heading")).toContainText("FP8");
  await chart.openData();
  expect((await chart.rows()).flat()).not.toContain("NVIDIA V100 SXM2 32GB");
  await compute.choice("frontier", "bandwidth").check();
  await expect.poll(async () => (await chart.rows()).map((row) => row[0])).toContain("Huawei Ascend 970");
  await compute.expectFragment(/^#\/compute\?peak=fp8&frontier=bandwidth&/);
});

test("a fleet of one's own, and the way into Economy", async ({ compute, page }) => {
  await compute.open("#/compute");
  // 0.5 × 0.06 + 0.5 × 0.79
  await expect(page.getByTestId("fleet")).toContainText("42.5%");
  await compute.number("domestic").type("100");
  await compute.number("fp8domestic").type("25");
  await expect(page.getByTestId("fleet")).toContainText("25%");
  await compute.expectFragment(/domestic=1&fp8domestic=0\.25/);
  await page.getByTestId("fleet-2035").click();
  await compute.expectFragment(/^#\/economy\?fp8fleet2035=0\.25/);
  await expect(compute.number("fp8fleet2035").field).toHaveValue("25");
  await page.goBack();
  await expect(compute.number("fp8domestic").field).toHaveValue("25");
});

for (const width of [1440, 768, 390]) {
  test(`at ${width} px nothing runs off the page, and axe finds nothing`, async ({ compute, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await compute.open("#/compute?lang=fr");
    for (const id of [...WORLD, "chips-frontier", "chips-fleet"]) await compute.chart(id).drawn();
    await compute.expectNoSidewaysScroll();
    await compute.expectAccessible();
  });
}
