def stream(seed):
    """PCG64 (XSL RR 128/64) as the PCG reference implementation seeds it."""
    increment = 0x0A02BDBF7BB3C0A7AC28FA16A64ABF96 << 1 | 1
    state = ((seed + increment) * 0x2360ED051FC65DA44385DF649FCCF645 + increment) % 2**128
    generator = np.random.PCG64()
    generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": increment % 2**128},
        "has_uint32": 0,
        "uinteger": 0,
    }
    return generator


