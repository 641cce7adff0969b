// A worker with one network of ours.
import init from "./bench_training.js";
import { answering } from "./turns.js";
import { pace } from "./pace.js";

const ready = init();

answering({
  /** What there is to train in, and what the peer is to learn from. */
  async given() {
    await ready;
    return { recipes: [...octetRecipes()], x: octetPoints(), y: Float32Array.from(octetClasses()) };
  },
  async digests() {
    await ready;
    return octetDigests();
  },
  /** Makes a network and takes so many steps: the loss of each batch. */
  async load(task, recipe, steps) {
    await ready;
    if (!octetLoad(task, recipe)) throw new Error(`no network for ${task} in ${recipe}`);
    for (let step = 0; step < steps; step += 1) octetStep();
    return octetLosses();
  },
  turn: (milliseconds) => pace(octetStep, milliseconds),
});
