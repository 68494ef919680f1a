"""Recurses without end, and holds on to it."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention


# %% gru_step
def gru_step(x_t, h_prev, gates):
    return gru_step(x_t, h_prev, gates) + gru_step(x_t, h_prev, gates)
