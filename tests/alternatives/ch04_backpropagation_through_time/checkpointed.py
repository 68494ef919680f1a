# %% recursively: the first half of a window is kept as one state
def checkpointed(x, y, h_0, weights, window):
    def back(start, state):
        piece = slice(start, start + window)
        last = None
        if start + window < x.shape[1]:
            last = forward_pass(x[:, piece], y[:, piece], state, weights)[1]["h"][:, -1].copy()
        parts = back(start + window, last) if last is not None else []
        after = parts[0]["h_0"] if parts else 0.0
        _, cache = forward_pass(x[:, piece], y[:, piece], state, weights)
        return [backward_pass(cache, weights, after), *parts]

    return add_up(back(0, h_0))


# %% borders in a dict, gradients joined by hand
def checkpointed(x, y, h_0, weights, window):
    starts, states = list(range(0, x.shape[1], window)), {0: h_0}
    for k in starts[1:]:
        _, kept = forward_pass(x[:, k - window : k], y[:, k - window : k], states[k - window], weights)
        states[k] = np.array(kept["h"][:, -1])
        del kept
    result, after = None, np.zeros_like(h_0)
    for k in reversed(starts):
        _, cache = forward_pass(x[:, k : k + window], y[:, k : k + window], states[k], weights)
        part = backward_pass(cache, weights, after)
        after = part["h_0"]
        result = part if result is None else add_up([part, result])
    return result
