# %% concatenated
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = 1 + rng.integers(symbols, size=(samples, payload))
    wait = np.zeros((samples, delay), dtype=y.dtype)
    ask = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, wait, ask, np.zeros_like(y)], axis=1), y


# %% row by row, with choice
def copy_batch(rng, samples, payload, delay, symbols=8):
    x, y = [], []
    for _ in range(samples):
        chosen = list(rng.choice(np.arange(1, symbols + 1), size=payload))
        x.append(chosen + [0] * delay + [symbols + 1] + [0] * payload)
        y.append(chosen)
    return np.array(x), np.array(y)


# %% padded, int32
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols, size=(samples, payload), endpoint=True, dtype="int32")
    x = np.pad(y, ((0, 0), (0, delay + 1 + payload)))
    x[:, -payload - 1] = symbols + 1
    return x, y


# %% symbols by choice, 32 bits
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.choice(np.arange(1, symbols + 1), size=(samples, payload)).astype("int32")
    ask = np.full((samples, 1), symbols + 1, "int32")
    wait, answer = (np.zeros((samples, n), "int32") for n in (delay, payload))
    return np.hstack([y, wait, ask, answer]), y
