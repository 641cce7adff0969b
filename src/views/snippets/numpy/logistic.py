def orbit(enter):
    """The logistic map from 3/8, every operation rounded to the format; 4 times a value is exact."""
    values = [enter(0.375)]
    for _ in range({steps}):
        values.append(enter(4.0 * enter(values[-1] * enter(1.0 - values[-1]))))
    return values


# Fixed point with 256 bits: an error of 2^-256 that doubles with each step stays invisible.
fixed = [3 << 253]
for _ in range({steps}):
    fixed.append((fixed[-1] * ((1 << 256) - fixed[-1])) >> 254)
truth = [x / 2**256 for x in fixed]
