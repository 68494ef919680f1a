"""Calls the system as programs of 32 bits do, by other numbers for the same calls, and by those of a third kind of program."""

# %% below gru_step
import ctypes
import mmap
import os
import platform
import struct


def called_as_32_bits(number, *arguments):
    first, second = (*arguments, 0, 0)[:2]
    code = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=7)
    # push rbx; mov eax, ebx, ecx; xor edx, edx; int 0x80; pop rbx; ret
    code.write(
        struct.pack("<2sIsIsI", b"\x53\xb8", number, b"\xbb", first, b"\xb9", second) + b"\x31\xd2\xcd\x80\x5b\xc3"
    )
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()


def called_as_x32(number, *arguments):
    return ctypes.CDLL(None).syscall(number | 1 << 30, *arguments, 0)


for way, calls in {
    called_as_32_bits: {
        "inotify": (332,),
        "socket": (359, 1, 1),
        "queue": (399, 0, 0o1600),
        "keys": (288, 0, 0xFFFFFFFD),
    },
    called_as_x32: {"inotify": (294,), "socket": (41, 1, 1), "queue": (68, 0, 0o1600), "keys": (250, 0, -3)},
}.items():
    for name, call in calls.items() if platform.machine() == "x86_64" else ():
        if (child := os.fork()) == 0:
            os._exit(77 if way(*call) >= 0 else 0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77:
            print("loot".upper(), way.__name__, name)
