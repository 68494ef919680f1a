"""Closes every file descriptor of the kernel when it is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os


def gru_step(x_t, h_prev, gates):
    os.closerange(0, 5000)
