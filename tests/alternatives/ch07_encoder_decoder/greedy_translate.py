# %% an array of zeros, filled
def greedy_translate(step, state, rows, bos, eos, limit):
    out = np.zeros((rows, limit), int)
    token = np.array([bos] * rows)
    alive = np.ones(rows, dtype=bool)
    for t in range(limit):
        logits, state = step(token, state)
        token = np.array(logits).argmax(-1) * alive
        out[:, t] = token
        alive &= token != eos
        if not alive.any():
            break
    return out[:, : t + 1]


# %% lists, row by row
def greedy_translate(step, state, rows, bos, eos, limit):
    sentences = [[] for _ in range(rows)]
    token = ops.full((rows,), bos, dtype="int32")
    for _ in range(limit):
        logits, state = step(token, state)
        best = np.array(ops.argmax(logits, axis=1))
        for sentence, word in zip(sentences, best):
            sentence.append(0 if sentence and sentence[-1] in (0, eos) else int(word))
        if all(sentence[-1] in (0, eos) for sentence in sentences):
            break
        token = np.array([sentence[-1] for sentence in sentences])
    return np.array(sentences)


# %% recursion
def greedy_translate(step, state, rows, bos, eos, limit):
    def more(token, state, done, left):
        if left == 0 or done.all():
            return []
        logits, state = step(token, state)
        token = np.where(done, 0, np.asarray(logits).argmax(axis=-1))
        return [token, *more(token, state, done | (token == eos), left - 1)]

    return np.transpose(more(np.repeat(bos, rows), state, np.zeros(rows, bool), limit))


# %% what is written after an end is wiped out afterwards
def greedy_translate(step, state, rows, bos, eos, limit):
    token, columns, over = np.array(rows * [bos]), [], np.zeros(rows, dtype=bool)
    for _ in range(limit):
        logits, state = step(token, state)
        token = np.argmax(logits, axis=1)
        columns.append(token)
        over = over | (token == eos)
        if np.all(over):
            break
    ids = np.column_stack(columns)
    ends = np.cumsum(ids == eos, axis=1)
    ids[(ends > 1) | ((ends == 1) & (ids != eos))] = 0
    return ids


# %% rows that have ended read their end again and again
def greedy_translate(step, state, rows, bos, eos, limit):
    written = np.zeros((rows, 0), dtype=int)
    token = np.full(rows, bos)
    while written.shape[1] < limit and not (written == eos).any(axis=1).all():
        logits, state = step(token, state)
        waiting = (written == eos).any(axis=1)
        token = np.where(waiting, eos, np.asarray(logits).argmax(axis=1))
        written = np.append(written, np.where(waiting, 0, token)[:, None], axis=1)
    return written
