# %% a copy, written into
def shift_right(labels):
    given = np.zeros_like(labels)
    given[:, 1:] = labels[:, :-1]
    given[:, 0] = BOS
    given[labels == 0] = 0
    return given


# %% row by row
def shift_right(labels):
    rows = []
    for row in labels:
        words = [int(k) for k in row if k != PAD]
        rows.append([BOS, *words[:-1]] + [PAD] * (len(row) - len(words)))
    return np.array(rows)


# %% rolled, then mended
def shift_right(labels):
    given = np.roll(labels, 1, axis=1)
    given[:, 0] = 2
    return given * (np.asarray(labels) > 0)
