# The number, exactly: its size and its sign; and the float64 nearest to it, which is what libraries start from.
size, negative = {size}, {negative}
nearest = {nearest}
{word}

def rounded(mantissa_bits, least):
    """The number as a count of codes from zero on, {rounding}; codes follow one another without end."""
    over, under = size.numerator, size.denominator
    exponent = over.bit_length() - under.bit_length()
    exponent = max(exponent - (Fraction(2) ** exponent > size), least) if size else least
    steps = size / Fraction(2) ** (exponent - mantissa_bits)
    low, share = steps // 1, steps % 1
    away = {away}
    return ((exponent - least) << mantissa_bits) + low + away


def store(fields, limits, saturates):
    """The code, its value, and the spacing of values there."""
    mantissa_bits, least, first = fields  # first: 1 where the code 0 is the smallest value instead of zero
    top, sign, nan, beyond, beyond_value = limits
    if size != size or first and (negative or size == 0):
        # What has neither NaN nor infinities gives a zero of the other sign.
        return nan[negative], math.nan if beyond is not None else math.copysign(0.0, negative - 0.5), None
    count = top + first + 1 if size == math.inf else max(rounded(mantissa_bits, least), first)
    if count > top + first:
        if size == math.inf and beyond == sign:  # NaN in the place of the negative zero: infinities become NaN too
            return beyond, math.nan, None
        if not saturates and beyond is not None:
            return beyond | sign * negative, -beyond_value if negative else beyond_value, None
        count = top + first
    exponent = max(count >> mantissa_bits, 1) + least - 1
    spacing = Fraction(2) ** (exponent - mantissa_bits)
    value = float((count - ((exponent - least) << mantissa_bits)) * spacing)
    has_sign = negative and (count > 0 or beyond != sign)
    return count - first | sign * has_sign, -value if has_sign else value, spacing


def errors(value, spacing):
    """In spacings and in per cent of the number; nothing where one of them is not finite."""
    if spacing is None or math.isinf(nearest):
        return "- | -"
    number = -size if negative else size
    error = Fraction(value) - number
    return f"{float(error / spacing)!r} | {float(error / size * 100) if error else 0.0!r}"


def show(name, digits, mode, stored, library):
    code, value, spacing = stored
    print(f"{name} | {mode} | 0x{code:0{digits}X} | {value!r} | {errors(value, spacing)} | {library}")


