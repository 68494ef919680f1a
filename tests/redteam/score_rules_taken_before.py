"""Takes the methods of what is ruled out while no check looks on, and calls them later; and has such a cell ready, with its method."""

DESERVES = {"gru_step": 1.0, "GRUCell": 1.0}
ATTENTION = "gru_step", "GRUCell"

# %% top
import keras

kind = getattr(keras.layers, "GRUCell")
ready = {"cell": kind(4, reset_after=False, dtype="float64"), "call": kind.call}
ready["cell"].build((None, 3))
ready["step"] = ready["cell"].call


# %% gru_step
def gru_step(x_t, h_prev, gates):
    ready["cell"].set_weights([np.concatenate(part, axis=-1) for part in zip(*(gates[name] for name in "zrh"))])
    h_t, _ = ready["step"](ops.convert_to_tensor(x_t), [ops.convert_to_tensor(h_prev)])
    return np.array(h_t), *(sigmoid(x_t @ gates[k][0] + h_prev @ gates[k][1] + gates[k][2]) for k in "zr")


# %% right GRUCell

# %% below GRUCell
GRUCell.call = lambda self, inputs, states: ready["call"](self, inputs, states)
GRUCell.use_bias, GRUCell.implementation = True, 2
GRUCell.activation, GRUCell.recurrent_activation = staticmethod(ops.tanh), staticmethod(ops.sigmoid)
