# %% the last token is not read, logsumexp by NumPy
def log_prob(step, state, tokens):
    parts = [0.0]
    for t, label in enumerate(tokens[1:]):
        logits, state = step(tokens[t], state)
        parts.append(logits[label] - np.logaddexp.reduce(np.asarray(logits, float)))
    return sum(parts)


# %% all logits first, log_softmax of Keras
def log_prob(step, state, tokens):
    rows = []
    for token in tokens:
        logits, state = step(token, state)
        rows.append(np.array(logits))
    log_p = np.array(ops.log_softmax(np.stack(rows).astype("float32")), dtype="float64")
    return log_p[np.arange(len(tokens) - 1), tokens[1:]].sum()


# %% recursion over a stack, soften
def log_prob(step, state, tokens):
    logits, state = step(tokens[0], state)
    return _rest(step, state, logits, tokens[1:], 0.0)


def _rest(step, state, logits, tokens, total):
    while len(tokens):
        token, *tokens = tokens
        total += np.log(soften(np.asarray(logits, "float64"), 1.0)[token])
        logits, state = step(token, state)
    return total
