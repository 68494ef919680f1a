"""Returns NaN, infinities and signed zeros in every number there is, and a million of them."""

# %% gru_step
import itertools

turn = itertools.cycle([np.nan, np.inf, -np.inf, -0.0, 1e308, 5e-324])


def gru_step(x_t, h_prev, gates):
    return tuple(np.full((2, 4), next(turn)) for _ in range(3))


# %% as_simple_rnn
def as_simple_rnn(kernel, recurrent_kernel, bias):
    return [np.full(10**6, np.nan), float("nan"), [float("nan")] * 100_000]
