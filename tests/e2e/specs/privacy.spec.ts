// What the front page promises: nothing leaves the browser, and nothing is kept but two preferences.
// That no test ever talks to another host is watched in every spec (fixtures/octet.ts).
import { expect, test } from "../fixtures/octet";
import { VIEWS, openView } from "../fixtures/views";

test("a walk through everything keeps two preferences and nothing else", async ({ page, context, baseURL }) => {
  const hosts = new Set<string>();
  context.on("request", (request) => hosts.add(new URL(request.url()).origin));
  for (const view of VIEWS) {
    const octet = await openView(page, view);
    await octet.language.selectOption("fr");
    await octet.colours.selectOption("dark");
    for (const chart of (await octet.charts()).slice(0, 2)) await chart.csv();
  }
  expect([...hosts].filter((host) => host !== "null")).toEqual([new URL(baseURL!).origin]);
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage).sort(),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(kept).toEqual({ local: ["octet-colours", "octet-language"], session: [], databases: 0, caches: 0, workers: 0 });
  expect(await context.cookies()).toEqual([]);
});

test("no experiment, no worker: the start view loads nothing it does not need", async ({ page, octet }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await octet.open("#/");
  await octet.chart("start-jump").drawn();
  expect(asked.filter((url) => url.includes("worker"))).toEqual([]);
});

test("the policy allows this page's own files and nothing else", async ({ page, octet, complaints }) => {
  await octet.open();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const rules = new Map(policy!.split(";").map((rule) => [rule.trim().split(" ")[0], rule.trim().split(" ").slice(1).join(" ")]));
  expect(rules.get("default-src")).toBe("'none'");
  expect(rules.get("script-src")).toBe("'self' 'wasm-unsafe-eval'");
  expect(rules.get("connect-src")).toBe("'self'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  // And it works: a request elsewhere is stopped before it leaves.
  const stopped = await page.evaluate(() => fetch("https://example.org/").then(() => false, () => true));
  expect(stopped).toBe(true);
  await complaints.expectOne(/Connecting to 'https:\/\/example\.org\/' violates/);
  await complaints.expectOne(/Refused to connect because it violates/);
  await complaints.expectOne(/policy violation: connect-src/);
});
