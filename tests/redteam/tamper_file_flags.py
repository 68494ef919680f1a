"""Sets flags, hints and versions of files that it may only read, which no permission of Landlock covers."""

# %% below gru_step
import fcntl
import os
import struct


with open(os.__file__) as file:
    for name, request, argument in (
        ("flags", 0x80086601, bytes(8)),
        ("set flags", 0x40086602, struct.pack("q", 0x80)),
        ("attributes", 0x801C581F, bytes(28)),
        ("version", 0x80087601, bytes(8)),
    ):
        try:
            fcntl.ioctl(file, request, argument)
            print("loot".upper(), name)
        except OSError as error:
            print(name, error)
    try:
        fcntl.fcntl(file, 1036, struct.pack("Q", 0))
        print("loot".upper(), "hint")
    except OSError as error:
        print(error)
