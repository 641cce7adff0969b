// What all workers share: they answer the page's calls by name, and time a product for so many milliseconds.

// A turn lasts so long at least, and consists of slices: so many at least, each so long that the clock's 5 µs are lost in it. What else
// the machine does falls between slices more often than into all of them, hence a turn's fastest slice counts.
const TURN_MS = 30;
const SLICES = 3;
const SLICE_MS = 2;
// Until the engine has made its best code of it.
const WARM_MS = 150;

/** Answers { name, words } with { answer } or { problem }. */
export function answering(calls) {
  globalThis.onmessage = async ({ data: { name, words } }) => {
    try {
      globalThis.postMessage({ answer: await calls[name](...words) });
    } catch (problem) {
      globalThis.postMessage({ problem: String(problem) });
    }
  };
}

/** A function that takes a turn: milliseconds of one call of `product`. */
export function turns(product) {
  let count = 1;
  for (const end = performance.now() + WARM_MS; performance.now() < end; ) product();
  return () => {
    // The caches are full of others' numbers.
    product();
    let [fastest, all, slices] = [Infinity, 0, 0];
    while (all < TURN_MS || slices < SLICES) {
      const took = timed(product, count);
      if (took < SLICE_MS) {
        count = Math.ceil(count * Math.max(1.2, Math.min(10, SLICE_MS / Math.max(took, 0.01))));
      } else {
        fastest = Math.min(fastest, took / count);
        all += took;
        slices += 1;
      }
    }
    return fastest;
  };
}

function timed(product, count) {
  const start = performance.now();
  for (let call = 0; call < count; call += 1) product();
  return performance.now() - start;
}
