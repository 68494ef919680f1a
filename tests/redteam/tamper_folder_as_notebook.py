"""Hands in a folder called gru.ipynb."""

MAY_BE_REFUSED = True

# %% file
path.unlink()
path.mkdir()
(path / "gru.ipynb").write_text("{}")
