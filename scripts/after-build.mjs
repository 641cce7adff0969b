// Trunk's post_build hook: makes what Trunk wrote fit for a strict content security policy and for safe caching.
//   1. The page's two files get the hash of what is in them (Trunk hashes the program before it is optimised, so
//      another optimiser would give other bytes under the same name, and a cached file would fail its integrity check).
//   2. The start script becomes a file with a hash in its name (Trunk would write it inline, which the policy forbids).
//   3. The programs of the views that are loaded later (scripts/trunk/wasm-bindgen) are optimised as the first one was, named by
//      their content, and their loader becomes part of the page's script, which checks the integrity of what it fetches.
//   4. What the page's program and script call each other by becomes short (scripts/short-names.mjs).
//   5. The worker's files, which Trunk leaves without a hash, move to a folder named by their content, and
//      <meta name="octet-worker"> tells the page where: after a deploy nobody runs an old worker with a new page.
//   6. The result is checked: nothing inline, every file named is there, every integrity value is right.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { shortNames } from "./short-names.mjs";

const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) fail("TRUNK_STAGING_DIR is not set; this is a hook that Trunk runs (see Trunk.toml)");

// Streaming wants the media type application/wasm, which not every static host sends; the first program has a way around it too.
const STREAMING = "WebAssembly.instantiateStreaming(src, imports)";
const WHOLE = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

let html = readFileSync(join(dist, "index.html"), "utf8");
const [mark, js, wasm] = startMark(html);
html = withLaterParts(html, js);
for (const name of ["worker.js", ...readdirSync(dist).filter((file) => file.endsWith(".css"))]) html = smaller(html, name);
html = withShortNames(html, js, wasm);
const page = { js: rename(js, ".js"), wasm: rename(wasm, ".wasm") };
html = html.replaceAll(js, page.js).replaceAll(wasm, page.wasm);
html = startScript(html, mark.replace(js, page.js).replace(wasm, page.wasm));
html = workerFolder(html);
html = withoutOldSnippets(html);
check(html);
writeFileSync(join(dist, "index.html"), html);

function startMark(text) {
  const mark = text.match(/<script type="module" data-octet-start data-js="([^"]+)" data-wasm="([^"]+)"><\/script>/);
  return mark ?? fail("index.html has no start script to replace (pattern_script in Trunk.toml)");
}

// The page's script names the folder that holds the later programs and their loader, which go into dist and into the script.
function withLaterParts(text, script) {
  const path = join(dist, script);
  const before = readFileSync(path, "utf8");
  const from = before.match(/from "([^"]+)\/__wasm_split\.js"/)?.[1];
  if (!from) fail("the page was not cut into programs; build it with: make build");
  const loader = join(dist, "__wasm_split.js");
  const request = /fetch\(new URL\("\.\/([^"]+)\.wasm", import\.meta\.url\)\)/g;
  const checked = (_, name) => {
    const part = laterPart(from, name);
    return `fetch(new URL("./${part.name}", import.meta.url), { credentials: "same-origin", integrity: "${part.integrity}" })`;
  };
  const source = readFileSync(join(from, "__wasm_split.js"), "utf8");
  writeFileSync(loader, source.replace('"./page.js"', `"./${script}"`).replaceAll(request, checked).replaceAll(STREAMING, WHOLE));
  if (!source.includes(STREAMING)) fail("the loader of the later programs has changed; look at the cutting tool's new version");
  writeFileSync(path, before.replaceAll(from, "."));
  // wasm-bindgen lists the loader once for each program.
  minify(path, "--bundle", "--format=esm", "--log-override:duplicate-object-key=silent");
  rmSync(loader);
  return text.replaceAll(sri(before), sri(readFileSync(path)));
}

// The cutting tool calls them split_GROUP, and chunk_NUMBER what several groups share.
function laterPart(from, name) {
  const optimised = join(dist, `${name}.wasm`);
  // The level that Trunk takes for the first program.
  execFileSync("wasm-opt", ["-O", join(from, `${name}.wasm`), "-o", optimised], { stdio: "pipe" });
  const bytes = readFileSync(optimised);
  const to = `${name.startsWith("split_") ? name.slice("split_".length) : "shared"}-${hash([bytes])}.wasm`;
  renameSync(optimised, join(dist, to));
  return { name: to, integrity: sri(bytes) };
}

function withShortNames(text, js, wasm) {
  const before = { program: readFileSync(join(dist, wasm)), script: readFileSync(join(dist, js), "utf8") };
  const after = shortNames(before.program, before.script);
  writeFileSync(join(dist, wasm), after.program);
  writeFileSync(join(dist, js), after.script);
  return text.replaceAll(sri(before.program), sri(after.program)).replaceAll(sri(before.script), sri(after.script));
}

// What wasm-bindgen writes is long-winded; Trunk's own minifier leaves it as it is and takes the quotes from index.html.
function smaller(text, name) {
  const path = join(dist, name);
  const before = sri(readFileSync(path));
  minify(path);
  return text.replaceAll(before, sri(readFileSync(path)));
}

function minify(path, ...options) {
  execFileSync("esbuild", [path, ...options, "--minify", "--log-level=warning", "--allow-overwrite", `--outfile=${path}`]);
}

function rename(name, ending) {
  const to = `page-${hash([readFileSync(join(dist, name))])}${ending}`;
  renameSync(join(dist, name), join(dist, to));
  return to;
}

function startScript(text, mark) {
  const integrity = link(text, page.wasm)?.match(/integrity="([^"]+)"/)?.[1];
  if (!integrity) fail(`index.html has no preload with an integrity value for ${page.wasm}`);
  const script = readFileSync(new URL("page-start.js", import.meta.url), "utf8")
    .replace("PAGE_JS", page.js)
    .replace("PAGE_WASM", page.wasm)
    .replace("PAGE_INTEGRITY", integrity);
  const name = `start-${hash([script])}.js`;
  writeFileSync(join(dist, name), script);
  // Browsers warn that they do not check a preloaded program; the start script's own request is checked.
  text = text.replace(link(text, page.wasm), (tag) => tag.replace(/ integrity="[^"]+"/, ""));
  return text.replace(mark, `<script type="module" src="./${name}" integrity="${sri(script)}"></script>`);
}

function workerFolder(text) {
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
  if (!text.includes(empty)) fail(`index.html has no ${empty}`);
  return text.replace(empty, `<meta name="octet-worker" content="./${folder}/worker_loader.js">`);
}

// The folder that wasm-bindgen writes its snippets to is shared by both programs and never emptied.
function withoutOldSnippets(text) {
  if (!existsSync(join(dist, "snippets"))) return text;
  const used = imports(join(dist, page.js));
  for (const entry of readdirSync(join(dist, "snippets"), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1);
    if (!entry.isFile() || used.includes(path)) continue;
    rmSync(join(dist, path));
    text = text.replace(link(text, path) ?? "", "");
  }
  return text;
}

function check(text) {
  const policy = text.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)?.[1];
  if (!policy || policy.includes("unsafe-inline")) fail("index.html has no strict content security policy");
  if (/<script(?![^>]*\ssrc=)[^>]*>/.test(text)) fail("index.html has an inline script");
  if (/<style|\sstyle=|\son[a-z]+=/.test(text)) fail("index.html has an inline style or event handler");
  for (const [tag, address] of text.matchAll(/<(?:link|script)\b[^>]*\s(?:href|src)="([^"]*)"[^>]*>/g)) {
    if (address.startsWith("data:")) continue;
    if (!address.startsWith("./")) fail(`index.html names ${address}, which is not relative`);
    const bytes = readFileSync(join(dist, address));
    const wanted = tag.match(/integrity="([^"]+)"/)?.[1];
    if (!wanted && address !== `./${page.wasm}`) fail(`index.html names ${address} without an integrity value`);
    if (wanted && wanted !== sri(bytes)) fail(`the integrity value of ${address} in index.html is wrong`);
  }
}

/** The <link> tag that names this file. */
function link(text, name) {
  return text.match(new RegExp(`<link[^>]*href="\\./${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"[^>]*>`))?.[0];
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
