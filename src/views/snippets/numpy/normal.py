def normal(generator, count):
    """Box and Muller. NumPy's log, cos and sin may differ from libm's in the last of 53 bits."""
    u = (generator.random_raw(count + count % 2) >> np.uint64(11)) * 2.0**-53
    radius = np.sqrt(-2.0 * np.log(1.0 - u[0::2]))
    angle = 2.0 * np.pi * u[1::2]
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]).ravel()[:count]


