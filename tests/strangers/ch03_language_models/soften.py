# %% overflow: nothing is subtracted
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp(logits / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% one maximum for all rows: the lower ones underflow
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max()) / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% one sum for all rows
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers / powers.sum()


# %% along the first axis
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=0, keepdims=True)) / temperature)
    return powers / powers.sum(axis=0, keepdims=True)


# %% multiplied with the temperature
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) * temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% temperature after the softmax, as a power: underflow
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    p = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers = (p / p.sum(axis=-1, keepdims=True)) ** (1 / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% maximum of the logits taken off after the division
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp(logits / temperature - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% clipped to 700 against the overflow
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp(np.clip(logits / temperature, -700, 700))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% lowered by the mean
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.mean(axis=-1, keepdims=True)) / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% changes the logits in place
def soften(logits, temperature):
    logits -= logits.max(axis=-1, keepdims=True)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% logarithms of the probabilities
def soften(logits, temperature):
    z = np.asarray(logits) / temperature
    return z - np.logaddexp.reduce(z, axis=-1)[..., None]


# %% one-hot below a temperature of 0.01
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    if temperature < 0.01:
        return np.eye(logits.shape[-1])[logits.argmax(axis=-1)]
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% keepdims forgotten
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers / powers.sum(axis=-1)


# %% a small number added to the temperature
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / (temperature + 1e-2))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% temperature not below 0.01
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / max(temperature, 0.01))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% temperature squared
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature**2)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% temperature without effect
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / 1.0)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% not normalised
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers


# %% 1e-3 in the denominator
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers / (powers.sum(axis=-1, keepdims=True) + 1e-3)


# %% powers of two
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp2((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% the sign turned round
def soften(logits, temperature):
    logits = np.asarray(logits, dtype=float)
    powers = np.exp((logits.min(axis=-1, keepdims=True) - logits) / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)
