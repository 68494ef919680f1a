"""Hands in an empty file."""

MAY_BE_REFUSED = True

# %% file
path.write_bytes(b"")
