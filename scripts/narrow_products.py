"""Products of factors in few bits, in NumPy, for training_oracle.py: formats, scales and registers.

All in float32, products and sums one after the other in the order that src/numerics/matmul/mod.rs writes down; conversions to nearest
are those of ml_dtypes. Each rule is written from where it is published; what the sources leave open is this project's rule:

    Tiles, squares   amax/448 for 128 neighbours of a row, of weights for 128 by 128: DeepSeek-V3, arXiv 2412.19437, section 3.3.2.
    Delayed          amax/max for a tensor, amax the largest of the steps before: arXiv 2209.05433, and DelayedScaling of Transformer
                     Engine, which begins with 1 too. How many steps are looked back on is ours, HISTORY.
    MX               A power of two for 32 neighbours, the smallest that takes none of them beyond the largest number: arXiv
                     2506.08027, for training. (The OCP specification's own conversion rounds down.)
    NVFP4            s = 2688/amax of the tensor; for 16 neighbours amax/6 · s in E4M3FN: arXiv 2509.25149, appendix B, in its order.
    Fourteen bits    Of 32 products and the register, aligned at the largest, the upper 14 bits count, toward zero; then of their sum:
                     arXiv 2412.19437, section 3.5.2. That the register takes part, and toward zero: Fasi et al., PeerJ CS 7:e330.
    At random        Away from zero if the fraction lost times 2^32 exceeds a word: Connolly, Higham and Mary 2021, mode 1. The words
                     are the upper halves of PCG64's, which NumPy has as well; a seed is its first state before its first step.

Roles of factors: x activations, w weights, g gradients. Rows lie along the depth that is summed over.
"""

import ml_dtypes
import numpy as np

F = np.float32
HISTORY = 16
# dtype, largest value where conversion ends there, mantissa bits, exponent of the smallest normal number
FORMATS = {
    "bf16": (ml_dtypes.bfloat16, None, 7, -126),
    "fp16": (np.float16, None, 10, -14),
    "e4m3": (ml_dtypes.float8_e4m3fn, 448, 3, -6),
    "e5m2": (ml_dtypes.float8_e5m2, 57344, 2, -14),
    "e2m1": (ml_dtypes.float4_e2m1fn, 6, 1, 0),
}
NEAREST = {}
# The increment's upper bits in PCG's reference implementation.
STREAM = 0x0A02BDBF7BB3C0A7AC28FA16A64ABF96


def keep(kind, x):
    """To the format and back; the smallest distance from a tie, in units of the last place, is noted, exact ties left aside."""
    dtype, largest, mantissa, lowest = FORMATS[kind]
    if largest is not None:
        x = np.clip(x, F(-largest), F(largest))
    with np.errstate(over="ignore"):
        rounded = x.astype(dtype).astype(F)
    exact = x.astype(float)
    with np.errstate(all="ignore"):
        unit = np.exp2(np.maximum(np.floor(np.log2(np.abs(exact))), lowest) - mantissa)
        distance = np.abs(np.abs(exact - rounded) / unit - 0.5)
    distance = distance[np.isfinite(distance) & (distance > 0)]
    if distance.size:
        NEAREST[kind] = min(NEAREST.get(kind, 1.0), float(distance.min()))
    return rounded


def words_of(seed):
    """The words of a seed: a function that gives so many of them."""
    increment = STREAM << 1 | 1
    words = np.random.PCG64()
    words.state = {
        "bit_generator": "PCG64",
        "state": {"state": (seed + increment) % 2**128, "inc": increment},
        "has_uint32": 0,
        "uinteger": 0,
    }
    # What a generator does with its state before it gives the first word.
    words.random_raw()
    return lambda count: words.random_raw(count) >> np.uint64(32)


def at_random(words, x):
    """To E2M1, up or down by a word for each value, row after row."""
    grid = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6, 8])
    size = np.minimum(np.abs(x.astype(float)), 6)
    lower = np.searchsorted(grid, size, side="right") - 1
    share = (size - grid[lower]) / (grid[lower + 1] - grid[lower])
    is_above = share * 2.0**32 > words(x.size).reshape(x.shape).astype(float)
    return np.copysign(grid[lower + is_above], x).astype(F)


# From a factor, its role and the largest value of its format: the numbers to round, what each span's register is multiplied by, a row
# for each row of the factor, and how long a span is.
def unscaled(x, role, largest):
    return x, np.ones((len(x), 1), F), x.shape[1]


def groups(x, rows_together, span):
    """Slices of the groups, and where their scales lie."""
    for row in range(0, x.shape[0], rows_together):
        for number, start in enumerate(range(0, x.shape[1], span)):
            yield np.s_[row : row + rows_together, start : start + span], np.s_[row : row + rows_together, number]


def tiles(x, role, largest):
    scaled, scales = np.zeros_like(x), np.ones((x.shape[0], -(-x.shape[1] // 128)), F)
    for group, place in groups(x, 128 if role == "w" else 1, 128):
        amax = np.abs(x[group]).max()
        scales[place] = F(1) if amax == 0 else np.maximum(amax / F(largest), np.finfo(F).tiny)
        scaled[group] = x[group] / scales[place][:, None]
    return scaled, scales, 128


class Delayed:
    """The scales of one layer's factors, in each role that of the steps before."""

    def __init__(self):
        self.past, self.scales, self.now = {role: [] for role in "xwg"}, dict.fromkeys("xwg", F(1)), {}

    def __call__(self, x, role, largest):
        self.now[role] = np.abs(x).max(), F(largest)
        return x / self.scales[role], np.full((len(x), 1), self.scales[role]), x.shape[1]

    def step_is_over(self):
        for role, (amax, largest) in self.now.items():
            self.past[role].append(amax)
            most = max(self.past[role][-HISTORY:])
            self.scales[role] = most / largest if most > 0 else F(1)


def mx(x, role, largest):
    scaled, scales = np.zeros_like(x), np.ones((x.shape[0], -(-x.shape[1] // 32)), F)
    part_of_largest, place_of_largest = np.frexp(largest)
    for group, place in groups(x, 1, 32):
        part, exponent = np.frexp(np.abs(x[group]).max())
        # Both parts lie in [1/2, 1), so the quotient of the powers is that of the numbers, or one too small.
        exponent = int(exponent) - place_of_largest + int(part > part_of_largest)
        scales[place] = np.ldexp(F(1), max(exponent, -127) if part else -127)
        scaled[group] = x[group] / scales[place]
    return scaled, scales, 32


def nvfp4(x, role, largest):
    scaled, scales = np.zeros_like(x), np.ones((x.shape[0], -(-x.shape[1] // 16)), F)
    amax = np.abs(x).max()
    encode = F(2688) / amax if amax else F(1)
    decode = F(1) / encode
    for group, place in groups(x, 1, 16):
        stored = keep("e4m3", np.abs(x[group]).max(keepdims=True) / F(largest) * encode)[0, 0]
        scales[place] = stored * decode
        scaled[group] = x[group] * (F(1) / (stored * decode)) if stored else np.copysign(F(0), x[group])
    return scaled, scales, 16


def in_float32(a, b):
    register = np.zeros((len(a), len(b)), F)
    for k in range(a.shape[1]):
        register = register + a[:, k, None] * b[None, :, k]
    return register


def fourteen_bits(a, b):
    """In whole numbers: those of E4M3FN are multiples of 2^-9, what is cut of a product or a sum is a multiple of 2^-18."""
    a, b = (np.rint(x * 2.0**9).astype(np.int64) for x in (a, b))
    register = np.zeros((len(a), len(b)), np.int64)
    for start in range(0, a.shape[1], 32):
        group = np.s_[:, start : start + 32]
        terms = np.dstack([register[:, :, None], a[group][:, None, :] * b[group][None, :, :]])
        register = upper_bits(upper_bits(terms, np.abs(terms).max(axis=2, keepdims=True)).sum(axis=2))
    return np.ldexp(register.astype(float), -18).astype(F)


def upper_bits(numbers, largest=None):
    """Of whole numbers what lies in the fourteen upper places of the largest, each one's own if none is given."""
    places = np.frexp(np.abs(numbers if largest is None else largest).astype(float))[1]
    below = np.maximum(places - 14, 0).astype(np.int64)
    return np.sign(numbers) * (np.abs(numbers) >> below << below)


class Way:
    """How the factors of a layer enter its products, and what adds them up."""

    def __init__(self, kinds, fit=unscaled, add=in_float32, words=None):
        self.kinds = dict(zip("xwg", kinds.split() * (1 if " " in kinds else 3)))
        self.fit, self.add, self.words = fit, add, words

    def enter(self, x, role):
        kind = self.kinds[role]
        scaled, scales, span = self.fit(x, role, FORMATS[kind][1])
        is_drawn = self.words is not None and role == "g"
        return at_random(self.words, scaled) if is_drawn else keep(kind, scaled), scales, span

    def product(self, a, b, roles):
        """a · bᵀ, span after span, each times its scales."""
        (a, scales_a, span), (b, scales_b, _) = (self.enter(x, role) for x, role in zip((a, b), roles))
        total = np.zeros((len(a), len(b)), F)
        for number, start in enumerate(range(0, a.shape[1], span)):
            part = np.s_[:, start : start + span]
            total = total + self.add(a[part], b[part]) * (scales_a[:, number, None] * scales_b[None, :, number])
        return total
