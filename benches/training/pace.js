// How fast steps follow each other.

/** Steps a second, for so many milliseconds at least. A step may be a promise. */
export async function pace(step, milliseconds) {
  const start = performance.now();
  let [count, end] = [0, start];
  while (end - start < milliseconds) {
    const done = step();
    if (done) await done;
    count += 1;
    end = performance.now();
  }
  return (count / (end - start)) * 1e3;
}
