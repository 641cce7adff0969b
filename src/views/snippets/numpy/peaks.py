def peaks(x, columns, rows_of_group, columns_of_group):
    """The largest finite magnitude of each value's group; x is a matrix row by row."""
    rows = -(-x.size // columns)
    height, width = -(-rows // rows_of_group), -(-columns // columns_of_group)
    matrix = np.zeros((height * rows_of_group, width * columns_of_group), np.float32)
    flat = np.zeros(rows * columns, np.float32)
    flat[: x.size] = np.where(np.isfinite(x), np.abs(x), 0)
    matrix[:rows, :columns] = flat.reshape(rows, columns)
    groups = matrix.reshape(height, rows_of_group, width, columns_of_group).max(axis=(1, 3))
    spread = groups.repeat(rows_of_group, axis=0).repeat(columns_of_group, axis=1)
    return spread[:rows, :columns].ravel()[: x.size]


