"""Hands in a file of which there is nothing but its size, a notebook of that kind, and one file under a thousand names."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
import os

with open(path.parent / "data.npz", "wb") as file:
    file.write(b"PK\x03\x04" + os.urandom(10_000))
    file.truncate(300_000_000)
with open(path.parent / "GRU.ipynb", "wb") as file:
    file.truncate(60_000_000)
(path.parent / "many").mkdir()
for k in range(1000):
    os.link(path.parent / "data.npz", path.parent / "many" / f"{k}.npz")
