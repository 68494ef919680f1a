# %% sums over the steps
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    x, h, error = cache["x"], cache["h"], cache["error"]
    steps = x.shape[1]
    direct = np.matmul(error, weights["W_o"].T)
    direct[:, steps - 1] = direct[:, steps - 1] + after
    delta = recursion(direct, h[:, 1:], weights["W_h"])
    delta = delta - delta * np.square(h[:, 1:])
    return {
        "h_0": delta[:, 0] @ weights["W_h"].T,
        "x": np.einsum("btu,fu->btf", delta, weights["W_x"]),
        "W_x": sum(x[:, t].T @ delta[:, t] for t in range(steps)),
        "W_h": sum(h[:, t].T @ delta[:, t] for t in range(steps)),
        "W_o": sum(h[:, t + 1].T @ error[:, t] for t in range(steps)),
        "b": sum(delta[:, t].sum(0) for t in range(steps)),
        "b_o": np.sum(error, (0, 1)),
    }


# %% batch and time as one axis, keras.ops for the products
def backward_pass(cache, weights, after=0.0, recursion=state_gradients):
    def rows(array):
        return np.reshape(array, (-1, array.shape[-1]))

    h, states = cache["h"], cache["h"][:, 1:]
    last = np.zeros_like(states)
    last[:, -1] = after
    total = recursion(np.tensordot(cache["error"], weights["W_o"], axes=(2, 1)) + last, states, weights["W_h"])
    delta = (1 - states) * (1 + states) * total
    return {
        "W_x": ops.matmul(rows(cache["x"]).T, rows(delta)),
        "W_h": rows(h[:, :-1]).T @ rows(delta),
        "b": rows(delta).sum(axis=0),
        "W_o": rows(states).T @ rows(cache["error"]),
        "b_o": rows(cache["error"]).sum(axis=0),
        "x": delta @ weights["W_x"].T,
        "h_0": np.einsum("bu,vu->bv", delta[:, 0], weights["W_h"]),
    }
