# %% one loop for both
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for t in range(len(prefix) + n - 1):
        logits, state = step(tokens[t], state)
        if t >= len(prefix) - 1:
            tokens.append(choose(logits))
            if tokens[-1] == end:
                return tokens
    return tokens


# %% reduce, recursion
def generate(step, state, prefix, n, choose, end=None):
    from functools import reduce

    logits, state = reduce(lambda before, token: step(token, before[1]), prefix, (None, state))

    def more(logits, state, n):
        if n == 0:
            return []
        token = choose(logits)
        return [token] if token == end else [token, *more(*step(token, state), n - 1)]

    return [*prefix, *more(logits, state, n)]


# %% an array
def generate(step, state, prefix, n, choose, end=None):
    new = []
    for token in prefix:
        logits, state = step(token, state)
    while len(new) < n and (not new or new[-1] != end):
        if new:
            logits, state = step(new[-1], state)
        new.append(choose(logits))
    return np.array(list(prefix) + new)
