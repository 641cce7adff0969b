#!/usr/bin/env python3
"""Steps of training once more, in NumPy: vectors for src/experiments/training/oracle.rs.

    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/training_oracle.py'            writes the files
    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/training_oracle.py --check'    compares with what is kept

Files under tests/data (every file starts with a line that names versions and command):

    training_losses.csv     case, step, the mean loss before the step
    training_weights.csv    case, number of the tensor, place in it, value after the last step; of a large tensor every so many

Two ways, so that they share as little as possible with what they are held against.

FP32 cases are computed in float64, and a gradient is no backward pass at all: each parameter is moved by 1e-30 along the imaginary
axis, and the gradient is the imaginary part of the loss over 1e-30 (the complex-step derivative, exact to rounding).

Cases in few bits are computed in float32, with the products of narrow_products.py. So every operand has the same bits before it is
rounded, and no value can fall on the other side of a tie; only exp and log may differ, by a unit in FP32's last place. How near that
takes a value to a tie is noted, and printed at the end.

First values: entry i of tensor t is base + ((37 i + 11 t) mod 101 - 50)/64 · scale. Numbers of step s: entry i is
((29 i + 17 s) mod 61 - 30)/32, labels (3 i + s) mod classes; characters (5 i + i² + s) mod 6, labels (7 i + 3 + s) mod 6.
Learning rates are held constant. This file reads nothing of the Rust code.
"""

import sys
from dataclasses import dataclass
from functools import partial
from itertools import chain

import ml_dtypes
import numpy as np
from kept_tables import table, write_or_check
from narrow_products import HISTORY, NEAREST, Delayed, F, Way, fourteen_bits, keep, mx, nvfp4, tiles, words_of

PINNED = {np: "2.4.6", ml_dtypes: "0.6.0"}
HEADER = f"# numpy {PINNED[np]}, ml_dtypes {PINNED[ml_dtypes]}; python3 scripts/training_oracle.py"
STEPS, DECAY, KEPT = 5, 0.01, 48
CHARACTERS, CONTEXT = 6, 64
SMALL = ((2, 8, 8, 1), (1, 1 / 2, 1 / 2))
BF16 = Way("bf16")


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


def spread(parameters):
    """The same function, but what unit j of the first layer gives is multiplied by 2^((5 j mod 21) - 10)."""
    weight, bias, after, *others = parameters
    factors = 2.0 ** (5 * np.arange(len(bias)) % 21 - 10)
    return [weight * factors[:, None], bias * factors, after / factors, *others]


def numbers(rows, inputs, classes, step):
    i = np.arange(rows * inputs)
    x = ((29 * i + 17 * step) % 61 - 30) / 32
    return x.reshape(rows, inputs), (3 * np.arange(rows) + step) % classes


def points(rows):
    return partial(numbers, rows, 2, 2)


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
@dataclass(frozen=True)
class Recipe:
    """How each layer's factors enter its products, the format of what is handed on, that of the moments or None, and the loss scale."""

    ways: tuple
    between: str
    moments: str | None = None
    scale: int = 1


def train_narrowly(parameters, examples, kind, rate, recipe, steps=STEPS):
    parameters = [parameter.astype(F) for parameter in parameters]
    decays = [parameter.ndim == 2 for parameter in parameters]
    optimizer = Optimizer(parameters, kind, rate, decays, F, partial(keep, recipe.moments) if recipe.moments else lambda x: x)
    losses = []
    for step in range(steps):
        x, labels = examples(step)
        x, y = x.astype(F), labels.astype(F)
        given = []
        for at, way in enumerate(recipe.ways):
            weight, bias = parameters[2 * at : 2 * at + 2]
            given.append(x)
            x = keep(recipe.between, way.product(x, weight, "xw") + bias)
            if at + 1 < len(recipe.ways):
                x = np.where(x < 0, F(0), x)
        loss, dy = logistic(x[:, 0], y, F(recipe.scale))
        losses.append(loss)
        gradients = backward(parameters, given, keep(recipe.between, dy)[:, None], recipe)
        assert all(np.isfinite(gradient).all() for gradient in gradients)
        optimizer.step(parameters, gradients)
        for way in recipe.ways:
            if isinstance(way.fit, Delayed):
                way.fit.step_is_over()
    return losses, parameters


def logistic(z, y, scale):
    """The mean loss, and its derivative times the loss scale."""
    tail = np.exp(-np.abs(z).astype(float)).astype(F)
    each = np.log1p(tail.astype(float)).astype(F) + (np.where(z < 0, F(0), z) - z * y)
    chance = np.where(z < 0, tail / (F(1) + tail), F(1) / (F(1) + tail))
    return each.astype(float).mean(), (chance - y) * (scale / F(len(y)))


def backward(parameters, given, dy, recipe):
    gradients, down = [None] * len(parameters), F(1) / F(recipe.scale)
    for at, way in reversed(list(enumerate(recipe.ways))):
        x, weight = given[at], parameters[2 * at]
        bias = np.zeros(weight.shape[0], F)
        for row in dy:
            bias = bias + row
        gradients[2 * at] = way.product(dy.T.copy(), x.T.copy(), "gx") * down
        gradients[2 * at + 1] = bias * down
        if at:
            dy = keep(recipe.between, way.product(dy, weight.T.copy(), "gw"))
            dy = np.where(x == 0, F(0), dy)
    return gradients


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


def exact_results():
    """Case by case: losses and last values."""
    first = first_values(*SMALL)
    decays = [parameter.ndim == 2 for parameter in first]
    yield "fp32_adamw", train_exactly(perceptron_loss, first, points(8), "adamw", 0.01, decays)
    yield "fp32_sgd", train_exactly(perceptron_loss, first, points(8), "sgd", 0.1, decays)
    three = first_values((5, 12, 3), (1 / 2, 1 / 2))
    yield "classes_sgd", train_exactly(perceptron_loss, three, partial(numbers, 11, 5, 3), "sgd", 0.1, [p.ndim == 2 for p in three])
    values, decays = transformer_first()
    yield "transformer_adamw", train_exactly(transformer_loss, values, partial(text, 10), "adamw", 0.01, decays)


def narrow_results():
    first, wide = first_values(*SMALL), first_values((2, 136, 136, 1), (1, 1 / 8, 1 / 8))
    yield "bf16_adamw", train_narrowly(first, points(8), "adamw", 0.01, Recipe((BF16,) * 3, "bf16"))
    yield "fp16_sgd", train_narrowly(first, points(8), "sgd", 0.1, Recipe((Way("fp16"),) * 3, "fp16", scale=1024))
    # Longer than the history, so that the first steps are forgotten.
    delayed = Recipe(tuple(Way("e4m3 e4m3 e5m2", Delayed()) for _ in range(3)), "bf16")
    yield "delayed_adamw", train_narrowly(first, points(8), "adamw", 0.01, delayed, HISTORY + 4)

    def between_bf16(way, first=wide, rate=0.01, **others):
        return train_narrowly(first, points(130), "adamw", rate, Recipe((BF16, way, BF16), "bf16", **others))

    yield "tiles_adamw", between_bf16(Way("e4m3", tiles), moments="bf16")
    yield "deepseek_adamw", between_bf16(Way("e4m3", tiles, fourteen_bits), moments="bf16")
    # Neither scales nor promotion: one register for the whole depth.
    yield "register_adamw", between_bf16(Way("e4m3", add=fourteen_bits), scale=1024)
    # Where no number is subnormal in E4M3FN, it is the same whatever power of two it was divided by.
    yield "mx_adamw", between_bf16(Way("e4m3", mx), spread(wide), 1e-5)
    yield "nvfp4_adamw", between_bf16(Way("e2m1", nvfp4))
    yield "drawn_adamw", between_bf16(Way("e2m1", nvfp4, words=words_of(0)))


def tables():
    losses, weights = [], []
    for case, (found, parameters) in chain(exact_results(), narrow_results()):
        losses += [[case, step, f"{loss:.9g}"] for step, loss in enumerate(found)]
        for t, parameter in enumerate(parameters):
            flat = parameter.ravel()
            places = range(0, len(flat), -(-len(flat) // KEPT))
            weights += [[case, t, place, f"{flat[place]:.9g}"] for place in places]
    print("nearest to a tie, in units of the last place:", ", ".join(f"{kind} {least:.1e}" for kind, least in NEAREST.items()))
    yield "training_losses.csv", table(HEADER, ["case", "step", "loss"], losses)
    yield "training_weights.csv", table(HEADER, ["case", "tensor", "place", "value"], weights)


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], __doc__, "training in NumPy", PINNED, tables))
