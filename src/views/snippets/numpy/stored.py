def stored(x):
    """The inputs in {name}: to nearest, ties to even, saturating; in float64, because casts of it may go by way of float32."""
    spacing = np.ldexp(1.0, np.maximum(np.frexp(x)[1] - 1, {min_exponent}) - {m})
    return np.clip(np.rint(x / spacing) * spacing, -{largest}, {largest})


