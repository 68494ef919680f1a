"""Answers the question in words with five megabytes of nested lists and emphasis."""

DESERVES = {"gru_step": 1.0}
MAY_BE_REFUSED = True

# %% right gru_step

# %% notebook
fill("gru_or_lstm", "> " * 2000 + "[" * 2000 + "*a **b " * 20_000)
