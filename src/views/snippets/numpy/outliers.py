channel = {column} % {channels}
x = x * np.where(channel * {outliers} % {channels} < {outliers}, {strength}, 1.0)
