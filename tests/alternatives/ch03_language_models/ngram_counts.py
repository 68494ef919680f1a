# %% a plain dictionary
def ngram_counts(tokens, n):
    counts = {}
    for start in range(len(tokens) - n + 1):
        gram = tokens[start : start + n]
        counts[gram] = counts.get(gram, 0) + 1
    return counts


# %% a moving end
def ngram_counts(tokens, n):
    ends = range(n, len(tokens) + 1)
    return dict(Counter(tokens[end - n : end] for end in ends))


# %% shifted copies
def ngram_counts(tokens, n):
    grams = zip(*(tokens[k:] for k in range(n)))
    return Counter("".join(gram) if isinstance(tokens, str) else gram for gram in grams)
