# %% one formula per cell
def count_parameters(cell, features, units, reset_after=True):
    block = units * features + units * units + units
    if cell == "SimpleRNN":
        return block
    if cell == "LSTM":
        return 4 * block
    return 3 * block + (3 * units if reset_after else 0)


# %% weight by weight, as a layer makes them
def count_parameters(cell, features, units, reset_after=True):
    width = {"SimpleRNN": units, "LSTM": 4 * units}.get(cell, 3 * units)
    kernel, recurrent_kernel, bias = features * width, units * width, width
    if cell == "GRU" and reset_after:
        bias = bias + width
    return sum([kernel, recurrent_kernel, bias])
