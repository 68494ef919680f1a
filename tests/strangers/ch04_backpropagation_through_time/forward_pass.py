# %% mean instead of sum
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.mean(error**2) / 2, {"x": x, "h": h, "error": error}


# %% no half
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2), {"x": x, "h": h, "error": error}


# %% errors with the other sign
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = y - (h[:, 1:] @ weights["W_o"] + weights["b_o"])
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% h_0 is not in the cache
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h[:, 1:], "error": error}


# %% key errors instead of error
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "errors": error}


# %% tanh on the output
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = np.tanh(h[:, 1:] @ weights["W_o"] + weights["b_o"]) - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% loss of the last step only
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error[:, -1] ** 2) / 2, {"x": x, "h": h, "error": error}


# %% time first in the states
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h.swapaxes(0, 1), "error": error}


# %% one loss per step
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2, axis=(0, 2)) / 2, {"x": x, "h": h, "error": error}


# %% bias of the output forgotten
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% bias of the state forgotten
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% recurrent weights transposed
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"].T + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% begins from zeros
def forward_pass(x, y, h_0, weights):
    states = [np.zeros_like(h_0)]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% outputs from the states before the steps
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, :-1] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% cache holds the sums before the tanh
def forward_pass(x, y, h_0, weights):
    states, sums = [h_0], [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
        sums.append(a)
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": np.stack(sums, axis=1), "error": error}


# %% cache first
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return {"x": x, "h": h, "error": error}, np.sum(error**2) / 2


# %% mean over the batch
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2 / len(x), {"x": x, "h": h, "error": error}


# %% states in float32
def forward_pass(x, y, h_0, weights):
    W_x, W_h, b, W_o, b_o = (weights[name] for name in ("W_x", "W_h", "b", "W_o", "b_o"))
    batch, steps, _ = x.shape
    h = np.zeros((batch, steps + 1, len(b)), 'float32')
    h[:, 0] = h_0
    a = np.einsum("btf,fu->btu", x, W_x) + b
    for t in range(steps):
        h[:, t + 1] = np.tanh(a[:, t] + h[:, t] @ W_h)
    error = np.einsum("btu,uo->bto", h[:, 1:], W_o) + (b_o - y)
    return 0.5 * float(np.vdot(error, error)), dict(x=x, h=h, error=error)


# %% writes the errors into the targets
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    y -= h[:, 1:] @ weights["W_o"] + weights["b_o"]
    error = -y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error}


# %% h_0 is overwritten on the way
def forward_pass(x, y, h_0, weights):
    W_x, W_h, b, W_o, b_o = (weights[name] for name in ("W_x", "W_h", "b", "W_o", "b_o"))
    batch, steps, _ = x.shape
    h = np.zeros((batch, steps + 1, len(b)))
    h[:, 0] = h_0
    a = np.einsum("btf,fu->btu", x, W_x) + b
    for t in range(steps):
        h_0[:] = np.tanh(a[:, t] + h_0 @ W_h)
        h[:, t + 1] = h_0
    error = np.einsum("btu,uo->bto", h[:, 1:], W_o) + (b_o - y)
    return 0.5 * float(np.vdot(error, error)), dict(x=x, h=h, error=error)


# %% root of the sum
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.linalg.norm(error) / 2, {"x": x, "h": h, "error": error}


# %% cache with outputs where the errors belong
def forward_pass(x, y, h_0, weights):
    states = [h_0]
    for t in range(x.shape[1]):
        a = x[:, t] @ weights["W_x"] + states[-1] @ weights["W_h"] + weights["b"]
        states.append(np.tanh(a))
    h = np.stack(states, axis=1)
    error = h[:, 1:] @ weights["W_o"] + weights["b_o"] - y
    return np.sum(error**2) / 2, {"x": x, "h": h, "error": error + y}
