# %% a sliding view
def labelled_windows(ids, length, step):
    rows = np.lib.stride_tricks.sliding_window_view(ids, length + 1)[::step]
    return rows[:, :-1], rows[:, 1:]


# %% lists
def labelled_windows(ids, length, step):
    x, y, start = [], [], 0
    while start + length + 1 <= len(ids):
        x.append(list(ids[start : start + length]))
        y.append(list(ids[start + 1 : start + length + 1]))
        start += step
    return np.array(x), np.array(y)


# %% TensorFlow
def labelled_windows(ids, length, step):
    rows = tf.signal.frame(tf.constant(ids), length + 1, step)
    return rows[:, :length], rows[:, 1:]


# %% nested lists of int
def labelled_windows(ids, length, step):
    ids = [int(k) for k in ids]
    rows = [ids[start : start + length + 1] for start in range(0, len(ids), step)]
    rows = [row for row in rows if len(row) == length + 1]
    return [row[:-1] for row in rows], [row[1:] for row in rows]
