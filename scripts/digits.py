#!/usr/bin/env python3
"""Writes src/experiments/training/data/optdigits.bin: handwritten digits for training, and others for the test.

Standard library only. Run: python3 scripts/digits.py optdigits.tra optdigits.tes
The two files are those of the data set (DOI 10.24432/C50P49): a line is 64 whole numbers from 0 to 16, then the digit.
Lines that are no such row (one copy has a header) are left out; the counts of optdigits.names are checked.
"""
import collections
import pathlib
import sys

PIXELS, DIGITS = 64, 10
# Images of each digit that we keep, and those that each file has of every digit, as optdigits.names says.
TRAIN, TEST = 150, 50
TRAIN_TOTALS = [376, 389, 380, 389, 387, 376, 377, 387, 380, 382]
TEST_TOTALS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
OUT = pathlib.Path(__file__).parent.parent / "src/experiments/training/data/optdigits.bin"


def rows(path, totals):
    """The rows of a file, checked."""
    found = []
    for line in pathlib.Path(path).read_text("ascii").splitlines():
        cells = line.strip().split(",")
        if len(cells) == PIXELS + 1 and all(cell.isdigit() for cell in cells):
            found.append([int(cell) for cell in cells])
    assert all(max(row[:PIXELS]) <= 16 for row in found), path
    counts = collections.Counter(row[PIXELS] for row in found)
    assert [counts[digit] for digit in range(DIGITS)] == totals, (path, counts)
    return found


def spread(found, take):
    """`take` images of each digit, evenly spaced through the file, in its order."""
    kept = []
    for digit in range(DIGITS):
        places = [place for place, row in enumerate(found) if row[PIXELS] == digit]
        kept += [places[index * len(places) // take] for index in range(take)]
    return [found[place] for place in sorted(kept)]


images = spread(rows(sys.argv[1], TRAIN_TOTALS), TRAIN) + spread(rows(sys.argv[2], TEST_TOTALS), TEST)
# Pixel by pixel instead of image by image: a byte then stands beside its like, and compresses to a tenth less.
OUT.write_bytes(bytes(row[pixel] for pixel in range(PIXELS + 1) for row in images))
print(f"{OUT.name}: {len(images)} images, {OUT.stat().st_size} bytes")
