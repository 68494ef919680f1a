# %% slices, and one array that is filled
def lstm_backward_step(dh, dc, gates, c_prev, c_t, W_h):
    n = c_t.shape[1]
    i, f, g, o = gates[:, :n], gates[:, n : 2 * n], gates[:, 2 * n : 3 * n], gates[:, 3 * n :]
    total = dc + dh * o / np.cosh(c_t) ** 2
    delta = np.empty_like(gates)
    delta[:, :n] = total * g * (i - i * i)
    delta[:, n : 2 * n] = total * c_prev * (f - f * f)
    delta[:, 2 * n : 3 * n] = total * i * (1 - g) * (1 + g)
    delta[:, 3 * n :] = dh * np.tanh(c_t) * (o - o * o)
    return delta, np.einsum("bg,ug->bu", delta, W_h), total * f


# %% factors first, a list as the answer
def lstm_backward_step(dh, dc, gates, c_prev, c_t, W_h):
    i, f, g, o = np.split(gates, 4, axis=1)
    t = np.tanh(c_t)
    dc = dc + o * (1 - t * t) * dh
    slopes = np.hstack([i * (1 - i), f * (1 - f), 1 - g * g, o * (1 - o)])
    delta = np.hstack([dc * g, dc * c_prev, dc * i, dh * t]) * slopes
    return [delta, np.dot(delta, W_h.T), f * dc]
