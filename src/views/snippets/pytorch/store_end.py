for name, digits, fields, limits, dtype in formats:
    library = "-"
    if dtype is not None:
        cast = torch.tensor([nearest], dtype=torch.float64).to(dtype)
        width = {1: torch.uint8, 2: torch.int16, 4: torch.int32}[cast.element_size()]
        library = f"torch 0x{int(cast.view(width)[0]) % (1 << 8 * cast.element_size()):0{digits}X}"
    both = [store(fields, limits, saturates) for saturates in (True, False)]
    if both[0][0] == both[1][0]:
        show(name, digits, "both", both[0], library)
    else:
        show(name, digits, "saturate", both[0], library)
        show(name, digits, "nonsaturate", both[1], library)
