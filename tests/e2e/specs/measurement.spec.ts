// `#/bandwidth`: a measurement that runs to its end, is stopped, asked about, hidden, put into a link. No time is asserted: how fast
// this machine is, is nobody's promise.
import { type Page } from "@playwright/test";
import { SHORT } from "../fixtures/measuring";
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { csvFromLink } from "../fixtures/octet_command";

/** Counts the workers that live, from before the page starts. */
async function countWorkers(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const living = new Set<Worker>();
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        living.add(this);
      }
      terminate() {
        living.delete(this);
        super.terminate();
      }
    };
    (window as any).living = living;
  });
  return () => page.evaluate(() => (window as any).living.size);
}

test("a short measurement ends with figures, which go into the link and come back as somebody’s", async ({ measuring, page }) => {
  const living = await countWorkers(page);
  await measuring.open(`#/bandwidth?${SHORT}`);
  await measuring.stands("idle");
  await expect(measuring.here).toHaveCount(0);
  // One worker forms the products of the table; none measures before the button is pressed.
  await expect(measuring.products).toBeVisible();
  expect(await living()).toBe(1);
  await measuring.measure.click();
  await measuring.stands("busy");
  await expect(measuring.progress).toBeVisible();
  expect(await living()).toBe(2);
  await measuring.stands("done", 45_000);
  expect(await living()).toBe(1);
  await expect(measuring.ended).toHaveText(say("measuring.done"));
  await expect(measuring.here).toContainText(/E4M3FN/);
  await expect(measuring.told).toContainText(/E4M3FN/);

  const ids = await measuring.here.locator("figure[id]").evaluateAll((figures) => figures.map((figure) => figure.id));
  expect(ids.length).toBeGreaterThanOrEqual(3);
  for (const id of ids) await measuring.chart(id).drawn();
  await measuring.expectAccessible();

  // Five sizes, six storages, and no rate without its slowest and its fastest.
  const heads = await measuring.chart("bandwidth-rates").openData();
  const rows = await measuring.chart("bandwidth-rates").rows();
  expect(rows.length).toBe(30);
  const number = (row: string[], key: string) => Number(row[heads.indexOf(say(key))].replace(/,/g, ""));
  for (const row of rows) {
    const [low, median, high] = ["column_low", "column_median", "column_high"].map((key) => number(row, `measured.${key}`));
    expect(0 < low && low <= median && median <= high, row.join(" ")).toBe(true);
  }

  await measuring.keep.click();
  await expect(measuring.keep).toHaveText(say("measuring.take_out"));
  await expect(measuring.kept).toBeVisible();
  await expect(measuring.told).toHaveText(say("measuring.kept"));
  // Figures that were put there from here are not shown twice.
  await expect(measuring.elsewhere).toHaveCount(0);
  await measuring.expectFragment(/[?&]measured=/);
  await page.reload();
  await measuring.started();
  await expect(measuring.elsewhere.getByRole("heading", { name: say("measuring.elsewhere") })).toBeVisible();
  await expect(measuring.here).toHaveCount(0);
  for (const id of await measuring.elsewhere.locator("figure[id]").evaluateAll((all) => all.map((figure) => figure.id))) {
    await measuring.chart(id).drawn();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await measuring.expectNoSidewaysScroll();
  await measuring.expectAccessible();

  // Figures of this machine stand above those of the link, each with ids of its own.
  await measuring.measure.click();
  await measuring.hasFigures();
  await measuring.measure.click();
  await measuring.stands("stopped");
  await measuring.expectAccessible();
  await measuring.takeOut.click();
  await expect(measuring.elsewhere).toHaveCount(0);
  await expect.poll(() => measuring.fragment()).not.toContain("measured=");
});

test("a measurement is stopped by keyboard, the page lives, another one runs", async ({ measuring, page }) => {
  const living = await countWorkers(page);
  await measuring.open("#/bandwidth?upto=22&repeats=3");
  await measuring.measure.focus();
  await page.keyboard.press("Enter");
  await measuring.hasFigures();
  await expect(measuring.measure).toBeFocused();
  // Another knob is for the next measurement, this one goes on.
  await measuring.choice("threads", "one").check();
  await measuring.stands("busy");
  await measuring.measure.focus();
  await page.keyboard.press("Enter");
  await measuring.stands("stopped");
  await expect(measuring.ended).toContainText(say("measuring.stopped"));
  await expect(measuring.measure).toHaveText(say("measuring.again"));
  await measuring.hasFigures();
  expect(await living()).toBe(1);
  await measuring.measure.click();
  await expect(measuring.step).toContainText(/\d/);
  await measuring.hasFigures();
  // Who leaves the view ends it.
  await measuring.navigation("bits").click();
  await expect.poll(living).toBe(1);
  await page.goBack();
  await measuring.stands("stopped");
  await measuring.hasFigures();
});

test("much memory is asked for first", async ({ measuring, page }) => {
  await measuring.open("#/bandwidth?upto=27&threads=one");
  await measuring.measure.click();
  await expect(measuring.question).toHaveCount(3);
  await expect(measuring.question.first()).toBeFocused();
  await expect(measuring.question.first()).toContainText("0.54");
  await measuring.expectAccessible();
  await page.keyboard.press("Escape");
  await expect(measuring.question).toHaveCount(0);
  await expect(measuring.measure).toBeFocused();
  await measuring.stands("idle");
  await measuring.measure.click();
  await page.getByTestId("measure-no").click();
  await measuring.stands("idle");
  await measuring.measure.click();
  await page.getByTestId("measure-less").click();
  await measuring.stands("busy");
  await expect(measuring.choice("upto", "25")).toBeChecked();
  await measuring.measure.click();
  await measuring.stands("stopped");
});

test("a page out of sight stops measuring and says so", async ({ measuring, page }) => {
  await measuring.open(`#/bandwidth?${SHORT}`);
  await measuring.measure.click();
  await measuring.hasFigures();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await measuring.stands("hidden");
  await expect(measuring.ended).toContainText(say("measuring.hidden"));
  await expect(measuring.measure).toHaveText(say("measuring.again"));
  await measuring.hasFigures();
});

test("a worker that cannot start is said, and the page lives", async ({ measuring, page, complaints }) => {
  await measuring.open(`#/bandwidth?${SHORT}`);
  await expect(measuring.products).toBeVisible();
  await page.evaluate(() => document.querySelector('meta[name="octet-worker"]')!.setAttribute("content", "./nowhere.js"));
  await measuring.measure.click();
  await measuring.stands("lost");
  await expect(measuring.ended).toHaveText(say("measuring.lost"));
  await measuring.number("repeats").type("5");
  await measuring.expectFragment(/repeats=5/);
  await complaints.expectAll(/nowhere\.js|404/);
});

test("the products are those of the terminal, byte for byte", async ({ measuring }) => {
  for (const link of ["#/bandwidth", "#/bandwidth?seed=7"]) {
    await measuring.open(link);
    await expect(measuring.products).toBeVisible();
    const wanted = await csvFromLink(link, "bandwidth-products");
    // Those of the link before stay on show until these are there.
    await expect.poll(async () => (await measuring.productsCsv()).bytes.toString()).toBe(wanted.toString());
  }
});

test("figures of a link that are none are counted, and a text that holds none is refused", async ({ measuring }) => {
  await measuring.open("#/bandwidth?measured=2~42j1-1~~24_98i1-1___31z1-1");
  await expect(measuring.damaged).toContainText("1");
  await expect(measuring.elsewhere).toBeVisible();
  await measuring.expectAccessible();
  await measuring.takeOut.first().click();
  await expect(measuring.damaged).toHaveCount(0);
  await expect.poll(() => measuring.fragment()).not.toContain("measured=");
  await measuring.open("#/bandwidth?measured=%3Cb%3E");
  await expect(measuring.notices).toContainText("<b>");
  await expect(measuring.elsewhere).toHaveCount(0);
});
