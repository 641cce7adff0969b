# {name} as the list of its values and the first one beyond; rounding {rounding}.
code = np.arange({top} + 2)
exponent, mantissa = code >> {m}, code & {mask}
significand = np.where(exponent == 0, mantissa, mantissa + {hidden}).astype(float)
values = np.ldexp(significand, np.maximum(exponent, 1) - {shift})
