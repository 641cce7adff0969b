def peaks(x, columns, rows_of_group, columns_of_group):
    """The largest finite magnitude of each value's group; x is a matrix row by row."""
    rows = -(-x.numel() // columns)
    height, width = -(-rows // rows_of_group), -(-columns // columns_of_group)
    matrix = torch.zeros(height * rows_of_group, width * columns_of_group)
    flat = torch.zeros(rows * columns)
    flat[: x.numel()] = torch.where(x.isfinite(), x.abs(), 0)
    matrix[:rows, :columns] = flat.reshape(rows, columns)
    groups = matrix.reshape(height, rows_of_group, width, columns_of_group).amax(dim=(1, 3))
    spread = groups.repeat_interleave(rows_of_group, 0).repeat_interleave(columns_of_group, 1)
    return spread[:rows, :columns].flatten()[: x.numel()]


