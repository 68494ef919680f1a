"""Raises an exception of fifty megabytes, and one that takes for ever to show."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
raise ValueError("x" * 50_000_000)
