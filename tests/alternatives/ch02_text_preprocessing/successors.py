# %% a loop over positions
def successors(tokens):
    pairs, after = [], {}
    for t in range(len(tokens) - 1):
        a, b = tokens[t], tokens[t + 1]
        pairs.append((a, b))
        if a not in after:
            after[a] = set()
        after[a].add(b)
    return pairs, after


# %% a set for each first token
def successors(tokens):
    pairs = [(tokens[t - 1], tokens[t]) for t in range(1, len(tokens))]
    return pairs, {first: {b for a, b in pairs if a == first} for first, _ in pairs}


# %% lists for pairs, grown from the end
def successors(tokens):
    pairs, following = [], {}
    for b, a in pairwise(tokens[::-1]):
        pairs.insert(0, [a, b])
        following[a] = following.get(a, set()) | {b}
    return tuple(pairs), following
