# %% one formula per cell
def count_parameters(cell, features, units, reset_after=True):
    block = units * features + units * units + units
    if cell == "SimpleRNN":
        return block
    if cell == "LSTM":
        return 4 * block
    return 3 * block + (3 * units if reset_after else 0)


# %% counted on a built layer
def count_parameters(cell, features, units, reset_after=True):
    options = {"reset_after": reset_after} if cell == "GRU" else {}
    layer = getattr(keras.layers, cell)(units, **options)
    layer.build((None, None, features))
    return layer.count_params()
