"""Prints what it is doing two hundred times a step."""

# %% below gru_step
quiet_step = gru_step


def gru_step(x_t, h_prev, gates):
    for k in range(200):
        print("now at", k, flush=k % 50 == 0)
    return quiet_step(x_t, h_prev, gates)
