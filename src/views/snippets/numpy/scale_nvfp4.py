# NVFP4: one E4M3FN scale for 16 values and one FP32 scale for the tensor. All in float32, in this order.
amax = {amax}
tensor = np.abs(x32).max()
encode = np.minimum(np.float32({most}) / tensor, np.finfo(np.float32).max) if tensor else np.float32(1)
wish = amax / np.float32({largest}) * encode
block = np.clip(wish, 0, 448).astype(ml_dtypes.float8_e4m3fn).astype(np.float32)
scale = block * (np.float32(1) / encode)
with np.errstate(divide="ignore", invalid="ignore"):
    factor = np.minimum(np.float32(1) / scale, np.finfo(np.float32).max)
    t = np.where(block == 0, np.copysign(np.float32(0), x32), x32 * factor)
