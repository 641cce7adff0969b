size = np.abs(t).astype(float)
low = np.clip(np.searchsorted(values, size, side="right") - 1, 0, {top})
share = (size - values[low]) / (values[low + 1] - values[low])  # how far it is to the next value
away = {away}
magnitude = np.where(size >= values[{top} + 1], {top} + 1, low + away)
