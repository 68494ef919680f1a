# %% the mask as a number forward too, factors inside the loop
def fast_lstm(a, h_0, c_0, W_h, mask):
    n = W_h.shape[0]

    def cut(z):
        return z[..., :n], z[..., n : 2 * n], z[..., 2 * n : 3 * n], z[..., 3 * n :]

    def forward(states, a_t, m):
        h, c = states
        i, f, g, o = cut(a_t + h @ W_h)
        i, f, g, o = ops.sigmoid(i), ops.sigmoid(f), ops.tanh(g), ops.sigmoid(o)
        new_c = m * (f * c + i * g) + (1 - m) * c
        new_h = m * o * ops.tanh(new_c) + (1 - m) * h
        return (new_h, new_c), (h, c, new_h, new_c, ops.concatenate([i, f, g, o], -1))

    (_, c_last), (h_before, c_before, h, c, gates) = walk(forward, (h_0, c_0), (n, n, n, n, 4 * n), a, mask)

    def gradient(*given):
        upstream, dc_last = given if len(given) == 2 else given[0]

        def back(states, up, m, gate, cb, ct):
            dh, dc = states[0] + up, states[1]
            i, f, g, o = cut(gate)
            t = ops.tanh(ct)
            dc = dc + m * dh * o * (1 - t * t)
            z = ops.concatenate(
                [dc * g * i * (1 - i), dc * cb * f * (1 - f), dc * i * (1 - g * g), dh * t * o * (1 - o)], -1
            )
            z = m * z
            return (z @ ops.transpose(W_h) + (1 - m) * dh, m * dc * f + (1 - m) * dc), (z,)

        rows = upstream, mask, gates, c_before, c
        (dh, dc), (z,) = walk(back, (ops.zeros_like(h_0), dc_last), (4 * n,), *rows, backwards=True)
        dW = ops.matmul(ops.transpose(ops.reshape(h_before, (-1, n))), ops.reshape(z, (-1, 4 * n)))
        return [z, dh, dc, dW, ops.zeros_like(mask)]

    return (h, c_last), gradient


# %% where, einsum, and a stack of gates
def fast_lstm(a, h_0, c_0, W_h, mask):
    units = W_h.shape[0]
    there = mask > 0.5

    def step(states, a_t, m_t):
        h, c = states
        z = a_t + ops.matmul(h, W_h)
        s = ops.sigmoid(z)
        g = ops.tanh(z[:, 2 * units : 3 * units])
        c_t = s[:, units : 2 * units] * c + s[:, :units] * g
        h_t = s[:, 3 * units :] * ops.tanh(c_t)
        c_t, h_t = (ops.where(m_t > 0.5, new, old) for new, old in ((c_t, c), (h_t, h)))
        return (h_t, c_t), (h_t, c_t, s, g)

    states, (h, c, s, g) = walk(step, (h_0, c_0), (units, units, 4 * units, units), a, mask)

    def gradient(*given):
        if len(given) == 1:
            (given,) = given
        upstream, dc_last = given
        i, f, o = s[..., :units], s[..., units : 2 * units], s[..., 3 * units :]
        t = ops.tanh(c)
        p = ops.where(there, o * (1 - t**2), 0)
        before = ops.concatenate([ops.expand_dims(c_0, 0), c[:-1]], axis=0)
        by_cell = ops.concatenate([g * i * (1 - i), before * f * (1 - f), i * (1 - g**2)], axis=-1)
        by_cell, by_o = ops.where(there, by_cell, 0), ops.where(there, t * o * (1 - o), 0)

        def back(states, up, p, by_cell, by_o, f, m):
            dh, dc = states
            dh = dh + up
            dc = dc + dh * p
            z = ops.concatenate([ops.tile(dc, (1, 3)) * by_cell, dh * by_o], axis=-1)
            dh = ops.where(m > 0.5, ops.einsum("bg,ug->bu", z, W_h), dh)
            return (dh, ops.where(m > 0.5, dc * f, dc)), (z,)

        start = ops.zeros_like(h_0), dc_last
        (dh, dc), (z,) = walk(back, start, (4 * units,), upstream, p, by_cell, by_o, f, mask, backwards=True)
        h_before = ops.concatenate([ops.expand_dims(h_0, 0), h[:-1]], axis=0)
        return z, dh, dc, ops.einsum("tbu,tbg->ug", h_before, z), mask * 0

    return (h, states[1]), gradient
