# %% one matrix product for all gates
def lstm_step(x_t, h_prev, c_prev, gates):
    W = np.concatenate([np.concatenate([gates[k][0], gates[k][1]]) for k in "ifco"], axis=1)
    b = np.concatenate([gates[k][2] for k in "ifco"])
    i, f, c, o = np.split(np.concatenate([x_t, h_prev], axis=1) @ W + b, 4, axis=1)
    c_t = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(c)
    return sigmoid(o) * np.tanh(c_t), c_t


# %% einsum, a list and the tanh form of the sigmoid
def lstm_step(x_t, h_prev, c_prev, gates):
    pre = {
        k: np.einsum("bf,fu->bu", x_t, W_x) + np.einsum("bv,vu->bu", h_prev, W_h) + b
        for k, (W_x, W_h, b) in gates.items()
    }
    i, f, o = (0.5 + 0.5 * np.tanh(pre[k] / 2) for k in "ifo")
    c_t = f * c_prev
    c_t += i * np.tanh(pre["c"])
    return [o * np.tanh(c_t), c_t]


# %% keras.ops, row by row
def lstm_step(x_t, h_prev, c_prev, gates):
    rows = []
    for x, h, c in zip(x_t, np.asarray(h_prev), np.asarray(c_prev)):
        i, f, g, o = (x @ gates[k][0] + h @ gates[k][1] + gates[k][2] for k in "ifco")
        new = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
        rows.append((ops.sigmoid(o) * ops.tanh(new), new))
    return ops.stack([h for h, c in rows]), ops.stack([c for h, c in rows])


# %% one array of two
def lstm_step(x_t, h_prev, c_prev, gates):
    sums = {name: x_t @ W_x + h_prev @ W_h + b for name, (W_x, W_h, b) in gates.items()}
    i, f, o = (0.5 + 0.5 * np.tanh(sums[name] / 2) for name in "ifo")
    c_t = f * c_prev + i * np.tanh(sums["c"])
    return np.array([o * np.tanh(c_t), c_t])
