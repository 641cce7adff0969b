def promoted(terms, every, enter, add):
    """One after the other, moved to FP32 after every so many terms."""
    total = part = 0.0
    for n, term in enumerate(terms, 1):
        part = add(part, enter(term))
        if n % every == 0:
            total, part = to_fp32(total + to_fp32(part)), 0.0
    return to_fp32(total + to_fp32(part))


