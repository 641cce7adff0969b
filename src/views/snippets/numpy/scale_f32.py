# One FP32 scale a group: its largest magnitude becomes the largest of the format. All in float32.
amax = {amax}
scale = np.where(amax == 0, np.float32(1), np.maximum(amax / np.float32({largest}), np.float32(2**-126)))
t = x32 / scale
