"""Waits for ever in C with the interpreter's lock held, so that no Python thread of the kernel can do anything."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import ctypes
import signal


def gru_step(x_t, h_prev, gates):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        ctypes.PyDLL(None).pause()
