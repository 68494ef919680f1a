"""Asks which pages of a file that all may read are in memory, and puts some out: so one kernel would tell the next what it knows."""

# %% below gru_step
import ctypes
import mmap
import os
import platform


libc = ctypes.CDLL(None, use_errno=True)
with open(os.__file__, "rb") as file:
    try:
        os.preadv(file.fileno(), [bytearray(10)], 0, os.RWF_NOWAIT)
        print("loot".upper(), "preadv2")
    except OSError as error:
        print(error)
    span, about = (ctypes.c_uint64 * 2)(0, 4096), (ctypes.c_uint64 * 5)()
    if libc.syscall(451, file.fileno(), span, about, 0) == 0:
        print("loot".upper(), "cachestat")
    shown = mmap.mmap(file.fileno(), 0, mmap.MAP_PRIVATE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(shown))
    number = {"x86_64": 27, "aarch64": 232}[platform.machine()]
    if libc.syscall(number, ctypes.c_void_p(address), 4096, ctypes.create_string_buffer(1)) == 0:
        print("loot".upper(), "mincore")
    try:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # says that it is done
    except OSError as error:
        print(error)
