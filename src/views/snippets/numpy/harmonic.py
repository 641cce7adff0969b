def rounded(x, mantissa_bits, min_exponent, largest):
    """To nearest even, in a format for which there is no type."""
    spacing = 2.0 ** (max(math.frexp(x)[1] - 1, min_exponent) - mantissa_bits)
    return min(round(x / spacing) * spacing, largest)


def harmonic(enter):
    """1 + 1/2 + 1/3 + ..., every term and every sum rounded: the sum, and the first n that changes nothing."""
    total = 0.0
    for n in range(1, {count} + 1):
        after = enter(total + enter(1 / n))
        if after == total:
            return total, n
        total = after
    return total, None


# float64 holds the sum of two such numbers exactly, so each sum is rounded once.
formats = {
{formats}}
for name, enter in formats.items():
    total, still = harmonic(enter)
    print(name, total, still)
