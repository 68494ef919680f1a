"""Returns whole numbers of 5,000 digits and more, and forges a result that holds some."""

# %% gru_step
import sys

sys.set_int_max_str_digits(0)


def gru_step(x_t, h_prev, gates):
    return 10**5000, -(10**400), [1 << 1_000_000]


# %% flip_convention
import unrolled.check as room
from unrolled import compare

compare.plain = room.plain = lambda value: {"dtype": "int", "shape": [], "data": [10**5000]}


def flip_convention(gates):
    return {name: 10**5000 for name in "zrh"}
