// How far the results are from the exact product: sums in another order differ, and what a narrow storage loses is its price.

// Rounding in FP32: half the distance from 1 to the next number.
const UNIT = 2 ** -24;

/** Of every y: the largest error of an entry beside its bound in FP32, and the norm of the error beside that of y. */
export function errors(results, { tile, x }) {
  const exact = rowsOf(tile, x);
  const off = Object.fromEntries(Object.entries(results).map(([who, y]) => [who, error(exact, x.length, y)]));
  const { Fp32: ours, peer } = results;
  if (peer) off.difference = { ofBound: apart(exact, x.length, ours, peer) };
  return off;
}

/** The rows that come again and again, in double precision: Σ w x and Σ |w x|. */
function rowsOf(tile, x) {
  return Array.from({ length: tile.length / x.length }, (_, row) => {
    let [sum, size] = [0, 0];
    x.forEach((value, column) => {
      const product = tile[row * x.length + column] * value;
      sum += product;
      size += Math.abs(product);
    });
    return { sum, size };
  });
}

function error(exact, terms, y) {
  let [ofBound, square, all] = [0, 0, 0];
  for (let row = 0; row < y.length; row += 1) {
    const { sum, size } = exact[row % exact.length];
    const away = y[row] - sum;
    ofBound = Math.max(ofBound, Math.abs(away) / (bound(terms) * size));
    square += away ** 2;
    all += sum ** 2;
  }
  return { ofBound, relative: Math.sqrt(square / all) };
}

/** Both may be off, each by the bound. */
function apart(exact, terms, ours, theirs) {
  return ours.reduce((most, value, row) => {
    return Math.max(most, Math.abs(value - theirs[row]) / (2 * bound(terms) * exact[row % exact.length].size));
  }, 0);
}

/** n products summed in any order are off by at most γ Σ|w x| with γ = n u / (1 - n u) (Higham, Accuracy and Stability, 3.1). */
function bound(terms) {
  return (terms * UNIT) / (1 - terms * UNIT);
}
