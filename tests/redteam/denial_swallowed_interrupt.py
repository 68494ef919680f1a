"""Loops for ever in a cell of its own and swallows every exception, interrupts first."""

DESERVES = {"gru_step": 1.0, "flip_convention": 1.0}

# %% right gru_step flip_convention

# %% below check_gru_step
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
