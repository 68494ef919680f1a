"""Reads extended attributes of files that it may not read."""

# %% below gru_step
import os

for path in ("@ROOT@/classroom/note.txt", "@HOME@/.letter", "@ROOT@", "/usr/bin/env"):
    try:
        print("loot".upper(), path, os.listxattr(path))
    except OSError as error:
        print(error)
