# %% step by step, up through all layers at each step
def deep_rnn(x, layers):
    h = [np.zeros((x.shape[0], W_h.shape[0])) for _, W_h, _ in layers]
    paths = [[] for _ in layers]
    for t in range(x.shape[1]):
        below = x[:, t]
        for level, (W_x, W_h, b) in enumerate(layers):
            h[level] = below = np.tanh(below @ W_x + h[level] @ W_h + b)
            paths[level].append(below)
    return [np.stack(path, axis=1) for path in paths]


# %% recursion over the layers, arrays filled in
def deep_rnn(x, layers):
    if not layers:
        return []
    (W_x, W_h, b), *above = layers
    states = np.einsum("btf,fu->btu", x, W_x) + b
    states[:, 0] = np.tanh(states[:, 0])
    for t in range(1, x.shape[1]):
        states[:, t] = np.tanh(states[:, t] + states[:, t - 1].dot(W_h))
    return [states, *deep_rnn(states, above)]


# %% with keras.ops, as tuples
def deep_rnn(x, layers):
    everything = ()
    for W_x, W_h, b in layers:
        h = ops.zeros((x.shape[0], len(b)), "float64")
        steps = []
        for x_t in ops.unstack(ops.convert_to_tensor(x), axis=1):
            h = ops.tanh(ops.matmul(x_t, W_x) + ops.matmul(h, W_h) + b)
            steps.append(h)
        x = ops.stack(steps, axis=1)
        everything += (x,)
    return everything
