# %% arrays filled in place, einsum, slices
def lstm_forward(x, h_0, c_0, W_x, W_h, b, mask=None):
    time, batch, _ = x.shape
    n = W_h.shape[0]
    if mask is None:
        mask = np.full((time, batch), True)
    a = np.einsum("tbf,fg->tbg", x, W_x) + b
    h, c, gates = np.empty((time, batch, n)), np.empty((time, batch, n)), np.empty((time, batch, 4 * n))
    h_prev, c_prev = h_0.copy(), c_0.copy()
    for t in range(time):
        z = a[t] + np.dot(h_prev, W_h)
        gates[t] = sigmoid(z)
        gates[t, :, 2 * n : 3 * n] = np.tanh(z[:, 2 * n : 3 * n])
        i, f, g, o = (gates[t, :, k * n : (k + 1) * n] for k in range(4))
        there = mask[t]
        c[t], h[t] = c_prev, h_prev
        c[t][there] = (f * c_prev + i * g)[there]
        h[t][there] = (o * np.tanh(c[t]))[there]
        h_prev, c_prev = h[t], c[t]
    return h, c, gates


# %% one flat product, the mask as a number
def lstm_forward(x, h_0, c_0, W_x, W_h, b, mask=None):
    rows = x.reshape(-1, x.shape[2]) @ W_x
    a = rows.reshape(*x.shape[:2], -1) + b
    m = np.ones(a[..., :1].shape) if mask is None else np.asarray(mask, float)[..., None]
    state, hs, cs, gs = (h_0, c_0), [], [], []
    for a_t, m_t in zip(a, m):
        h, c = state
        i, f, g, o = np.split(a_t + h @ W_h, 4, axis=1)
        i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
        new = f * c + i * g
        state = m_t * o * np.tanh(new) + (1 - m_t) * h, m_t * new + (1 - m_t) * c
        hs.append(state[0])
        cs.append(state[1])
        gs.append(np.hstack([i, f, g, o]))
    return np.array(hs), np.array(cs), np.array(gs)
