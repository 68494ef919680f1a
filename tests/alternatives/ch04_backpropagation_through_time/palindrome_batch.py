# %% concatenated halves, the right half is spoiled
def palindrome_batch(rng, samples, length, symbols):
    half = length // 2
    left = rng.integers(0, symbols, (samples, half))
    middle = rng.integers(0, symbols, (samples, length % 2))
    x = np.concatenate([left, middle, left[:, ::-1]], axis=1)
    y = np.ones(samples, int)
    y[rng.permutation(samples)[: samples // 2]] = 0
    for row in np.flatnonzero(y == 0):
        place = length - 1 - rng.integers(half)
        others = [symbol for symbol in range(symbols) if symbol != x[row, place]]
        x[row, place] = rng.choice(others)
    return x, y


# %% row by row, either half is spoiled
def palindrome_batch(rng, samples, length, symbols):
    rows = []
    for k in range(samples):
        row = rng.integers(symbols, size=length)
        for i in range(length // 2):
            row[-1 - i] = row[i]
        if k % 2:
            i = rng.integers(length // 2)
            new = rng.integers(symbols - 1)
            row[i if rng.random() < 0.5 else -1 - i] = new + (new >= row[i])
        rows.append((row, 1 - k % 2))
    rng.shuffle(rows)
    return np.array([row for row, _ in rows]), np.array([label for _, label in rows])


# %% row by row, labels as booleans
def palindrome_batch(rng, samples, length, symbols):
    left, middle = length // 2, length % 2
    good = rng.permutation(samples) < samples // 2
    rows = []
    for is_palindrome in good:
        half = rng.integers(symbols, size=left)
        row = np.concatenate([half, rng.integers(symbols, size=middle), half[::-1]])
        if not is_palindrome:
            k = rng.integers(left) if rng.random() < 0.5 else length - 1 - rng.integers(left)
            row[k] = rng.choice([s for s in range(symbols) if s != row[k]])
        rows.append(row)
    return np.array(rows), good
