# %% how often it occurs, not after how many
def continuation_counts(counts):
    result = {}
    for gram, n in counts.items():
        end = gram[-(len(gram) - 1) :]
        result[end] = result.get(end, 0) + n
    return {end: int(number) for end, number in result.items()}


# %% how many different tokens come after
def continuation_counts(counts):
    return dict(Counter(gram[:-1] for gram in counts))


# %% last token only, out of its tuple
def continuation_counts(counts):
    return dict(Counter(gram[-1] for gram in counts))


# %% begins to count at zero
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
    return {end: len(tokens) - 1 for end, tokens in before.items()}


# %% only n-grams that occur twice or more
def continuation_counts(counts):
    return dict(Counter(gram[1:] for gram in counts if counts[gram] > 1))


# %% the sets themselves
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
    return {end: tokens for end, tokens in before.items()}


# %% shares instead of numbers
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
    return {end: len(tokens) / len(counts) for end, tokens in before.items()}


# %% list of pairs
def continuation_counts(counts):
    return Counter(gram[1:] for gram in counts).most_common()


# %% always one
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
    return {end: 1 for end, tokens in before.items()}


# %% empties the counts
def continuation_counts(counts):
    result = {}
    while counts:
        gram, _ = counts.popitem()
        result[gram[1:]] = result.get(gram[1:], 0) + 1
    return result


# %% beginnings that stand at no end are in it with zero
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
    for gram in counts:
        before.setdefault(gram[:-1], set())
    return {end: len(tokens) for end, tokens in before.items()}


# %% a token that follows itself does not count
def continuation_counts(counts):
    return dict(Counter(gram[1:] for gram in counts if gram[0] != gram[1]))


# %% n-grams that begin with a blank do not count
def continuation_counts(counts):
    return dict(Counter(gram[1:] for gram in counts if gram[0] != ' '))


# %% second token only
def continuation_counts(counts):
    return dict(Counter(gram[1:2] for gram in counts))


# %% keeps what earlier calls have found
_before = {}


def continuation_counts(counts):
    before = _before
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
    return {end: len(tokens) for end, tokens in before.items()}


# %% ends of words joined into a string
def continuation_counts(counts):
    return dict(Counter((gram[1:] if isinstance(gram, str) else ' '.join(gram[1:])) for gram in counts))


# %% counts the different tokens of the end itself
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).update(gram[1:])
    return {end: len(tokens) for end, tokens in before.items()}


# %% sets of counts, not of tokens
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(counts[gram])
    return {end: len(tokens) for end, tokens in before.items()}


# %% different tokens before and after, together
def continuation_counts(counts):
    before = {}
    for gram in counts:
        before.setdefault(gram[1:], set()).add(gram[0])
        before.setdefault(gram[:-1], set()).add(gram[-1])
    return {end: len(tokens) for end, tokens in before.items()}
