def power(x):
    """The power of two above x; 1 for zero."""
    significand = torch.frexp(x)[0]
    return torch.where(x == 0, 1.0, x / significand)


def accumulate(register, products):
    """Fourteen bits, as DeepSeek-V3 describes Hopper's tensor cores: register and up to 32 products are cut below 2^-13 of the
    largest power of two among them, added, and the sum is cut to 14 bits; always toward zero. The last dimension is added up."""
    register = torch.as_tensor(register, dtype=torch.float64)
    terms = torch.cat([register[..., None], products], dim=-1)
    step = power(terms.abs().amax(dim=-1)) * 2.0**-14
    units = torch.trunc(terms / step[..., None]).sum(dim=-1)
    spare = (power(units) * 2.0**-14).clamp(min=1.0)
    return torch.trunc(units / spare) * spare * step


