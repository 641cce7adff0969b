#!/usr/bin/env python3
"""Writes tests/data/exact_rounding.csv: f64 values into every format but FP32 and into some made-up ones, all five roundings, by
exact fractions over the sorted list of the format's values. Plain Python, no package; it reads nothing of the Rust code.

    python3 scripts/oracle_exact.py            writes the file
    python3 scripts/oracle_exact.py --check    compares it with what would be written

Columns: format; x, the bits of an f64; word, the 32 random bits of stochastic rounding; then the code under each rounding, without
saturation. Where the saturating code is another one, it follows after a slash.

Rules (docs/formats.md): the exact value is rounded among the format's values, to which the next one beyond the largest is added as
if exponents had no end; a result beyond the largest overflows. A tie goes to the even code, in E8M0 to the upper one. Stochastic
rounding takes the farther neighbour if and only if f·2^32 > word, f being the distance from the nearer-to-zero one in spacings.
"""

import bisect
import math
import random
import struct
import sys
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "exact_rounding.csv"
HEADER = "# exact fractions, plain Python; python3 scripts/oracle_exact.py"
COLUMNS = "format,x,word,nearest_even,toward_zero,up,down,stochastic"

# Name, exponent bits, mantissa bits, bias, what the topmost codes mean.
TABLE = [
    ("tf32", 8, 10, 127, "ieee"),
    ("bf16", 8, 7, 127, "ieee"),
    ("fp16", 5, 10, 15, "ieee"),
    ("e5m2", 5, 2, 15, "ieee"),
    ("e4m3fn", 4, 3, 7, "fn"),
    ("e4m3", 4, 3, 7, "ieee"),
    ("e4m3fnuz", 4, 3, 8, "fnuz"),
    ("e5m2fnuz", 5, 2, 16, "fnuz"),
    ("e4m3b11fnuz", 4, 3, 11, "fnuz"),
    ("e3m4", 3, 4, 3, "ieee"),
    ("e3m2fn", 3, 2, 3, "f"),
    ("e2m3fn", 2, 3, 1, "f"),
    ("e2m1fn", 2, 1, 1, "f"),
    ("e8m0fnu", 8, 0, 127, "scale"),
    ("e5m6", 5, 6, 15, "ieee"),
    ("e6m9", 6, 9, 31, "ieee"),
    ("e8m3", 8, 3, 127, "ieee"),
    ("e2m1", 2, 1, 1, "ieee"),
    ("e3m7fn", 3, 7, 3, "fn"),
    ("e7m1fn", 7, 1, 63, "fn"),
    ("e2m2f", 2, 2, 1, "f"),
    ("e3m0f", 3, 0, 3, "f"),
    ("e5m6fnuz", 5, 6, 16, "fnuz"),
    ("e1m2fnuz", 1, 2, 1, "fnuz"),
]


class Format:
    """A format as the list of its values."""

    def __init__(self, name, exponent_bits, mantissa_bits, bias, specials):
        self.name, self.specials, self.mantissa_bits = name, specials, mantissa_bits
        magnitude_bits = exponent_bits + mantissa_bits
        all_ones = (1 << magnitude_bits) - 1
        first_special = {"ieee": all_ones + 1 - (1 << mantissa_bits), "fn": all_ones, "scale": all_ones}
        self.max_code = first_special.get(specials, all_ones + 1) - 1
        self.sign_bit = 0 if specials == "scale" else all_ones + 1

        def value(code):
            exponent, mantissa = code >> mantissa_bits, code & ((1 << mantissa_bits) - 1)
            if specials == "scale":
                return math.ldexp(1.0, exponent - bias)
            hidden = 0 if exponent == 0 else 1 << mantissa_bits
            return math.ldexp(float(mantissa + hidden), max(exponent, 1) - bias - mantissa_bits)

        self.values = [value(code) for code in range(self.max_code + 2)]
        assert self.values == sorted(set(self.values))
        self.nan = {"fn": all_ones, "scale": all_ones, "fnuz": all_ones + 1}.get(specials)

    def overflow(self, sign, is_infinite):
        """The codes of what is too large, without and with saturation."""
        largest = self.max_code | sign
        if self.specials == "ieee":
            return (self.max_code + 1) | sign, largest
        if self.specials == "f":
            return largest, largest
        if self.specials == "fn":
            return self.nan | sign, largest
        return self.nan, self.nan if self.specials == "fnuz" and is_infinite else largest

    def encode(self, x, word):
        """The pairs of codes (without, with saturation) under the five roundings."""
        if self.specials == "scale" and x <= 0:
            return [(self.nan, self.nan)] * 5
        is_negative = math.copysign(1.0, x) < 0
        sign = self.sign_bit if is_negative else 0
        size = abs(x)
        if size >= self.values[-1]:
            return [self.overflow(sign, math.isinf(x))] * 5
        # The scale format has no zero: what is below its smallest value becomes that.
        lower = max(bisect.bisect_right(self.values, size) - 1, 0)
        low, high = Fraction(self.values[lower]), Fraction(self.values[lower + 1])
        share = max((Fraction(size) - low) / (high - low), Fraction(0))
        is_odd = lower % 2 == 1 if self.mantissa_bits else low > 0
        half = Fraction(1, 2)
        steps = [
            share > half or (share == half and is_odd),
            False,
            share > 0 and not is_negative,
            share > 0 and is_negative,
            share * 2**32 > word,
        ]
        return [self.signed(lower + step, sign) for step in steps]

    def signed(self, magnitude, sign):
        if magnitude > self.max_code:
            return self.overflow(sign, False)
        code = 0 if magnitude == 0 and self.specials in ("fnuz", "scale") else magnitude | sign
        return code, code

    def share(self, size):
        """How far a magnitude lies between its neighbours."""
        lower = bisect.bisect_right(self.values, size) - 1
        if lower < 0 or lower > self.max_code:
            return Fraction(0)
        low, high = Fraction(self.values[lower]), Fraction(self.values[lower + 1])
        return (Fraction(size) - low) / (high - low)


def magnitudes(form, rng):
    """Values that tell: around ties, at the ends, anywhere."""
    smallest = form.values[1] if form.values[0] == 0 else form.values[0]
    lowest, highest = math.frexp(smallest)[1] - 4, math.frexp(form.values[-1])[1]
    anywhere = [
        math.ldexp(1 + rng.getrandbits(52) / 2**52, lowest + rng.getrandbits(32) % (highest - lowest + 1)) for _ in range(48)
    ]
    ties = []
    places = [0, form.max_code - 1, form.max_code] + [rng.getrandbits(32) % form.max_code for _ in range(13)]
    for place in places:
        tie = (form.values[place] + form.values[place + 1]) / 2
        assert Fraction(tie) * 2 == Fraction(form.values[place]) + Fraction(form.values[place + 1])
        ties += [tie, math.nextafter(tie, 0), math.nextafter(tie, math.inf)]
    exact = [form.values[place] for place in places]
    ends = [0.0, 5e-324, form.values[-1], math.nextafter(form.values[-1], 0), math.inf, 1.7e308]
    return anywhere + ties + exact + ends


def rows():
    rng = random.Random(20261103)
    for entry in TABLE:
        form = Format(*entry)
        for size in dict.fromkeys(magnitudes(form, rng)):
            x = -size if rng.getrandbits(1) else size
            edge = int(form.share(size) * 2**32)
            # One word at random, or the two on either side of the place where the decision turns.
            word = [rng.getrandbits(32), min(edge, 2**32 - 1), max(edge - 1, 0)][rng.getrandbits(8) % 3]
            pairs = form.encode(x, word)
            codes = [f"{plain:x}" if plain == saturated else f"{plain:x}/{saturated:x}" for plain, saturated in pairs]
            bits = struct.unpack("<Q", struct.pack("<d", x))[0]
            yield ",".join([form.name, f"{bits:016x}", f"{word:08x}", *codes])


def main(arguments):
    text = "\n".join([HEADER, COLUMNS, *rows()]) + "\n"
    if arguments == ["--check"]:
        same = FILE.read_text() == text
        print(f"exact fractions: {FILE.name} is {'what they give' if same else 'NOT what they give'}, {text.count(chr(10)) - 2} rows")
        return 0 if same else 1
    if arguments:
        sys.exit(__doc__)
    FILE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
