"""Hands in a folder where the exchange has a file, submission_secret.txt, which grading copies as one."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% file
(path.parent / "submission_secret.txt" / "timestamp.txt").mkdir(parents=True)
