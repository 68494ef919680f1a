"""Calls exit(), quit() and sys.exit() in the function that is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import itertools
import sys

turn = itertools.cycle([sys.exit, exit, quit, lambda: sys.exit("5 of 5 cases right")])


def gru_step(x_t, h_prev, gates):
    next(turn)()
