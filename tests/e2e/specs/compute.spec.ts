// `#/compute`: one precision at a time, published rows with their sources, a projection that is the reader's own.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";
import type { ComputePage } from "../fixtures/compute_page";

const [DATE, SERIES, EFLOPS, PRECISION, KIND, PUBLISHER, SOURCE, NOTE] = [0, 1, 2, 3, 5, 7, 8, 9];

test("a precision at a time: the switch changes the rows and never mixes them", async ({ compute }) => {
  await compute.open("#/compute");
  await compute.series.drawn();
  await compute.series.openData();
  const fp16 = await compute.series.rows();
  expect(new Set(fp16.map((row) => row[PRECISION]))).toEqual(new Set(["FP16"]));
  const picture = await compute.series.picture();

  await compute.precision("fp32");
  await expect.poll(async () => [...new Set(await compute.column(PRECISION))]).toEqual(["FP32"]);
  await expect.poll(() => compute.series.picture()).not.toBe(picture);
  await expect(compute.series.figure.getByRole("heading")).toContainText("FP32");
  await compute.expectFragment(/^#\/compute\?basis=fp32&/);

  for (const scope of ["device", "market", "fleet", "infrastructure"]) {
    await compute.list("scope").selectOption(scope);
    await compute.expectFragment(scope === "infrastructure" ? /basis=fp32&m/ : new RegExp(`scope=${scope}`));
    expect((await compute.column(PRECISION)).filter((precision) => precision !== "FP32")).toEqual([]);
  }
});

/** The projection's value at the end of a year, from the open table. */
async function projected(compute: ComputePage, year: number) {
  const rows = await compute.series.rows();
  const row = rows.find((cells) => cells[KIND] === "projection" && cells[DATE].startsWith(`${year}`));
  return Number(row?.[EFLOPS].replaceAll(",", ""));
}

test("growth: two presets, one's own, and a link for each", async ({ compute }) => {
  await compute.open("#/compute");
  await compute.series.openData();
  await expect(compute.preset("growth", "0.4")).toHaveAttribute("aria-pressed", "true");
  expect((await projected(compute, 2030)) / (await projected(compute, 2029))).toBeCloseTo(1.4, 3);

  await compute.preset("growth", "0.3").click();
  await expect(compute.preset("growth", "0.3")).toHaveAttribute("aria-pressed", "true");
  await expect(compute.preset("growth", "0.4")).toHaveAttribute("aria-pressed", "false");
  await expect(compute.number("growth").field).toHaveValue("30");
  await compute.expectFragment(/^#\/compute\?growth=0\.3&/);
  await expect.poll(async () => (await projected(compute, 2030)) / (await projected(compute, 2029))).toBeCloseTo(1.3, 3);

  await compute.number("growth").type("41.7");
  await compute.expectFragment(/^#\/compute\?growth=0\.417&/);
  await expect(compute.preset("growth", "0.3")).toHaveAttribute("aria-pressed", "false");
  await expect(compute.projection).toContainText("41.7%");

  await compute.number("until").type("2027");
  await expect.poll(() => projected(compute, 2028)).toBeNaN();
  await compute.reset.click();
  await compute.expectFragment("#/compute");
});

test("growth out of range or no number is refused", async ({ compute }) => {
  await compute.open("#/compute");
  const growth = compute.number("growth");
  for (const text of ["-51", "301", "NaN", "1e39", "forty"]) {
    await growth.type(text);
    await growth.expectRefused(text, /−50.*300/);
  }
  await compute.expectFragment("#/compute");
});

test("every published row links to its source, every projected one says assumption", async ({ compute }) => {
  await compute.open("#/compute");
  await compute.series.openData();
  const rows = compute.series.table.locator("tbody tr");
  for (const row of await rows.all()) {
    const cells = row.getByRole("cell");
    if ((await cells.nth(KIND).innerText()) === "projection") {
      await expect(row).toContainText("assumption");
      continue;
    }
    await expect(cells.nth(PUBLISHER)).toHaveText(/\S/);
    const link = cells.nth(SOURCE).getByRole("link");
    if ((await link.count()) === 0) {
      // A few figures have no stable address: the note says so.
      await expect(cells.nth(NOTE)).toHaveText(/no stable link|without a stable/);
      continue;
    }
    await expect(link).toHaveAttribute("href", /^https?:\/\//);
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", /noopener/);
  }
  expect(await compute.column(SERIES)).not.toContain("");
});

/** Where the cursor's dot stands on the points of the last series, in pixels. */
async function places(compute: ComputePage, page: Page): Promise<[number, number][]> {
  const dot = compute.series.plot.locator(".dot");
  await compute.series.plot.focus();
  await page.keyboard.press("ArrowRight");
  for (let series = 0; series < 12; series += 1) await page.keyboard.press("ArrowUp");
  let names = new Set<string>();
  for (let series = 0; series < 12; series += 1) {
    const name = await compute.series.tip.locator("strong").innerText();
    if (name.includes("40")) break;
    names.add(name);
    await page.keyboard.press("ArrowDown");
  }
  await expect(compute.series.tip.locator("strong"), `one of ${[...names]}`).toContainText("40");
  const found: [number, number][] = [];
  await page.keyboard.press("Home");
  for (const key of ["PageDown", "PageDown", "End"]) {
    await page.keyboard.press(key);
    const box = (await dot.boundingBox())!;
    found.push([box.x, box.y]);
  }
  return found;
}

/** How far the second point lies from the straight line between the first and the last, in pixels. */
function bend(points: [number, number][]) {
  const [[x0, y0], [x1, y1], [x2, y2]] = [points[0], points[1], points[points.length - 1]];
  return Math.abs(y0 + ((y2 - y0) * (x1 - x0)) / (x2 - x0) - y1);
}

test("constant growth is a curve on the linear axis and a straight line on the logarithmic one", async ({ compute, page }) => {
  await compute.open("#/compute");
  await compute.series.drawn();
  const curve = await places(compute, page);
  expect(bend(curve)).toBeGreaterThan(6);

  const picture = await compute.series.picture();
  await compute.choice("divide", "log").check();
  await compute.expectFragment(/^#\/compute\?divide=log&/);
  await expect.poll(() => compute.series.picture()).not.toBe(picture);
  const line = await places(compute, page);
  expect(bend(line)).toBeLessThan(2);
});

test("all in one precision: converted points say so, and the ratio moves them", async ({ compute }) => {
  await compute.open("#/compute?basis=all-fp16");
  await compute.series.drawn();
  await compute.series.openData();
  const [STANDING, PUBLISHED, LOW, HIGH] = [11, 12, 14, 15];
  const ninety = async () => (await compute.series.rows()).find((row) => row[DATE] === "2024" && row[PUBLISHED] === "90")!;
  const number = (text: string) => Number(text.replaceAll(",", ""));
  expect((await ninety())[STANDING]).toBe("converted");
  const before = number((await ninety())[EFLOPS]);
  expect(number((await ninety())[LOW])).toBeLessThan(before);
  expect(number((await ninety())[HIGH])).toBeGreaterThan(before);
  for (const row of await compute.series.rows()) {
    if (row[KIND] !== "projection") expect(row[STANDING]).toBe(row[13] === "FP16" ? "published" : "converted");
  }
  await expect(compute.conversion).toContainText("H800");

  await compute.number("ratio").type("10");
  await compute.expectFragment(/basis=all-fp16&.*ratio=10/);
  await expect.poll(async () => number((await ninety())[EFLOPS])).toBe(900);
  await compute.precision("fp16");
  await expect.poll(async () => [...new Set(await compute.column(STANDING))].sort()).toEqual(["", "published"]);
});

test("a point's source: chosen from the list or in the chart, and in the link", async ({ compute, page }) => {
  await compute.open("#/compute");
  await compute.series.drawn();
  await compute.list("point").selectOption("2025-06-china-intelligent-fp16-infrastructure-side");
  await compute.expectFragment(/point=2025-06-china-intelligent-fp16-infrastructure-side/);
  await expect(compute.card).toContainText("788 EFLOPS in FP16");
  await expect(compute.card).toContainText("Stated");
  const link = compute.card.getByRole("link");
  await expect(link).toHaveAttribute("href", /^https:\/\//);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await compute.card.getByTestId("card-close").click();
  await expect(compute.card.getByRole("link")).toHaveCount(0);

  await compute.series.plot.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await compute.expectFragment(/point=20\d\d/);
  await expect(compute.card.getByRole("link")).toHaveCount(1);
});

test("the start of the projection can be chosen", async ({ compute }) => {
  await compute.open("#/compute");
  await expect(compute.projection).toContainText("2,185");
  await compute.list("start").selectOption("2025-06-china-intelligent-fp16-infrastructure-side");
  await expect(compute.projection).toContainText("788");
  await compute.expectFragment(/start=2025-06/);
});

test("forecasts are scored, editions compared, and every table can be opened", async ({ compute, page }) => {
  await compute.open("#/compute");
  await expect(page.getByTestId("compute-forecasts")).toContainText("+53.3%");
  await expect(page.getByTestId("editions")).toContainText("−64.3%");
  await expect(page.getByTestId("required")).toContainText("39.6%");
  for (const name of ["compute-required", "compute-growth", "compute-editions", "compute-ratios", "compute-events"]) {
    await page.getByTestId(`${name}-data-button`).click();
    await expect(page.getByTestId(`${name}-table`).getByRole("table").locator("tbody tr").first()).toBeVisible();
  }
});

test("years and events: what is hidden is gone from picture and table", async ({ compute }) => {
  await compute.open("#/compute?first=2026");
  await compute.series.openData();
  expect((await compute.column(DATE)).every((date) => Number(date.slice(0, 4)) >= 2026)).toBe(true);
  const picture = await compute.series.picture();
  await compute.open("#/compute?first=2026&events=hidden");
  await compute.series.drawn();
  await expect.poll(() => compute.series.picture()).not.toBe(picture);
});
