# %% sets of what comes before
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[:1])
    return {gram: len(tokens) for gram, tokens in before.items()}


# %% a list that is counted
def continuation_counts(counts):
    ends = [gram[-(len(gram) - 1) :] for gram in counts]
    return {end: ends.count(end) for end in set(ends)}
