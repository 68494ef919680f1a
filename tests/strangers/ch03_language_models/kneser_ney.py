# %% the first characters of the context instead of the last
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[:k]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% does not mix with equal chances below the empty context
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.array([tables[0].get(w, 0) for w in vocabulary]) / sum(tables[0].values())
    for k in range(1, min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% discount taken from zeros too
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (c - discount + discount * kinds * p) / total
    return p


# %% N(h) is the size of the vocabulary
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = len(vocabulary)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% d without N(h)
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * p) / total
    return p


# %% equal chances where the context was never seen
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total == 0:
            p = np.full(len(vocabulary), 1 / len(vocabulary))
        else:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% division by zero after a new context
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        kinds = np.count_nonzero(c)
        p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% backs off only where the count is zero
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = np.where(c > 0, np.maximum(c - discount, 0), discount * kinds * p) / total
    return p


# %% discount without effect
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - 0.75, 0) + 0.75 * kinds * p) / total
    return p


# %% h' is the context without its last token
def kneser_ney(tables, context, vocabulary, discount=0.75):
    longest = len(tables) - 1
    if len(context) > longest:
        return kneser_ney(tables, context[len(context) - longest :], vocabulary, discount)
    if context == "":
        shorter = [1 / len(vocabulary)] * len(vocabulary)
    else:
        shorter = kneser_ney(tables, context[:-1], vocabulary, discount)
    table = tables[len(context)]
    numbers = [table.get(context + w, 0) for w in vocabulary]
    total = sum(numbers)
    if total == 0:
        return np.array(shorter)
    gathered = discount * sum(c > 0 for c in numbers)
    return np.array(
        [(max(c - discount, 0) + gathered * q) / total for c, q in zip(numbers, shorter, strict=True)]
    )


# %% the last no characters are all of them (context'-0:')
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[-k:]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% leaves out the longest table
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1)):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% no discount in the table of counts
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            if k == len(tables) - 1:
                return c / total
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% alphabetical order
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in sorted(vocabulary)], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% a dictionary
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return dict(zip(vocabulary, p))


# %% every number of the shorter tables counts as one
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        if k < len(tables) - 1:
            c = np.minimum(c, 1)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% c(h) is the sum of the whole table
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = sum(tables[k].values()) if c.sum() else 0
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% N(h) counts what was seen once
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.sum(c == 1)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% discount not divided by c(h)
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = np.maximum(c / total - discount, 0) + discount * kinds / total * p
    return p


# %% stops with an error where the context is shorter than the tables
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(len(tables)):
        h = ''.join(context[-j] for j in range(k, 0, -1))
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% a short context counts as never seen: equal chances
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    if len(context) < len(tables) - 1:
        return p
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% contexts of middle length are left out
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].get(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0 and (k == 0 or len(h) == len(tables) - 1):
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p


# %% writes zeros into the tables
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = np.full(len(vocabulary), 1 / len(vocabulary))
    for k in range(min(len(context), len(tables) - 1) + 1):
        h = context[len(context) - k :]
        c = np.array([tables[k].setdefault(h + w, 0) for w in vocabulary], dtype=float)
        total = c.sum()
        if total > 0:
            kinds = np.count_nonzero(c)
            p = (np.maximum(c - discount, 0) + discount * kinds * p) / total
    return p
