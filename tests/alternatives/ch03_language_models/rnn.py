# %% the inputs multiplied all at once
def init_params(rng, features, units):
    W_x = (2 * rng.random((features, units)) - 1) * (6 / (features + units)) ** 0.5
    U, _, V = np.linalg.svd(rng.standard_normal((units, units)))
    return W_x, U @ V, np.zeros(units)


def init_state(batch, units):
    return np.full((batch, units), 0.0)


def rnn(x, h_0, W_x, W_h, b):
    pre = x @ W_x + b
    states = np.empty_like(pre)
    h = h_0
    for t in range(x.shape[1]):
        h = states[:, t] = np.tanh(pre[:, t] + h @ W_h)
    return states


# %% itertools
def init_params(rng, features, units):
    W_h = np.linalg.qr(rng.normal(size=(units, units)))[0].T
    bound = 6**0.5 / (features + units) ** 0.5
    return [rng.uniform(-1, 1, (features, units)) * bound, W_h, np.zeros((units,))]


def init_state(batch, units):
    return np.array([[0.0] * units] * batch)


def rnn(x, h_0, W_x, W_h, b):
    from itertools import accumulate

    path = accumulate(x.swapaxes(0, 1), lambda h, x_t: rnn_step(x_t, h, W_x, W_h, b), initial=h_0)
    return np.array(list(path)[1:]).transpose(1, 0, 2)


# %% sequence by sequence
def init_params(rng, features, units):
    rows = []  # Gram-Schmidt, twice for the rounding
    while len(rows) < units:
        row = rng.normal(size=units)
        for other in rows + rows:
            row = row - (row @ other) * other
        rows.append(row / np.linalg.norm(row))
    limit = np.sqrt(6 / (units + features))
    return rng.uniform(-limit, limit, size=(features, units)), np.array(rows), 0 * rows[0]


def init_state(batch, units):
    return np.zeros([batch, units], "float32")


def rnn(x, h_0, W_x, W_h, b):
    result = []
    for sequence, h in zip(x, h_0, strict=True):
        path = []
        for x_t in sequence:
            h = np.tanh(W_x.T @ x_t + W_h.T @ h + b)
            path.append(h)
        result.append(path)
    return np.array(result)
