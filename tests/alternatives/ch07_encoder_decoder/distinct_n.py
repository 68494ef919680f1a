# %% a set and a count
def distinct_n(sentences, n):
    different, total = set(), 0
    for sentence in sentences:
        for k in range(len(sentence) - n + 1):
            different.add(tuple(sentence[k : k + n]))
            total += 1
    return len(different) / max(total, 1)


# %% one counter for all
def distinct_n(sentences, n):
    together = Counter()
    for sentence in sentences:
        together.update(ngrams(sentence, n))
    return len(together) / together.total() if together else 0
