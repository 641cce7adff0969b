#!/usr/bin/env python3
"""Writes tests/data/exact_decimals.csv: values of formats with all their digits, and texts rounded once.

Standard library only: `decimal` and `fractions` compute with whole numbers. Run: python3 scripts/exact_decimals.py
"""
import random
import struct
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 400
dice = random.Random(20261106)


def single(bits):
    """The value of a binary32 bit pattern, as an exact fraction."""
    return Fraction(struct.unpack("<f", struct.pack("<I", bits))[0])


def digits(value):
    """Every digit of a dyadic fraction."""
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def nearest_even(value, exponent_bits, mantissa_bits):
    """The magnitude code of a positive fraction in an IEEE format with unbounded exponent, to nearest, ties to even."""
    bias = 2 ** (exponent_bits - 1) - 1
    exponent = 1 - bias
    while Fraction(2) ** (exponent + 1) <= value:
        exponent += 1
    steps = value / (Fraction(2) ** (exponent - mantissa_bits))
    whole = round(steps)  # Python rounds fractions to even.
    return ((exponent + bias - 1) << mantissa_bits) + whole


def texts():
    """Decimals and fractions beside ties of E4M3FN, at every place of their digits."""
    for code in range(1, 0x7E, 7):
        low, high = value_of(code), value_of(code + 1)
        tie = (low + high) / 2
        text = digits(tie)
        yield text
        for places in (1, 9, 17, 20):
            nines = Fraction(1, 10 ** (len(text) + places))
            for near in (tie - nines, tie + nines):
                written = digits(near)
                if len(written.replace(".", "").lstrip("0")) <= 38:
                    yield written
    for _ in range(60):
        under = dice.randrange(1, 10**9)
        yield f"{dice.randrange(1, under * 300)}/{under}"


def value_of(code):
    field, mantissa = code >> 3, code & 7
    return Fraction(mantissa if field == 0 else mantissa + 8) * Fraction(2) ** (max(field, 1) - 10)


def main(out):
    out.write("# Python's decimal and fractions: scripts/exact_decimals.py\n")
    out.write("kind,text,code\n")
    patterns = [1, 2, 0x7FFFFF, 0x800000, 0x3DCCCCCD, 0x3EAAAAAB, 0x40490FDB, 0x7F7FFFFF, 0x3F800001]
    patterns += [dice.randrange(1, 0x7F800000) for _ in range(120)]
    for pattern in patterns:
        out.write(f"fp32,{digits(single(pattern))},{pattern:#010x}\n")
    for text in texts():
        value = Fraction(*map(int, text.split("/"))) if "/" in text else Fraction(text)
        code = nearest_even(value, 4, 3)
        if code <= 0x7E:
            out.write(f"e4m3fn,{text},{code:#04x}\n")
        out.write(f"fp32,{text},{nearest_even(value, 8, 23):#010x}\n" if "/" in text else "")


if __name__ == "__main__":
    with open("tests/data/exact_decimals.csv", "w", encoding="ascii") as file:
        main(file)
