"""Makes timers, each of which takes one of the signals that the system counts per user, in itself and in children. Ends by itself at 6000."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import os
import platform
import time

libc, timer = ctypes.CDLL(None), ctypes.c_int()
number = {"x86_64": 222, "aarch64": 107}[platform.machine()]
reader, writer = os.pipe()
for _ in range(3):
    if os.fork() == 0:
        made = sum(libc.syscall(number, 1, None, ctypes.byref(timer)) == 0 for _ in range(2000))
        os.write(writer, f"{made} ".encode())
        time.sleep(3)
        os._exit(0)
for _ in range(3):
    os.wait()
made = sum(map(int, os.read(reader, 100).split()))
if made > 2000:
    print("loot".upper(), made, "timers")
