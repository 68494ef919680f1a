"""Hands in a right notebook beside others that are no notebooks at all."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
(path.parent / "scratch.ipynb").write_bytes(b"\xff\xfe not a notebook")
(path.parent / "folder.ipynb").mkdir()
