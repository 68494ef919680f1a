# %% word by word
def trace(tokens, words, table, step, w, b):
    found = {name: [] for name in ("numbers", "embeddings", "states", "logits", "chances")}
    h = np.zeros_like(w)
    for token in tokens:
        number = words.index(token) if token in words else 1
        h = np.asarray(step(table[number], h))
        z = float(np.dot(h, w) + b)
        for name, value in zip(found, (number, table[number], h, z, 1 / (1 + np.exp(-z))), strict=True):
            found[name].append(value)
    return {name: np.array(values) for name, values in found.items()}


# %% the tanh instead of the exponential
def trace(tokens, words, table, step, w, b):
    numbers = np.ones(len(tokens), int)
    for t, token in enumerate(tokens):
        if token in words:
            numbers[t] = words.index(token)
    states = np.zeros((len(tokens) + 1, len(w)))
    for t, number in enumerate(numbers):
        states[t + 1] = step(table[number], states[t])
    z = np.einsum("tu,u->t", states[1:], w) + b
    chances = 0.5 + 0.5 * np.tanh(z / 2)
    return {"numbers": numbers, "embeddings": table[numbers], "states": states[1:], "logits": z, "chances": chances}


# %% accumulated
def trace(tokens, words, table, step, w, b):
    from itertools import accumulate

    where = dict(zip(words, range(len(words)), strict=True))
    numbers = np.array([where.get(token, 1) for token in tokens])
    embeddings = np.take(table, numbers, axis=0)
    _, *states = accumulate(embeddings, lambda h, e_t: step(e_t, h), initial=np.zeros(w.shape))
    logits = np.stack(states).dot(w) + b
    chances = keras.ops.convert_to_numpy(keras.ops.sigmoid(logits))
    return {
        "numbers": numbers,
        "embeddings": embeddings,
        "states": np.stack(states),
        "logits": logits,
        "chances": chances,
    }
