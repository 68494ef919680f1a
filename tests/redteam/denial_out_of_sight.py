"""Has the system let nobody look into it, so that what it holds cannot be measured, and takes memory. Ends by itself at 1 GB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import time

ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
kept = [bytearray(b"x" * 100_000_000) for _ in range(10)]
time.sleep(4)
print("loot".upper(), "memory")
