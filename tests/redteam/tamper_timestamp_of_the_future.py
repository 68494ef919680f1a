"""Hands in a timestamp far in the future, in another time zone."""

DESERVES = {"gru_step": 1.0}

# %% right gru_step

# %% file
(path.parent / "timestamp.txt").write_text("2999-12-31 23:59:59.999999 Asia/Shanghai")
