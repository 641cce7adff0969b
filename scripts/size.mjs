// What the start view weighs on the wire: brotli, quality 11, of everything index.html makes the browser load.
// Fails above the budget. The other views' programs are loaded when one of them is asked for, the worker when an experiment runs,
// so they are listed but not counted.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET = 250_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
if (!existsSync(join(dist, "index.html"))) {
  console.error("size: there is no dist/index.html; build it first with: make build");
  process.exit(1);
}

const html = readFileSync(join(dist, "index.html"), "utf8");
const named = [...html.matchAll(/<(?:link|script)\b[^>]*\s(?:href|src)="\.\/([^"]+)"/g)].map((found) => found[1]);
const worker = html.match(/<meta name="octet-worker" content="\.\/([^"/]+)\//)?.[1];

const total = list("the start view", ["index.html", ...new Set(named)]);
const later = readdirSync(dist).filter((name) => name.endsWith(".wasm") && !named.includes(name));
if (later.length > 0) list("the other views (loaded later)", later);
if (worker) list("the worker (loaded later)", readdirSync(join(dist, worker)).map((name) => join(worker, name)));
const words = `${kilobytes(total)} KB of ${kilobytes(BUDGET)} KB`;
if (total > BUDGET) {
  console.error(`size: the start view is over its budget: ${words}`);
  process.exit(1);
}
console.log(`size: the start view is within its budget: ${words}`);

function list(title, files) {
  console.log(title);
  let sum = 0;
  for (const file of files) {
    const bytes = readFileSync(join(dist, file));
    const small = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length;
    sum += small;
    console.log(`  ${kilobytes(bytes.length).padStart(8)} KB  ${kilobytes(small).padStart(7)} KB brotli  ${file}`);
  }
  console.log(`  ${" ".repeat(8)}     ${kilobytes(sum).padStart(7)} KB brotli  together`);
  return sum;
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
