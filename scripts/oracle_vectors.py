#!/usr/bin/env python3
"""Writes the oracle vectors under tests/data with ml_dtypes and numpy, code that is not ours.

Run with the Python that scripts/setup.d/oracle.sh sets up:

    scripts/with-tools oracle -- sh -c '"$OCTET_PYTHON" scripts/oracle_vectors.py'

Files (numbers are hexadecimal bit patterns, except seeds and indices; every file starts with a line that names the versions):

    runs_16bit.csv     all 65,536 FP16 and BF16 patterns to E4M3FN and E5M2: neighbours with one code are one line
    f32_sample.csv     f32 patterns to all narrower formats: seeded ones, the ties of every pair of 8-bit neighbours, edges
    tensor_scaled.csv  tensors divided by amax/max in f32: scale, codes and results
    pcg64.csv          raw outputs of PCG64 (XSL RR 128/64) for our seeds, and the normal numbers that Box and Muller make of them

ml_dtypes rounds to nearest even and does not saturate (E4M3FN overflows to NaN, E5M2 to infinity). NaN codes differ between
libraries: the tests compare NaN by class.
"""

import math
import sys
from pathlib import Path

import ml_dtypes
import numpy as np

PINNED = {"ml_dtypes": "0.6.0", "numpy": "2.4.6"}
FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data"
NARROW = {"e4m3fn": ml_dtypes.float8_e4m3fn, "e5m2": ml_dtypes.float8_e5m2}
HALVES = {"fp16": np.float16, "bf16": ml_dtypes.bfloat16}
MAX_FINITE = {"e4m3fn": 448.0, "e5m2": 57344.0, "fp16": 65504.0}
# The default stream of the PCG reference implementation; numpy's `inc` is twice that, plus one.
PCG_STREAM = 0x0A02BDBF7BB3C0A7AC28FA16A64ABF96


def write(name, columns, rows):
    header = f"# ml_dtypes {ml_dtypes.__version__}, numpy {np.__version__}; python3 scripts/oracle_vectors.py"
    lines = [header, ",".join(columns)] + [",".join(row) for row in rows]
    (FOLDER / name).write_text("\n".join(lines) + "\n")
    print(f"{name}: {len(rows)} rows")


def codes(values, dtype):
    """The bit patterns of values in dtype, as unsigned integers."""
    with np.errstate(all="ignore"):
        converted = values.astype(dtype)
    return converted.view(np.uint8 if converted.itemsize == 1 else np.uint16)


def runs_16bit():
    patterns = np.arange(1 << 16, dtype=np.uint32).astype(np.uint16)
    rows = []
    for source, half in HALVES.items():
        exact = patterns.view(half).astype(np.float32)
        for target, dtype in NARROW.items():
            result = codes(exact, dtype)
            starts = np.flatnonzero(np.r_[True, result[1:] != result[:-1]])
            ends = np.r_[starts[1:] - 1, len(patterns) - 1]
            rows += [[source, target, f"{a:04x}", f"{b:04x}", f"{result[a]:02x}"] for a, b in zip(starts, ends)]
    write("runs_16bit.csv", ["source", "target", "first_pattern", "last_pattern", "code"], rows)


def f32_patterns():
    """Seeded patterns, ties between neighbouring 8-bit values with the patterns beside them, and edges of all formats."""
    rng = np.random.Generator(np.random.PCG64(20261101))
    everywhere = rng.integers(0, 1 << 32, 1024, dtype=np.uint32)
    usual = rng.normal(0.0, 8.0, 1024).astype(np.float32).view(np.uint32)
    ties = []
    for dtype in NARROW.values():
        finite = np.arange(128, dtype=np.uint8).view(dtype).astype(np.float64)
        finite = finite[np.isfinite(finite)]
        step = finite[-1] - finite[-2]
        ties.append(np.r_[(finite[1:] + finite[:-1]) / 2, finite[-1] + step / 2].astype(np.float32).view(np.uint32))
    ties = np.concatenate(ties)
    edges = np.array([0, 1, 0x007FFFFF, 0x00800000, 0x33000000, 0x33000001, 0x387FC000, 0x387FE000, 0x477FE000, 0x477FEFFF,
                      0x477FF000, 0x477FFFFF, 0x7F7F0000, 0x7F7F7FFF, 0x7F7F8000, 0x7F7FFFFF, 0x7F800000, 0x7F800001,
                      0x7FC00000], dtype=np.uint32)
    around = np.unique(np.concatenate([ties - 1, ties, ties + 1, edges]))
    return np.unique(np.concatenate([everywhere, usual, around, around | np.uint32(0x80000000)]))


def f32_sample():
    patterns = f32_patterns()
    values = patterns.view(np.float32)
    columns = {name: codes(values, dtype) for name, dtype in {**HALVES, **NARROW}.items()}
    rows = [[f"{pattern:08x}"] + [f"{column[i]:x}" for column in columns.values()] for i, pattern in enumerate(patterns)]
    write("f32_sample.csv", ["f32", *columns], rows)


def where_division_matters(rng, target, dtype):
    """The amax of a large tensor, and those of its values whose code differs between x/s and x*(1/s)."""
    values = rng.normal(0.0, 1.0, 1 << 23).astype(np.float32)
    scale = np.abs(values).max() / np.float32(MAX_FINITE[target])
    differ = codes(values / scale, dtype) != codes(values * (np.float32(1) / scale), dtype)
    return np.r_[values[np.abs(values).argmax()], values[differ][:24]]


def tensor_scaled():
    rng = np.random.Generator(np.random.PCG64(20261102))
    normal = rng.normal(0.0, 0.02, 96)
    outliers = np.where(np.arange(96) % 32 == 0, 60.0, 1.0) * rng.normal(0.0, 1.0, 96)
    tensors = {"normal": normal, "outliers": outliers, "tiny": normal * 1e-30, "huge": normal * 1e36}
    rows = []
    for target, dtype in {**NARROW, "fp16": np.float16}.items():
        division = where_division_matters(rng, target, dtype)
        print(f"{target}: {len(division) - 1} values tell a division from a product")
        for name, tensor in {**tensors, "division": division}.items():
            values = tensor.astype(np.float32)
            scale = np.abs(values).max() / np.float32(MAX_FINITE[target])
            scaled = values / scale
            result = scaled.astype(dtype).astype(np.float32) * scale
            assert scaled.dtype == result.dtype == np.float32
            for x, q, y in zip(values.view(np.uint32), codes(scaled, dtype), result.view(np.uint32)):
                rows.append([name, target, f"{scale.view(np.uint32):08x}", f"{x:08x}", f"{q:x}", f"{y:08x}"])
    write("tensor_scaled.csv", ["tensor", "target", "scale", "x", "code", "result"], rows)


def pcg64():
    rows = []
    for seed in (0, 1, 42, (1 << 64) - 1):
        generator = np.random.PCG64()
        increment = (PCG_STREAM << 1 | 1) % (1 << 128)
        # The reference's seeding: add the increment to the state, then take one step.
        multiplier = 0x2360ED051FC65DA44385DF649FCCF645
        state = ((seed + increment) * multiplier + increment) % (1 << 128)
        generator.state = {"bit_generator": "PCG64", "state": {"state": state, "inc": increment}, "has_uint32": 0, "uinteger": 0}
        outputs = [int(value) for value in generator.random_raw(8)]
        uniform = [(value >> 11) / (1 << 53) for value in outputs]
        for i, value in enumerate(outputs):
            u, v = uniform[i - i % 2], uniform[i - i % 2 + 1]
            wave = math.sin if i % 2 else math.cos
            normal = math.sqrt(-2.0 * math.log1p(-u)) * wave(math.tau * v)
            rows.append([str(seed), str(i), f"{value:016x}", repr(normal)])
    write("pcg64.csv", ["seed", "index", "output", "normal"], rows)


if __name__ == "__main__":
    found = {"ml_dtypes": ml_dtypes.__version__, "numpy": np.__version__}
    if found != PINNED:
        sys.exit(f"found {found}; the vectors are written with {PINNED}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    runs_16bit()
    f32_sample()
    tensor_scaled()
    pcg64()
