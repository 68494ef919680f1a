# %% a list of columns
def forecast(windows, w, b, k):
    columns = list(windows.T)
    for _ in range(k):
        recent = columns[-len(w) :]
        columns.append(sum(weight * column for weight, column in zip(w, recent, strict=True)) + b)
    return np.stack(columns[len(w) :], axis=1)


# %% a rolling buffer
def forecast(windows, w, b, k):
    window = windows.astype(float)
    out = np.empty((len(windows), k))
    for step in range(k):
        out[:, step] = window @ w + b
        window = np.roll(window, -1, axis=1)
        window[:, -1] = out[:, step]
    return out


# %% row by row
def forecast(windows, w, b, k):
    out = []
    for row in windows:
        values = [float(value) for value in row]
        for _ in range(k):
            values.append(float(np.dot(values[-len(w) :], w) + b))
        out.append(values[len(w) :])
    return np.array(out)
