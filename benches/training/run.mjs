// Steps of training in the browser, one thread each: ours with products in every recipe, TensorFlow.js' wasm backend in FP32.
//   node benches/training/run.mjs FOLDER NATIVE
// All networks are in memory at once and take their turn in each round, so that what else the machine does hits them alike; medians of
// all turns, then ratios. First, all must learn, the peer as well as ours, and ours must come to the same bits as natively.
import { execFileSync } from "node:child_process";
import { row, withPage } from "../../scripts/bench.mjs";

const ROUNDS = 15;
const TURN_MS = 250;
// Steps before anything is timed: the losses of the last ones, on average, are compared.
const FIRST = 300;
const COMPARED = 100;
// Of the loss of chance, ln 2.
const LEARNT = 0.5;
// How far two averages may lie from each other, in nats: batches differ.
const APART = 0.05;
const EXACT = "fp32";
const WIDE = "deepseekv3 in FP32 registers";
// The figures to reach: FP32 beside the peer, at least; what FP32's steps may be beside these recipes', at most; verse, steps a second.
const FASTER = 10;
const SLOWER = { deepseekv3: 2, [WIDE]: 2 };
const VERSE = { fp32: 10, deepseekv3: 10 };
const TEXT = "french";

const [folder, native] = process.argv.slice(2);
const peer = process.env.OCTET_TFJS_VERSION;

await withPage(folder, "", async (page, version) => {
  const { recipes, digests } = await page.evaluate(() => globalThis.prepare());
  if (digests !== execFileSync(native, { encoding: "utf8" }).trim()) throw new Error("browser and machine come to different bits");
  console.log(`\nSteps of training, one thread each, Chromium ${version}; ${digests.split("; ").length} digests as natively`);
  const verse = Object.keys(VERSE).map((recipe) => `${TEXT}, ${recipe}`);
  const ways = peer ? await page.evaluate(() => globalThis.ways()) : [];
  await learn(page, recipes, ways);
  for (const name of verse) await hire(page, name, ...name.split(", "), 1);
  const rates = await turns(page, [...recipes, ...ways, ...verse]);
  print(rates);
  verdicts(rates, ways);
});

function hire(page, ...words) {
  return page.evaluate((given) => globalThis.hire(...given), words);
}

/** Every network takes its first steps; those with something to lose must have learnt, and FP32 as well as the peer. */
async function learn(page, recipes, ways) {
  const reached = {};
  for (const recipe of recipes) reached[recipe] = average(await hire(page, recipe, "circle", recipe, FIRST));
  for (const way of ways) {
    const { losses, ...ran } = await page.evaluate((given) => globalThis.hirePeer(...given), [way, way, FIRST]);
    reached[way] = average(losses);
    if (way === ways[0]) console.log(`TensorFlow.js runs ${ran.program} ${ran.version}, threads: ${ran.threads}`);
  }
  const told = Object.entries(reached).map(([who, loss]) => `${who} ${loss.toFixed(4)}`);
  console.log(`loss in steps ${FIRST - COMPARED + 1} to ${FIRST}, in nats: ${told.join(", ")}`);
  for (const who of [EXACT, ...ways]) {
    if (!(reached[who] < LEARNT * Math.LN2) || APART < Math.abs(reached[who] - reached[EXACT])) throw new Error(`${who} does not learn the same`);
  }
}

function average(losses) {
  const last = Array.from(losses).slice(-COMPARED);
  return last.reduce((sum, loss) => sum + loss, 0) / last.length;
}

async function turns(page, all) {
  const rates = Object.fromEntries(all.map((who) => [who, []]));
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const who of all) {
      const rate = await page.evaluate(([name, milliseconds]) => globalThis.turn(name, milliseconds), [who, TURN_MS]);
      if (0 < round) rates[who].push(rate);
    }
  }
  for (const turn of Object.values(rates)) turn.sort((one, other) => one - other);
  return rates;
}

function median(sorted) {
  return sorted[Math.floor(sorted.length / 2)];
}

function print(rates) {
  console.log(row(["", "steps/s", "least", "most", "ms a step"], 40));
  for (const [who, turn] of Object.entries(rates)) {
    const cells = [median(turn), turn[0], turn.at(-1)].map((rate) => rate.toFixed(0));
    console.log(row([who, ...cells, (1e3 / median(turn)).toFixed(3)], 40));
  }
}

function verdicts(rates, ways) {
  const rate = (who) => median(rates[who]);
  const said = (good) => (good ? "met" : "not met");
  console.log("");
  if (ways.length === 0) console.log("TensorFlow.js: not installed, not measured");
  for (const way of ways.toSorted((one, other) => rate(other) - rate(one)).slice(0, 1)) {
    const ratio = rate(EXACT) / rate(way);
    console.log(`our FP32 beside TensorFlow.js (${way}): ${ratio.toFixed(1)}×, ${said(FASTER <= ratio)} (goal ${FASTER}×)`);
  }
  for (const [recipe, goal] of Object.entries(SLOWER)) {
    const ratio = rate(EXACT) / rate(recipe);
    console.log(`a step in ${recipe} takes ${ratio.toFixed(2)} times that in FP32, ${said(ratio <= goal)} (goal ${goal})`);
  }
  for (const [recipe, goal] of Object.entries(VERSE)) {
    const steps = rate(`${TEXT}, ${recipe}`);
    console.log(`verse in ${recipe}: ${steps.toFixed(1)} steps a second, ${said(goal <= steps)} (goal ${goal})`);
  }
}
