# %% a hypothesis in every slot at the start: k times the same
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.zeros((batch, k), "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% the states do not follow the parents
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% the tokens written so far do not follow the parents
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = columns + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% the states of the first sentence for all
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * 0
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% offsets count sentences, not slots
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None]
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% tile instead of repeat: slots of a sentence are not side by side
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.tile(state, (k, 1))
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% not sorted
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.broadcast_to(ops.arange(k), (batch, k))
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% the worst first
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% one step too few
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length - 1):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% one step too many
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length + 1):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% filled up with zeros
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    grid = ops.stack(columns, axis=2)
    ended = ops.cumsum(ops.cast(grid == end, 'int32'), axis=2)
    grid = ops.where(ended > 1, 0, grid)
    return grid, ops.take_along_axis(scores, order, axis=1)


# %% start token in front
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack([ops.full((batch, k), start, dtype='int32')] + columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% the best of each sentence only
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2)[:, 0], ops.take_along_axis(scores, order, axis=1)[:, 0]


# %% (batch, max_length, k)
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=1), ops.take_along_axis(scores, order, axis=1)


# %% slots and sentences mixed up by reshape
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.transpose(ops.reshape(log_probs, (k, batch, -1)), (1, 0, 2))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% what is complete is forgotten after each step
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, _ = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% scores sorted, tokens not
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% tokens sorted, scores not
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), scores


# %% NumPy outside the graph's reach
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = np.array(tokens).reshape(-1)
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% the single search, sentence by sentence
def batched_beam_search(step, start, state, end, max_length, k):
    def numpy(tokens, state):
        return [np.array(part) for part in step(tokens, state)]

    tokens, scores = [], []
    for row in np.array(state):
        found = beam_search(numpy, start, row[None], end, max_length, k)
        tokens.append([t + [end] * (max_length - len(t)) for t, _ in found])
        scores.append([s for _, s in found])
    return np.array(tokens), np.array(scores)


# %% sorted by the score per token
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
        last = ops.reshape(tokens, (-1,))
    size = sum(ops.cast(column != end, 'float32') for column in columns) + 1
    order = ops.argsort(-scores / size, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)


# %% reads the start token at every step
def batched_beam_search(step, start, state, end, max_length, k):
    batch = state.shape[0]
    first = np.full((batch, k), -np.inf, "float32")
    first[:, 0] = 0
    scores = ops.convert_to_tensor(first)
    finished = ops.zeros((batch, k), dtype="bool")
    state = ops.repeat(state, k, axis=0)
    last = ops.full((batch * k,), start, dtype="int32")
    offsets = ops.arange(batch)[:, None] * k
    columns = []
    for _ in range(max_length):
        log_probs, state = step(last, state)
        log_probs = ops.reshape(log_probs, (batch, k, -1))
        scores, parents, tokens, finished = advance_beams(scores, finished, log_probs, end)
        rows = ops.reshape(ops.cast(parents, "int32") + ops.cast(offsets, "int32"), (-1,))
        state = ops.take(state, rows, axis=0)
        tokens = ops.cast(tokens, "int32")
        columns = [ops.take_along_axis(column, parents, axis=1) for column in columns] + [tokens]
    order = ops.argsort(-scores, axis=1)
    columns = [ops.take_along_axis(column, order, axis=1) for column in columns]
    return ops.stack(columns, axis=2), ops.take_along_axis(scores, order, axis=1)
