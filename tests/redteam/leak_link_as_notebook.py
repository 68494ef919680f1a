"""Hands in a link to a classmate's notebook instead of a file."""

MAY_BE_REFUSED = True

# %% file
others = sorted(path.parents[1].parent.glob("*-classmate/*/gru.ipynb"))
path.unlink()
path.symlink_to(others[0])
