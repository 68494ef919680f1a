"""Hands in a timestamp in the last second there is: where it is shown in a zone east of Greenwich, it is a time that there is not."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
(path.parent / "timestamp.txt").write_text("9999-12-31 23:59:59.999999 UTC")
