// The page as a visitor gets it: the release build, in a folder of a static host, in a real Chromium.
// `make test` runs this; on its own: scripts/with-tools web browser -- playwright test -c tests/e2e
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

// A folder, to prove that every address in the page is relative.
const BASE = "/some/folder/";
// Playwright reads this file once in every process; the environment hands the port on.
process.env.OCTET_E2E_PORT ??= String(await freePort());
const address = `http://127.0.0.1:${process.env.OCTET_E2E_PORT}${BASE}`;
const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.OCTET_E2E_REPORT ? [["list"], ["json", { outputFile: process.env.OCTET_E2E_REPORT }]] : [["list"]],
  use: {
    baseURL: address,
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.OCTET_CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${process.env.OCTET_E2E_PORT} --base ${BASE}`,
    cwd: root,
    url: address,
    reuseExistingServer: false,
    timeout: 20_000,
  },
});

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
