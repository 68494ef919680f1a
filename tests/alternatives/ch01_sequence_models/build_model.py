# %% functional, one branch per task
def build_model(task, features, units, outputs, time_out):
    rnn = keras.layers.SimpleRNN
    one = task in ("one to one", "one to many")
    inputs = keras.Input((features,) if one else (None, features))
    if task == "one to one":
        h = keras.layers.Dense(units, activation="tanh")(inputs)
    elif task == "one to many":
        h = rnn(units, return_sequences=True)(keras.layers.RepeatVector(time_out)(inputs))
    elif task == "many to one":
        h = rnn(units)(inputs)
    elif task == "aligned":
        h = rnn(units, return_sequences=True)(inputs)
    else:
        h = keras.layers.RepeatVector(time_out)(rnn(units)(inputs))
        h = rnn(units, return_sequences=True)(h)
    return keras.Model(inputs, keras.layers.Dense(outputs)(h))


# %% layers added one by one, TimeDistributed readout
def build_model(task, features, units, outputs, time_out):
    model = keras.Sequential()
    source, target = task.split(" to ") if " to " in task else ("many", "each")
    model.add(keras.Input((features,) if source == "one" else (None, features)))
    if source == "many":
        model.add(keras.layers.SimpleRNN(units, return_sequences=target == "each"))
    elif target == "one":
        model.add(keras.layers.Dense(units))
        model.add(keras.layers.Activation("tanh"))
    if target == "many":
        model.add(keras.layers.RepeatVector(time_out))
        model.add(keras.layers.RNN(keras.layers.SimpleRNNCell(units), return_sequences=True))
    readout = keras.layers.Dense(outputs)
    model.add(readout if target == "one" else keras.layers.TimeDistributed(readout))
    return model
