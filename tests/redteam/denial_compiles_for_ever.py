"""Has a solution cell that takes the compiler all memory: a power tower of constants and brackets nested deep."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% notebook
fill("gru_step", "def gru_step(*_):\n    return " + "(" * 150 + "1" + ")" * 150 + "\nx = " + "-" * 80_000 + "1")
insert("gru_step", "x = " + "(" * 5_000 + ")" * 5_000)
insert(
    "gru_step",
    "y = 2 ** 2 ** 26\nz = (1,) * 10 ** 7\n" + "if True:\n" + "\n".join(" " * k + "if 1:" for k in range(1, 120)),
)
