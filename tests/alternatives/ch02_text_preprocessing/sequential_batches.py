# %% rows as a list, no generator
def sequential_batches(ids, batch, time, offset=0):
    text = np.asarray(ids)[offset:]
    length = (len(text) - 1) // batch
    rows = [text[r * length : (r + 1) * length + 1] for r in range(batch)]
    return [
        (
            np.stack([row[t : t + time] for row in rows]),
            np.stack([row[t + 1 : t + time + 1] for row in rows]),
        )
        for t in range(0, length // time * time, time)
    ]


# %% places first, then tokens
def sequential_batches(ids, batch, time, offset=0):
    length = (len(ids) - 1 - offset) // batch
    corner = offset + length * np.arange(batch)[:, None] + np.arange(time)
    for step in range(length // time):
        where = corner + step * time
        yield ids[where], ids[where + 1]
