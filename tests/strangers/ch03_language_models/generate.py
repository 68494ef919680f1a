# %% first choice after the first token of the prefix
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    logits, state = step(tokens[0], state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% the state of the warm-up is thrown away
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    fresh = state
    for token in tokens:
        logits, state = step(token, state)
    state = fresh
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% last token of the prefix read twice
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    logits, state = step(tokens[-1], state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% new tokens only
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens[len(prefix) :]


# %% n tokens in all
def generate(step, state, prefix, n, choose, end=None):
    tokens, read = [*prefix], 0
    while len(tokens) < n:
        logits, state = step(tokens[read], state)
        read += 1
        if read == len(tokens):
            tokens.append(choose(logits))
            if end is not None and tokens[-1] == end:
                return tokens
    return tokens


# %% the end token is left out
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        if end is not None and token == end:
            break
        tokens.append(token)
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% an end token in the prefix stops it
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and end in tokens:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% end ' 0 is taken for no end
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% writes into the prefix
def generate(step, state, prefix, n, choose, end=None):
    tokens = prefix
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% one token too many
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n + 1):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n:
            logits, state = step(token, state)
    return tokens


# %% one token too few
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n - 1):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% choose without effect: always the most likely
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = int(np.argmax(logits))
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% the state is not carried on while writing
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, _ = step(token, state)
    return tokens


# %% chooses during the warm-up, too, and throws it away
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
        choose(logits)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% fills up with the end token
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            tokens += [end] * (n - k - 1)
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% end without effect
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if False:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% reads the last token of the prefix again and again
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(prefix[-1], state)
    return tokens


# %% first token of the prefix is not read
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens[1:] or tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% reads every token so far anew at each step, from the carried state
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(logits)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            for old in tokens:
                logits, state = step(old, state)
    return tokens


# %% stops one after the end token
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        if k and end is not None and token == end:
            tokens.append(choose(logits))
            break
        token = choose(logits)
        tokens.append(token)
        if k < n - 1:
            logits, state = step(token, state)
    return tokens


# %% gives the state to choose
def generate(step, state, prefix, n, choose, end=None):
    tokens = list(prefix)
    for token in tokens:
        logits, state = step(token, state)
    for k in range(n):
        token = choose(state)
        tokens.append(token)
        if end is not None and token == end:
            break
        if k < n - 1:
            logits, state = step(token, state)
    return tokens
