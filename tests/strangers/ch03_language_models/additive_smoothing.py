# %% eps only once in the denominator
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps)


# %% eps is given to the characters that were seen only
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return np.where(n > 0, n + eps, 0) / (n.sum() + eps * len(vocabulary))


# %% V is the number of characters that followed
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * np.count_nonzero(n))


# %% V is the number of different n-grams
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(counts))


# %% V is the number of characters that occur in the counts
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(set(''.join(counts))))


# %% in alphabetical order instead of the vocabulary's
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in sorted(vocabulary)], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% the denominator counts all n-grams
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (sum(counts.values()) + eps * len(vocabulary))


# %% eps without effect: always one
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + 1) / (n.sum() + len(vocabulary))


# %% zeros after a new context
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.zeros(len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% a dictionary
def additive_smoothing(counts, context, vocabulary, eps):
    n = {w: counts.get(context + w, 0) for w in vocabulary}
    total = sum(n.values()) + eps * len(vocabulary)
    return {w: (n[w] + eps) / total for w in vocabulary}


# %% a bracket is missing
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return n + eps / (n.sum() + eps * len(vocabulary))


# %% writes the smoothed counts into the table
def additive_smoothing(counts, context, vocabulary, eps):
    for w in vocabulary:
        counts[context + w] = counts.get(context + w, 0) + eps
    n = np.array([counts[context + w] for w in vocabulary])
    return n / n.sum()


# %% looks at the last character of the context only
def additive_smoothing(counts, context, vocabulary, eps):
    context = context[-1:]
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% eps is added after the division
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n / n.sum() + eps) / (1 + eps * len(vocabulary))


# %% KeyError for what was not seen
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts[context + w] for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% equal chances for the empty context
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0 or not context:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% equal chances after a context that was seen once
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() <= 1:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% the character stands before the context
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(w + context, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * len(vocabulary))


# %% a vocabulary of 27 taken for granted
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return (n + eps) / (n.sum() + eps * 27)


# %% eps replaces the zeros only, then normalised
def additive_smoothing(counts, context, vocabulary, eps):
    n = np.array([counts.get(context + w, 0) for w in vocabulary], dtype=float)
    if n.sum() == 0:
        return np.full(len(vocabulary), 1 / len(vocabulary))
    return np.where(n == 0, eps, n) / np.where(n == 0, eps, n).sum()
