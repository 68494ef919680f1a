"""Hands in a named pipe, which whoever opens it waits for without end."""

MAY_BE_REFUSED = True

# %% file
import os

path.unlink()
os.mkfifo(path)
