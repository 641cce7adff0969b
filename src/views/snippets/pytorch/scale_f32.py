# One FP32 scale a group: its largest magnitude becomes the largest of the format. All in float32.
amax = {amax}
scale = torch.where(amax == 0, 1.0, (amax / {largest}).clamp(min=2**-126))
t = x32 / scale
