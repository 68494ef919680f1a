"""Hands in a named pipe and a socket beside the notebook."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
import os
import socket

os.mkfifo(path.parent / "notes.txt")
here = os.open(path.parent, os.O_RDONLY)
with socket.socket(socket.AF_UNIX) as server:
    server.bind(f"/proc/self/fd/{here}/socket")
os.close(here)
