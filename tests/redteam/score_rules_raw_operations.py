"""Takes a step of a GRU as one raw operation of TensorFlow, kept aside under no name of its own."""

DESERVES = {"gru_step": 1.0}
ATTENTION = ("gru_step",)

# %% gru_step
import tensorflow as tf

kept = [getattr(tf.raw_ops, "GRUBlockCell")]


def gru_step(x_t, h_prev, gates):
    W_ru, W_c, b_ru, b_c = (
        np.concatenate([np.concatenate(gates[k][:2]) for k in "rz"], axis=-1),
        np.concatenate(gates["h"][:2]),
        np.concatenate([gates[k][2] for k in "rz"]),
        gates["h"][2],
    )
    x_t, h_prev, *weights = (tf.constant(part, "float32") for part in (x_t, h_prev, W_ru, W_c, b_ru, b_c))
    names = "w_ru", "w_c", "b_ru", "b_c"
    r_t, z_t, _, h_t = kept[0](x=x_t, h_prev=h_prev, **dict(zip(names, weights)))
    return np.array(h_t), np.array(z_t), np.array(r_t)
