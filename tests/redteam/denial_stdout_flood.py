"""Prints 200 megabytes, in a cell and in the function that is probed."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below gru_step
quiet_step = gru_step


def gru_step(x_t, h_prev, gates):
    print("x" * 1_000_000)
    return quiet_step(x_t, h_prev, gates)


# %% below check_gru_step
for _ in range(200):
    print("x" * 1_000_000)
