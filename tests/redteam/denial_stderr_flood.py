"""Writes 100 megabytes to stderr, also past Python, from a thread."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import sys
import threading


def flood():
    for _ in range(50):
        os.write(2, b"x" * 1_000_000)


thread = threading.Thread(target=flood)
thread.start()
for _ in range(50):
    print("x" * 1_000_000, file=sys.stderr)
thread.join()
