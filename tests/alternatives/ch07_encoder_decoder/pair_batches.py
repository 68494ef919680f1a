# %% a list of batches, shuffled
def pair_batches(source, target, batch, rng):
    keys = list(zip((source > 0).sum(1).tolist(), rng.random(len(source)).tolist(), range(len(source)), strict=True))
    order = [k for _, _, k in sorted(keys)]
    groups = [order[k : k + batch] for k in range(0, len(order), batch)]
    rng.shuffle(groups)
    for rows in groups:
        pair = []
        for ids in (source, target):
            part = np.stack([ids[k] for k in rows])
            pair.append(part[:, : np.count_nonzero(part, axis=1).max()])
        yield tuple(pair)


# %% lexsort
def pair_batches(source, target, batch, rng):
    order = np.lexsort((rng.permutation(len(source)), np.count_nonzero(source, axis=1)))
    for rows in rng.permutation(np.arange(-(-len(order) // batch))):
        chosen = order[rows * batch :][:batch]
        time_x, time_y = (int((ids[chosen] != 0).sum(axis=-1).max()) for ids in (source, target))
        yield source[chosen, :time_x], target[chosen, :time_y]
