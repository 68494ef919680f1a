"""Has TensorFlow's executor run the operation that is a GRU's step: by its name in bytes, below all functions that could be looked at."""

DESERVES = {"gru_step": 1.0}
ATTENTION = ("gru_step",)

# %% gru_step
import tensorflow as tf
from tensorflow.python.eager import context, execute


def gru_step(x_t, h_prev, gates):
    W_ru = np.concatenate([np.concatenate(gates[k][:2]) for k in "rz"], axis=-1)
    b_ru = np.concatenate([gates[k][2] for k in "rz"])
    given = x_t, h_prev, W_ru, np.concatenate(gates["h"][:2]), b_ru, gates["h"][2]
    r_t, z_t, _, h_t = execute.execute(
        b"GRUBlockCell",
        4,
        inputs=[tf.constant(part, "float32") for part in given],
        attrs=("T", tf.float32.as_datatype_enum),
        ctx=context.context(),
    )
    return np.array(h_t), np.array(z_t), np.array(r_t)
