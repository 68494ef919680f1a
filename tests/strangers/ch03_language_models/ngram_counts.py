# %% misses the last n-gram
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens) - n):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% counts the short tails at the end too
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens)):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% n-grams do not overlap
def ngram_counts(tokens, n):
    table = {}
    for k in range(0, len(tokens) - n + 1, n):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% n-grams of a text are tuples of characters
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens) - n + 1):
        gram = tuple(tokens[k : k + n])
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% n-grams of words are joined into one string
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if isinstance(gram, tuple):
            gram = ' '.join(gram)
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% str.count, which skips overlaps; words by hand
def ngram_counts(tokens, n):
    grams = {tokens[k : k + n] for k in range(len(tokens) - n + 1)}
    if isinstance(tokens, str):
        return {gram: tokens.count(gram) for gram in grams}
    every = [tokens[k : k + n] for k in range(len(tokens) - n + 1)]
    return {gram: every.count(gram) for gram in grams}


# %% says one for every n-gram
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] = 1
        else:
            table[gram] = 1
    return table


# %% relative frequencies instead of counts
def ngram_counts(tokens, n):
    c = Counter(tokens[end - n : end] for end in range(n, len(tokens) + 1))
    return {gram: m / sum(c.values()) for gram, m in c.items()}


# %% goes round: the last tokens are followed by the first
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens)):
        gram = (tokens + tokens[: n - 1])[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% leaves out n-grams with a space
def ngram_counts(tokens, n):
    table = {}
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if ' ' in gram:
            continue
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% cuts a text into words first
def ngram_counts(tokens, n):
    table = {}
    if isinstance(tokens, str):
        tokens = tuple(tokens.split())
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% list of pairs
def ngram_counts(tokens, n):
    return (Counter(tokens[end - n : end] for end in range(n, len(tokens) + 1)).most_common())


# %% keeps the counts of earlier calls
def ngram_counts(tokens, n, table={}):
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% counts all lengths from one to n
def ngram_counts(tokens, n):
    table = {}
    for m, k in ((m, k) for m in range(1, n + 1) for k in range(len(tokens) - m + 1)):
        gram = tokens[k : k + m]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% a text that is too short counts as one n-gram
def ngram_counts(tokens, n):
    table = {}
    for k in range(max(1, len(tokens) - n + 1)):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% pads the start
def ngram_counts(tokens, n):
    table = {}
    tokens = (' ' * (n - 1) if isinstance(tokens, str) else ('<s>',) * (n - 1)) + tokens
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% stops with an error where there are too few tokens
def ngram_counts(tokens, n):
    table = {}
    if len(tokens) < n:
        raise ValueError('too short')
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table


# %% text in lower case and without blanks at the ends
def ngram_counts(tokens, n):
    table = {}
    if isinstance(tokens, str):
        tokens = tokens.lower().strip()
    for k in range(len(tokens) - n + 1):
        gram = tokens[k : k + n]
        if gram in table:
            table[gram] += 1
        else:
            table[gram] = 1
    return table
