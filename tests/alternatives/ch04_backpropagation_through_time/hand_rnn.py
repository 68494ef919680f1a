# %% Python's loops, einsum
def hand_rnn(a, h_0, W_h):
    states = [h_0]
    for t in range(a.shape[0]):
        states.append(ops.tanh(a[t] + ops.matmul(states[-1], W_h)))

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream
        deltas, carried = [], 0
        for t in reversed(range(a.shape[0])):
            delta = (carried + upstream[t]) * (1 - states[t + 1] ** 2)
            carried = ops.einsum("bu,vu->bv", delta, W_h)
            deltas.insert(0, delta)
        deltas = ops.stack(deltas)
        return deltas, carried, ops.einsum("tbv,tbu->vu", ops.stack(states[:-1]), deltas)

    return ops.stack(states[1:]), gradient


# %% rows of all steps in one product, slopes inside the loop
def hand_rnn(a, h_0, W_h):
    units = ops.shape(W_h)[0]
    h = walk(lambda state, a_t: ops.tanh(ops.matmul(state, W_h) + a_t), h_0, a)

    def gradient(*given, upstream=None):
        if upstream is None:
            upstream = given[-1]

        def back(delta, u_t, h_t):
            arrived = u_t + ops.matmul(delta, ops.transpose(W_h))
            return arrived - arrived * h_t * h_t

        deltas = walk(back, ops.zeros(ops.shape(h_0), h_0.dtype), upstream, h, backwards=True)
        before = ops.concatenate([ops.expand_dims(h_0, 0), h[:-1]], axis=0)
        product = ops.matmul(ops.transpose(ops.reshape(before, (-1, units))), ops.reshape(deltas, (-1, units)))
        return [deltas, ops.matmul(deltas[0], ops.transpose(W_h)), product]

    return h, gradient


# %% flat products, the slope inside the step
def hand_rnn(a, h_0, W_h):
    states = walk(lambda state, a_t: ops.tanh(ops.add(a_t, state @ W_h)), h_0, a)

    def gradient(*given, upstream=None):
        upstream = given[-1] if upstream is None else upstream
        units = ops.shape(W_h)[0]

        def back(delta, u_t, h_t):
            return (u_t + delta @ ops.transpose(W_h)) * (1.0 - h_t * h_t)

        deltas = walk(back, ops.zeros_like(h_0), upstream, states, backwards=True)
        earlier = ops.concatenate([ops.expand_dims(h_0, 0), states[:-1]], axis=0)
        rows, columns = ops.reshape(earlier, (-1, units)), ops.reshape(deltas, (-1, units))
        return [deltas, deltas[0] @ ops.transpose(W_h), ops.transpose(rows) @ columns]

    return states, gradient
