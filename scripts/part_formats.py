#!/usr/bin/env python3
"""A character model once more, in NumPy, whose parts have formats of their own: vectors for src/experiments/training/part_formats.rs.

    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/part_formats.py'            writes the file
    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/part_formats.py --check'    compares with what is kept

tests/data/part_formats.csv: number of the tensor, place in it, gradient; of a large tensor every so many. Tensor 99 is the loss.

All is computed in float32, sums one after the other, so that every number has the same bits before it is rounded; conversions are those
of ml_dtypes. Only exp and log may differ, by a unit in FP32's last place, and how near that takes a number to a tie is printed.

Embeddings E4M3FN, normalisation BF16, softmax E4M3FN; products in FP32, values between them in BF16. Two passages of five characters, one
block of width 8, one head. Entry i of tensor t is base + ((37 i + 11 t) mod 101 - 50)/64 · scale, characters are (5 i + i²) mod 6, labels
(7 i + 3) mod 6. This file reads nothing of the Rust code.
"""

import sys
from pathlib import Path

import ml_dtypes
import numpy as np

PINNED = ("2.4.6", "0.6.0")
FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "part_formats.csv"
F = np.float32
WIDTH, LENGTH, CHARACTERS, CONTEXT, KEPT = 8, 5, 6, 64, 48
ROOT = F(np.sqrt(F(0.5))) * F(0.5)
NEAREST = [1.0]


def rounded(kind, bits, x):
    result = x.astype(kind).astype(F)
    with np.errstate(all="ignore"):
        unit = np.exp2(np.floor(np.log2(np.abs(x.astype(float)))) - bits)
        off = np.abs(np.abs(x.astype(float) - result) / unit - 0.5)
    NEAREST[0] = min([NEAREST[0], *off[np.isfinite(off) & (off > 0)]])
    return result


def bf16(x):
    return rounded(ml_dtypes.bfloat16, 7, x)


def e4m3(x):
    return rounded(ml_dtypes.float8_e4m3fn, 3, np.clip(x, F(-448), F(448)))


def summed(x):
    """Along the last axis, the first place first."""
    total = np.zeros(x.shape[:-1], F)
    for k in range(x.shape[-1]):
        total = total + x[..., k]
    return total


def product(a, b):
    """a · bᵀ."""
    return summed(a[..., :, None, :] * b[..., None, :, :])


def exp(x):
    return np.exp(x.astype(float)).astype(F)


class Linear:
    def __init__(self, weight, bias):
        self.weight, self.bias = weight, bias

    def forward(self, x):
        self.x = x
        return bf16(product(x, self.weight) + self.bias)

    def backward(self, dy):
        self.gradients = [product(dy.T.copy(), self.x.T.copy()), summed(dy.T)]
        return bf16(product(dy, self.weight.T.copy()))


class Norm:
    """Takes and gives BF16."""

    def __init__(self, gain):
        self.gain = bf16(gain)

    def forward(self, x):
        x = bf16(x)
        self.factor = (F(1) / np.sqrt(summed(x * x) / F(WIDTH) + F(1e-6)))[:, None]
        self.unit = x * self.factor
        return bf16(bf16(self.unit * self.gain))

    def backward(self, dy):
        dy = bf16(dy)
        self.gradients = [summed((dy * self.unit).T)]
        h = dy * self.gain
        mean = (summed(h * self.unit) / F(WIDTH))[:, None]
        return bf16(self.factor * (h - self.unit * mean))


class Attention:
    """One head; the softmax takes and gives E4M3FN, and what it gives goes into a product as BF16."""

    def forward(self, wanted):
        self.q, self.k, self.v = np.split(wanted.reshape(-1, LENGTH, 3 * WIDTH), 3, axis=2)
        scores = e4m3(product(self.q, self.k))
        past = np.tril(np.ones((LENGTH, LENGTH), bool))
        most = np.where(past, scores, -np.inf).max(axis=2, keepdims=True).astype(F)
        odds = np.where(past, exp((scores - most) * ROOT), F(0))
        self.shares = bf16(e4m3(odds / summed(odds)[..., None]))
        return bf16(product(self.shares, turned(self.v))).reshape(-1, WIDTH)

    def backward(self, dy):
        dy = dy.reshape(-1, LENGTH, WIDTH)
        dp = e4m3(product(dy, self.v))
        along = summed(dp * self.shares)[..., None]
        ds = bf16(e4m3(self.shares * (dp - along) * ROOT))
        parts = [product(ds, turned(self.k)), product(turned(ds), turned(self.q)), product(turned(self.shares), turned(dy))]
        return bf16(np.concatenate(parts, axis=2)).reshape(-1, 3 * WIDTH)


def turned(x):
    return x.transpose(0, 2, 1).copy()


def first_values():
    shapes = [(CHARACTERS, WIDTH), (CONTEXT, WIDTH), (WIDTH,), (3 * WIDTH, WIDTH), (3 * WIDTH,), (WIDTH, WIDTH), (WIDTH,), (WIDTH,)]
    shapes += [(4 * WIDTH, WIDTH), (4 * WIDTH,), (WIDTH, 4 * WIDTH), (WIDTH,), (WIDTH,), (CHARACTERS, WIDTH), (CHARACTERS,)]
    scales = [1 / 4, 1 / 4, 1 / 16, 1 / 2, 1 / 16, 1 / 2, 1 / 16, 1 / 16, 1 / 2, 1 / 16, 1 / 4, 1 / 16, 1 / 16, 1 / 2, 1 / 16]
    for t, (shape, scale) in enumerate(zip(shapes, scales)):
        i = np.arange(int(np.prod(shape)))
        yield ((t in (2, 7, 12)) + ((37 * i + 11 * t) % 101 - 50) / 64 * scale).astype(F).reshape(shape)


def gradients():
    """The loss, and every tensor's gradient."""
    i = np.arange(2 * LENGTH)
    text, labels = (5 * i + i * i) % CHARACTERS, (7 * i + 3) % CHARACTERS
    table, places, g1, a, a0, j, j0, g2, w, w0, n, n0, g3, o, o0 = first_values()
    first, second, last = Norm(g1), Norm(g2), Norm(g3)
    ask, join, widen, narrow, answer = Linear(a, a0), Linear(j, j0), Linear(w, w0), Linear(n, n0), Linear(o, o0)
    look = Attention()

    x = bf16(e4m3(e4m3(table[text]) + e4m3(places[i % LENGTH])))
    x = bf16(x + join.forward(look.forward(ask.forward(first.forward(x)))))
    wide = widen.forward(second.forward(x))
    x = bf16(x + narrow.forward(np.where(wide < 0, F(0), wide)))
    z = answer.forward(last.forward(x))

    most = z.max(axis=1, keepdims=True)
    odds = exp(z - most)
    total = summed(odds)
    loss = (np.log(total.astype(float)).astype(F) + most[:, 0] - z[i, labels]).astype(float).mean()
    dz = bf16((odds / total[:, None] - np.eye(CHARACTERS, dtype=F)[labels]) * (F(1) / F(len(labels))))

    dx = bf16(last.backward(answer.backward(dz)))
    inner = np.where(wide <= 0, F(0), narrow.backward(dx))
    dx = bf16(dx + second.backward(widen.backward(inner)))
    dx = bf16(dx + first.backward(ask.backward(look.backward(join.backward(dx)))))
    dx = e4m3(dx)
    found = [np.zeros_like(table), np.zeros_like(places)]
    for at, row in enumerate(dx):
        found[0][text[at]] += row
        found[1][at % LENGTH] += row
    for part in (first, ask, join, second, widen, narrow, last, answer):
        found += part.gradients
    return loss, found


def table():
    loss, found = gradients()
    lines = [f"# numpy {PINNED[0]}, ml_dtypes {PINNED[1]}; python3 scripts/part_formats.py", "tensor,place,value", f"99,0,{loss:.9g}"]
    for t, tensor in enumerate(found):
        flat = tensor.ravel()
        lines += [f"{t},{place},{flat[place]:.9g}" for place in range(0, len(flat), -(-len(flat) // KEPT))]
    return "\n".join(lines) + "\n"


def main(arguments):
    if (np.__version__, ml_dtypes.__version__) != PINNED:
        sys.exit(f"found numpy {np.__version__}, ml_dtypes {ml_dtypes.__version__}; the vectors are written with {PINNED}")
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    found = table()
    is_same = FILE.exists() and FILE.read_text() == found
    if not arguments:
        FILE.write_text(found)
    print(f"{FILE.name}: {'what it gives' if is_same else 'NOT what it gives' if arguments else 'written'}")
    print(f"nearest to a tie, in units of the last place: {NEAREST[0]:.1e}")
    return int(bool(arguments) and not is_same)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
