# %% the largest symbol is never drawn
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% the blank is drawn as a symbol
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(0, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% the question looks like the last symbol
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% the question comes before the delay
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, question, blanks, np.zeros_like(y)], axis=1), y


# %% targets for all steps
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), np.pad(y, ((0, 0), (payload + delay + 1, 0)))


# %% floats
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay))
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% global generator
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = np.random.randint(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% the question is 9, whatever is said
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), 9)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% eight symbols, whatever is said
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, 9, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% delay one too short
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay - 1), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% the question counts as a step of the delay
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, max(0, delay - 1)), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros((samples, payload + min(1, delay)), int)], axis=1), y


# %% the answers stand in the input
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, y], axis=1), y


# %% targets in reverse order
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y[:, ::-1]


# %% the same symbols in every row
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = np.tile(rng.integers(1, symbols + 1, size=payload), (samples, 1))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% no symbol twice in a row
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = np.array([1 + rng.permutation(symbols)[:payload] for _ in range(samples)])
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% no blanks after the question
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question], axis=1), y


# %% (time, samples)
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1).T, y.T


# %% small symbols more often than large ones
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = 1 + (symbols * rng.random((samples, payload)) ** 2).astype(int)
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% rounded: first and last half as often
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = np.rint(rng.uniform(1, symbols, size=(samples, payload))).astype(int)
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% own generator with a fixed seed
def copy_batch(rng, samples, payload, delay, symbols=8):
    rng = np.random.default_rng(0)
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% one symbol repeated over the payload
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = np.repeat(rng.integers(1, symbols + 1, size=(samples, 1)), payload, axis=1)
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y


# %% targets counted from zero
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, 1), symbols + 1)
    return np.concatenate([y, blanks, question, np.zeros_like(y)], axis=1), y - 1


# %% a question at every step of the answer
def copy_batch(rng, samples, payload, delay, symbols=8):
    y = rng.integers(1, symbols + 1, size=(samples, payload))
    blanks = np.zeros((samples, delay), int)
    question = np.full((samples, payload + 1), symbols + 1)
    return np.concatenate([y, blanks, question], axis=1), y
