#!/usr/bin/env python3
"""The digests of what ml_dtypes makes of every pattern, and a report on where somebody else's codes differ.

    make oracle                            sets up Python, then does both halves: `check` here, and ours in Rust
    python3 scripts/oracle.py check        computes all digests and compares them with the kept ones
    python3 scripts/oracle.py write        computes them and keeps them: tests/data/oracle_digests.csv
    python3 scripts/oracle.py explain FILE...
                                           FILE holds our codes of one row, and is named as tests/digests.rs names it
                                           (kind-format-overflow-chunk.codes); prints the first differences

A row of the file is a SHA-256 of codes in the order of their inputs, one byte a code up to 8 bits, else two or four, little-endian:

    kind    inputs
    f32     the 2^24 float32 patterns whose upper eight bits are `chunk`
    fp16    all 65,536 patterns of FP16, widened to float32
    bf16    all 65,536 patterns of BF16, widened to float32
    stride  the 2^24 float32 patterns 257·k + 1 (modulo 2^32): every exponent and sign, every low byte
    decode  not codes but values: every code of the format in order, as float32

NaN counts as one class: its code is that of the positive NaN in TABLE, its value 0x7FC00000. Two more agreements:

* ml_dtypes does not saturate. The saturating codes are those of the values clipped to the largest magnitude beforehand, except
  that the infinities of the FNUZ formats become NaN (ONNX, AMD). Formats without NaN saturate in both modes.
* ml_dtypes and PyTorch encode 2^-127 < x < 1.5·2^-127 to E8M0 code 1 although code 0 is nearer: there, any code counts as 0.

TF32 is unknown to ml_dtypes; its row applies the definition (nearest even on the low 13 bits) with NumPy's integers, and FP32 is
NumPy's float32 itself. This file reads nothing of the Rust code.
"""

import hashlib
import sys
from pathlib import Path
from typing import NamedTuple

import ml_dtypes
import numpy as np

PINNED = {"ml_dtypes": "0.6.0", "numpy": "2.4.6"}
KEPT = Path(__file__).resolve().parent.parent / "tests" / "data" / "oracle_digests.csv"
COLUMNS = "kind,format,overflow,chunk,sha256"
MODES = ("nonsaturate", "saturate")


class Row(NamedTuple):
    """One format: its type in NumPy, the code that stands for NaN (None without NaN), its largest finite value."""

    dtype: object
    nan: int | None
    largest: float


# Literals, so that they are a second opinion on the table in src/numerics/formats.rs.
TABLE = {
    "fp32": Row(np.float32, 0x7FC00000, (2 - 2.0**-23) * 2.0**127),
    "tf32": Row(None, 0x3FE00, (2 - 2.0**-10) * 2.0**127),
    "bf16": Row(ml_dtypes.bfloat16, 0x7FC0, (2 - 2.0**-7) * 2.0**127),
    "fp16": Row(np.float16, 0x7E00, 65504.0),
    "e5m2": Row(ml_dtypes.float8_e5m2, 0x7E, 57344.0),
    "e4m3fn": Row(ml_dtypes.float8_e4m3fn, 0x7F, 448.0),
    "e4m3": Row(ml_dtypes.float8_e4m3, 0x7C, 240.0),
    "e4m3fnuz": Row(ml_dtypes.float8_e4m3fnuz, 0x80, 240.0),
    "e5m2fnuz": Row(ml_dtypes.float8_e5m2fnuz, 0x80, 57344.0),
    "e4m3b11fnuz": Row(ml_dtypes.float8_e4m3b11fnuz, 0x80, 30.0),
    "e3m4": Row(ml_dtypes.float8_e3m4, 0x78, 15.5),
    "e3m2fn": Row(ml_dtypes.float6_e3m2fn, None, 28.0),
    "e2m3fn": Row(ml_dtypes.float6_e2m3fn, None, 7.5),
    "e2m1fn": Row(ml_dtypes.float4_e2m1fn, None, 6.0),
    "e8m0fnu": Row(ml_dtypes.float8_e8m0fnu, 0xFF, 2.0**127),
}
BITS = {"fp32": 32, "tf32": 19, "bf16": 16, "fp16": 16, "e3m2fn": 6, "e2m3fn": 6, "e2m1fn": 4}
EVERY_PATTERN = ("e4m3fn", "e5m2")


def inputs(kind, chunk):
    """The float32 inputs of a row."""
    if kind == "f32":
        return np.arange(chunk << 24, (chunk + 1) << 24, dtype=np.uint32).view(np.float32)
    if kind == "stride":
        return (np.arange(1 << 24, dtype=np.uint32) * np.uint32(257) + np.uint32(1)).view(np.float32)
    patterns = np.arange(1 << 16, dtype=np.uint32).astype(np.uint16)
    return patterns.view({"fp16": np.float16, "bf16": ml_dtypes.bfloat16}[kind]).astype(np.float32)


def codes(key, overflow, x):
    """What NumPy and ml_dtypes make of float32 values, NaN as one code."""
    row = TABLE[key]
    if overflow == "saturate":
        bounded = np.minimum(x, np.float32(row.largest)) if key == "e8m0fnu" else np.clip(x, -row.largest, row.largest)
        assert bounded.dtype == np.float32
        x = np.where(np.isinf(x), np.float32(np.nan), bounded) if "fnuz" in key else bounded
    if key == "tf32":
        found = tf32(x)
    elif key == "fp32":
        found = x.view(np.uint32).copy()
    else:
        converted = x.astype(row.dtype)
        found = converted.view(np.uint8 if converted.itemsize == 1 else np.uint16)
    if row.nan is not None:
        found = canonical(key, found)
    if key == "e8m0fnu":
        bits = x.view(np.uint32)
        found[(0x400000 < bits) & (bits < 0x600000)] = 0
    return found


def tf32(x):
    """Nearest even on the low 13 bits of a float32; infinities and NaN keep their place above."""
    bits = x.view(np.uint32).astype(np.uint64)
    rounded = (bits + 0xFFF + (bits >> 13 & 1)) >> 13
    return np.where(np.isnan(x), 0x3FE00, rounded).astype(np.uint32)


def canonical(key, found):
    """NaN codes as the one of the table."""
    if found.itemsize == 4:
        infinity = 0x7F800000 if key == "fp32" else 0x3FC00
        sign = infinity << 1 & ~infinity
        return np.where((found & (sign - 1)) > infinity, np.uint32(TABLE[key].nan), found)
    every = np.arange(1 << 8 * found.itemsize, dtype=np.uint32).astype(found.dtype)
    every[np.isnan(every.view(TABLE[key].dtype).astype(np.float32))] = TABLE[key].nan
    return every[found]


def values(key):
    """Every code's value; `None` for the formats of more than 16 bits."""
    if key in ("fp32", "tf32"):
        return None
    every = np.arange(1 << BITS.get(key, 8), dtype=np.uint32)
    found = every.astype(np.uint16 if BITS.get(key, 8) == 16 else np.uint8).view(TABLE[key].dtype).astype(np.float32)
    bits = found.view(np.uint32)
    return np.where(np.isnan(found), np.uint32(0x7FC00000), bits)


def digest(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def all_rows():
    """Every row of the file, computed."""
    with np.errstate(all="ignore"):
        for key in TABLE:
            if (found := values(key)) is not None:
                yield f"decode,{key},,,{digest(found)}"
        for kind in ("fp16", "bf16", "stride"):
            x = inputs(kind, 0)
            for key in TABLE:
                for overflow in MODES:
                    yield f"{kind},{key},{overflow},,{digest(codes(key, overflow, x))}"
        for chunk in range(256):
            x = inputs("f32", chunk)
            for key in EVERY_PATTERN:
                for overflow in MODES:
                    yield f"f32,{key},{overflow},{chunk:02x},{digest(codes(key, overflow, x))}"
            if chunk % 32 == 31:
                print(f"  {chunk + 1} of 256 chunks of 2^24 patterns", file=sys.stderr, flush=True)


def write():
    header = f"# ml_dtypes {ml_dtypes.__version__}, numpy {np.__version__}; python3 scripts/oracle.py write"
    KEPT.write_text("\n".join([header, COLUMNS, *all_rows()]) + "\n")


def check():
    """Compares with what is kept; the exit status tells."""
    kept = KEPT.read_text().splitlines()[2:]
    computed = list(all_rows())
    differing = sorted(set(kept) ^ set(computed))
    for line in differing:
        print("kept    " if line in kept else "computed", line)
    print(f"ml_dtypes {ml_dtypes.__version__}: {len(computed)} digests computed, {len(set(kept) - set(computed))} of the kept ones differ")
    return 1 if differing else 0


def explain(path):
    """The first inputs whose codes in a file of ours are not those of ml_dtypes."""
    kind, key, overflow, chunk = path.stem.split("-")
    with np.errstate(all="ignore"):
        if kind == "decode":
            x, expected = None, values(key)
        else:
            x = inputs(kind, int(chunk or "0", 16))
            expected = codes(key, overflow, x)
    ours = np.frombuffer(path.read_bytes(), dtype=expected.dtype)
    if len(ours) != len(expected):
        print(f"{path.stem}: {len(ours)} codes, expected {len(expected)}")
        return
    differ = np.flatnonzero(ours != expected)
    print(f"{path.stem}: {len(differ)} of {len(expected)} differ from ml_dtypes")
    for index in differ[:8]:
        given = f"code {index:#x}" if x is None else f"{x.view(np.uint32)[index]:#010x} ({x[index]!r})"
        print(f"  {given}: ours {ours[index]:#x}, ml_dtypes {expected[index]:#x}")


def main(arguments):
    found = {"ml_dtypes": ml_dtypes.__version__, "numpy": np.__version__}
    if found != PINNED:
        sys.exit(f"found {found}; the digests are those of {PINNED}")
    match arguments:
        case ["check"]:
            return check()
        case ["write"]:
            return write()
        case ["explain", *files] if files:
            for file in files:
                explain(Path(file))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
