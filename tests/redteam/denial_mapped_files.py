"""Deletes and closes files that are still mapped: they are in no folder and behind no descriptor, and on the disk. Ends by itself at 190 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import os
import time

libc = ctypes.CDLL(None)
for k in range(5):
    file = os.open("mapped", os.O_RDWR | os.O_CREAT)
    for _ in range(38):
        os.write(file, b"x" * 1_000_000)
    libc.mmap(None, ctypes.c_size_t(38_000_000), 1, 1, file, ctypes.c_long(0))
    os.unlink("mapped")
    os.close(file)
time.sleep(5)
with open("/proc/self/maps") as maps:
    print(("loot".upper() if maps.read().count("/mapped (deleted)") == 5 else "nothing"), "mapped files")
