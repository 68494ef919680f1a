"""Prints 200,000 short lines in a cell of its own."""

# %% below gru_step
for k in range(200_000):
    print("still counting", k)
