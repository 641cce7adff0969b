#!/usr/bin/env python3
"""Writes the oracle vectors of block scaling under tests/data with ml_dtypes and numpy, from the published rules.

Run from the repository's root, in an environment of its own:

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install ml_dtypes==0.6.0 numpy==2.4.6
    /tmp/oracle/bin/python scripts/oracle_blocks.py

Files (every file starts with a line that names the versions):

    block_tensors.csv  tensors: name, columns, and the f32 bit patterns of their values, row by row
    block_scaled.csv   what a recipe makes of a tensor: the bytes of its scales, its codes, and the f32 patterns of its results

Nothing here shares a line of reasoning with the code under test: exponents come from `frexp` and exact fractions, elements from
ml_dtypes, groups from numpy's slices. Results are left out where they are codes times powers of two.
"""

import math
import sys
from fractions import Fraction
from pathlib import Path

import ml_dtypes
import numpy as np

PINNED = {"ml_dtypes": "0.6.0", "numpy": "2.4.6"}
FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data"
F32 = np.float32
# dtype, largest value, exponent of the largest value, mantissa bits
ELEMENTS = {
    "e4m3fn": (ml_dtypes.float8_e4m3fn, 448.0, 8, 3),
    "e5m2": (ml_dtypes.float8_e5m2, 57344.0, 15, 2),
    "e3m2fn": (ml_dtypes.float6_e3m2fn, 28.0, 4, 2),
    "e2m3fn": (ml_dtypes.float6_e2m3fn, 7.5, 2, 3),
    "e2m1fn": (ml_dtypes.float4_e2m1fn, 6.0, 2, 1),
}
SHAPES = {"tensor": (None, None), "row": (1, None), "tile128": (1, 128), "block128": (128, 128), "mx32": (1, 32), "nvfp4": (1, 16)}
RULES = ("floor", "ceil", "even", "rceil")


def write(name, columns, rows):
    header = f"# ml_dtypes {ml_dtypes.__version__}, numpy {np.__version__}; python3 scripts/oracle_blocks.py"
    text = "\n".join([header, ",".join(columns)] + [",".join(row) for row in rows]) + "\n"
    (FOLDER / name).write_text(text)
    print(f"{name}: {len(rows)} rows, {len(text)} bytes")


def saturated(values, element):
    """f32 to the element format, to nearest even, ending at the largest value; NaN stays NaN."""
    dtype, largest, _, _ = ELEMENTS[element]
    return np.clip(values, F32(-largest), F32(largest)).astype(dtype)


def finite_amax(group):
    magnitudes = np.abs(group[np.isfinite(group)])
    return magnitudes.max() if magnitudes.size else F32(0)


def groups(tensor, scaling):
    """The slices of the groups, in order."""
    height, width = (size or whole for size, whole in zip(SHAPES[scaling], tensor.shape))
    for top in range(0, tensor.shape[0], height):
        for left in range(0, tensor.shape[1], width):
            yield slice(top, top + height), slice(left, left + width)


def mx_exponent(amax, element, rule):
    """MX v1.0 section 6.3 (floor), torchao's CEIL, EVEN and RCEIL, in exact arithmetic."""
    _, largest, emax, mantissa_bits = ELEMENTS[element]
    if rule == "rceil":
        # The smallest power of two that takes amax to the largest element or below.
        ratio = Fraction(float(amax)) / Fraction(largest)
        exponent = math.floor(math.log2(ratio)) - 2
        while ratio > Fraction(2) ** exponent:
            exponent += 1
        return exponent
    fraction, exponent = math.frexp(float(amax))  # 0.5 <= fraction < 1, so floor(log2) is one less
    significand, exponent = Fraction(fraction) * 2, exponent - 1
    if rule == "even":
        steps = significand * 2**mantissa_bits + Fraction(1, 2)
        exponent += int(steps >= 2 ** (mantissa_bits + 1))
    if rule == "ceil":
        exponent += int(significand > 1)
    return exponent - emax


def power_of_two(code):
    return np.array([code], np.uint8).view(ml_dtypes.float8_e8m0fnu).astype(F32)[0]


def mx_block(group, element, rule):
    if not np.isfinite(group).all():
        return 0xFF, np.zeros(group.shape, F32), F32("nan")
    amax = finite_amax(group)
    code = 0 if amax == 0 else min(max(mx_exponent(amax, element, rule), -127), 127) + 127
    # The division of f32 by a power of two, through f64 so that no step is left to the platform's subnormals.
    scaled = (group.astype(np.float64) / 2.0 ** (code - 127)).astype(F32)
    return code, scaled, power_of_two(code)


def deepseek_ue8m0(group, element):
    """Exponent of max(amax, 1e-4)/max, one more if the f32 mantissa of the quotient is not zero."""
    quotient = F32(max(finite_amax(group), F32(1e-4))) / F32(ELEMENTS[element][1])
    bits = int(quotient.view(np.uint32))
    code = (bits >> 23) + int(bits & 0x7FFFFF != 0)
    scale = power_of_two(code)
    return code, group / scale, scale


def divided(group, element):
    amax = finite_amax(group)
    scale = F32(1) if amax == 0 else max(amax / F32(ELEMENTS[element][1]), np.finfo(F32).smallest_normal)
    return scale, group / scale, scale


def nvfp4(tensor):
    """arXiv 2509.25149 appendix B, in f32; clamps as in TransformerEngine; a block with NaN or infinity carries NaN."""
    blocks = list(groups(tensor, "nvfp4"))
    healthy = [tensor[block] for block in blocks if np.isfinite(tensor[block]).all()]
    amax = max((finite_amax(block) for block in healthy), default=F32(0))
    top = np.finfo(F32).max
    s_enc = F32(1) if amax == 0 else min(F32(2688) / amax, top)
    s_dec = F32(1) / s_enc
    scales, results = bytearray(s_dec.tobytes()), np.zeros(tensor.shape, F32)
    codes = np.zeros(tensor.shape, np.uint8)
    for block in blocks:
        group = tensor[block]
        if not np.isfinite(group).all():
            scales.append(0x7F)
            results[block] = np.nan
            continue
        stored = saturated((finite_amax(group) / F32(6)) * s_enc, "e4m3fn")
        scales.append(int(stored.view(np.uint8)))
        factor = stored.astype(F32) * s_dec
        if stored.astype(F32) == 0:
            q = np.copysign(F32(0), group).astype(ml_dtypes.float4_e2m1fn)
        else:
            q = saturated(group * min(F32(1) / factor, top), "e2m1fn")
        codes[block], results[block] = q.view(np.uint8), q.astype(F32) * factor
    return bytes(scales), codes, results


def scaled(tensor, scaling, scale_format, rule, element):
    if scaling == "nvfp4":
        return nvfp4(tensor)
    scales, codes, results = bytearray(), np.zeros(tensor.shape, np.uint8), np.zeros(tensor.shape, F32)
    for block in groups(tensor, scaling):
        group = tensor[block]
        if scaling == "mx32":
            stored, t, factor = mx_block(group, element, rule)
        elif scale_format == "e8m0":
            stored, t, factor = deepseek_ue8m0(group, element)
        else:
            stored, t, factor = divided(group, element)
        q = saturated(t, element)
        assert t.dtype == F32
        scales += stored.tobytes() if scale_format == "f32" else bytes([stored])
        codes[block], results[block] = q.view(np.uint8), q.astype(F32) * factor
    return bytes(scales), codes, results


def edges():
    """Rows of 32, most of them normal numbers made to have a telling amax."""
    rng = np.random.Generator(np.random.PCG64(20261103))
    up, down = (lambda x: np.nextafter(F32(x), F32(np.inf))), (lambda x: np.nextafter(F32(x), F32(0)))
    amaxes = [448, up(448), 449, 511.9, 512, up(512), 464, 57344, up(57344), 6, up(6), 7, 7.99, 28, up(28), 7.5, up(7.5), 1, down(1),
              down(16), 16, 1e-4, 9e-5, 3e38, np.finfo(F32).max, 1e-37, 2.0**-119, 2.0**-126, 2.0**-149, 1e-30]
    rows = []
    for amax in amaxes:
        row = rng.normal(0.0, 0.4, 32).clip(-1, 1)
        row[rng.integers(32)] = rng.choice([-1.0, 1.0])
        row = (row * float(F32(amax))).astype(F32)
        assert np.abs(row).max() == F32(amax)
        rows.append(row)
    rows.append(np.zeros(32, F32))
    rows.append(np.copysign(np.zeros(32, F32), rng.normal(0.0, 1.0, 32).astype(F32)))
    for bad in (np.nan, np.inf, -np.inf):
        row = rng.normal(0.0, 1.0, 32).astype(F32)
        row[rng.integers(32)] = bad
        rows.append(row)
    return np.array(rows)


def where_division_matters():
    """A tile of 128 with a code that x/s and x*(1/s) disagree about."""
    rng = np.random.Generator(np.random.PCG64(20261104))
    tiles = rng.normal(0.0, 1.0, (1 << 15, 128)).astype(F32)
    scales = np.abs(tiles).max(axis=1, keepdims=True) / F32(448)
    dtype = ELEMENTS["e4m3fn"][0]
    differ = (tiles / scales).astype(dtype).view(np.uint8) != (tiles * (F32(1) / scales)).astype(dtype).view(np.uint8)
    found = tiles[differ.any(axis=1)][:2]
    assert len(found) == 2
    return found


def where_order_matters():
    """Blocks whose scale, or one of whose codes, changes if NVFP4's f32 operations come in another order.

    Of random blocks hardly any does, so these lie on ties: amax on ties of E4M3FN scales, elements on ties of E2M1 times the scale.
    """
    amax = F32(5.1234567)
    s_enc = F32(2688) / amax
    s_dec = F32(1) / s_enc
    e4m3fn, e2m1fn = (ELEMENTS[name][0] for name in ("e4m3fn", "e2m1fn"))
    steps = np.arange(0x31, 0x7D, dtype=np.uint8).view(e4m3fn).astype(F32)
    near = ((steps[1:] + steps[:-1]) / F32(2) * F32(6) / s_enc).astype(F32)
    near = np.concatenate([near, np.nextafter(near, F32(0)), np.nextafter(near, F32(9))])
    paper, other = ((near / F32(6)) * s_enc).astype(e4m3fn), (near * (s_enc / F32(6))).astype(e4m3fn)
    rows = [np.array([amax] + [0.25] * 15, F32)]
    rows += [np.array([peak] + [peak / 3] * 15, F32) for peak in near[paper.view(np.uint8) != other.view(np.uint8)][:3]]
    scales_told = len(rows) - 1
    for peak in np.linspace(0.3, 5.0, 40).astype(F32):
        factor = ((peak / F32(6)) * s_enc).astype(e4m3fn).astype(F32) * s_dec
        on_ties = (np.array([0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5.0], F32) * factor).astype(F32)
        candidates = np.concatenate([on_ties, np.nextafter(on_ties, F32(0)), np.nextafter(on_ties, F32(9))])
        candidates = candidates[candidates < peak]
        told = (candidates * (F32(1) / factor)).astype(e2m1fn).view(np.uint8) != (candidates / factor).astype(e2m1fn).view(np.uint8)
        if told.any():
            rows.append(np.resize(np.append(peak, candidates[told][:15]), 16).astype(F32))
    print(f"{scales_told} blocks tell the order by their scale, {len(rows) - 1 - scales_told} by a code")
    assert 1 < scales_told + 1 < len(rows)
    return np.array(rows[:12])


def tensors():
    rng = np.random.Generator(np.random.PCG64(20261106))
    normal = rng.normal(0.0, 0.02, (2, 140)).astype(F32)
    outliers = rng.normal(0.0, 1.0, (4, 50)).astype(F32)
    outliers[:, ::25] *= F32(100)
    tall = rng.normal(0.0, 1.0, (130, 2)).astype(F32)
    tall[:, 1] *= F32(30)
    return {
        "normal": normal,
        "outliers": outliers,
        "tall": tall,
        "edges": edges(),
        "division": where_division_matters(),
        "order": where_order_matters(),
        "zeros": np.zeros((2, 20), F32),
        "tiny": (rng.normal(0.0, 1.0, (2, 20)) * 1e-37).astype(F32),
        "tinier": (rng.normal(0.0, 1.0, (2, 20)) * 1e-41).astype(F32),
        "huge": (rng.normal(0.0, 1.0, (2, 20)).clip(-3, 3) * 1e38).astype(F32),
    }


def recipes(name):
    """The recipes that a tensor is scaled by: scaling, format of scales, rule, format of elements."""
    mx = [("mx32", "e8m0", rule, element) for element in ELEMENTS for rule in RULES]
    two_levels = [("nvfp4", "e4m3", "rceil", "e2m1fn")]
    coarse = [(scaling, scale_format, "rceil", element) for scaling in ("tensor", "row", "tile128", "block128")
              for scale_format in ("f32", "e8m0") for element in ("e4m3fn", "e5m2")]
    rows_of_edges = [(scaling, scale_format, "rceil", "e4m3fn") for scaling in ("row", "tile128") for scale_format in ("f32", "e8m0")]
    chosen = {"normal": mx + two_levels + coarse, "outliers": mx + two_levels + coarse[::2], "tall": two_levels + coarse[::2],
              "edges": mx + two_levels + rows_of_edges, "order": two_levels, "division": coarse[8:12:2]}
    return chosen.get(name, mx + two_levels + coarse[:4])


def hexadecimal(values):
    return "".join(f"{value:08x}" for value in values.ravel().view(np.uint32))


if __name__ == "__main__":
    found = {"ml_dtypes": ml_dtypes.__version__, "numpy": np.__version__}
    if found != PINNED:
        sys.exit(f"found {found}; the vectors are written with {PINNED}")
    tensor_rows, scaled_rows = [], []
    np.seterr(all="ignore")
    for name, tensor in tensors().items():
        tensor_rows.append([name, str(tensor.shape[1]), hexadecimal(tensor)])
        for recipe in recipes(name):
            scales, codes, results = scaled(tensor, *recipe)
            results = "" if recipe[1] == "e8m0" else hexadecimal(results)
            scaled_rows.append([name, *recipe, scales.hex(), codes.tobytes().hex(), results])
    write("block_tensors.csv", ["tensor", "columns", "values"], tensor_rows)
    write("block_scaled.csv", ["tensor", "scaling", "scale_format", "rule", "format", "scales", "codes", "results"], scaled_rows)
