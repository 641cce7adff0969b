// Trunk's post_build hook: makes what Trunk wrote fit for a strict content security policy and for safe caching.
//   1. The start script becomes a file with a hash in its name (Trunk would write it inline, which the policy forbids).
//   2. The worker's files, which Trunk leaves without a hash, move to a folder named by their content, and
//      <meta name="octet-worker"> tells the page where: after a deploy nobody runs an old worker with a new page.
//   3. The result is checked: nothing inline, every file named is there, every integrity value is right.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) fail("TRUNK_STAGING_DIR is not set; this is a hook that Trunk runs (see Trunk.toml)");

let html = readFileSync(join(dist, "index.html"), "utf8");
html = startScript(html);
html = workerFolder(html);
removeUnusedSnippets(html);
check(html);
writeFileSync(join(dist, "index.html"), html);

function startScript(page) {
  const mark = page.match(/<script type="module" data-octet-start data-js="([^"]+)" data-wasm="([^"]+)"><\/script>/);
  if (!mark) fail("index.html has no start script to replace (pattern_script in Trunk.toml)");
  const [inline, js, wasm] = mark;
  const integrity = link(page, wasm)?.match(/integrity="([^"]+)"/)?.[1];
  if (!integrity) fail(`index.html has no preload with an integrity value for ${wasm}`);
  const text = readFileSync(new URL("page-start.js", import.meta.url), "utf8")
    .replace("PAGE_JS", js)
    .replace("PAGE_WASM", wasm)
    .replace("PAGE_INTEGRITY", integrity);
  const name = `start-${hash([text])}.js`;
  writeFileSync(join(dist, name), text);
  return page.replace(inline, `<script type="module" src="./${name}" integrity="${sri(text)}"></script>`);
}

function workerFolder(page) {
  const names = readdirSync(dist).filter((name) => /^worker(_|\.)/.test(name)).sort();
  if (!names.includes("worker_loader.js")) fail("Trunk wrote no worker_loader.js");
  const snippets = imports(join(dist, "worker.js"));
  const files = [...names, ...snippets];
  const folder = `worker-${hash(files.flatMap((name) => [name, readFileSync(join(dist, name))]))}`;
  for (const name of snippets) {
    mkdirSync(dirname(join(dist, folder, name)), { recursive: true });
    cpSync(join(dist, name), join(dist, folder, name));
  }
  mkdirSync(join(dist, folder), { recursive: true });
  for (const name of names) renameSync(join(dist, name), join(dist, folder, name));
  const empty = '<meta name="octet-worker" content="">';
  if (!page.includes(empty)) fail(`index.html has no ${empty}`);
  return page.replace(empty, `<meta name="octet-worker" content="./${folder}/worker_loader.js">`);
}

// The folder that wasm-bindgen writes to is shared by both programs and never emptied.
function removeUnusedSnippets(page) {
  const folder = join(dist, "snippets");
  if (!existsSync(folder)) return;
  const used = new Set(readdirSync(dist).filter((name) => /^page.*\.js$/.test(name)).flatMap((name) => imports(join(dist, name))));
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const path = join(name.parentPath ?? name.path, name.name).slice(dist.length + 1);
    if (used.has(path)) continue;
    rmSync(join(dist, path));
    html = page = page.replace(link(page, path) ?? "", "");
  }
}

function check(page) {
  const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)?.[1];
  if (!policy || policy.includes("unsafe-inline")) fail("index.html has no strict content security policy");
  if (/<script(?![^>]*\ssrc=)[^>]*>/.test(page)) fail("index.html has an inline script");
  if (/<style|\sstyle=|\son[a-z]+=/.test(page)) fail("index.html has an inline style or event handler");
  for (const [tag, address] of page.matchAll(/<(?:link|script)\b[^>]*\s(?:href|src)="([^"]*)"[^>]*>/g)) {
    if (address.startsWith("data:")) continue;
    if (!address.startsWith("./")) fail(`index.html names ${address}, which is not relative`);
    const bytes = readFileSync(join(dist, address));
    const wanted = tag.match(/integrity="([^"]+)"/)?.[1];
    if (!wanted) fail(`index.html names ${address} without an integrity value`);
    if (wanted !== sri(bytes)) fail(`the integrity value of ${address} in index.html is wrong`);
  }
}

/** The <link> tag of a page that names this file. */
function link(page, name) {
  return page.match(new RegExp(`<link[^>]*href="\\./${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"[^>]*>`))?.[0];
}

/** The snippet files that a module written by wasm-bindgen imports. */
function imports(file) {
  return [...readFileSync(file, "utf8").matchAll(/from\s*['"]\.\/(snippets\/[^'"]+)['"]/g)].map((found) => found[1]);
}

function hash(parts) {
  const all = createHash("sha256");
  for (const part of parts) all.update(part);
  return all.digest("hex").slice(0, 16);
}

function sri(bytes) {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}

function fail(reason) {
  console.error(`after-build: ${reason}`);
  process.exit(1);
}
