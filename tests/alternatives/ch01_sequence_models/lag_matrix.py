# %% a loop over windows
def lag_matrix(series, tau):
    X, y = [], []
    for i in range(len(series) - tau):
        X.append(series[i : i + tau])
        y.append(series[i + tau])
    return np.array(X), np.array(y)


# %% a sliding view
def lag_matrix(series, tau):
    windows = np.lib.stride_tricks.sliding_window_view(series, tau + 1)
    return windows[:, :-1], windows[:, -1]


# %% an index matrix, a list of two
def lag_matrix(series, tau):
    index = np.arange(len(series) - tau)[:, None] + np.arange(tau + 1)
    table = np.asarray(series)[index]
    return [table[:, :tau], table[:, tau]]
