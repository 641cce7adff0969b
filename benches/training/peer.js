// A worker with one network of TensorFlow.js' wasm backend, trained in one of the ways that it offers: 2-128-128-1 with max(0, x) between,
// Adam, 128 points a step. All batches are tensors before, so that a step draws nothing; only what its way demands is read back.
import {
  env, fused, losses, matMul, mul, ready, scalar, setBackend, sigmoid, step, sub, sum, tensor, tensor2d, tidy, train, variable,
} from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { getThreadsCount, setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { answering } from "./turns.js";
import { pace } from "./pace.js";

const SIZES = [2, 128, 128, 1];
const BATCH = 128;
const BATCHES = 64;
const RATE = 0.01;
// As ours; the paper's 0.999 for the second.
const SHARES = [0.9, 0.95];
const WAYS = { "core, minimize": minimizing, "layers, trainOnBatch": layered, "core, gradients by hand": byHand };
let network;
let number = 0;

answering({
  ways: () => Object.keys(WAYS),
  /** Makes a network and takes so many steps: the loss of each batch, and which program runs. */
  async load(way, points, steps) {
    // One thread, as ours; it would take several, since the page is cut off from others for the sake of its clock.
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths("./");
    await setBackend("wasm");
    await ready();
    network = WAYS[way](batches(points));
    const seen = [];
    for (let step = 0; step < steps; step += 1) seen.push(await network(number++ % BATCHES, true));
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop());
    return { losses: seen, version: version_wasm, program: fetched.find((name) => name.endsWith(".wasm")), threads: getThreadsCount() };
  },
  turn: (milliseconds) => pace(() => network(number++ % BATCHES, false), milliseconds),
});

/** Points drawn with replacement. */
function batches({ x, y }) {
  return Array.from({ length: BATCHES }, () => {
    const places = Array.from({ length: BATCH }, () => Math.floor(Math.random() * y.length));
    const points = Float32Array.from(places.flatMap((place) => [x[2 * place], x[2 * place + 1]]));
    return { x: tensor2d(points, [BATCH, 2]), y: tensor2d(Float32Array.from(places, (place) => y[place]), [BATCH, 1]) };
  });
}

/** Normal weights as ours: variance 2/n before max(0, x), 1/n at the end. */
function weights(layer) {
  const [inputs, outputs] = SIZES.slice(layer);
  const deviation = Math.sqrt((layer === SIZES.length - 2 ? 1 : 2) / inputs);
  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return Float32Array.from({ length: inputs * outputs }, () => deviation * normal());
}

function parameters() {
  return SIZES.slice(1).flatMap((outputs, layer) => [
    variable(tensor2d(weights(layer), [SIZES[layer], outputs])),
    variable(tensor(new Float32Array(outputs), [outputs])),
  ]);
}

/** Product, bias and max(0, x) in one kernel. */
function fully(a, b, bias, activation) {
  return fused.matMul({ a, b, bias, activation });
}

/** The core's optimizer and derivatives. */
function minimizing(examples) {
  const [u, a, v, b, w, c] = parameters();
  const optimizer = train.adam(RATE, ...SHARES);
  const forward = (x) => fully(fully(fully(x, u, a, "relu"), v, b, "relu"), w, c, "linear");
  return (place, isAsked) => {
    const { x, y } = examples[place];
    const loss = optimizer.minimize(() => losses.sigmoidCrossEntropy(y, forward(x)), isAsked);
    if (!isAsked) return undefined;
    const value = loss.dataSync()[0];
    loss.dispose();
    return value;
  };
}

/** The layers' model, which reads the loss back at every step. */
function layered(examples) {
  const dense = (outputs, layer) =>
    layers.dense({
      units: outputs,
      activation: layer === SIZES.length - 2 ? undefined : "relu",
      inputShape: [SIZES[layer]],
      weights: [tensor2d(weights(layer), [SIZES[layer], outputs]), tensor(new Float32Array(outputs), [outputs])],
    });
  const model = sequential({ layers: SIZES.slice(1).map(dense) });
  model.compile({ optimizer: train.adam(RATE, ...SHARES), loss: (y, z) => losses.sigmoidCrossEntropy(y, z) });
  return (place) => model.trainOnBatch(examples[place].x, examples[place].y);
}

/** The derivatives written out: fewer kernels than the core's own derivatives start. */
function byHand(examples) {
  const [u, a, v, b, w, c] = parameters();
  const optimizer = train.adam(RATE, ...SHARES);
  const share = scalar(1 / BATCH);
  return (place, isAsked) => {
    const { x, y } = examples[place];
    let loss;
    tidy(() => {
      const first = fully(x, u, a, "relu");
      const second = fully(first, v, b, "relu");
      const outputs = fully(second, w, c, "linear");
      if (isAsked) loss = losses.sigmoidCrossEntropy(y, outputs).dataSync()[0];
      const last = mul(sub(sigmoid(outputs), y), share);
      const middle = mul(matMul(last, w, false, true), step(second));
      const start = mul(matMul(middle, v, false, true), step(first));
      const gradients = [
        [u, matMul(x, start, true)],
        [a, sum(start, 0)],
        [v, matMul(first, middle, true)],
        [b, sum(middle, 0)],
        [w, matMul(second, last, true)],
        [c, sum(last, 0)],
      ];
      optimizer.applyGradients(Object.fromEntries(gradients.map(([parameter, gradient]) => [parameter.name, gradient])));
    });
    return loss;
  };
}
