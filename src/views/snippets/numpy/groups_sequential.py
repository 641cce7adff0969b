def grouped(terms):
    """One group after the other."""
    total = 0.0
    for group in groups(terms):
        total = float(accumulate(total, group))
    return total


