# %% from arrays of zeros
def rnn_shapes(batch, time, features, units):
    x, W_x, W_h = np.zeros((batch, time, features)), np.zeros((features, units)), np.zeros((units, units))
    states = x @ W_x
    return {
        "x": x.shape,
        "states": states.shape,
        "last": (states[:, -1] @ W_h).shape,
        "kernel": W_x.shape,
        "recurrent_kernel": W_h.shape,
        "bias": (units,),
    }


# %% asked of Keras
def rnn_shapes(batch, time, features, units):
    layer = keras.layers.SimpleRNN(units)
    layer.build((batch, time, features))
    shapes = dict(zip(("kernel", "recurrent_kernel", "bias"), (w.shape for w in layer.get_weights()), strict=True))
    read = {"x": (batch, time, features), "last": layer.compute_output_shape((batch, time, features))}
    return shapes | read | {"states": (batch, time, units)}


# %% grown name by name, in another order
def rnn_shapes(batch, time, features, units):
    shapes = {"bias": [units]}
    shapes["recurrent_kernel"] = [units] * 2
    shapes["kernel"] = [features, units]
    for name, size in ("x", features), ("states", units):
        shapes[name] = (batch, time, size)
    shapes["last"] = shapes["states"][::2]
    return {name: tuple(shape) for name, shape in shapes.items()}
