def accumulate(register, products):
    """Fourteen bits, as DeepSeek-V3 describes Hopper's tensor cores: register and up to 32 products are cut below 2^-13 of the
    largest power of two among them, added, and the sum is cut to 14 bits; always toward zero. The last axis is added up."""
    terms = np.concatenate([np.asarray(register, float)[..., None], products], axis=-1)
    step = np.ldexp(1.0, np.frexp(np.abs(terms).max(axis=-1))[1] - 14)
    units = np.trunc(terms / step[..., None]).sum(axis=-1)
    spare = np.ldexp(1.0, np.maximum(np.frexp(units)[1] - 14, 0))
    return np.trunc(units / spare) * spare * step


