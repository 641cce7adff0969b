def orbit(enter):
    """Muller's recurrence, every operation rounded to the format."""
    values = [enter(4.0), enter(4.25)]
    for _ in range({steps}):
        inner = enter(enter(815.0) - enter(enter(1500.0) / values[-2]))
        values.append(enter(enter(108.0) - enter(inner / values[-1])))
    return values


# Python divides whole numbers of any size right to the last bit.
truth = [(3 ** (n + 1) + 5 ** (n + 1)) / (3**n + 5**n) for n in range({steps} + 2)]
