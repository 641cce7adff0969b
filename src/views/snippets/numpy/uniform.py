def uniform(generator, count):
    """Multiples of 2^-53 in [0, 1)."""
    return (generator.random_raw(count) >> np.uint64(11)) * 2.0**-53


