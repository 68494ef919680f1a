"""Hands in a timestamp that is no time, so that the late penalty can't be worked out."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
(path.parent / "timestamp.txt").write_bytes(b"the day after tomorrow \xff\n" * 1000)
