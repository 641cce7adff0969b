# One power of two a group (E8M0), from exponent and significand of its largest magnitude: a logarithm would err beside powers of two.
amax = {amax}
significand, exponent = torch.frexp(amax)  # the significand lies from 0.5 to 1
exponent = torch.where(amax == 0, -127, ({rule}).clamp(-127, 127))
# 2^-127 is a subnormal float32.
scale = torch.where(exponent == -127, 1 << 22, (exponent + 127) << 23).to(torch.int32).view(torch.float32)
t = x32 / scale
