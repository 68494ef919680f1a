"""Loops for ever when it is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention


# %% gru_step
def gru_step(x_t, h_prev, gates):
    while True:
        pass
