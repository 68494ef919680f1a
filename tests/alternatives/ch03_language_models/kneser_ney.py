# %% recursion from the longest context
def kneser_ney(tables, context, vocabulary, discount=0.75):
    if not tables:
        return np.ones(len(vocabulary)) / len(vocabulary)
    longest = len(tables) - 1
    if len(context) < longest:
        return kneser_ney(tables[:-1], context, vocabulary, discount)
    h = context[len(context) - longest :]
    shorter = kneser_ney(tables[:-1], h[1:], vocabulary, discount)
    numbers = np.array([tables[-1].get(h + w, 0) for w in vocabulary], float)
    if not numbers.any():
        return shorter
    share = discount * (numbers > 0).sum() / numbers.sum()
    return np.clip(numbers - discount, 0, None) / numbers.sum() + share * shorter


# %% character by character
def kneser_ney(tables, context, vocabulary, discount=0.75):
    def probability(h, w, k):
        if k < 0:
            return 1 / len(vocabulary)
        found = [tables[k][h + v] for v in vocabulary if h + v in tables[k]]
        lower = probability(h[1:], w, k - 1)
        if not found:
            return lower
        kept = max(tables[k].get(h + w, 0) - discount, 0)
        return (kept + discount * len(found) * lower) / sum(found)

    k = min(len(tables) - 1, len(context))
    h = context[len(context) - k :]
    return np.array([probability(h, w, k) for w in vocabulary])


# %% from the dictionary's side
def kneser_ney(tables, context, vocabulary, discount=0.75):
    p = {w: 1 / len(vocabulary) for w in vocabulary}
    for k in range(min(len(tables), len(context) + 1)):
        rows = {g[-1]: c for g, c in tables[k].items() if context.endswith(g[:-1])}
        total = sum(rows.values())
        if total:
            given = discount * len(rows) / total
            p = {w: max(rows.get(w, 0) - discount, 0) / total + given * p[w] for w in p}
    return np.array(list(p.values()))


# %% a list, without NumPy
def kneser_ney(tables, context, vocabulary, discount=0.75):
    context = context[max(0, len(context) - len(tables) + 1) :]
    p = [1 / len(vocabulary)] * len(vocabulary)
    for k, table in enumerate(tables[: len(context) + 1]):
        h = context[len(context) - k :]
        row = [table.get(h + w, 0) for w in vocabulary]
        if any(row):
            share = discount * sum(c > 0 for c in row)
            p = [(max(c - discount, 0) + share * q) / sum(row) for c, q in zip(row, p)]
    return p
