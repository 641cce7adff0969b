// Workers as the benches' pages hire them: each answers what it is asked by name (`answering` in turns.js).

/** Hires a worker for one piece of work only. */
export async function alone(script, work) {
  const worker = colleague(script);
  try {
    return await work(worker);
  } finally {
    worker.end();
  }
}

/** A worker that is asked one thing after another. */
export function colleague(script) {
  const worker = new Worker(script, { type: "module" });
  const ask = (name, ...words) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: { answer, problem } }) => (problem === undefined ? resolve(answer) : reject(new Error(problem)));
      worker.onerror = ({ message }) => reject(new Error(`${script}: ${message}`));
      worker.postMessage({ name, words });
    });
  return { ask, end: () => worker.terminate() };
}
