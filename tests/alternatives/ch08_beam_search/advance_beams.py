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


# %% the candidates sorted in full, finished ones first
def advance_beams(scores, finished, log_probs, end):
    batch, k, vocabulary = ops.shape(log_probs)
    tokens = ops.tile(ops.arange(vocabulary), (k,))[None]
    parents = ops.repeat(ops.arange(k), vocabulary)[None]
    stays = ops.repeat(finished, vocabulary, axis=1)
    free = ops.where(tokens == end, 0.0, -np.inf)
    steps = ops.where(stays, free, ops.reshape(log_probs, (batch, -1)))
    total = ops.repeat(scores, vocabulary, axis=1) + steps
    first = ops.argsort(-ops.where(ops.logical_and(stays, tokens == end), np.inf, total), axis=1)[:, :k]
    total = ops.take_along_axis(total, first, axis=1)
    parents, tokens = (
        ops.take_along_axis(ops.broadcast_to(part, (batch, k * vocabulary)), first, axis=1)
        for part in (parents, tokens)
    )
    return [total, parents, tokens, ops.logical_and(tokens == end, ops.isfinite(total))]
