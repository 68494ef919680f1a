# %% states as (batch, k, units), gathered along an axis
def batched_beam_search(step, start, state, end, max_length, k):
    batch, units = state.shape
    scores = ops.concatenate([ops.zeros((batch, 1)), ops.full((batch, k - 1), -np.inf)], axis=1)
    finished, last = ops.zeros((batch, k), "bool"), ops.full((batch, k), start, "int32")
    state, outputs = ops.repeat(state[:, None], k, axis=1), []
    for _ in range(max_length):
        log_probs, state = step(ops.reshape(last, (-1,)), ops.reshape(state, (batch * k, units)))
        scores, parents, last, finished = advance_beams(
            scores, finished, ops.reshape(log_probs, (batch, k, log_probs.shape[-1])), end
        )
        state = ops.take_along_axis(ops.reshape(state, (batch, k, units)), parents[..., None], axis=1)
        outputs = [ops.take_along_axis(column, parents, axis=1) for column in outputs] + [last]
    scores, order = ops.top_k(scores, k)
    return ops.stack([ops.take_along_axis(column, order, axis=1) for column in outputs], axis=-1), scores


# %% parents remembered, outputs read off backwards at the end
def batched_beam_search(step, start, state, end, max_length, k):
    batch = len(state)
    scores = ops.tile(ops.where(ops.arange(k) > 0, -np.inf, 0.0)[None], (batch, 1))
    finished, last = ops.zeros((batch, k), "bool"), ops.ones((batch, k), "int32") * start
    rows = ops.repeat(ops.arange(batch), k)
    history = []
    for _ in range(max_length):
        log_probs, new = step(ops.reshape(last, (-1,)), ops.take(state, rows, axis=0))
        scores, parents, last, finished = advance_beams(scores, finished, ops.reshape(log_probs, (batch, k, -1)), end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.arange(batch)[:, None] * k, (-1,))
        state = new
        history.append((parents, last))
    order = ops.argsort(-scores, axis=1)
    slots, columns = order, []
    for parents, tokens in reversed(history):
        columns.append(ops.take_along_axis(tokens, slots, axis=1))
        slots = ops.take_along_axis(parents, slots, axis=1)
    return ops.stack(columns[::-1], axis=-1), ops.take_along_axis(scores, order, axis=1)
