"""Hands in a link to the solution's source instead of a notebook, and a hard link to the gradebook beside it."""

MAY_BE_REFUSED = True

# %% file
path.unlink()
path.symlink_to("@ROOT@/solutions/ch05_gated_networks/gru.py")
