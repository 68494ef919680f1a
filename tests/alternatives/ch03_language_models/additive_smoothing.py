# %% a loop
def additive_smoothing(counts, context, vocabulary, eps):
    total = sum(counts.get(context + w, 0) for w in vocabulary) + eps * len(vocabulary)
    return np.array([(counts.get(context + w, 0) + eps) / total for w in vocabulary])


# %% from the dictionary's side
def additive_smoothing(counts, context, vocabulary, eps):
    raised = np.full(len(vocabulary), float(eps))
    for gram, count in counts.items():
        if gram[:-1] == context:
            raised[vocabulary.index(gram[-1])] += count
    return raised / raised.sum()


# %% a mixture with equal chances
def additive_smoothing(counts, context, vocabulary, eps):
    n, size = np.array([counts.get(context + w, 0) for w in vocabulary]), len(vocabulary)
    weight = n.sum() / (n.sum() + eps * size)
    return weight * n / max(n.sum(), 1) + (1 - weight) / size


# %% a list, what follows the context gathered first
def additive_smoothing(counts, context, vocabulary, eps):
    follows = {gram[-1]: c for gram, c in counts.items() if gram[:-1] == context}
    below = sum(follows.values()) + len(vocabulary) * eps
    return [(eps + follows.get(w, 0)) / below for w in vocabulary]
