"""Makes contexts for asynchronous input, of which there are so many for the whole machine. Ends by itself at 1000 events."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import platform

number = {"x86_64": 206, "aarch64": 0}[platform.machine()]
context = ctypes.c_ulong(0)
if ctypes.CDLL(None).syscall(number, 1000, ctypes.byref(context)) == 0:
    print("loot".upper(), "asynchronous files")
