// In the browser: y = W x, ours in every storage and TensorFlow.js' in FP32, each in a worker of its own and in turn; milliseconds.
import { errors } from "./agreement.js";
import { alone, colleague } from "./colleagues.js";

const OURS = "./ours.js";
const PEER = "./peer.bundle.js";
let given;

/** Notes what there is to multiply, the same for all; gives each storage's bytes a weight. */
globalThis.prepare = async (columns) => {
  given = await alone(OURS, (ours) => ours.ask("given", columns));
  return given.storages;
};

/** The peer's ways to write the product, and how long one of them takes. */
globalThis.ways = () => alone(PEER, (peer) => peer.ask("ways"));
globalThis.tried = (way, rows) =>
  alone(PEER, async (peer) => {
    await peer.ask("load", way, given, rows);
    return Math.min(await peer.ask("turn"), await peer.ask("turn"), await peer.ask("turn"));
  });

/** Loads every matrix, the peer's too if it has a way, the one at place `first` first; then each takes its turn in each round. */
globalThis.measured = async (way, rows, rounds, first) => {
  const all = [...Object.keys(given.storages), ...(way ? ["peer"] : [])];
  const crew = [];
  const results = {};
  const times = {};
  let ran;
  try {
    for (const who of all.map((_, place) => all[(first + place) % all.length])) {
      const worker = colleague(who === "peer" ? PEER : OURS);
      crew.push([who, worker]);
      if (who === "peer") ({ y: results.peer, ...ran } = await worker.ask("load", way, given, rows));
      else results[who] = await worker.ask("load", who, rows, given.x.length);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const [who, worker] of crew) (times[who] ??= []).push(await worker.ask("turn"));
    }
  } finally {
    for (const [, worker] of crew) worker.end();
  }
  return { off: errors(results, given), ran, times };
};
document.documentElement.dataset.done = "";
