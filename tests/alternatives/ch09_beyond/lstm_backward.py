# %% lists, reversed at the end
def lstm_backward(upstream, dc_last, gates, c, c_0, W_h, mask=None):
    dh, dc, found = 0 * dc_last, dc_last.copy(), []
    for t in range(len(c) - 1, -1, -1):
        dh = dh + upstream[t]
        delta, dh_new, dc_new = lstm_backward_step(dh, dc, gates[t], c[t - 1] if t else c_0, c[t], W_h)
        if mask is not None:
            out = ~mask[t]
            delta[out], dh_new[out], dc_new[out] = 0, dh[out], dc[out]
        dh, dc = dh_new, dc_new
        found.insert(0, delta)
    return np.stack(found), dh, dc


# %% without the step of exercise 3, the mask as a number
def lstm_backward(upstream, dc_last, gates, c, c_0, W_h, mask=None):
    m = np.ones((*c.shape[:2], 1)) if mask is None else mask[..., None].astype(float)
    i, f, g, o = np.split(gates, 4, axis=-1)
    before, t = np.vstack([c_0[None], c[:-1]]), np.tanh(c)
    q = m * np.concatenate([g * i * (1 - i), before * f * (1 - f), i * (1 - g**2), t * o * (1 - o)], axis=-1)
    dh, dc, deltas = np.zeros(c_0.shape), dc_last, np.empty(gates.shape)
    for k in range(len(c))[::-1]:
        dh = dh + upstream[k]
        dc = dc + m[k] * dh * o[k] * (1 - t[k] ** 2)
        deltas[k] = np.hstack([dc, dc, dc, dh]) * q[k]
        dh, dc = deltas[k] @ W_h.T + (1 - m[k]) * dh, dc * (m[k] * f[k] + 1 - m[k])
    return deltas, dh, dc
