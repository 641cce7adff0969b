// A worker with one matrix of TensorFlow.js' wasm backend, in one of the ways to write the product that it offers.
// A call makes y and copies it to JavaScript, as ours does; matrix and vector are in its memory before.
import { env, matMul, ready, setBackend, tensor2d } from "@tensorflow/tfjs-core";
import { getThreadsCount, setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { answering, turns } from "./turns.js";

// `tall`: x as a column, not a row. `transposed`: the matrix stored as columns × rows, as a dense layer has it; of that one the backend
// makes a copy in its own order at the first call and keeps it.
const WAYS = {
  "W·x": { tall: true, multiply: (w, x) => matMul(w, x) },
  "W·(xᵀ)ᵀ": { multiply: (w, x) => matMul(w, x, false, true) },
  "xᵀ·Wᵀ": { multiply: (w, x) => matMul(x, w, false, true) },
  "xᵀ·V with V = Wᵀ stored": { transposed: true, multiply: (v, x) => matMul(x, v) },
};
let turn;

answering({
  ways: () => Object.keys(WAYS),
  /** Stores the matrix, `tile` again and again, and multiplies once: which program runs, and y. */
  async load(way, { tile, x }, rows) {
    const columns = x.length;
    // One thread, as ours; it would take several, since the page is cut off from others for the sake of its clock.
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths("./");
    await setBackend("wasm");
    await ready();
    const { tall, transposed, multiply } = WAYS[way];
    const shape = transposed ? [columns, rows] : [rows, columns];
    const matrix = tensor2d(transposed ? across(tile, rows, columns) : repeated(tile, rows * columns), shape);
    const vector = tensor2d(x, tall ? [columns, 1] : [1, columns]);
    const product = () => {
      const result = multiply(matrix, vector);
      const y = result.dataSync();
      result.dispose();
      return y;
    };
    const y = product();
    turn = turns(product);
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop());
    return { y, version: version_wasm, program: fetched.find((name) => name.endsWith(".wasm")), threads: getThreadsCount() };
  },
  turn: () => turn(),
});

function repeated(tile, count) {
  const all = new Float32Array(count);
  all.set(tile.subarray(0, count));
  for (let filled = tile.length; filled < count; filled *= 2) all.copyWithin(filled, 0, Math.min(filled, count - filled));
  return all;
}

/** The same matrix, columns × rows. */
function across(tile, rows, columns) {
  const all = new Float32Array(rows * columns);
  for (let column = 0, place = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1, place += 1) all[place] = tile[(row * columns + column) % tile.length];
  }
  return all;
}
