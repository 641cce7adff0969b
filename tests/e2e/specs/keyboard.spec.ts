// The page by keyboard alone: Tab reaches every control in reading order, focus is always seen, nothing traps it.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";
import { say } from "../fixtures/messages";
import { VIEWS, openView, viewOf } from "../fixtures/views";

interface Stop {
  /** Position in the document's list of controls; -1 for anything else. */
  index: number;
  name: string;
  isSeen: boolean;
  isMarked: boolean;
}

/** Numbers every control that Tab should stop at; of a group of radio buttons only the checked one. */
function numberControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const stops = [...all].filter((element) => {
      const isRadio = element instanceof HTMLInputElement && element.type === "radio";
      // In a grid of cells one alone is a stop; the arrow keys reach the others.
      const isStop = element.tabIndex >= 0 && !(isRadio && !element.checked);
      return element.checkVisibility() && isStop && !element.matches(":disabled");
    });
    stops.forEach((element, index) => (element.dataset.stop = `${index}`));
    return stops.map((element) => element.outerHTML.slice(0, 100));
  });
}

/** Where the focus is, whether it can be seen, and whether it is marked. */
function stop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const shown = element.matches("input[type=radio]") ? element.closest("label")! : element;
    const box = shown.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight - Math.max(box.top, 0)) / 2];
    const top = document.elementFromPoint(x, y);
    const style = getComputedStyle(shown);
    return {
      index: Number(element.dataset.stop ?? -1),
      name: element.outerHTML.slice(0, 100),
      isSeen: top !== null && (shown.contains(top) || top.contains(shown)),
      isMarked: style.outlineStyle !== "none" && 2 <= Number.parseFloat(style.outlineWidth),
    };
  });
}

for (const view of VIEWS) {
  test(`Tab reaches every control of ${view.name}, in order, and shows where it is`, async ({ page }) => {
    await openView(page, view);
    const controls = await numberControls(page);
    expect(controls.length).toBeGreaterThan(10);
    for (let index = 0; index < controls.length; index += 1) {
      await page.keyboard.press("Tab");
      const at = await stop(page);
      expect(at.index, `after ${index} steps at ${at.name} instead of ${controls[index]}`).toBe(index);
      expect(at, at.name).toMatchObject({ isSeen: true, isMarked: true });
    }
    // Past the last control the focus leaves the page: no trap.
    await page.keyboard.press("Tab");
    expect((await stop(page)).index).not.toBe(controls.length - 1);
  });
}

test("the first stop skips to the content", async ({ octet, page }) => {
  await octet.open("#/compute?growth=0.3");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: say("frame.skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(octet.main).toBeFocused();
  // The link is kept: the skip is no change of address.
  await octet.expectFragment(/^#\/compute\?growth=0\.3&/);
  await page.keyboard.press("Tab");
  await expect(octet.choice("place", "china")).toBeFocused();
});

test("the data table scrolls by keyboard", async ({ page }) => {
  const octet = await openView(page, viewOf("compute"));
  const chart = octet.chart("compute-series");
  await chart.openData();
  const region = chart.figure.getByRole("region");
  await region.focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => region.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
});
