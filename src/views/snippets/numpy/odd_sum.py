def odd_sum(a, b):
    """a + b rounded to odd, so that rounding it once more, in any way, is rounding the exact sum."""
    total = a + b
    part = total - a
    lost = (a - (total - part)) + (b - part)
    if lost == 0 or not math.isfinite(lost) or total / math.ulp(total) % 2 == 1:
        return total
    return math.nextafter(total, math.copysign(math.inf, lost))


