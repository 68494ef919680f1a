# %% plain dictionaries, without the helper
def corpus_bleu(candidates, references, order=4):
    import math

    def count(tokens, n):
        found = {}
        for k in range(len(tokens) - n + 1):
            gram = tuple(tokens[k : k + n])
            found[gram] = found.get(gram, 0) + 1
        return found

    log_sum = 0.0
    for n in range(1, order + 1):
        right = total = 0
        for candidate, several in zip(candidates, references, strict=True):
            allowed = [count(one, n) for one in several]
            for gram, times in count(candidate, n).items():
                right += min(times, max(most.get(gram, 0) for most in allowed))
                total += times
        if right == 0:
            return 0
        log_sum += math.log(right / total)
    c = sum(map(len, candidates))
    r = 0
    for candidate, several in zip(candidates, references, strict=True):
        r += sorted(map(len, several), key=lambda size: (abs(size - len(candidate)), size))[0]
    penalty = 1 if c >= r else math.exp(1 - r / c)
    return penalty * math.exp(log_sum / order)


# %% arrays of sentences and orders
def corpus_bleu(candidates, references, order=4):
    from functools import reduce

    orders = range(1, order + 1)
    matches = np.array(
        [
            [sum((ngrams(c, n) & reduce(lambda a, b: a | b, (ngrams(r, n) for r in rs))).values()) for n in orders]
            for c, rs in zip(candidates, references, strict=True)
        ]
    )
    totals = np.array([[max(0, len(c) - n + 1) for n in orders] for c in candidates])
    sizes = [min((len(r) for r in rs), key=lambda s: (abs(s - len(c)), s)) for c, rs in zip(candidates, references)]
    p = matches.sum(axis=0) / np.maximum(totals.sum(axis=0), 1)
    spoken = sum(len(c) for c in candidates)
    return float(np.prod(p) ** (1 / order) * np.exp(min(0, 1 - sum(sizes) / spoken)))
