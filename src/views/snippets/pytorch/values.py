# {name} as the list of its values and the first one beyond; rounding {rounding}.
code = torch.arange({top} + 2)
exponent, mantissa = code >> {m}, code & {mask}
significand = torch.where(exponent == 0, mantissa, mantissa + {hidden}).double()
values = torch.from_numpy(np.ldexp(significand.numpy(), exponent.clamp(min=1).numpy() - {shift}))
