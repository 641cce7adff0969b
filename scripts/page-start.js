// Starts the page: Trunk's inline script as a file of its own, since the content security policy allows no inline script.
// scripts/after-build.mjs fills in the three names in capitals and puts a hash in this file's name.

// The smallest module that uses a 128-bit instruction (i8x16.popcnt): a browser without SIMD calls it invalid.
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

function show(id) {
  document.getElementById("boot-loading")?.remove();
  document.getElementById(id)?.removeAttribute("hidden");
}

async function start() {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(new Uint8Array(SIMD))) {
    show("boot-old");
    return;
  }
  try {
    const { default: init } = await import("./PAGE_JS");
    // The same request as the preload in index.html, integrity included, so that the file is fetched once.
    const wasm = fetch(new URL("./PAGE_WASM", import.meta.url), { credentials: "same-origin", integrity: "PAGE_INTEGRITY" });
    await init({ module_or_path: wasm });
    document.getElementById("boot")?.remove();
    document.documentElement.dataset.ready = "";
  } catch (problem) {
    show("boot-failed");
    throw problem;
  }
}

start();
