# %% labels by coin: not exactly half
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.integers(2, size=samples)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% not in random order
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = np.arange(samples) % 2
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% palindromes first
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = (np.arange(samples) < samples // 2).astype(int)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% the middle of an odd length is replaced, too
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) ]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% the new symbol may be the old one
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = rng.integers(symbols, size=len(spoilt))
    return x, y


# %% two symbols replaced
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    two = (at + 1) % max(1, length // 2)
    x[spoilt, two] = (x[spoilt, two] + 1) % symbols
    return x, y


# %% the others are random rows
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt] = rng.integers(symbols, size=(len(spoilt), length))
    return x, y


# %% symbols from one on
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x + 1, y


# %% four symbols, whatever is said
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(4, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, 4, size=len(spoilt))) % 4
    return x, y


# %% global generator
def palindrome_batch(rng, samples, length, symbols):
    x = np.random.randint(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% labels exchanged
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, 1 - y


# %% rows and labels shuffled apart from each other
def palindrome_batch(rng, samples, length, symbols):
    half, odd = divmod(length, 2)
    left = rng.integers(0, symbols, (samples, half))
    x = np.concatenate([left, rng.integers(0, symbols, (samples, odd)), left[:, ::-1]], axis=1)
    y = np.zeros(samples, dtype=int)
    y[: samples // 2] = 1
    for row in range(samples // 2, samples):
        place = rng.integers(2 * half)
        place += odd * (place >= half)
        others = [symbol for symbol in range(symbols) if symbol != x[row, place]]
        x[row, place] = rng.choice(others)
    order = rng.permutation(samples)
    return x[order], y[rng.permutation(samples)]


# %% the same place in all rows
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = np.full(len(spoilt), rng.choice(places))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% always the next symbol
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + 1) % symbols
    return x, y


# %% no symbol is lowered: the shift leaves the largest out
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, max(2, symbols - 1), size=len(spoilt))) % symbols
    return x, y


# %% the middle two of an even length are never replaced
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if abs(2 * t - length + 1) > 1 or length < 3]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% the mirror image is replaced as well: still a palindrome
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    x[spoilt, length - 1 - at] = x[spoilt, at]
    return x, y


# %% an odd length becomes even
def palindrome_batch(rng, samples, length, symbols):
    half, odd = divmod(length, 2)
    left = rng.integers(0, symbols, (samples, half))
    x = np.concatenate([left, left[:, ::-1]], axis=1)
    y = np.zeros(samples, dtype=int)
    y[: samples // 2] = 1
    for row in range(samples // 2, samples):
        place = rng.integers(2 * half)
        place += odd * (place >= half)
        others = [symbol for symbol in range(symbols) if symbol != x[row, place]]
        x[row, place] = rng.choice(others)
    order = rng.permutation(samples)
    return x[order], y[order]


# %% ends are replaced most of the time
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = np.where(rng.random(len(spoilt)) < 0.5, 0, rng.choice(places, size=len(spoilt)))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y


# %% floats
def palindrome_batch(rng, samples, length, symbols):
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x.astype(float), y


# %% the left half repeated, not mirrored
def palindrome_batch(rng, samples, length, symbols):
    half, odd = divmod(length, 2)
    left = rng.integers(0, symbols, (samples, half))
    x = np.concatenate([left, rng.integers(0, symbols, (samples, odd)), left], axis=1)
    y = np.zeros(samples, dtype=int)
    y[: samples // 2] = 1
    for row in range(samples // 2, samples):
        place = rng.integers(2 * half)
        place += odd * (place >= half)
        others = [symbol for symbol in range(symbols) if symbol != x[row, place]]
        x[row, place] = rng.choice(others)
    order = rng.permutation(samples)
    return x[order], y[order]


# %% the last place is never replaced
def palindrome_batch(rng, samples, length, symbols):
    half, odd = divmod(length, 2)
    left = rng.integers(0, symbols, (samples, half))
    x = np.concatenate([left, rng.integers(0, symbols, (samples, odd)), left[:, ::-1]], axis=1)
    y = np.zeros(samples, dtype=int)
    y[: samples // 2] = 1
    for row in range(samples // 2, samples):
        place = rng.integers(max(1, 2 * half - 1))
        place += odd * (place >= half)
        others = [symbol for symbol in range(symbols) if symbol != x[row, place]]
        x[row, place] = rng.choice(others)
    order = rng.permutation(samples)
    return x[order], y[order]


# %% own generator with a fixed seed
def palindrome_batch(rng, samples, length, symbols):
    rng = np.random.default_rng(0)
    x = rng.integers(symbols, size=(samples, length))
    for t in range(length // 2):
        x[:, length - 1 - t] = x[:, t]
    y = rng.permutation(np.arange(samples) % 2)
    spoilt = np.flatnonzero(y == 0)
    places = [t for t in range(length) if t != length - 1 - t]
    at = rng.choice(places, size=len(spoilt))
    x[spoilt, at] = (x[spoilt, at] + rng.integers(1, symbols, size=len(spoilt))) % symbols
    return x, y
