"""Has a cell of half a million statements of one letter, of which whoever looks through its syntax makes five hundred megabytes."""

DESERVES = {"flip_convention": 1.0}
MAY_BE_REFUSED = True

# %% right flip_convention

# %% notebook
fill("gru_step", "if False:\n    " + "a;" * 450_000)
