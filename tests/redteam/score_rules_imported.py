"""Imports what is ruled out as its answer, in one line that names it and makes nothing of it; and imports all there is."""

DESERVES = {"GRUCell": 1.0, "count_parameters": 1.0}
ATTENTION = "GRUCell", "count_parameters"

# %% GRUCell
from keras.layers import GRUCell

# %% below check_GRUCell
from keras.layers import *


# %% count_parameters
def count_parameters(cell, features, units, reset_after=True):
    layer = globals()[cell](units, **({"reset_after": reset_after} if cell == "GRU" else {}))
    layer.build((None, 1, features))
    return layer.count_params()
