"""Writes a cell of a megabyte of long attribute chains, for a grader that looks through the syntax tree of an answer."""

MAY_BE_REFUSED = True

# %% notebook
fill("gru_step", "def gru_step(*_):\n    pass\n\n\nif False:\n" + ("    x" + ".y" * 250 + "\n") * 2000)
insert("gru_step", "x = 1\nif x == 2:\n    x" + ".y" * 900 + "\n    " + "(" * 90 + "x" + ".z)" * 90)
insert("gru_step", "if False:\n    x" + ".y" * 40_000)
