"""Wrote the work in a cell of its own, under another name, and only hands it on in the solution cell."""

# %% right gru_step


# %% top
def my_gate(weights, x, h, squash):
    W_x, W_h, b = weights
    return squash(x @ W_x + h @ W_h + b)


def my_step(x_t, h_prev, gates):
    z, r = (my_gate(gates[name], x_t, h_prev, sigmoid) for name in "zr")
    return z * h_prev + (1 - z) * my_gate(gates["h"], x_t, r * h_prev, np.tanh), z, r


# %% gru_step
gru_step = my_step
