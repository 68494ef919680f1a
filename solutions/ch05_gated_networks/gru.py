# %% [markdown] lang="en"
# # GRU
# %% [markdown] lang="zh"
# # GRU
# %%
import keras
import numpy as np
from keras import ops
from unrolled.check import check  # first: it brings up Keras without log lines


def sigmoid(x):
    """Squash x into (0, 1), elementwise."""
    return 1 / (1 + np.exp(-x))


# %% exercise="gru_step"
def gru_step(x_t, h_prev, gates):
    """Advance a GRU by one time step, the reset gate before the matrix product.

    x_t     (batch, features)   input at time t
    h_prev  (batch, units)      state after time t - 1
    gates   "z", "r", "h" -> W_x (features, units), W_h (units, units), b (units,)

    Returns h_t, z_t, r_t, each (batch, units).
    """

    ### BEGIN SOLUTION
    def gate(name, state, activation):
        W_x, W_h, b = gates[name]
        return activation(x_t @ W_x + state @ W_h + b)

    z_t = gate("z", h_prev, sigmoid)
    r_t = gate("r", h_prev, sigmoid)
    candidate = gate("h", r_t * h_prev, np.tanh)
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t
    ### END SOLUTION


# %% check="gru_step" points=3
check("gru_step")


# %% exercise="flip_convention"
def flip_convention(gates):
    """Translate GRU weights from one convention of the update gate into the other.

    gates  "z", "r", "h" -> W_x (features, units), W_h (units, units), b (units,)

    Returns a new dictionary of the same form; `gates` itself is not changed.
    """
    ### BEGIN SOLUTION
    flipped = {name: tuple(np.array(part) for part in parts) for name, parts in gates.items()}
    flipped["z"] = tuple(-part for part in flipped["z"])
    return flipped
    ### END SOLUTION


# %% check="flip_convention" points=3
check("flip_convention")


# %% exercise="GRUCell"
@keras.saving.register_keras_serializable("unrolled")
class GRUCell(keras.layers.Layer):
    """One step of a GRU, for keras.layers.RNN.

    Weights, the gates side by side in the order z, r, h:
    kernel            (features, 3 * units)   glorot_uniform
    recurrent_kernel  (units, 3 * units)      orthogonal
    bias              (2, 3 * units) if reset_after, row 0 for the input and row 1 for the state; else (3 * units,); zeros
    """

    def __init__(self, units, reset_after=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.reset_after = reset_after
        self.state_size = units
        self.output_size = units

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, features)."""
        ### BEGIN SOLUTION
        width = 3 * self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], width), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, width), initializer="orthogonal", name="recurrent_kernel"
        )
        bias_shape = (2, width) if self.reset_after else (width,)
        self.bias = self.add_weight(shape=bias_shape, initializer="zeros", name="bias")
        ### END SOLUTION

    def call(self, inputs, states):
        """inputs (batch, features), states [h_prev] -> h_t, [h_t]."""
        ### BEGIN SOLUTION
        h_prev = states[0]
        if self.reset_after:
            x_part = ops.matmul(inputs, self.kernel) + self.bias[0]
            h_part = ops.matmul(h_prev, self.recurrent_kernel) + self.bias[1]
            x_z, x_r, x_h = ops.split(x_part, 3, axis=-1)
            h_z, h_r, h_h = ops.split(h_part, 3, axis=-1)
            z_t = ops.sigmoid(x_z + h_z)
            r_t = ops.sigmoid(x_r + h_r)
            candidate = ops.tanh(x_h + r_t * h_h)
        else:
            x_z, x_r, x_h = ops.split(ops.matmul(inputs, self.kernel) + self.bias, 3, axis=-1)
            W_z, W_r, W_h = ops.split(self.recurrent_kernel, 3, axis=-1)
            z_t = ops.sigmoid(x_z + ops.matmul(h_prev, W_z))
            r_t = ops.sigmoid(x_r + ops.matmul(h_prev, W_r))
            candidate = ops.tanh(x_h + ops.matmul(r_t * h_prev, W_h))
        h_t = z_t * h_prev + (1 - z_t) * candidate
        return h_t, [h_t]
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same cell again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"units": self.units, "reset_after": self.reset_after}
        ### END SOLUTION


# %% check="GRUCell" points=3
check("GRUCell")


# %% exercise="as_simple_rnn"
def as_simple_rnn(kernel, recurrent_kernel, bias):
    """Return weights that make a GRU with reset_after=True behave like a given SimpleRNN.

    kernel            (features, units)
    recurrent_kernel  (units, units)
    bias              (units,)

    Returns [kernel, recurrent_kernel, bias] of shapes (features, 3 * units), (units, 3 * units), (2, 3 * units).
    """
    ### BEGIN SOLUTION
    zeros = np.zeros_like
    return [
        np.concatenate([zeros(kernel), zeros(kernel), kernel], axis=1),
        np.concatenate([zeros(recurrent_kernel), zeros(recurrent_kernel), recurrent_kernel], axis=1),
        np.stack([np.concatenate([zeros(bias) - 30, zeros(bias) + 30, bias]), np.zeros(3 * len(bias))]),
    ]
    ### END SOLUTION


# %% check="as_simple_rnn" points=3
check("as_simple_rnn")


# %% exercise="count_parameters"
def count_parameters(cell, features, units, reset_after=True):
    """Return the number of weights of keras.layers.SimpleRNN, GRU or LSTM; `cell` is the layer's name."""
    ### BEGIN SOLUTION
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)
    ### END SOLUTION


# %% check="count_parameters" points=3
check("count_parameters")
