

def rounded(x, mantissa_bits, min_exponent, largest, beyond, take=round):
    """x in a format: take makes a number of spacings whole (round: ties to even), what is too large becomes beyond."""
    if not math.isfinite(x):
        return x
    spacing = math.ldexp(1.0, max(math.frexp(x)[1] - 1, min_exponent) - mantissa_bits)
    size = take(abs(x) / spacing) * spacing
    return math.copysign(size if size <= largest else beyond, x)


