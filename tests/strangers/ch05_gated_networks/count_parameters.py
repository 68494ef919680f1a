# %% one row of biases always
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 1
    return blocks * units * (features + units + biases)


# %% two rows of biases always in the GRU
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" else 1
    return blocks * units * (features + units + biases)


# %% two rows of biases for every cell
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if reset_after else 1
    return blocks * units * (features + units + biases)


# %% two rows for GRU and LSTM
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell != "SimpleRNN" and reset_after else 1
    return blocks * units * (features + units + biases)


# %% second row when reset_after is False
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and not reset_after else 1
    return blocks * units * (features + units + biases)


# %% no biases
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units)


# %% no recurrent weights
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + biases)


# %% no input weights
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (units + biases)


# %% GRU with two blocks, the gates only
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 2, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)


# %% LSTM with three blocks, the gates only
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 3}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)


# %% GRU four, LSTM three
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 4, "LSTM": 3}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)


# %% one bias per block, not per unit
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * (units * (features + units) + biases)


# %% biases counted once for all blocks
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units) + biases * units


# %% features and units exchanged
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * features * (features + units + biases)


# %% units squared taken as twice the units
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + 2 + biases)


# %% the second row of biases added for one block only
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + 1) + (biases - 1) * units


# %% the second row only for the two gates
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + 1) + (biases - 1) * 2 * units


# %% LSTM with two states counts its state twice
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units * (2 if cell == "LSTM" else 1) + biases)


# %% names in small letters only, a KeyError
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"simplernn": 1, "gru": 3, "lstm": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)


# %% a readout of one number as well
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases) + units + 1


# %% the notebook's 64 features
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (64 + units + biases)


# %% the exact three quarters: GRU from the LSTM
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return 3 * (4 * units * (features + units + 1)) // 4 if cell == "GRU" else blocks * units * (features + units + biases)


# %% kernel and recurrent kernel multiplied
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features * units + biases)


# %% SimpleRNN without a bias
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 0 if cell == "SimpleRNN" else 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)


# %% a string where a number is asked
def count_parameters(cell, features, units, reset_after=True):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return f"{blocks * units * (features + units + biases):,}"


# %% the default of reset_after is False
def count_parameters(cell, features, units, reset_after=False):
    blocks = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}[cell]
    biases = 2 if cell == "GRU" and reset_after else 1
    return blocks * units * (features + units + biases)
