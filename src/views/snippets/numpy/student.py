def student_t(generator, count, freedom):
    """Bailey's polar method. NumPy's powers may differ from libm's in the last of 53 bits."""
    t = np.empty(0)
    while t.size < count:
        u, v = 2.0 * uniform(generator, 2 * count).reshape(-1, 2).T - 1.0
        w = u * u + v * v
        inside = (0.0 < w) & (w <= 1.0)
        u, w = u[inside], w[inside]
        t = np.append(t, u * np.sqrt(freedom * (w ** (-2.0 / freedom) - 1.0) / w))
    return t[:count]


