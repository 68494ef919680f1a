# %% lists filled up one by one
def pad_batch(sequences, length=None, pad=0):
    if length is None:
        length = max(map(len, sequences))
    return np.array([(list(s) + [pad] * length)[:length] for s in sequences])


# %% a mask of places
def pad_batch(sequences, length=None, pad=0):
    sizes = np.array([len(s) for s in sequences])
    time = sizes.max() if length is None else length
    batch = np.full((len(sequences), max(time, sizes.max())), pad)
    batch[np.arange(batch.shape[1]) < sizes[:, None]] = np.concatenate(sequences).astype(int)
    return batch[:, :time]


# %% zip_longest, transposed
def pad_batch(sequences, length=None, pad=0):
    from itertools import zip_longest

    columns = list(zip_longest(*sequences, fillvalue=pad))
    while length is not None and len(columns) < length:
        columns.append((pad,) * len(sequences))
    return ops.convert_to_tensor(np.array(columns[:length]).T)
