"""Prints a megabyte of brackets, escape sequences and carriage returns, which are slow to turn into a page."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
print("\x1b[31m" * 50_000 + "\r" * 100_000 + "\b" * 100_000 + "[[" * 100_000)
for k in range(20_000):
    print(f"{k}\r", end="")
