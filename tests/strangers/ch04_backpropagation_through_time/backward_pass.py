# %% W_h with the states after the steps
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, 1:], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% W_o with the states before the steps
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, :-1], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% after without effect
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% after arrives at every state
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct += np.reshape(after, (-1, 1, np.shape(after)[-1])) if np.ndim(after) else after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% after is added behind the recursion: not handed back
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    total = recursion(direct, h[:, 1:], weights["W_h"])
    total[:, -1] += after
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% recursion without effect
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = state_gradients(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% h_0 without the slope
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": total[:, 0] @ weights["W_h"].T,
    }


# %% h_0: the delta itself
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0],
    }


# %% x without the slope
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": total @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% bias of the output summed over time only
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=1),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% averaged over the batch
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta) / len(x),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta) / len(x),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% mean for the biases
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.mean(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% slopes of the states before
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, :-1] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% gradient of W_h transposed
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->uv", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% no gradient of h_0
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
    }


# %% all states with h_0 go into the recursion
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, :-1], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% gradient of x summed over the batch
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": (delta @ weights["W_x"].T).sum(axis=0),
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% gradient of h_0 summed over the batch
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": (delta[:, 0] @ weights["W_h"].T).sum(axis=0),
    }


# %% after is multiplied with W_h once more
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after @ weights["W_h"].T if np.ndim(after) else after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% h_0 gets the last delta
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, -1] @ weights["W_h"].T,
    }


# %% slope put on twice
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2) ** 2
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% bias gradient from the totals
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    direct[:, -1] += after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": total.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }


# %% after changed in place
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    direct = error @ weights["W_o"].T
    if np.ndim(after):
        after += direct[:, -1]
        direct[:, -1] = after
    total = recursion(direct, h[:, 1:], weights["W_h"])
    delta = total * (1 - h[:, 1:] ** 2)
    return {
        "W_x": np.einsum("btf,btu->fu", x, delta),
        "W_h": np.einsum("btv,btu->vu", h[:, :-1], delta),
        "b": delta.sum(axis=(0, 1)),
        "W_o": np.einsum("btu,bto->uo", h[:, 1:], error),
        "b_o": error.sum(axis=(0, 1)),
        "x": delta @ weights["W_x"].T,
        "h_0": delta[:, 0] @ weights["W_h"].T,
    }
