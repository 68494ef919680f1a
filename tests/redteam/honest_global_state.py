"""Counts its calls, remembers its answers and draws random numbers as it goes."""

# %% below gru_step
calls, seen, first_step = 0, {}, gru_step
np.random.seed(0)


def gru_step(x_t, h_prev, gates):
    global calls
    calls += 1
    keras.utils.set_random_seed(calls)
    np.random.normal(size=100)
    return seen.setdefault(calls, first_step(x_t, h_prev, gates))
