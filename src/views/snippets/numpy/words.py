def words(run):
    """32 random bits for every addition."""
    generator = stream({seed} + (run << 32) + (2 << 56))
    while True:
        yield from (generator.random_raw(4096) >> np.uint64(32)).tolist()


