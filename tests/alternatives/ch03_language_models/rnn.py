# %% the inputs multiplied all at once
def rnn(x, h_0, W_x, W_h, b):
    pre = x @ W_x + b
    states = np.empty_like(pre)
    h = h_0
    for t in range(x.shape[1]):
        h = states[:, t] = np.tanh(pre[:, t] + h @ W_h)
    return states


# %% itertools
def rnn(x, h_0, W_x, W_h, b):
    from itertools import accumulate

    path = accumulate(x.swapaxes(0, 1), lambda h, x_t: rnn_step(x_t, h, W_x, W_h, b), initial=h_0)
    return np.array(list(path)[1:]).transpose(1, 0, 2)


# %% sequence by sequence
def rnn(x, h_0, W_x, W_h, b):
    result = []
    for sequence, h in zip(x, h_0, strict=True):
        path = []
        for x_t in sequence:
            h = np.tanh(W_x.T @ x_t + W_h.T @ h + b)
            path.append(h)
        result.append(path)
    return np.array(result)
