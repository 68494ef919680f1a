"""Writes to files that have no name any more, where no one sees them grow."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os
import tempfile
import time

files = [tempfile.TemporaryFile() for _ in range(8)]
named = [open(f"named-{k}", "wb", buffering=0) for k in range(8)]
for k in range(8):
    os.unlink(f"named-{k}")
for _ in range(40):
    for file in files + named:
        file.write(b"x" * 1_000_000)
        file.flush()
time.sleep(20)
