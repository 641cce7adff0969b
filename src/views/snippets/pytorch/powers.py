# {name} as the list of its values, powers of two, and the first one beyond; rounding {rounding}.
values = torch.from_numpy(np.ldexp(1.0, np.arange({top} + 2) - 127))
