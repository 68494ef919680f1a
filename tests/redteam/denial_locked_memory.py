"""Locks memory, which the machine cannot swap then, in every way there is and in children as well. Ends by itself at 200 MB."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import ctypes
import mmap
import os
import platform

libc = ctypes.CDLL(None)
mlock2 = {"x86_64": 325, "aarch64": 284}[platform.machine()]
for _ in range(4):
    if (child := os.fork()) == 0:
        memory = mmap.mmap(-1, 50_000_000, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        start = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
        libc.mlock(start, ctypes.c_size_t(len(memory)))
        libc.syscall(mlock2, start, ctypes.c_size_t(len(memory)), 1)
        libc.mlockall(4)  # what is touched from now on
        libc.mlockall(2)  # what will be mapped
        try:
            more = mmap.mmap(-1, 20_000_000, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x2000)
        except OSError:
            pass
        with open("/proc/self/status") as status:
            locked = int(status.read().partition("VmLck:")[2].split()[0])
        os._exit(locked > 5000)
    if os.waitpid(child, 0)[1]:
        print("loot".upper(), "locked memory")
