"""Takes a name that looks like a line of what the system tells of it: minus a gigabyte, for page tables. Ends by itself at 800 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import time

ctypes.CDLL(None).prctl(15, b"\x0bVmPTE: -999999", 0, 0, 0)
kept = [bytearray(b"x" * 100_000_000) for _ in range(8)]
time.sleep(5)
print("loot".upper(), "memory")
kept.clear()
