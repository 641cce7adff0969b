def pairwise(terms, enter, add):
    """Neighbours first, then neighbouring sums."""
    sums = []
    for n, term in enumerate(terms, 1):
        node = enter(term)
        while n % 2 == 0:
            node, n = add(sums.pop(), node), n // 2
        sums.append(node)
    total = sums.pop()
    while sums:
        total = add(sums.pop(), total)
    return total


