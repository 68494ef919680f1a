"""Stops its own process with a signal when it is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os
import signal


def gru_step(x_t, h_prev, gates):
    for _ in range(10):
        os.kill(0, signal.SIGSTOP)
        os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        pass
