"""Hands in the first two thirds of a notebook file."""

MAY_BE_REFUSED = True

# %% file
content = path.read_bytes()
path.write_bytes(content[: len(content) * 2 // 3])
