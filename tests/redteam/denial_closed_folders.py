"""Leaves folders that nobody may enter, list or delete from, by way of umask and mode."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
import os

os.makedirs("closed/inside")
open("closed/file", "w").close()
os.umask(0o777)
os.mkdir("shut", 0)
os.mkdir("open-then-shut", 0o700)
here = os.open(".", os.O_RDONLY)
os.makedirs("a/b", exist_ok=True) if os.access("a", os.W_OK) else None
