# %% normal equations, ones in front
def fit_ar(series, tau):
    X, y = lag_matrix(series, tau)
    X = np.column_stack([np.ones(len(X)), X])
    solution = np.linalg.solve(X.T @ X, X.T @ y)
    return solution[1:], solution[0]


# %% around the means
def fit_ar(series, tau):
    X, y = lag_matrix(np.asarray(series), tau)
    w = np.linalg.pinv(X - X.mean(axis=0)) @ (y - y.mean())
    return w, y.mean() - X.mean(axis=0) @ w


# %% QR, without lag_matrix
def fit_ar(series, tau):
    table = np.lib.stride_tricks.sliding_window_view(np.asarray(series, float), tau + 1)
    q, r = np.linalg.qr(np.c_[table[:, :-1], np.ones(len(table))])
    solution = np.linalg.solve(r, q.T @ table[:, -1])
    return list(solution[:tau]), float(solution[tau])
