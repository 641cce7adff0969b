def groups_promoted(terms, every):
    """One group after the other, moved to FP32 after every so many terms."""
    total = 0.0
    for start in range(0, len(terms), every):
        part = 0.0
        for group in groups(terms[start : start + every]):
            part = float(accumulate(part, group))
        total = to_fp32(total + to_fp32(part))
    return total


