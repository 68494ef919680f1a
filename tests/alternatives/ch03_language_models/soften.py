# %% Keras' softmax, in float64
def soften(logits, temperature):
    return ops.softmax(ops.cast(logits, "float64") / temperature, axis=-1)


# %% in logarithms
def soften(logits, temperature):
    a = np.asarray(logits) / temperature
    top = np.max(a, -1)[..., None]
    return np.exp(a - top - np.log(np.sum(np.exp(a - top), axis=-1, keepdims=True)))


# %% row by row
def soften(logits, temperature):
    def one(row):
        return np.exp((row - row.max()) / temperature) / np.exp((row - row.max()) / temperature).sum()

    return np.apply_along_axis(one, -1, logits)
