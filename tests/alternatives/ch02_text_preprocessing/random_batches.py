# %% the text reshaped into windows
def random_batches(ids, batch, time, rng):
    text = ids[int(rng.integers(0, time)) :]
    count = (len(text) - 1) // time
    x = text[: count * time].reshape(count, time)
    y = text[1 : count * time + 1].reshape(count, time)
    order = np.arange(count)
    rng.shuffle(order)
    for k in range(count // batch):
        rows = order[k * batch : (k + 1) * batch]
        yield x[rows], y[rows]


# %% a list of pairs, shuffled by random keys
def random_batches(ids, batch, time, rng):
    offset = int(rng.choice(time))
    pairs, start = [], offset
    while start + time + 1 <= len(ids):
        pairs.append((ids[start : start + time], ids[start + 1 : start + time + 1]))
        start += time
    keys = rng.random(len(pairs))
    pairs = [pairs[k] for k in np.argsort(keys)]
    batches = []
    while len(pairs) >= batch:
        now, pairs = pairs[:batch], pairs[batch:]
        batches.append(tuple(np.stack(part) for part in zip(*now)))
    return batches
