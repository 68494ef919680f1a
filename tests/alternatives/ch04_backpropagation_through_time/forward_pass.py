# %% an array filled step by step, the input's products first
def forward_pass(x, y, h_0, weights):
    batch, time, _ = x.shape
    h = np.empty((batch, time + 1, h_0.shape[-1]))
    h[:, 0] = h_0
    a = np.einsum("btf,fu->btu", x, weights["W_x"]) + weights["b"]
    for t in range(time):
        h[:, t + 1] = np.tanh(a[:, t] + h[:, t] @ weights["W_h"])
    o = np.matmul(h[:, 1:], weights["W_o"]) + weights["b_o"]
    return float(0.5 * ((o - y) ** 2).sum()), {"x": x, "h": h, "error": o - y}


# %% outputs within the loop, losses added up, lists as results
def forward_pass(x, y, h_0, weights):
    h, states, errors, loss = h_0, [h_0], [], 0
    for t in range(x.shape[1]):
        h = np.tanh(h @ weights["W_h"] + (x[:, t] @ weights["W_x"] + weights["b"]))
        error = h @ weights["W_o"] + weights["b_o"] - y[:, t]
        loss = loss + 0.5 * np.vdot(error, error)
        states.append(h)
        errors.append(error)
    return [loss, {"error": np.swapaxes(errors, 0, 1), "h": np.swapaxes(states, 0, 1), "x": np.array(x)}]


# %% keras.ops
def forward_pass(x, y, h_0, weights):
    h = [ops.convert_to_tensor(h_0)]
    for x_t in ops.unstack(ops.convert_to_tensor(x), axis=1):
        h.append(ops.tanh(ops.matmul(x_t, weights["W_x"]) + ops.matmul(h[-1], weights["W_h"]) + weights["b"]))
    h = ops.convert_to_numpy(ops.stack(h, axis=1))
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.square(error).sum() / 2, {"x": x, "h": h, "error": error}


# %% steps one by one, all that was used is kept
def forward_pass(x, y, h_0, weights):
    total, path, off = 0.0, [h_0], []
    for x_t, y_t in zip(np.moveaxis(x, 1, 0), np.moveaxis(y, 1, 0)):
        path.append(np.tanh(np.dot(x_t, weights["W_x"]) + np.dot(path[-1], weights["W_h"]) + weights["b"]))
        off.append(np.dot(path[-1], weights["W_o"]) + weights["b_o"] - y_t)
        total += np.square(off[-1]).sum()
    cache = {"x": x, "h": np.stack(path, 1), "error": np.stack(off, 1), "targets": y, "h_0": h_0}
    return [0.5 * total, cache]
