"""Writes one file until there is no more room."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import itertools

with open("big", "wb") as file:
    for _ in range(600):
        file.write(b"x" * 1_000_000)
