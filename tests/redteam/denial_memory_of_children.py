"""Forks children that each take a modest amount of memory."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import time

for _ in range(10):
    if os.fork() == 0:
        kept = bytearray(b"x" * 150_000_000)
        time.sleep(60)
        os._exit(0)
time.sleep(20)
