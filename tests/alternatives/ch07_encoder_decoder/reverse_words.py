# %% row by row
def reverse_words(source):
    out = np.zeros_like(source)
    for k, row in enumerate(source):
        words = row[row > 0]
        out[k, : len(words)] = words[::-1]
    return out


# %% sorted by place
def reverse_words(source):
    there = source != 0
    order = np.argsort(np.where(there, -np.arange(source.shape[1]), 1), axis=1, kind="stable")
    return np.take_along_axis(source, order, axis=1)


# %% lists
def reverse_words(source):
    rows = [[w for w in row if w][::-1] for row in np.array(source).tolist()]
    return np.array([row + [0] * (source.shape[1] - len(row)) for row in rows])
