def groups(terms):
    """32 at a time."""
    return (terms[at : at + 32] for at in range(0, len(terms), 32))


