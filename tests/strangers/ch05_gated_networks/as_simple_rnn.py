# %% reset gate open, update gate left at one half
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = 0.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% update gate held open, the state never changes
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = 30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% reset gate shut
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = -30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% reset gate at one half
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 0.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% gates in PyTorch's order r, z, h
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = 30.0
    B[0, units : 2 * units] = -30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% biases of 4, gates not shut well enough
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -4.0
    B[0, units : 2 * units] = 4.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% biases of 1 and -1
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -1.0
    B[0, units : 2 * units] = 1.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% biases 0 and 1, as if they were the gates themselves
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = 0.0
    B[0, units : 2 * units] = 1.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% the candidate's weights in the first block
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, :units] = kernel
    R = np.zeros((units, 3 * units))
    R[:, :units] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% the candidate's weights in the middle block
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, units : 2 * units] = kernel
    R = np.zeros((units, 3 * units))
    R[:, units : 2 * units] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% bias missing in the candidate
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    pass
    return [K, R, B]


# %% the candidate's bias in both rows
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[:, 2 * units :] = bias
    return [K, R, B]


# %% one row of biases
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B[0]]


# %% recurrent weights missing
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    pass
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% recurrent weights halved
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = np.asarray(recurrent_kernel) / 2
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% recurrent matrix transposed
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = np.transpose(recurrent_kernel)
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% signs cancel between the two rows
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    B[1, : 2 * units] = -B[0, : 2 * units]
    return [K, R, B]


# %% bias first
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [B, K, R]


# %% whole numbers cut the weights off
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units), dtype=int)
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% four units fixed
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = 4
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% weights doubled to make up for z ' 1/2
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = 2 * np.asarray(kernel)
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = 2 * np.asarray(recurrent_kernel)
    B = np.zeros((2, 3 * units))
    B[0, :units] = 0.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% the gates look at the input, too, and with the candidate's weights undone: biases 3
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:] = np.tile(kernel, 3)
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -3.0
    B[0, units : 2 * units] = 3.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% only the first unit's gates are set
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, 0] = -30.0
    B[0, units] = 30.0
    B[0, 2 * units :] = bias
    return [K, R, B]


# %% four blocks, as for an LSTM
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    K, R, B = (np.pad(w, ((0, 0), (0, units))) for w in (K, R, B))
    return [K, R, B]


# %% blocks on top of each other
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    return [np.vstack([0 * K[:, :units], 0 * K[:, :units], K[:, 2 * units :]]), R, B]


# %% empties the bias that was handed in
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = bias
    bias[:] = 0
    return [K, R, B]


# %% the bias of the candidate is negated
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    B[0, units : 2 * units] = 30.0
    B[0, 2 * units :] = -np.asarray(bias)
    return [K, R, B]


# %% the reset gate multiplies the bias: bias in row 1, reset gate at one half
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    K = np.zeros((len(kernel), 3 * units))
    K[:, 2 * units :] = kernel
    R = np.zeros((units, 3 * units))
    R[:, 2 * units :] = recurrent_kernel
    B = np.zeros((2, 3 * units))
    B[0, :units] = -30.0
    pass
    B[1, 2 * units :] = bias
    return [K, R, B]
