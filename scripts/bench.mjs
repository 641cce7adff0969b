// What the benches share: a folder served, a page of it in the browser of the tests, programs that answer, and rows of a printed table.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(new URL("../tests/e2e/", import.meta.url))("@playwright/test");
const serve = fileURLToPath(new URL("serve.mjs", import.meta.url));

/** Opens `folder` with the address's `ending`, waits until the page says that it is ready, and hands page and browser version on. */
export async function withPage(folder, ending, work, ready = "html[data-done]") {
  const server = spawn("node", [serve, "--port", "0", "--dir", folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [greeting] = await once(server.stdout, "data");
  const address = String(greeting).match(/http:\S+/)?.[0];
  const browser = await chromium.launch({ executablePath: process.env.OCTET_CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ deviceScaleFactor: 1 });
    // A page of its own process gets a clock of 5 µs instead of 100.
    await page.route("**/*", async (route) => {
      const response = await route.fetch();
      const alone = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
      await route.fulfill({ response, headers: { ...response.headers(), ...alone } });
    });
    page.on("pageerror", (problem) => console.error(`bench: ${problem}`));
    await page.goto(address + ending);
    await page.waitForSelector(ready, { state: "attached", timeout: 120_000 });
    await work(page, browser.version());
  } finally {
    await browser.close();
    server.kill();
  }
}

/** A program that answers each line with a line. */
export function conversation(program, words = []) {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const hear = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} has ended without an answer`);
    return value;
  };
  const ask = (line = "") => {
    child.stdin.write(`${line}\n`);
    return hear();
  };
  return { hear, ask, end: () => child.stdin.end() };
}

/** Cells in columns, the first one of its own width. */
export function row(cells, first) {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(first) : cell.padStart(17))).join("");
}
