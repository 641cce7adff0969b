def count(terms, enter):
    """The sum, every addition rounded, and the first term that changes nothing."""
    total, lost = 0.0, None
    for n, term in enumerate(terms, 1):
        after = enter(total + enter(term))
        if after == total and lost is None:
            lost = n
        total = after
    return total, lost


