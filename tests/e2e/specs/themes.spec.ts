// Light and dark: by the system, by the switch, kept on the device; the pictures follow.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures/octet";
import { openView, viewOf } from "../fixtures/views";

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = "rgb(252, 252, 250)";

test("the page follows the system, and the pictures with it", async ({ page }) => {
  const octet = await openView(page, viewOf(""));
  const chart = octet.chart("start-jump");
  expect(await ground(page)).toBe(LIGHT);
  const light = await chart.picture();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect.poll(() => ground(page)).not.toBe(LIGHT);
  await expect.poll(() => chart.picture()).not.toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => chart.picture()).toBe(light);
});

test("the switch wins over the system and is kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const octet = await openView(page, viewOf("compute"));
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await octet.colours.selectOption("light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  expect(await ground(page)).toBe(LIGHT);
  await page.reload();
  await octet.started();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(octet.colours).toHaveValue("light");
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ "octet-colours": "light" });
  await octet.colours.selectOption("system");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a device that keeps nothing still works", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("storage is not allowed", "SecurityError");
      },
    });
  });
  const octet = await openView(page, viewOf(""));
  await octet.colours.selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await octet.language.selectOption("fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
});
