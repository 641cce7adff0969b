// The page opens, from a folder of a plain static host, under its content security policy.
import { expect, test } from "../fixtures/octet";

test("the page starts and is accessible", async ({ octet }) => {
  await octet.open();
  await expect(octet.main).toBeVisible();
  await expect(octet.page.locator("#boot")).toHaveCount(0);
  await octet.expectAccessible();
});

test("everything is fetched once: the preloads are used", async ({ octet, page, baseURL }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url().slice(baseURL!.length)));
  await octet.open();
  // Browsers complain about an unused preload a few seconds after the page has loaded.
  await page.waitForTimeout(4000);
  expect(fetched.filter((name) => /^(page|start|main)-/.test(name)).length).toBe(4);
  expect(fetched).toEqual([...new Set(fetched)]);
});

test("the worker starts from its hashed folder", async ({ octet, page }) => {
  await octet.open();
  const path = await octet.workerPath();
  expect(path).toMatch(/^\.\/worker-[0-9a-f]{16}\/worker_loader\.js$/);
  const loaded = page.waitForResponse(/worker-[0-9a-f]{16}\/worker_bg\.wasm$/);
  await page.evaluate((from) => {
    const worker = new Worker(new URL(from, document.baseURI), { type: "module" });
    worker.onerror = (problem) => console.error(`worker: ${problem.message}`);
  }, path!);
  expect((await loaded).status()).toBe(200);
});

test("a browser without WebAssembly SIMD gets a plain message", async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto("");
  await expect(page.getByText("Octet needs a browser with WebAssembly SIMD")).toBeVisible();
  await expect(page.locator("#boot-loading")).toHaveCount(0);
});

test("a program that cannot be loaded is said, not swallowed", async ({ page, complaints }) => {
  await page.route(/page-[0-9a-f]+\.wasm$/, (route) => route.fulfill({ status: 200, body: "no program" }));
  await page.goto("");
  await expect(page.getByText("Octet could not start")).toBeVisible();
  await complaints.expectOne(/Failed to find a valid digest in the 'integrity' attribute/);
  await complaints.expectOne(/SRI's integrity checks failed/);
  await complaints.expectOne(/uncaught: TypeError: Failed to fetch/);
});

test("the policy is watched: an inline style is a failure", async ({ octet, page, complaints }) => {
  await octet.open();
  await page.evaluate(() => document.querySelector("main")!.setAttribute("style", "color: red"));
  await complaints.expectOne(/Applying inline style violates/);
  await complaints.expectOne(/policy violation: style-src-attr/);
});
