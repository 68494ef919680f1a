"""Asks for far more memory than it may have, in one piece, when it is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import time


def gru_step(x_t, h_prev, gates):
    big = np.ones(200_000_000)
    time.sleep(20)
    return big
