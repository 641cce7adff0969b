
finite = np.isfinite(result)
noise = np.sum((x - result)[finite] ** 2)
signal = np.sum(x[finite] ** 2)
print(f"SQNR {10 * np.log10(signal / noise):.6f} dB" if noise else "SQNR inf dB")
print("codes", " ".join(f"{int(c):0{digits}x}" for c in codes[:16]))
