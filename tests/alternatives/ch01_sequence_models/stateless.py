# %% TimeDistributed
def stateless(features, units, outputs):
    model = keras.Sequential()
    model.add(keras.Input((None, features)))
    model.add(keras.layers.TimeDistributed(keras.layers.Dense(units, activation="tanh")))
    model.add(keras.layers.TimeDistributed(keras.layers.Dense(outputs)))
    return model


# %% functional, the activation by itself
def stateless(features, units, outputs):
    x = keras.Input(shape=(None, features))
    h = keras.ops.tanh(keras.layers.Dense(units)(x))
    return keras.Model(x, keras.layers.Dense(outputs)(h))


# %% a layer for the activation
def stateless(features, units, outputs):
    inputs = keras.Input((None, features))
    h = keras.layers.Activation("tanh")(keras.layers.Dense(units)(inputs))
    return keras.Model(inputs=inputs, outputs=keras.layers.Dense(units=outputs)(h))
