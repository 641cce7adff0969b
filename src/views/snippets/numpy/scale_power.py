# One power of two a group (E8M0), from exponent and significand of its largest magnitude: a logarithm would err beside powers of two.
amax = {amax}
significand, exponent = np.frexp(amax)  # the significand lies from 0.5 to 1
exponent = np.where(amax == 0, -127, np.clip({rule}, -127, 127))
scale = np.ldexp(np.float32(1), exponent)
t = x32 / scale
