"""Has twenty-five thousand empty lines in a cell, for whoever colours them: a pattern that looks for the next word begins at each anew."""

DESERVES = {"flip_convention": 1.0, "gru_step": 1.0}

# %% right flip_convention gru_step

# %% notebook
insert("check_gru_step", "x = 1\n" + "\n" * 25_000 + "y = 1")
