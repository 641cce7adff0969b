def kahan(terms, enter, add):
    """One after the other, with the lost part carried along."""
    total = lost = 0.0
    for term in terms:
        mended = add(enter(term), -lost)
        after = add(total, mended)
        lost = add(add(after, -total), -mended)
        total = after
    return total


