"""Hands in a timestamp in the first second there is: where it is shown in a zone west of Greenwich, it is a time that there is not."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
(path.parent / "timestamp.txt").write_text("0001-01-01 00:00:00 UTC")
