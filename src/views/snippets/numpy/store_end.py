for name, digits, fields, limits, dtype in formats:
    library = "-"
    if dtype is not None:
        with np.errstate(all="ignore"):
            cast = np.array([nearest]).astype(dtype)
        library = f"ml_dtypes 0x{int(cast.view(f'u{cast.itemsize}')[0]):0{digits}X}"
    both = [store(fields, limits, saturates) for saturates in (True, False)]
    if both[0][0] == both[1][0]:
        show(name, digits, "both", both[0], library)
    else:
        show(name, digits, "saturate", both[0], library)
        show(name, digits, "nonsaturate", both[1], library)
