"""Hands in folders so deep that the path of what lies in them is longer than the system takes: a look at each file fails there."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
import os

here = os.open(path.parent, os.O_RDONLY)
for _ in range(25):
    os.mkdir("d" * 250, dir_fd=here)
    below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
    os.close(here)
    here = below
os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
os.close(here)
