# %% h_0: the first delta itself
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, deltas[0], by_W_h

    return h, gradient


# %% W_h with the states after the steps
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = h
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% W_h not transposed on the way back
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = W_h

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% slope left out
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back))

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% forwards on the way back
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% gradients in the order a, W_h, h_0
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, by_W_h, ops.matmul(deltas[0], back)

    return h, gradient


# %% upstream of the last step only
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)
        upstream = ops.concatenate([0 * upstream[:-1], upstream[-1:]], axis=0)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% last state only
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h[-1], gradient


# %% automatic differentiation
def hand_rnn(a, h_0, W_h):
    def run(a, h_0, W_h):
        h, states = h_0, []
        for t in range(a.shape[0]):
            h = ops.tanh(a[t] + ops.matmul(h, W_h))
            states.append(h)
        return ops.stack(states)

    h = run(a, h_0, W_h)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream
        with tf.GradientTape() as tape:
            tape.watch([a, h_0, W_h])
            again = run(a, h_0, W_h)
        return tuple(tape.gradient(again, [a, h_0, W_h]))

    return h, gradient


# %% NumPy
def hand_rnn(a, h_0, W_h):
    a, h_0, W_h = (np.array(part) for part in (a, h_0, W_h))
    states = [h_0]
    for a_t in a:
        states.append(np.tanh(a_t + states[-1] @ W_h))
    h = np.stack(states)

    def gradient(*given, upstream=None):
        upstream = np.array(given[-1] if upstream is None else upstream)
        deltas, handed = np.zeros_like(a), 0
        for t in range(len(a) - 1, -1, -1):
            deltas[t] = (upstream[t] + handed) * (1 - h[t + 1] ** 2)
            handed = deltas[t] @ W_h.T
        by_W_h = np.einsum("tbi,tbj->ij", h[:-1], deltas)
        return tuple(map(ops.convert_to_tensor, (deltas, handed, by_W_h)))

    return ops.convert_to_tensor(h[1:]), gradient


# %% begins from zeros
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), ops.zeros_like(h_0), a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% gradient of W_h divided by the batch
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h / ops.shape(h)[1]

    return h, gradient


# %% gradient of W_h transposed
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(deltas, (-1, units))), ops.reshape(before, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% nothing is handed back
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return upstream_t * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% first sequence of the batch only
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(before[:, 0]), deltas[:, 0])
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% carries the total, with its own slope put on too late
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return upstream_t + ops.matmul(delta * (1 - h_t**2), back)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        deltas = deltas * (1 - h**2)
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% tanh without the recurrent term
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% h_0 gets what belongs to the last step
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[-1], back), by_W_h

    return h, gradient


# %% slope of the sum, not of the state
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, a, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient


# %% handed back only the gradient of a
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([h_0[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas

    return h, gradient


# %% earlier states with a zero state in place of h_0
def hand_rnn(a, h_0, W_h):
    h = walk(lambda h_prev, a_t: ops.tanh(a_t + ops.matmul(h_prev, W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream  # backends differ in this
        back = ops.transpose(W_h)

        def step(delta, upstream_t, h_t):
            return (upstream_t + ops.matmul(delta, back)) * (1 - h_t**2)

        deltas = walk(step, ops.zeros_like(h_0), upstream, h, backwards=True)
        before = ops.concatenate([ops.zeros_like(h_0)[None], h[:-1]], axis=0)
        units = W_h.shape[0]
        by_W_h = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return deltas, ops.matmul(deltas[0], back), by_W_h

    return h, gradient
