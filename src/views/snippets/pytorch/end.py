
exact = torch.from_numpy(x)
finite = result.isfinite()
noise = ((exact - result.double())[finite] ** 2).sum().item()
signal = (exact[finite] ** 2).sum().item()
print(f"SQNR {10 * np.log10(signal / noise):.6f} dB" if noise else "SQNR inf dB")
print("codes", " ".join(f"{int(c):0{digits}x}" for c in codes[:16]))
