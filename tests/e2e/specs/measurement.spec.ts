// `#/bandwidth`: a measurement that runs to its end, is stopped, asked about, hidden, put into a link. No time is asserted: how fast
// this machine is, is nobody's promise.
import { type Page } from "@playwright/test";
import { SHORT } from "../fixtures/bandwidth_page";
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

test("a short measurement ends with figures, which go into the link and come back as somebody’s", async ({ bandwidth, page }) => {
  const living = await countWorkers(page);
  await bandwidth.open(`#/bandwidth?${SHORT}`);
  await bandwidth.stands("idle");
  await expect(bandwidth.here).toHaveCount(0);
  // One worker forms the products of the table; none measures before the button is pressed.
  await expect(bandwidth.products).toBeVisible();
  expect(await living()).toBe(1);
  await bandwidth.measure.click();
  await bandwidth.stands("busy");
  await expect(bandwidth.progress).toBeVisible();
  expect(await living()).toBe(2);
  await bandwidth.stands("done", 45_000);
  expect(await living()).toBe(1);
  await expect(bandwidth.ended).toContainText(/E4M3FN/);
  await expect(bandwidth.told).toContainText(/E4M3FN/);

  const ids = await bandwidth.here.locator("figure[id]").evaluateAll((figures) => figures.map((figure) => figure.id));
  expect(ids.length).toBeGreaterThanOrEqual(3);
  for (const id of ids) await bandwidth.chart(id).drawn();
  await bandwidth.expectAccessible();

  await bandwidth.put.click();
  await expect(bandwidth.kept).toBeVisible();
  await expect(bandwidth.told).toHaveText(say("measuring.kept"));
  // Figures that were put there from here are not shown twice.
  await expect(bandwidth.elsewhere).toHaveCount(0);
  await bandwidth.expectFragment(/[?&]measured=/);
  await page.reload();
  await bandwidth.started();
  await expect(bandwidth.elsewhere.getByRole("heading", { name: say("measuring.elsewhere") })).toBeVisible();
  await expect(bandwidth.here).toHaveCount(0);
  for (const id of await bandwidth.elsewhere.locator("figure[id]").evaluateAll((all) => all.map((figure) => figure.id))) {
    await bandwidth.chart(id).drawn();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await bandwidth.expectNoSidewaysScroll();
  await bandwidth.expectAccessible();

  // Figures of this machine stand above those of the link, each with ids of its own.
  await bandwidth.measure.click();
  await bandwidth.hasFigures();
  await bandwidth.measure.click();
  await bandwidth.stands("stopped");
  await bandwidth.expectAccessible();
  await bandwidth.elsewhere.getByTestId("measure-take-out").click();
  await expect(bandwidth.elsewhere).toHaveCount(0);
  await expect.poll(() => bandwidth.fragment()).not.toContain("measured=");
});

test("a measurement is stopped by keyboard, the page lives, another one runs", async ({ bandwidth, page }) => {
  const living = await countWorkers(page);
  await bandwidth.open("#/bandwidth?upto=22&repeats=3");
  await bandwidth.measure.focus();
  await page.keyboard.press("Enter");
  await bandwidth.hasFigures();
  await expect(bandwidth.measure).toBeFocused();
  // Another knob is for the next measurement, this one goes on.
  await bandwidth.choice("threads", "one").check();
  await bandwidth.stands("busy");
  await bandwidth.measure.focus();
  await page.keyboard.press("Enter");
  await bandwidth.stands("stopped");
  await expect(bandwidth.ended).toContainText(say("measuring.stopped"));
  await expect(bandwidth.measure).toHaveText(say("measuring.again"));
  await bandwidth.hasFigures();
  expect(await living()).toBe(1);
  await bandwidth.measure.click();
  await expect(bandwidth.step).toContainText(/\d/);
  await bandwidth.hasFigures();
  // Who leaves the view ends it.
  await bandwidth.navigation("bits").click();
  await expect.poll(living).toBe(1);
  await page.goBack();
  await bandwidth.stands("stopped");
  await bandwidth.hasFigures();
});

test("much memory is asked for first", async ({ bandwidth, page }) => {
  await bandwidth.open("#/bandwidth?upto=27&threads=one");
  await bandwidth.measure.click();
  await expect(bandwidth.question).toHaveCount(3);
  await expect(bandwidth.question.first()).toBeFocused();
  await expect(bandwidth.question.first()).toContainText("0.54");
  await bandwidth.expectAccessible();
  await page.keyboard.press("Escape");
  await expect(bandwidth.question).toHaveCount(0);
  await expect(bandwidth.measure).toBeFocused();
  await bandwidth.stands("idle");
  await bandwidth.measure.click();
  await page.getByTestId("measure-no").click();
  await bandwidth.stands("idle");
  await bandwidth.measure.click();
  await page.getByTestId("measure-less").click();
  await bandwidth.stands("busy");
  await expect(bandwidth.choice("upto", "25")).toBeChecked();
  await bandwidth.measure.click();
  await bandwidth.stands("stopped");
});

test("a page out of sight stops measuring and says so", async ({ bandwidth, page }) => {
  await bandwidth.open(`#/bandwidth?${SHORT}`);
  await bandwidth.measure.click();
  await bandwidth.hasFigures();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await bandwidth.stands("hidden");
  await expect(bandwidth.ended).toContainText(say("measuring.hidden"));
  await expect(bandwidth.measure).toHaveText(say("measuring.again"));
  await bandwidth.hasFigures();
});

test("a worker that cannot start is said, and the page lives", async ({ bandwidth, page, complaints }) => {
  await bandwidth.open(`#/bandwidth?${SHORT}`);
  await expect(bandwidth.products).toBeVisible();
  await page.evaluate(() => document.querySelector('meta[name="octet-worker"]')!.setAttribute("content", "./nowhere.js"));
  await bandwidth.measure.click();
  await bandwidth.stands("lost");
  await expect(bandwidth.ended).toHaveText(say("measuring.lost"));
  await bandwidth.number("repeats").type("5");
  await bandwidth.expectFragment(/repeats=5/);
  await complaints.expectAll(/nowhere\.js|404/);
});

test("the products are those of the terminal, byte for byte", async ({ bandwidth }) => {
  for (const link of ["#/bandwidth", "#/bandwidth?seed=7"]) {
    await bandwidth.open(link);
    await expect(bandwidth.products).toBeVisible();
    const { bytes } = await bandwidth.productsCsv();
    expect(bytes.equals(await csvFromLink(link, "bandwidth-products"))).toBe(true);
  }
});
