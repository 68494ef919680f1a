"""Forks as fast as it can, up to a few hundred processes."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import time

for _ in range(8):  # 256 processes at most
    try:
        os.fork()
    except OSError:
        pass
time.sleep(100)
