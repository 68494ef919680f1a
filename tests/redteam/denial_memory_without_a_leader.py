"""Takes memory in a child whose first thread has ended: what the system tells of the child is empty then. Ends by itself at 1 GB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import os
import platform
import threading
import time

kept = []


def take():
    for _ in range(10):
        kept.append(bytearray(b"x" * 100_000_000))
    time.sleep(4)
    os._exit(0)


if os.fork() == 0:
    threading.Thread(target=take).start()
    ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[platform.machine()], 0)
time.sleep(8)
print("loot".upper(), "memory")
