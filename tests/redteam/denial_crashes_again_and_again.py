"""Crashes in every exercise and in every cell of its own, so that the kernel is replaced many times."""

DESERVES = {"flip_convention": 1.0}

# %% right flip_convention

# %% gru_step
import os


def gru_step(x_t, h_prev, gates):
    os._exit(1)


# %% below check_gru_step
os._exit(2)

# %% below flip_convention
keep = flip_convention

# %% below check_flip_convention
os.abort()


# %% GRUCell
class GRUCell:
    def __init__(self, *_, **__):
        os._exit(3)


# %% as_simple_rnn
def as_simple_rnn(kernel, recurrent_kernel, bias):
    os._exit(4)
