// A worker with one matrix of ours. Its memory never shrinks, hence a worker for each matrix.
import init from "./bench_bandwidth.js";
import { answering, turns } from "./turns.js";

const ready = init();
let turn;

answering({
  /** What there is to multiply: storages with their bytes a weight, the values that repeat in the matrix, and the vector. */
  async given(columns) {
    await ready;
    return { storages: Object.fromEntries(octetStorages()), tile: octetTile(), x: octetVector(columns) };
  },
  /** Stores the matrix and multiplies once: y. */
  async load(storage, rows, columns) {
    await ready;
    if (!octetLoad(storage, rows, columns)) throw new Error(`no memory for ${rows} × ${columns} in ${storage}`);
    const y = octetProduct();
    turn = turns(octetProduct);
    return y;
  },
  turn: () => turn(),
});
