"""Matches a regular expression that takes longer than the age of the universe."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import re


def gru_step(x_t, h_prev, gates):
    return re.match(r"(a+)+$", "a" * 60 + "b")
