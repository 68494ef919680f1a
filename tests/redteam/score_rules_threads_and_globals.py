"""Calls what is ruled out in another thread, from a function with other globals, and in globals that say they are a probe's."""

DESERVES = {"gru_step": 1.0, "GRUCell": 1.0, "count_parameters": 1.0}
ATTENTION = "gru_step", "GRUCell", "count_parameters"

# %% gru_step
from concurrent.futures import ThreadPoolExecutor


def gru_step(x_t, h_prev, gates):
    options = {"reset_after": False, "dtype": "float64"}
    with ThreadPoolExecutor(1) as pool:
        cell = pool.submit(getattr(keras.layers, "GRUCell"), h_prev.shape[-1], **options).result()
        cell.build(x_t.shape)
        cell.set_weights([np.concatenate(part, axis=-1) for part in zip(*(gates[name] for name in "zrh"))])
        h_t = np.array(pool.submit(cell, x_t, [h_prev]).result()[0])
    return h_t, *(sigmoid(x_t @ gates[name][0] + h_prev @ gates[name][1] + gates[name][2]) for name in "zr")


# %% right GRUCell

# %% below GRUCell
space = {"keras": keras, "__name__": "keras.src.layers"}
exec("def call(self, inputs, states): return keras.layers.GRUCell.call(self, inputs, states)", space)
GRUCell.call, GRUCell.use_bias, GRUCell.implementation = space["call"], True, 2
GRUCell.activation, GRUCell.recurrent_activation = staticmethod(ops.tanh), staticmethod(ops.sigmoid)


# %% count_parameters
def count_parameters(cell, features, units, reset_after=True):
    space = {"__name__": "unrolled.probes.ch05_gated_networks", "options": {"units": units}}
    space["options"] |= {"reset_after": reset_after} if cell == "GRU" else {}
    exec(f"import keras\nlayer = keras.layers.{cell}(**options)\nlayer.build((None, 1, {features}))", space)
    return space["layer"].count_params()
