# %% a large number instead of infinity, the tokens masked before they are added
def advance_beams(scores, finished, log_probs, end):
    batch, k, vocabulary = log_probs.shape
    only_end = ops.where(ops.arange(vocabulary) == end, 0.0, -np.inf)
    steps = ops.where(finished[..., None], only_end, log_probs)
    totals = ops.reshape(scores[..., None] + steps, (batch, k * vocabulary))
    bonus = ops.repeat(ops.where(finished, 1e9, 0.0), vocabulary, axis=1)
    _, places = ops.top_k(totals + bonus, k)
    new = ops.take_along_axis(totals, places, axis=1)
    tokens = ops.mod(places, vocabulary)
    return new, ops.floor_divide(places, vocabulary), tokens, ops.logical_and(tokens == end, new > -1e30)


# %% sentence by sentence, with NumPy, the slots in another order
def advance_beams(scores, finished, log_probs, end):
    scores, finished, log_probs = (np.array(part) for part in (scores, finished, log_probs))
    rows = []
    for s, f, logs in zip(scores, finished, log_probs):
        stay = [(score, slot, end, True) for slot, score in enumerate(s) if f[slot]]
        grown = [
            (s[slot] + logs[slot, t], slot, t, t == end and s[slot] + logs[slot, t] > -np.inf)
            for slot in range(len(s))
            if not f[slot]
            for t in range(logs.shape[1])
        ]
        grown = sorted(grown, key=lambda c: -c[0])[: len(s) - len(stay)]
        grown += [(-np.inf, 0, 0, False)] * (len(s) - len(stay) - len(grown))
        rows.append(list(zip(*(grown + stay))))
    return [np.array(part) for part in zip(*rows)]
