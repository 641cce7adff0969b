// A small static server for looking at dist/ and for the tests: this machine only, no dependency.
//   node scripts/serve.mjs [--port 8080] [--base /some/folder/] [--dir dist]
import { createReadStream, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HOST = "127.0.0.1";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    base: { type: "string", default: "/" },
    dir: { type: "string", default: join(dirname(fileURLToPath(import.meta.url)), "..", "dist") },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`--port is '${values.port}'; allowed are 0 to 65535`);
if (!/^\/(.*\/)?$/.test(values.base)) fail(`--base is '${values.base}'; it must begin and end with /`);
let root;
try {
  root = realpathSync(values.dir);
} catch {
  fail(`there is no folder ${values.dir}; build it first with: make build`);
}

const server = createServer((request, response) => {
  if (request.method !== "GET" && request.method !== "HEAD") return answer(response, 405, "only GET and HEAD");
  const file = fileFor(request.url);
  if (!file) return answer(response, 404, "not found");
  const headers = {
    "content-type": TYPES[extname(file.path)] ?? "application/octet-stream",
    "content-length": file.size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  };
  response.writeHead(200, headers);
  if (request.method === "HEAD") return response.end();
  createReadStream(file.path).on("error", () => response.destroy()).pipe(response);
});

/** The file that an address names, or undefined; whatever the address says, it lies under the served folder. */
function fileFor(url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return undefined;
  }
  if (!path.startsWith(values.base) || path.includes("\0")) return undefined;
  path = join(root, path.slice(values.base.length));
  try {
    if (statSync(path).isDirectory()) path = join(path, "index.html");
    const real = realpathSync(path);
    if (!real.startsWith(root + sep)) return undefined;
    return { path: real, size: statSync(real).size };
  } catch {
    return undefined;
  }
}

function answer(response, status, text) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

function fail(reason) {
  console.error(`serve: ${reason}`);
  process.exit(1);
}

server.on("error", (problem) => {
  if (problem.code === "EADDRINUSE") fail(`port ${port} is taken by another program; choose one with: make serve PORT=8081`);
  fail(problem.message);
});
server.listen(port, HOST, () => {
  console.log(`Octet is at http://${HOST}:${server.address().port}${values.base} (stop with Ctrl+C)`);
});
