# %% loops over the real labels
def sequence_loss(logits, labels):
    loss, gradient, n = 0.0, np.zeros(logits.shape), (labels != 0).sum()
    for b, t in np.argwhere(labels != 0):
        z = logits[b, t] - logits[b, t].max()
        p = np.exp(z) / np.exp(z).sum()
        loss -= (z[labels[b, t]] - np.log(np.exp(z).sum())) / n
        gradient[b, t] = p / n
        gradient[b, t, labels[b, t]] -= 1 / n
    return loss, gradient


# %% gathered and scattered
def sequence_loss(logits, labels):
    real = labels > 0
    z, y = logits[real], labels[real]
    largest = z.max(axis=1, keepdims=True)
    log_sum = largest[:, 0] + np.log(np.exp(z - largest).sum(axis=1))
    rows = np.arange(len(y))
    slope = np.exp(z - log_sum[:, None])
    slope[rows, y] -= 1
    gradient = np.zeros_like(logits)
    gradient[real] = slope / len(y)
    return (log_sum - z[rows, y]).mean(), gradient


# %% Keras operations
def sequence_loss(logits, labels):
    z = keras.ops.convert_to_tensor(logits, dtype="float64")
    mask = keras.ops.cast(keras.ops.not_equal(labels, 0), "float64")
    log_p = keras.ops.log_softmax(z)
    one_hot = keras.ops.one_hot(labels, logits.shape[-1], dtype="float64")
    n = keras.ops.sum(mask)
    loss = -keras.ops.sum(keras.ops.sum(one_hot * log_p, axis=-1) * mask) / n
    return loss, (keras.ops.exp(log_p) - one_hot) * mask[..., None] / n
