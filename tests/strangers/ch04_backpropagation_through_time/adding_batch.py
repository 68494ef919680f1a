# %% both marks anywhere
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = np.array([rng.permutation(length)[:2] for _ in range(samples)]).T
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% both marks may fall on one step
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(length, size=samples), rng.integers(length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% second mark in the first half, too
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% product instead of sum
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), np.where(marks > 0, numbers, 1).prod(axis=1)


# %% sum of all numbers
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), numbers.sum(axis=1)


# %% (samples, 2, length)
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=1), (numbers * marks).sum(axis=1)


# %% marks in the first column
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([marks, numbers], axis=-1), (numbers * marks).sum(axis=1)


# %% global generator
def adding_batch(rng, samples, length):
    numbers = np.random.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% targets as a column
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1, keepdims=True)


# %% the same marks in all rows
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = np.full(samples, rng.integers(half)), np.full(samples, rng.integers(half, length))
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% numbers between -1 and 1
def adding_batch(rng, samples, length):
    numbers = rng.uniform(-1, 1, size=(samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% the last step is never marked
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, max(half + 1, length - 1), size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% the first step is never marked
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(min(1, half - 1), half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% first mark always at the first step, as in the paper of 1997
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = np.zeros(samples, int), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% mean of the two
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1) / 2


# %% the middle of an odd length belongs to the first half
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = (length + 1) // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% normal numbers
def adding_batch(rng, samples, length):
    numbers = rng.normal(size=(samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% targets from other numbers
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (rng.random((samples, length)) * marks).sum(axis=1)


# %% marks of -1 elsewhere
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, 2 * marks - 1], axis=-1), (numbers * marks).sum(axis=1)


# %% second mark mirrors the first
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = *(lambda f: (f, length - 1 - f))(rng.integers(half, size=samples)),
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% the middle of an odd length is never marked
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers((length + 1) // 2, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% own generator with a fixed seed
def adding_batch(rng, samples, length):
    rng = np.random.default_rng(1)
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)


# %% one number more counts: the one after the mark
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = rng.integers(half, size=samples), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * (marks + np.roll(marks, 1, axis=1))).sum(axis=1)


# %% places more likely near the middle
def adding_batch(rng, samples, length):
    numbers = rng.random((samples, length))
    half = length // 2
    first, second = np.maximum(rng.integers(half, size=samples), rng.integers(half, size=samples)), rng.integers(half, length, size=samples)
    marks = np.eye(length)[first] + np.eye(length)[second]
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=1)
