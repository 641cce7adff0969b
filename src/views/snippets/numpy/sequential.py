def sequential(terms, enter, add):
    """One after the other."""
    total = 0.0
    for term in terms:
        total = add(total, enter(term))
    return total


