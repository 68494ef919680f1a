"""Writes code, text and outputs that are slow to highlight and to turn into a page: quotes, brackets, backticks, emphasis."""

DESERVES = {"flip_convention": 1.0}
MAY_BE_REFUSED = True

# %% right flip_convention

# %% notebook
fill("gru_step", "x = '''" + "\\" * 50_000 + "{" * 20_000 + "f'{" * 5_000 + "%(" * 5_000 + "'''\n# " + "\t" * 50_000)
fill(
    "gru_or_lstm",
    "`" * 3_000 + "\n" + "*" * 3_000 + "a" + "_*" * 3_000 + "\n" + "![" * 3_000 + "<" * 3_000 + "&" * 3_000,
)
insert("check_gru_step", "print('<a href=' * 20_000, '\\x1b[1;31m' * 10_000)")
