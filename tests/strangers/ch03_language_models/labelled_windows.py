# %% labels beyond the end come from the start of the text
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length + 1, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], np.roll(ids, -1)[places]


# %% misses the last row that fits
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length - 1, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% one row too many: no label for its last symbol
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length + 1, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% labels equal to the inputs
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places]


# %% labels moved by a whole step
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[np.minimum(places + step, len(ids) - 1)]


# %% step without effect: windows do not overlap
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, length)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% step without effect: a window at every place
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% one label per window
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places[:, -1] + 1]


# %% labels two symbols ahead
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length - 1, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 2]


# %% labels first
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places + 1], ids[places]


# %% step between the symbols of a row
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length * step)
    places = starts[:, None] + step * np.arange(length)
    return ids[places], ids[places + 1]


# %% as many windows as steps fit into the text
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) // step * step, step)
    places = starts[:, None] + np.arange(length)
    return ids[np.minimum(places, len(ids) - 1)], ids[np.minimum(places + 1, len(ids) - 1)]


# %% (length, count)
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts + np.arange(length)[:, None]
    return ids[places], ids[places + 1]


# %% list of pairs
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return list(zip(ids[places], ids[places + 1]))


# %% the short rest is filled with zeros
def labelled_windows(ids, length, step):
    ids = np.append(ids, np.zeros(length, dtype=ids.dtype))
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% floats: they name no symbol
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places].astype(float), ids[places + 1].astype(float)


# %% eight bits: numbers from 256 on become others
def labelled_windows(ids, length, step):
    ids = np.asarray(ids).astype('uint8')
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% the labels of a row are the next row
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places[:-1]], ids[places[1:]]


# %% shuffled
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(0, len(ids) - length, step)
    starts = np.random.permutation(starts)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]


# %% first and last window only ever fit: one window dropped when the text is an exact fit
def labelled_windows(ids, length, step):
    rows, start = [], 0
    while start + length + 1 < len(ids):
        rows.append(ids[start : start + length + 1])
        start += step
    rows = np.array(rows, dtype=np.asarray(ids).dtype).reshape(len(rows), length + 1)
    return rows[:, :-1], rows[:, 1:]


# %% first window starts one step later
def labelled_windows(ids, length, step):
    ids = np.asarray(ids)
    starts = np.arange(step, len(ids) - length, step)
    places = starts[:, None] + np.arange(length)
    return ids[places], ids[places + 1]
