#!/usr/bin/env python3
"""Five steps of training once more, in NumPy: vectors for src/experiments/training/oracle.rs.

    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/training_oracle.py'            writes the files
    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/training_oracle.py --check'    compares with what is kept

Files under tests/data (every file starts with a line that names versions and command):

    training_losses.csv     case, step, the mean loss before the step
    training_weights.csv    case, number of the tensor, place in it, value after the last step; of a large tensor every so many

Two ways, so that they share as little as possible with what they are held against.

FP32 cases are computed in float64, and a gradient is no backward pass at all: each parameter is moved by 1e-30 along the imaginary
axis, and the gradient is the imaginary part of the loss over 1e-30 (the complex-step derivative, exact to rounding).

Cases in few bits are computed in float32, products and sums one after the other in the order that src/numerics/matmul/mod.rs writes
down, with conversions by ml_dtypes. So every operand has the same bits before it is rounded, and no value can fall on the other side
of a tie; only exp and log may differ, by a unit in FP32's last place. How near that takes a value to a tie is looked at below.

First values: entry i of tensor t is base + ((37 i + 11 t) mod 101 - 50)/64 · scale. Numbers of step s: entry i is
((29 i + 17 s) mod 61 - 30)/32, labels (3 i + s) mod classes; characters (5 i + i² + s) mod 6, labels (7 i + 3 + s) mod 6.
Learning rates are held constant. This file reads nothing of the Rust code.
"""

import csv
import io
import sys
from pathlib import Path

import ml_dtypes
import numpy as np

PINNED = ("2.4.6", "0.6.0")
FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data"
HEADER = f"# numpy {PINNED[0]}, ml_dtypes {PINNED[1]}; python3 scripts/training_oracle.py"
STEPS, DECAY, KEPT = 5, 0.01, 48
F = np.float32
CHARACTERS, CONTEXT = 6, 64


def dyadic(count, tensor, scale, base=0.0):
    i = np.arange(count)
    return base + ((37 * i + 11 * tensor) % 101 - 50) / 64 * scale


# Cases: name, sizes, scales of the matrices, examples, optimizer, learning rate, recipe (None: float64).
def shape_of(sizes):
    """Weight and bias of each layer."""
    return [shape for n, m in zip(sizes, sizes[1:]) for shape in ((m, n), (m,))]


def first_values(sizes, scales):
    shapes = shape_of(sizes)
    return [
        dyadic(int(np.prod(shape)), t, scales[t // 2] if len(shape) == 2 else 1 / 16).reshape(shape) for t, shape in enumerate(shapes)
    ]


def numbers(rows, inputs, classes, step):
    i = np.arange(rows * inputs)
    x = ((29 * i + 17 * step) % 61 - 30) / 32
    return x.reshape(rows, inputs), (3 * np.arange(rows) + step) % classes


def text(count, step):
    i = np.arange(count)
    return (5 * i + i * i + step) % CHARACTERS, (7 * i + 3 + step) % CHARACTERS


# In float64, or complex: forward passes, written for clarity.
def above_zero(x):
    return np.where(x.real > 0, x, 0)


def mean_loss(outputs, labels):
    if outputs.shape[1] == 1:
        z = outputs[:, 0]
        return np.mean(np.log(1 + np.exp(z)) - z * labels)
    return np.mean(np.log(np.exp(outputs).sum(axis=1)) - outputs[np.arange(len(labels)), labels])


def perceptron_loss(parameters, example):
    x, labels = example
    layers = list(zip(parameters[::2], parameters[1::2]))
    for weight, bias in layers[:-1]:
        x = above_zero(x @ weight.T + bias)
    weight, bias = layers[-1]
    return mean_loss(x @ weight.T + bias, labels)


def transformer_loss(parameters, example, length=5, size=8):
    characters, labels = example
    embedded, places, *rest = parameters
    *blocks, gain, weight, bias = rest

    def norm(x, gain):
        return x / np.sqrt((x * x).mean(axis=1, keepdims=True) + 1e-6) * gain

    x = embedded[characters] + places[np.arange(len(characters)) % length]
    width = x.shape[1]
    for at in range(0, len(blocks), 10):
        g1, a, a0, j, j0, g2, w, w0, n, n0 = blocks[at : at + 10]
        q, k, v = np.split(norm(x, g1) @ a.T + a0, 3, axis=1)
        looked = np.zeros_like(x)
        for row in range(len(x)):
            past = slice(row // length * length, row + 1)
            for head in range(0, width, size):
                part = slice(head, head + size)
                odds = np.exp(k[past, part] @ q[row, part] / np.sqrt(size))
                looked[row, part] = odds / odds.sum() @ v[past, part]
        x = x + looked @ j.T + j0
        x = x + above_zero(norm(x, g2) @ w.T + w0) @ n.T + n0
    return mean_loss(norm(x, gain) @ weight.T + bias, labels)


def complex_step(loss, parameters, example):
    moved = [parameter.astype(complex) for parameter in parameters]
    gradients = []
    for tensor in moved:
        gradient = np.zeros(tensor.shape)
        for place in np.ndindex(tensor.shape):
            tensor[place] += 1e-30j
            gradient[place] = loss(moved, example).imag / 1e-30
            tensor[place] -= 1e-30j
        gradients.append(gradient)
    return gradients


class Optimizer:
    """SGD with momentum and AdamW, in whatever precision the parameters have; moments kept by `keep`."""

    def __init__(self, parameters, kind, rate, decays, real, keep=lambda x: x):
        self.kind, self.rate, self.decays, self.real, self.keep = kind, real(rate), decays, real, keep
        self.m = [np.zeros_like(p) for p in parameters]
        self.v = [np.zeros_like(p) for p in parameters]
        self.t = 0

    def step(self, parameters, gradients):
        self.t += 1
        real = self.real
        one, b1, b2 = real(1), real(0.9), real(0.95)
        root = np.sqrt(1 - 0.95**self.t)
        rate, eps = real(float(self.rate) * root / (1 - 0.9**self.t)), real(1e-8 * root)
        for p, g, m, v, decays in zip(parameters, gradients, self.m, self.v, self.decays):
            decay = self.rate * real(DECAY) if decays else real(0)
            if self.kind == "sgd":
                m[...] = b1 * m + g
                p -= self.rate * m + decay * p
                m[...] = self.keep(m)
                continue
            m[...] = b1 * m + (one - b1) * g
            v[...] = b2 * v + (one - b2) * (g * g)
            # The weight sees the new moments before they are rounded.
            p -= rate * m / (np.sqrt(v) + eps) + decay * p
            m[...] = self.keep(m)
            v[...] = self.keep(v)


def train_exactly(loss, parameters, examples, kind, rate, decays):
    parameters = [parameter.copy() for parameter in parameters]
    optimizer = Optimizer(parameters, kind, rate, decays, np.float64)
    losses = []
    for step in range(STEPS):
        example = examples(step)
        losses.append(loss(parameters, example))
        optimizer.step(parameters, complex_step(loss, parameters, example))
    return losses, parameters


# In float32, operands in few bits.
TYPES = {"bf16": ml_dtypes.bfloat16, "fp16": np.float16, "e4m3": ml_dtypes.float8_e4m3fn}
NEAREST = {"bf16": 1.0, "fp16": 1.0, "e4m3": 1.0}


def keep(kind, x):
    """To the format and back; the smallest distance from a tie, in units of the last place, is noted, exact ties left aside."""
    if kind == "e4m3":
        x = np.clip(x, F(-448), F(448))
    with np.errstate(over="ignore"):
        rounded = x.astype(TYPES[kind]).astype(F)
    off = np.abs(x.astype(float) - rounded)
    with np.errstate(all="ignore"):
        unit = np.exp2(np.floor(np.log2(np.abs(x.astype(float)))) - {"bf16": 7, "fp16": 10, "e4m3": 3}[kind])
        distance = np.abs(off / unit - 0.5)
    distance = distance[np.isfinite(distance) & (distance > 0)]
    if distance.size:
        NEAREST[kind] = min(NEAREST[kind], float(distance.min()))
    return rounded


def in_order(a, b, scales=None):
    """a · bᵀ, place after place; with scales, span after span of 128."""
    total = np.zeros((a.shape[0], b.shape[0]), F)
    spans = range(0, a.shape[1], 128 if scales else a.shape[1])
    for number, start in enumerate(spans):
        register = np.zeros_like(total)
        for k in range(start, min(start + (128 if scales else a.shape[1]), a.shape[1])):
            register = register + a[:, k, None] * b[None, :, k]
        total = total + (register * (scales[0][:, number, None] * scales[1][None, :, number]) if scales else register)
    return total


def scale_of(amax):
    return np.where(amax == 0, F(1), np.maximum(amax / F(448), np.finfo(F).tiny)).astype(F)


def tiles(x, rows_together):
    """Codes, and a scale for each row and span of 128; rows_together rows share it."""
    codes, scales = np.zeros_like(x), np.ones((x.shape[0], -(-x.shape[1] // 128)), F)
    for row in range(0, x.shape[0], rows_together):
        for number, start in enumerate(range(0, x.shape[1], 128)):
            group = np.s_[row : row + rows_together, start : start + 128]
            scale = scale_of(np.abs(x[group]).max())
            scales[row : row + rows_together, number] = scale
            codes[group] = keep("e4m3", x[group] / scale)
    return codes, scales


def product(a, b, recipe, roles):
    """roles: which of the two is a weight, whose scales are for squares."""
    if recipe != "e4m3":
        return in_order(keep(recipe, a), keep(recipe, b))
    (a, sa), (b, sb) = (tiles(x, 128 if role == "w" else 1) for x, role in zip((a, b), roles))
    return in_order(a, b, (sa, sb))


def train_narrowly(parameters, examples, kind, rate, recipe):
    """recipe: operands of the layers, what is handed on, format of the moments or None, the loss scale."""
    operands, between, moments, scale = recipe
    parameters = [parameter.astype(F) for parameter in parameters]
    decays = [parameter.ndim == 2 for parameter in parameters]
    optimizer = Optimizer(parameters, kind, rate, decays, F, (lambda x: keep(moments, x)) if moments else (lambda x: x))
    losses = []
    for step in range(STEPS):
        x, labels = examples(step)
        x, y = x.astype(F), labels.astype(F)
        given = []
        for at, used in enumerate(operands):
            weight, bias = parameters[2 * at : 2 * at + 2]
            given.append(x)
            x = keep(between, product(x, weight, used, "xw") + bias)
            if at + 1 < len(operands):
                x = np.where(x < 0, F(0), x)
        z = x[:, 0]
        tail = np.exp(-np.abs(z).astype(float)).astype(F)
        each = np.log1p(tail.astype(float)).astype(F) + (np.where(z < 0, F(0), z) - z * y)
        losses.append(each.astype(float).mean())
        chance = np.where(z < 0, tail / (F(1) + tail), F(1) / (F(1) + tail))
        dy = keep(between, (chance - y) * (F(scale) / F(len(y))))[:, None]
        gradients = [None] * len(parameters)
        for at in reversed(range(len(operands))):
            x, weight, used = given[at], parameters[2 * at], operands[at]
            bias = np.zeros(weight.shape[0], F)
            for row in dy:
                bias = bias + row
            down = F(1) / F(scale)
            gradients[2 * at] = product(dy.T.copy(), x.T.copy(), used, "gx") * down
            gradients[2 * at + 1] = bias * down
            if at:
                dy = keep(between, product(dy, weight.T.copy(), used, "gw"))
                dy = np.where(x == 0, F(0), dy)
        assert all(np.isfinite(gradient).all() for gradient in gradients)
        optimizer.step(parameters, gradients)
    return losses, parameters


def transformer_first(width=8):
    """Embeddings, places, one block, the last gain and the output layer, with which of them decay."""
    shapes = [(CHARACTERS, width), (CONTEXT, width), (width,), (3 * width, width), (3 * width,), (width, width), (width,), (width,)]
    shapes += [(4 * width, width), (4 * width,), (width, 4 * width), (width,), (width,), (CHARACTERS, width), (CHARACTERS,)]
    scales = [1 / 4, 1 / 4, 0, 1 / 2, 0, 1 / 2, 0, 0, 1 / 2, 0, 1 / 4, 0, 0, 1 / 2, 0]
    gains = (2, 7, 12)
    values = [
        dyadic(int(np.prod(shape)), t, scale or 1 / 16, 1.0 if t in gains else 0.0).reshape(shape)
        for t, (shape, scale) in enumerate(zip(shapes, scales))
    ]
    return values, [len(shape) == 2 for shape in shapes]


def results():
    """Case by case: losses and last values."""
    small, scales = (2, 8, 8, 1), (1, 1 / 2, 1 / 2)
    points = lambda step: numbers(8, 2, 2, step)  # noqa: E731
    first = first_values(small, scales)
    decays = [parameter.ndim == 2 for parameter in first]
    yield "fp32_adamw", train_exactly(perceptron_loss, first, points, "adamw", 0.01, decays)
    yield "fp32_sgd", train_exactly(perceptron_loss, first, points, "sgd", 0.1, decays)
    three = first_values((5, 12, 3), (1 / 2, 1 / 2))
    classes = lambda step: numbers(11, 5, 3, step)  # noqa: E731
    yield "classes_sgd", train_exactly(perceptron_loss, three, classes, "sgd", 0.1, [p.ndim == 2 for p in three])
    yield "bf16_adamw", train_narrowly(first, points, "adamw", 0.01, (("bf16",) * 3, "bf16", None, 1))
    yield "fp16_sgd", train_narrowly(first, points, "sgd", 0.1, (("fp16",) * 3, "fp16", None, 1024))
    wide = first_values((2, 136, 136, 1), (1, 1 / 8, 1 / 8))
    points130 = lambda step: numbers(130, 2, 2, step)  # noqa: E731
    yield "tiles_adamw", train_narrowly(wide, points130, "adamw", 0.01, (("bf16", "e4m3", "bf16"), "bf16", "bf16", 1))
    values, decays = transformer_first()
    yield "transformer_adamw", train_exactly(transformer_loss, values, lambda step: text(10, step), "adamw", 0.01, decays)


def table(columns, rows):
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return f"{HEADER}\n{lines.getvalue()}"


def vectors():
    losses, weights = [], []
    for case, (found, parameters) in results():
        losses += [[case, step, f"{loss:.9g}"] for step, loss in enumerate(found)]
        for t, parameter in enumerate(parameters):
            flat = parameter.ravel()
            places = range(0, len(flat), -(-len(flat) // KEPT))
            weights += [[case, t, place, f"{flat[place]:.9g}"] for place in places]
    return table(["case", "step", "loss"], losses), table(["case", "tensor", "place", "value"], weights)


def main(arguments):
    if (np.__version__, ml_dtypes.__version__) != PINNED:
        sys.exit(f"found numpy {np.__version__}, ml_dtypes {ml_dtypes.__version__}; the vectors are written with {PINNED}")
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    failed = 0
    for name, found in zip(("training_losses.csv", "training_weights.csv"), vectors()):
        if arguments:
            same = (FOLDER / name).read_text() == found
            failed |= not same
            print(f"training in NumPy: {name} is {'what it gives' if same else 'NOT what it gives'}")
        else:
            (FOLDER / name).write_text(found)
            print(f"{name}: {found.count(chr(10)) - 2} rows")
    print("nearest to a tie, in units of the last place:", ", ".join(f"{kind} {least:.1e}" for kind, least in NEAREST.items()))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
