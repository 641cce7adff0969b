def quantised(x):
    """Divided by one scale for the matrix and rounded to E4M3FN; in float64, because casts of it may go by way of float32."""
    x = x / (np.abs(x).max() / 448.0)
    spacing = np.ldexp(1.0, np.maximum(np.frexp(x)[1] - 1, -6) - 3)
    return np.clip(np.rint(x / spacing) * spacing, -448.0, 448.0)


def factors(draw):
    """Two matrices of 32 rows; entries of the product are dot products of a row of each."""
    return (quantised(draw(stream({seed} + (role << 56)), 32 * {length})).reshape(32, {length}) for role in (0, 1))


def added(products, every):
    """Fourteen bits, moved to FP32 after every so many terms."""
    total = np.zeros(products.shape[:2], np.float32)
    for start in range(0, {length}, every):
        part, end = np.zeros(total.shape), min(start + every, {length})
        for at in range(start, end, 32):
            part = accumulate(part, products[:, :, at : min(at + 32, end)])
        total += part.astype(np.float32)
    return total.astype(float)


def added_in_fp32(products):
    total = np.zeros(products.shape[:2], np.float32)
    for at in range({length}):
        total += products[:, :, at].astype(np.float32)
    return total.astype(float)


def errors(result, exact, magnitude):
    """The largest relative to its entry, to the largest entry, to the sum of magnitudes; and root mean square."""
    error, size = np.abs(result - exact), np.abs(exact)
    share = lambda of: np.divide(error, of, out=np.zeros_like(error), where=error > 0).max()
    return share(size), error.max() / size.max(), share(magnitude), np.sqrt((error**2).sum() / (exact**2).sum())


distributions = {
    "normal": normal,
    "centred": lambda generator, count: 2.0 * uniform(generator, count) - 1.0,
    "halfnormal": lambda generator, count: np.abs(normal(generator, count)),
    "unit": uniform,
}
for name, draw in distributions.items():
    x, y = factors(draw)
    products = x[:, None, :] * y[None, :, :]
    # Products are whole multiples of 2^-18 below 2^18: float64 holds their sums exactly.
    exact, magnitude = products.sum(axis=-1), np.abs(products).sum(axis=-1)
    registers = {
        "14 bits": added(products, {length}),
        "promoted every {every}": added(products, {every}),
        "FP32": added_in_fp32(products),
    }
    for register, result in registers.items():
        print(f"{name}, {register} |", " | ".join(repr(float(x)) for x in errors(result, exact, magnitude)))
