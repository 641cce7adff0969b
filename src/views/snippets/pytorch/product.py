def quantised(x):
    """Divided by one scale for the matrix and rounded to E4M3FN; in float64, because casts of it go by way of float32."""
    x = x / (x.abs().max() / 448.0)
    spacing = (power(x.abs()) / 2.0).clamp(min=2.0**-6) / 8.0
    return (torch.round(x / spacing) * spacing).clamp(-448.0, 448.0)


def factors(draw):
    """Two matrices of 32 rows, drawn by NumPy; entries of the product are dot products of a row of each."""
    for role in (0, 1):
        x = torch.from_numpy(draw(stream({seed} + (role << 56)), 32 * {length}))
        yield quantised(x).reshape(32, {length})


def added(products, every):
    """Fourteen bits, moved to FP32 after every so many terms."""
    total = torch.zeros(products.shape[:2])
    for start in range(0, {length}, every):
        part, end = torch.zeros(total.shape, dtype=torch.float64), min(start + every, {length})
        for at in range(start, end, 32):
            part = accumulate(part, products[:, :, at : min(at + 32, end)])
        total += part.float()
    return total.double()


def added_in_fp32(products):
    total = torch.zeros(products.shape[:2])
    for at in range({length}):
        total += products[:, :, at].float()
    return total.double()


def errors(result, exact, magnitude):
    """The largest relative to its entry, to the largest entry, to the sum of magnitudes; and root mean square."""
    error, size = (result - exact).abs(), exact.abs()
    share = lambda of: torch.where(error > 0, error / of, 0.0).max()
    return share(size), error.max() / size.max(), share(magnitude), ((error**2).sum() / (exact**2).sum()).sqrt()


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
    exact, magnitude = products.sum(dim=-1), products.abs().sum(dim=-1)
    registers = {
        "14 bits": added(products, {length}),
        "promoted every {every}": added(products, {every}),
        "FP32": added_in_fp32(products),
    }
    for register, result in registers.items():
        print(f"{name}, {register} |", " | ".join(repr(float(x)) for x in errors(result, exact, magnitude)))
