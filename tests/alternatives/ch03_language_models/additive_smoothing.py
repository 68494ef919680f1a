# %% a loop
def additive_smoothing(counts, context, vocabulary, eps):
    total = sum(counts.get(context + w, 0) for w in vocabulary) + eps * len(vocabulary)
    return np.array([(counts.get(context + w, 0) + eps) / total for w in vocabulary])


# %% only what was counted is added
def additive_smoothing(counts, context, vocabulary, eps):
    raised = np.full(len(vocabulary), float(eps))
    for k, w in enumerate(vocabulary):
        if context + w in counts:
            raised[k] += counts[context + w]
    return raised / raised.sum()


# %% a mixture with equal chances
def additive_smoothing(counts, context, vocabulary, eps):
    n, size = np.array([counts.get(context + w, 0) for w in vocabulary]), len(vocabulary)
    weight = n.sum() / (n.sum() + eps * size)
    return weight * n / max(n.sum(), 1) + (1 - weight) / size


# %% a list
def additive_smoothing(counts, context, vocabulary, eps):
    raised = [counts.get(context + w, 0) + eps for w in vocabulary]
    return [n / sum(raised) for n in raised]
