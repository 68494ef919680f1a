"""Writes its results as a link, a folder, a pipe, a sparse file and a file that grows, instead of a plain file."""

# %% right *

# %% below gru_step
import os
import pathlib

true_write = pathlib.Path.write_text
turn = {"number": 0}


def write_text(self, data, **options):
    turn["number"] += 1
    pathlib.Path("prepared").write_bytes(data.encode())
    if turn["number"] == 1:
        os.symlink("prepared", self)
    elif turn["number"] == 2:
        os.mkdir(self)
    elif turn["number"] == 3:
        try:
            os.mkfifo(self)
        except OSError:
            os.symlink("/dev/zero", self)
    else:
        with open(self, "wb") as file:
            file.truncate(20_000_000)
    return len(data)


pathlib.Path.write_text = write_text
