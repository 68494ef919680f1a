# %% one formula per network
def window_parameters(kind, window, features, units):
    if kind == "MLP":
        hidden = (window * features + 1) * units
    elif kind == "Conv1D":
        hidden = 3 * features * units + units
    else:
        hidden = features * units + units**2 + units
    return hidden + (units + 1)


# %% counted by Keras
def window_parameters(kind, window, features, units):
    layers = {
        "MLP": [keras.layers.Flatten(), keras.layers.Dense(units)],
        "Conv1D": [keras.layers.Conv1D(units, 3), keras.layers.GlobalAveragePooling1D()],
        "SimpleRNN": [keras.layers.SimpleRNN(units)],
    }
    model = keras.Sequential([keras.Input((window, features)), *layers[kind], keras.layers.Dense(1)])
    return model.count_params()
