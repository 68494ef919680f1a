"""Recurses without end through C code, with the recursion limit lifted, until the stack is full."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import sys


class Deep:
    def __repr__(self):
        return repr(self)

    def __lt__(self, other):
        return sorted([self, self])


def gru_step(x_t, h_prev, gates):
    sys.setrecursionlimit(10**9)
    return sorted([Deep(), Deep()])
