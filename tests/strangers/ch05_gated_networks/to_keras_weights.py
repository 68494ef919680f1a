# %% order i, f, o, c
def to_keras_weights(gates):
    order = ["i", "f", "o", "c"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% order f, i, c, o
def to_keras_weights(gates):
    order = ["f", "i", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% alphabetical order
def to_keras_weights(gates):
    order = sorted(gates)
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% the order of the dictionary
def to_keras_weights(gates):
    order = list(gates)
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% order of the equations of another book, f, i, o, c
def to_keras_weights(gates):
    order = ["f", "i", "o", "c"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% bias in another order than the matrices
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in "ifoc"])
    return [kernel, recurrent_kernel, bias]


# %% recurrent kernel in another order
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in "icfo"], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% stacked on top of each other
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=0)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=0)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% stacked, then reshaped to the right shape
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order]).reshape(len(gates['i'][0]), -1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% recurrent kernel stacked and reshaped, invisible in the shape
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order]).reshape(len(gates['i'][1]), -1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% interleaved, the four gates of a unit together
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.stack([gates[name][0] for name in order], axis=-1).reshape(len(gates['i'][0]), -1)
    recurrent_kernel = np.stack([gates[name][1] for name in order], axis=-1).reshape(len(gates['i'][1]), -1)
    bias = np.stack([gates[name][2] for name in order], axis=-1).reshape(-1)
    return [kernel, recurrent_kernel, bias]


# %% bias (4, units)
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.stack([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% matrices transposed, as PyTorch has them
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel.T, recurrent_kernel.T, bias]


# %% recurrent blocks transposed, the shape is right
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([np.transpose(gates[name][1]) for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% kernel and recurrent kernel exchanged
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [recurrent_kernel, kernel, bias]


# %% bias first
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [bias, kernel, recurrent_kernel]


# %% bias missing
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel]


# %% one added to the forget bias
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] + (name == 'f') for name in order])
    return [kernel, recurrent_kernel, bias]


# %% two biases, as PyTorch has them
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias, np.zeros_like(bias)]


# %% one matrix for both
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [np.concatenate([recurrent_kernel, kernel]), bias]


# %% pops the gates out of the dictionary
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    gates_in, gates = gates, {}
    for name in order:
        gates[name] = gates_in.pop(name)
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% the candidate is called g, a KeyError
def to_keras_weights(gates):
    order = ["i", "f", "g", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% candidate block forgotten
def to_keras_weights(gates):
    order = ["i", "f", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [kernel, recurrent_kernel, bias]


# %% all numbers in one vector
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return np.concatenate([kernel.ravel(), recurrent_kernel.ravel(), bias])


# %% bias as a row (1, 4 * units)
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])[None, :]
    return [kernel, recurrent_kernel, bias]


# %% whole numbers
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.concatenate([gates[name][2] for name in order])
    return [w.astype(int) for w in (kernel, recurrent_kernel, bias)]


# %% four units fixed
def to_keras_weights(gates):
    order = ["i", "f", "c", "o"]
    kernel = np.concatenate([gates[name][0] for name in order], axis=1)
    recurrent_kernel = np.concatenate([gates[name][1] for name in order], axis=1)
    bias = np.zeros(16)
    for k, name in enumerate(order):
        bias[4 * k : 4 * k + 4] = gates[name][2]
    return [kernel, recurrent_kernel, bias]
