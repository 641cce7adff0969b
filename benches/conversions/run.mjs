// Conversions between f32 and E4M3FN: ours in the browser and natively, float8 in the browser, ml_dtypes and PyTorch natively.
//   node benches/conversions/run.mjs FOLDER NATIVE
// All take their turn in each round, so that what else the machine does hits them alike; medians of the rounds, then ratios.
import { fileURLToPath } from "node:url";
import { conversation, row, withPage } from "../../scripts/bench.mjs";

const ROUNDS = 7;
const COUNT = 1 << 20;
// The figures to reach, product.md: what, whose, beside whom, at least how many times.
const GOALS = [
  ["encode", "browser", "ml_dtypes", 8],
  ["encode", "browser", "torch", 1],
  ["decode", "browser", "torch", 12],
  ["decode", "browser", "float8", 5],
];

const [folder, nativeProgram] = process.argv.slice(2);
const native = conversation(nativeProgram, [String(COUNT)]);
const python = process.env.OCTET_PEERS;
const peers = python && conversation(python, [fileURLToPath(new URL("peers.py", import.meta.url)), String(COUNT)]);
const versions = peers ? JSON.parse(await peers.hear()) : {};

await withPage(folder, `?count=${COUNT}`, async (page, version) => {
  const [different, checked] = await page.evaluate(() => globalThis.differences());
  const rates = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const { encode, decode, encodeCrate, decodeCrate, half } = await page.evaluate(() => globalThis.round());
    note(rates, { browser: { encode, decode, half }, float8: { encode: encodeCrate, decode: decodeCrate } });
    note(rates, { native: JSON.parse(await native.ask()) });
    if (peers) note(rates, JSON.parse(await peers.ask()));
  }
  print(rates, version);
  console.log(`slices and single values in the browser: ${different} of ${checked} results differ`);
});
native.end();
peers?.end();

function note(rates, round) {
  for (const [who, ways] of Object.entries(round)) {
    for (const [way, rate] of Object.entries(ways)) ((rates[who] ??= {})[way] ??= []).push(rate);
  }
}

function print(rates, version) {
  const median = (who, way) => rates[who]?.[way]?.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  const names = {
    browser: `ours, wasm, Chromium ${version}`,
    float8: "float8 0.7.0, wasm, the same page",
    native: "ours, native",
    ml_dtypes: `ml_dtypes ${versions.ml_dtypes}, native`,
    torch: `PyTorch ${versions.torch}, native, one thread`,
  };
  console.log(`\nConversions of ${COUNT} normal numbers, millions a second, medians of ${ROUNDS} rounds in turn`);
  console.log(row(["", "f32 to E4M3FN", "E4M3FN to f32", "f32 to FP16"], 40));
  for (const [who, name] of Object.entries(names)) {
    const cells = ["encode", "decode", "half"].map((way) => median(who, way)?.toFixed(0) ?? "-");
    if (rates[who]) console.log(row([name, ...cells], 40));
    else console.log(`${name.split(" ")[0]}: not installed, not measured`);
  }
  for (const [way, ours, theirs, goal] of GOALS) {
    const ratio = median(ours, way) / median(theirs, way);
    const verdict = Number.isNaN(ratio) ? "not measured" : `${ratio.toFixed(1)}×, ${goal <= ratio ? "met" : "not met"}`;
    console.log(`${way}, ours in the browser beside ${theirs}: ${verdict} (goal ${goal}×)`);
  }
}
