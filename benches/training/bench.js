// In the browser: steps of training, ours in every recipe and TensorFlow.js' in FP32, each in a worker of its own and in turn.
import { alone, colleague } from "./colleagues.js";

const OURS = "./ours.js";
const PEER = "./peer.bundle.js";
const crew = {};
let given;

/** What there is to train in, and what small networks come to. */
globalThis.prepare = async () => {
  given = await alone(OURS, (ours) => ours.ask("given"));
  return { recipes: given.recipes, digests: await alone(OURS, (ours) => ours.ask("digests")) };
};
globalThis.ways = () => alone(PEER, (peer) => peer.ask("ways"));

/** Makes a network that waits for its turns under the name `who`: the loss of each of its first steps. */
globalThis.hire = (who, task, recipe, steps) => {
  crew[who] = colleague(OURS);
  return crew[who].ask("load", task, recipe, steps);
};
globalThis.hirePeer = (who, way, steps) => {
  crew[who] = colleague(PEER);
  return crew[who].ask("load", way, given, steps);
};

/** One turn: steps a second. */
globalThis.turn = (who, milliseconds) => crew[who].ask("turn", milliseconds);
document.documentElement.dataset.done = "";
