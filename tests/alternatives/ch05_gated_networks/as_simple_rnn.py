# %% filled blocks, gate biases of ten, the bias in the second row
def as_simple_rnn(kernel, recurrent_kernel, bias):
    features, units = kernel.shape
    K, U, b = np.zeros((features, 3 * units)), np.zeros((units, 3 * units)), np.zeros((2, 3 * units))
    K[:, -units:], U[:, -units:], b[1, -units:] = kernel, recurrent_kernel, bias
    b[0, :units], b[0, units : 2 * units] = -10, 10
    return K, U, b


# %% padding, the gates' biases split over both rows
def as_simple_rnn(kernel, recurrent_kernel, bias):
    units = len(bias)
    columns = ((0, 0), (2 * units, 0))
    gates = np.concatenate([np.full(units, -50.0), np.full(units, 50.0), np.zeros(units)])
    biases = np.stack([gates, gates])
    biases[0, 2 * units :] = bias
    return [np.pad(kernel, columns), np.pad(recurrent_kernel, columns), biases]


# %% gate biases of nine, which come close enough
def as_simple_rnn(kernel, recurrent_kernel, bias):
    still = np.zeros_like
    gates = np.concatenate([np.full_like(bias, -9), np.full_like(bias, 9), bias])
    return [
        np.hstack([still(kernel), still(kernel), kernel]),
        np.hstack([still(recurrent_kernel), still(recurrent_kernel), recurrent_kernel]),
        np.vstack([gates, still(gates)]),
    ]
