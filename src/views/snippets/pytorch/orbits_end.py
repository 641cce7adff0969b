for name, enter in formats.items():
    values = [float(value) for value in orbit(enter)]
    # Written so that NaN counts as off.
    off = next((n for n, (x, y) in enumerate(zip(values, truth)) if not abs(x - y) <= {distance}), None)
    print(f"{name} | first off {off} | last {values[-1]!r} | exact {truth[-1]!r}")
