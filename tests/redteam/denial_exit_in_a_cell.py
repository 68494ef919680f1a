"""Ends the kernel in cells of its own: exit(), os._exit(0), a signal."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below gru_step
exit()

# %% below check_gru_step
import os

os._exit(0)
