# %% marks by comparison, the sum by a product
def adding_batch(rng, samples, length):
    half = length // 2
    steps = np.arange(length)
    first = rng.integers(0, half, size=(samples, 1))
    second = half + rng.integers(0, length - half, size=(samples, 1))
    marks = ((steps == first) | (steps == second)).astype(float)
    values = rng.uniform(size=(samples, length))
    return np.stack([values, marks], axis=2), (values * marks).sum(axis=1)


# %% row by row, float32
def adding_batch(rng, samples, length):
    x, y = np.zeros((samples, length, 2), "float32"), np.zeros(samples, "float32")
    x[..., 0] = rng.random((samples, length))
    for k in range(samples):
        for place in (rng.integers(length // 2), rng.integers(length // 2, length)):
            x[k, place, 1] = 1
            y[k] += x[k, place, 0]
    return x, y
