"""Turned the order of all cells around."""

# %% notebook
notebook["cells"].reverse()
