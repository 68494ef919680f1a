"""Has Keras make what is ruled out from its config: a cell for one step, the class of such a cell as an answer, layers to count."""

DESERVES = {"gru_step": 1.0, "GRUCell": 1.0, "count_parameters": 1.0}
ATTENTION = "gru_step", "GRUCell", "count_parameters"


# %% gru_step
def made(kind, **config):
    return keras.saving.deserialize_keras_object(
        {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None}
    )


def gru_step(x_t, h_prev, gates):
    cell = made("GRUCell", units=h_prev.shape[-1], reset_after=False, dtype="float64")
    cell.build(x_t.shape)
    cell.set_weights([np.concatenate(part, axis=-1) for part in zip(*(gates[name] for name in "zrh"))])
    z_t, r_t = (sigmoid(x_t @ W_x + h_prev @ W_h + b) for W_x, W_h, b in (gates["z"], gates["r"]))
    return np.array(cell(x_t, [h_prev])[0]), z_t, r_t


# %% GRUCell
GRUCell = type(made("GRUCell", units=1))


# %% count_parameters
def count_parameters(cell, features, units, reset_after=True):
    layer = made(cell, units=units, **({"reset_after": reset_after} if cell == "GRU" else {}))
    layer.build((None, 1, features))
    return layer.count_params()
