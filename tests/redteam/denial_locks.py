"""Locks files that it may only read, so that whoever else locks them waits, and looks whether they are locked for others as well."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import fcntl
import os
import struct

import unrolled

for path in (os.__file__, unrolled.__file__, "/usr/bin/env"):
    with open(path) as first, open(path) as second:
        try:
            fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(second, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            print("loot".upper(), "lock", path)
        except OSError as error:
            print(error)
        try:
            fcntl.lockf(first, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            print(error)
        if (child := os.fork()) == 0:
            asked = fcntl.fcntl(second, fcntl.F_GETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
            os._exit(struct.unpack("h", asked[:2])[0] == fcntl.F_RDLCK)
        if os.waitpid(child, 0)[1]:
            print("loot".upper(), "lock of a process", path)
