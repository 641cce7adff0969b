"""Writes tests/data/fsum.csv: sums as Python's math.fsum rounds them (Shewchuk's exact partials), and the terms.

Run: python3 scripts/fsum_vectors.py > tests/data/fsum.csv
"""
import math
import random
import struct
import sys


def bits(x):
    return f"{struct.unpack('<Q', struct.pack('<d', x))[0]:016x}"


def lists(dice):
    anything = lambda: math.ldexp(dice.uniform(-1, 1), dice.randint(-1060, 900))
    near = lambda: math.ldexp(dice.uniform(-1, 1), dice.randint(-60, 60))
    for draw in (anything, near, lambda: dice.gauss(0, 1), lambda: dice.choice([5e-324, -5e-324, 2.0**-1022, 1e-320])):
        for _ in range(40):
            terms = [draw() for _ in range(dice.randint(1, 12))]
            yield terms
            # What nearly cancels shows every bit that was lost.
            yield terms + [-x for x in terms] + [dice.choice(terms) * 2.0**-70]
            yield [sum(terms)] + [-x for x in terms]


def main():
    print(f"# math.fsum of Python {sys.version.split()[0]}: python3 scripts/fsum_vectors.py; doubles as the hex digits of their bits.")
    print("sum,terms")
    for terms in lists(random.Random(20261124)):
        print(f"{bits(math.fsum(terms))},{' '.join(map(bits, terms))}")


main()
