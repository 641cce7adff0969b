size = t.abs().double()
low = (torch.searchsorted(values, size, right=True) - 1).clamp(0, {top})
share = (size - values[low]) / (values[low + 1] - values[low])  # how far it is to the next value
away = {away}
magnitude = torch.where(size >= values[{top} + 1], {top} + 1, low + away)
