"""Takes more and more memory, ten megabytes at a time."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import time

kept = []
for _ in range(180):
    kept.append(bytearray(b"x" * 10_000_000))
    time.sleep(0.02)
time.sleep(20)
