# %% a loop backwards in time
def cell_path_gradient(f):
    gradient = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        gradient[t] = gradient[t + 1] * f[t]
    return gradient


# %% a product per row, in a list
def cell_path_gradient(f):
    return np.stack([np.prod(f[t:], axis=0) for t in range(len(f) + 1)])


# %% keras.ops.cumprod
def cell_path_gradient(f):
    backwards = ops.cumprod(ops.flip(ops.convert_to_tensor(f), axis=0), axis=0)
    return ops.concatenate([ops.flip(backwards, axis=0), ops.ones_like(backwards[:1])])


# %% a list of rows
def cell_path_gradient(f):
    rows = [np.ones(len(f[0]))]
    for gate in reversed(f):
        rows.insert(0, rows[0] * gate)
    return rows
