// What can be taken away: CSV (the very bytes of the terminal), PNG, SVG.
import { expect, test } from "../fixtures/octet";
import type { Taken } from "../fixtures/chart";
import { EconomyPage } from "../fixtures/economy_page";
import { csvFromLink } from "../fixtures/octet_command";
import { QuantizePage } from "../fixtures/quantize_page";
import { VIEWS, openView, viewOf, type View } from "../fixtures/views";
import { type Page } from "@playwright/test";

const [START, QUANTIZE, COMPUTE, ECONOMY] = ["", "quantize", "compute", "economy"].map(viewOf);

const LINKS: [View, string][] = [
  [START, ""],
  [START, "?puzzle=fp16"],
  [START, "?puzzle=fp32&ratio=3.4&m=2026-11&v=1"],
  [QUANTIZE, ""],
  [QUANTIZE, "?input=outlier&count=5000&sigma=0.02&strength=300&outliers=3&seed=42&format=e5m2&scaling=tensor"],
  [QUANTIZE, "?sigma=300&format=e4m3fn&rounding=toward-zero&overflow=nonsaturate"],
  [QUANTIZE, "?input=data&format=fp16&data=0.1~-0~500~1e-9~3~-65520~1e30"],
  [COMPUTE, ""],
  [COMPUTE, "?basis=fp32&track=total&growth=0.3&until=2035&divide=log"],
  [COMPUTE, "?scope=market&growth=-0.05"],
  [ECONOMY, ""],
  [ECONOMY, "?plan=900&price=0.2&fp8work=1&demand=10&share2035=0.08&elasticity=1&lang=fr"],
];

/** Chromium asks the reader before it gives a page ten files in a breath; a visitor is slower, a test begins anew. */
const MOST_FILES = 8;

/** Every CSV that a view offers: its name and how to get it. */
async function sheets(page: Page, view: View): Promise<[string, () => Promise<Taken>][]> {
  const octet = await openView(page, view, page.url().split(`#/${view.key}`)[1] ?? "");
  const charts = (await octet.charts()).map((chart): [string, () => Promise<Taken>] => [chart.id, () => chart.csv()]);
  if (view === QUANTIZE) charts.push(["quantize-metrics", () => new QuantizePage(page).metricsCsv()]);
  if (view === ECONOMY) charts.push(["economy-projection", () => new EconomyPage(page).projectionCsv()]);
  return charts;
}

for (const [view, query] of LINKS) {
  test(`the CSV of #/${view.key}${query} is the terminal's, byte for byte`, async ({ page, baseURL }) => {
    await page.goto(`#/${view.key}${query}`);
    for (const [count, [name, csv]] of (await sheets(page, view)).entries()) {
      await test.step(name, async () => {
        if (count === MOST_FILES) await page.reload();
        const file = await csv();
        expect(file.name).toBe(`octet-${name}.csv`);
        const expected = await csvFromLink(`${baseURL}#/${view.key}${query}`, name);
        expect(file.bytes.toString("utf8")).toBe(expected.toString("utf8"));
        expect(file.bytes.equals(expected)).toBe(true);
      });
    }
  });
}

for (const view of VIEWS) {
  test(`the pictures of ${view.name} as PNG and SVG`, async ({ page }) => {
    const octet = await openView(page, view);
    for (const chart of await octet.charts()) {
      await test.step(chart.id, async () => {
        const png = await chart.png();
        expect(png.name).toBe(`octet-${chart.id}.png`);
        const { width, height, colours } = await pngParts(page, png.bytes);
        expect(width).toBe(2 * 960);
        expect(height).toBeGreaterThanOrEqual(2 * 600);
        expect(colours).toBeGreaterThan(10);

        const svg = await chart.svg();
        expect(svg.name).toBe(`octet-${chart.id}.svg`);
        const title = await chart.figure.getByRole("heading").innerText();
        const parts = await svgParts(page, svg.bytes.toString("utf8"));
        expect(parts).toMatchObject({ problem: "", root: "svg", title });
        expect(parts.description).toMatch(/\S/);
        expect(parts.words).toContain(title.split(" ")[0]);
        expect(parts.outside).toEqual([]);
      });
    }
  });
}

/** Size and number of colours of a PNG, as the browser decodes it. */
function pngParts(page: Page, bytes: Buffer) {
  expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([data], { type: "image/png" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
    return { width: picture.width, height: picture.height, colours: new Set(new Uint32Array(pixels.buffer)).size };
  }, bytes.toString("base64"));
}

/** What an SVG file says, read as XML. */
function svgParts(page: Page, text: string) {
  return page.evaluate((source) => {
    const file = new DOMParser().parseFromString(source, "image/svg+xml");
    const svg = file.documentElement;
    const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
    const outside = [...svg.querySelectorAll("text")].filter((label) => {
      const [x, y] = [Number(label.getAttribute("x")), Number(label.getAttribute("y"))];
      return x < 0 || y < 0 || width < x || height < y;
    });
    return {
      problem: file.querySelector("parsererror")?.textContent ?? "",
      root: svg.tagName,
      title: svg.querySelector(":scope > title")?.textContent ?? "",
      description: svg.querySelector(":scope > desc")?.textContent ?? "",
      words: [...svg.querySelectorAll("text")].map((label) => label.textContent).join(" "),
      outside: outside.map((label) => label.textContent),
    };
  }, text);
}
