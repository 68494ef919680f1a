# %% [markdown] lang="en"
# # LSTM
# %% [markdown] lang="zh"
# # LSTM
# %%
import keras
import numpy as np
from keras import ops
from unrolled.check import check  # first: it brings up Keras without log lines


def sigmoid(x):
    """Squash x into (0, 1), elementwise."""
    return 1 / (1 + np.exp(-x))


# %% exercise="lstm_step"
def lstm_step(x_t, h_prev, c_prev, gates):
    """Advance an LSTM by one time step.

    x_t     (batch, features)   input at time t
    h_prev  (batch, units)      hidden state after time t - 1
    c_prev  (batch, units)      cell state after time t - 1
    gates   "i", "f", "c", "o" -> W_x (features, units), W_h (units, units), b (units,)

    Returns h_t and c_t, each (batch, units).
    """

    ### BEGIN SOLUTION
    def gate(name, activation):
        W_x, W_h, b = gates[name]
        return activation(x_t @ W_x + h_prev @ W_h + b)

    i_t = gate("i", sigmoid)
    f_t = gate("f", sigmoid)
    candidate = gate("c", np.tanh)
    o_t = gate("o", sigmoid)
    c_t = f_t * c_prev + i_t * candidate
    h_t = o_t * np.tanh(c_t)
    return h_t, c_t
    ### END SOLUTION


# %% check="lstm_step" points=3
check("lstm_step")


# %% exercise="to_keras_weights"
def to_keras_weights(gates):
    """Pack weights kept gate by gate the way keras.layers.LSTM keeps them.

    gates  "i", "f", "c", "o" -> W_x (features, units), W_h (units, units), b (units,)

    Returns [kernel, recurrent_kernel, bias] of shapes (features, 4 * units), (units, 4 * units), (4 * units,).
    """
    ### BEGIN SOLUTION
    W_x, W_h, b = zip(*(gates[name] for name in "ifco"))
    return [np.concatenate(W_x, axis=1), np.concatenate(W_h, axis=1), np.concatenate(b)]
    ### END SOLUTION


# %% check="to_keras_weights" points=3
check("to_keras_weights")


# %% exercise="LSTMCell"
@keras.saving.register_keras_serializable("unrolled")
class LSTMCell(keras.layers.Layer):
    """One step of an LSTM, for keras.layers.RNN; forget_bias is where the forget gate's bias starts.

    Weights, the gates side by side in the order i, f, c, o:
    kernel            (features, 4 * units)   glorot_uniform
    recurrent_kernel  (units, 4 * units)      orthogonal
    bias              (4 * units,)            zeros, but forget_bias for the forget gate
    """

    def __init__(self, units, forget_bias=1.0, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.forget_bias = forget_bias
        self.state_size = [units, units]
        self.output_size = units

    def build(self, input_shape):
        """Create the weights; input_shape is (batch, features)."""

        ### BEGIN SOLUTION
        def start(shape, dtype=None):
            i, f, c, o = ops.split(ops.zeros(shape, dtype), 4)
            return ops.concatenate([i, f + self.forget_bias, c, o])

        width = 4 * self.units
        self.kernel = self.add_weight(shape=(input_shape[-1], width), initializer="glorot_uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, width), initializer="orthogonal", name="recurrent_kernel"
        )
        self.bias = self.add_weight(shape=(width,), initializer=start, name="bias")
        ### END SOLUTION

    def call(self, inputs, states):
        """inputs (batch, features), states [h_prev, c_prev] -> h_t, [h_t, c_t]."""
        ### BEGIN SOLUTION
        h_prev, c_prev = states
        z = ops.matmul(inputs, self.kernel) + ops.matmul(h_prev, self.recurrent_kernel) + self.bias
        i, f, c, o = ops.split(z, 4, axis=-1)
        c_t = ops.sigmoid(f) * c_prev + ops.sigmoid(i) * ops.tanh(c)
        h_t = ops.sigmoid(o) * ops.tanh(c_t)
        return h_t, [h_t, c_t]
        ### END SOLUTION

    def get_config(self):
        """Return what __init__ needs to build the same cell again."""
        ### BEGIN SOLUTION
        return super().get_config() | {"units": self.units, "forget_bias": self.forget_bias}
        ### END SOLUTION


# %% check="LSTMCell" points=3
check("LSTMCell")


# %% exercise="cell_path_gradient"
def cell_path_gradient(f):
    """Return dc_T / dc_t along the direct cell path, for t = 0, ..., T.

    f  (time, units)   the forget gates f_1, ..., f_T

    Returns (time + 1, units); the last row is dc_T / dc_T.
    """
    ### BEGIN SOLUTION
    one = np.ones((1, f.shape[1]))
    backwards = np.concatenate([one, f[::-1]])
    return np.cumprod(backwards, axis=0)[::-1]
    ### END SOLUTION


# %% check="cell_path_gradient" points=3
check("cell_path_gradient")


# %% exercise="forget_bias"
def forget_bias(keep, steps):
    """Return the forget-gate bias with which a cell keeps the share `keep`, between 0 and 1, after `steps` steps."""
    ### BEGIN SOLUTION
    f = keep ** (1 / steps)
    return np.log(f / (1 - f))
    ### END SOLUTION


# %% check="forget_bias" points=3
check("forget_bias")
