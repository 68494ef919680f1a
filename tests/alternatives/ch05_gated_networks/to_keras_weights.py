# %% filled in place
def to_keras_weights(gates):
    features, units = gates["i"][0].shape
    kernel = np.empty((features, 4 * units))
    recurrent_kernel = np.empty((units, 4 * units))
    bias = np.empty(4 * units)
    for k, name in enumerate(["i", "f", "c", "o"]):
        block = slice(k * units, (k + 1) * units)
        kernel[:, block], recurrent_kernel[:, block], bias[block] = gates[name]
    return kernel, recurrent_kernel, bias


# %% hstack in float32
def to_keras_weights(gates):
    return [np.hstack([gates[name][part] for name in "ifco"]).astype("float32") for part in range(3)]
