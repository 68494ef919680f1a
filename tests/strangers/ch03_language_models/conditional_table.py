# %% divides by all counts, not by those of the context
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1], {})[gram[-1]] = n / sum(counts.values())
    return table


# %% divides by the number of different tokens after the context
def _normalised(row):
    total = len(row)
    return {token: n / total for token, n in row.items()}


def conditional_table(counts):
    rows = {}
    for gram in counts:
        *_, token = gram
        rows.setdefault(gram[: len(gram) - 1], {})[token] = counts[gram]
    return {context: _normalised(row) for context, row in rows.items()}


# %% the token of a tuple is a tuple of one
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1], {})[gram[-1:]] = n / totals[gram[:-1]]
    return table


# %% the context is the first token only
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:1]] = totals.get(gram[:1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:1], {})[gram[-1]] = n / totals[gram[:1]]
    return table


# %% leaves out the empty context
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        if not gram[:-1]:
            continue
        table.setdefault(gram[:-1], {})[gram[-1]] = n / totals[gram[:-1]]
    return table


# %% rounded to two digits
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1], {})[gram[-1]] = round(n / totals[gram[:-1]], 2)
    return table


# %% the other way round: first token given the rest
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[1:]] = totals.get(gram[1:], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[1:], {})[gram[0]] = n / totals[gram[1:]]
    return table


# %% one flat dict of pairs
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table[gram[:-1], gram[-1]] = n / totals[gram[:-1]]
    return table


# %% lists of pairs inside
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1], []).append((gram[-1], n / totals[gram[:-1]]))
    return table


# %% empties the counts while it works
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    while counts:
        gram, n = counts.popitem()
        table.setdefault(gram[:-1], {})[gram[-1]] = n / totals[gram[:-1]]
    return table


# %% divides by the largest count
def _normalised(row):
    total = max(row.values())
    return {token: n / total for token, n in row.items()}


def conditional_table(counts):
    rows = {}
    for gram in counts:
        *_, token = gram
        rows.setdefault(gram[: len(gram) - 1], {})[token] = counts[gram]
    return {context: _normalised(row) for context, row in rows.items()}


# %% every row keeps its last token only
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table[gram[:-1]] = {gram[-1]: n / totals[gram[:-1]]}
    return table


# %% whole division
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1], {})[gram[-1]] = n // totals[gram[:-1]]
    return table


# %% adds one to every count that was seen
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n + 1
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1], {})[gram[-1]] = (n + 1) / totals[gram[:-1]]
    return table


# %% equal chances for all that followed
def _normalised(row):
    total = sum(row.values())
    return {token: 1 / len(row) for token, n in row.items()}


def conditional_table(counts):
    rows = {}
    for gram in counts:
        *_, token = gram
        rows.setdefault(gram[: len(gram) - 1], {})[token] = counts[gram]
    return {context: _normalised(row) for context, row in rows.items()}


# %% divides by the sum so far
def conditional_table(counts):
    table, totals = {}, {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
        table.setdefault(gram[:-1], {})[gram[-1]] = n / totals[gram[:-1]]
    return table


# %% contexts of words joined by blanks
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[:-1] if isinstance(gram, str) else ' '.join(gram[:-1]), {})[gram[-1]] = n / totals[gram[:-1]]
    return table


# %% groupby without sorting: rows are overwritten
from itertools import groupby


def conditional_table(counts):
    table = {}
    for context, grams in groupby(list(counts), key=lambda gram: gram[:-1]):
        grams = list(grams)
        n = np.array([counts[gram] for gram in grams], dtype=float)
        table[context] = dict(zip((gram[-1] for gram in grams), (n / n.sum()).tolist()))
    return table


# %% one token of context is taken out of its tuple
def conditional_table(counts):
    totals = {}
    for gram, n in counts.items():
        totals[gram[:-1]] = totals.get(gram[:-1], 0) + n
    table = {}
    for gram, n in counts.items():
        table.setdefault(gram[0] if len(gram) == 2 else gram[:-1], {})[gram[-1]] = n / totals[gram[:-1]]
    return table
