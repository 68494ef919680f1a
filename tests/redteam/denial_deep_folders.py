"""Nests folders three thousand deep, for a clean-up that recurses."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os

for _ in range(3000):
    os.mkdir("down")
    os.chdir("down")
