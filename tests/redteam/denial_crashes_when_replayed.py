"""Leaves a note in its folder and crashes; whoever runs its cells again finds the note, and hangs or crashes earlier."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os
import pathlib
import tempfile

note = pathlib.Path(tempfile.gettempdir(), "note")
while note.exists():
    pass


def gru_step(x_t, h_prev, gates):
    os._exit(1)


note.touch()
