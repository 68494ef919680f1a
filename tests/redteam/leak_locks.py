"""Locks a file that all may read, in two ways, and sees that it is locked: so one kernel would tell another at the same time what it knows."""

# %% below gru_step
import fcntl
import os
import struct

F_OFD_GETLK, F_OFD_SETLK, LOCK = 36, 37, "hhqqi4x"
with open(os.__file__) as ours, open(os.__file__) as theirs:
    try:
        fcntl.flock(ours, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            fcntl.flock(theirs, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("loot".upper(), "flock")
        fcntl.fcntl(ours, F_OFD_SETLK, struct.pack(LOCK, fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0))
        found = fcntl.fcntl(theirs, F_OFD_GETLK, struct.pack(LOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))
        if struct.unpack(LOCK, found)[0] == fcntl.F_RDLCK:
            print("loot".upper(), "a lock of a range")
    except OSError as error:
        print(error)
