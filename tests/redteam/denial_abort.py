"""Aborts, and kills itself and its group, when it is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os
import signal


def gru_step(x_t, h_prev, gates):
    signal.signal(signal.SIGABRT, lambda *_: None)
    os.kill(os.getpid(), signal.SIGKILL)
    os.killpg(0, signal.SIGKILL)
    os.abort()
