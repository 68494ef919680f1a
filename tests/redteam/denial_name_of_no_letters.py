"""Takes a name of bytes that are no letters, so that what the system tells of it cannot be read, and then memory. Ends by itself at 800 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import time

ctypes.CDLL(None).prctl(15, b"\xff\xfe", 0, 0, 0)
kept = [bytearray(b"x" * 100_000_000) for _ in range(8)]
time.sleep(5)
print("loot".upper(), "memory")
kept.clear()
