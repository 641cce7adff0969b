# NVFP4: one E4M3FN scale for 16 values and one FP32 scale for the tensor. All in float32, in this order.
amax = {amax}
tensor = x32.abs().max()
most = torch.finfo(torch.float32).max
# A number divided by a tensor would be rounded twice: PyTorch multiplies by the reciprocal.
encode = (torch.tensor({most}) / tensor).clamp(max=most) if tensor else torch.tensor(1.0)
wish = amax / {largest} * encode
block = wish.clamp(0, 448).to(torch.float8_e4m3fn).float()
scale = block * (1.0 / encode)
t = torch.where(block == 0, torch.copysign(torch.zeros(()), x32), x32 * (1.0 / scale).clamp(max=most))
