# %% totals first
def conditional_table(counts):
    totals = Counter()
    for gram, n in counts.items():
        totals[gram[:-1]] += n
    table = {context: {} for context in totals}
    for gram, n in counts.items():
        table[gram[:-1]][gram[-1]] = n / totals[gram[:-1]]
    return table


# %% one context after the other, in numpy
def conditional_table(counts):
    table = {}
    for context in {gram[:-1] for gram in counts}:
        tokens = [gram[-1] for gram in counts if gram[:-1] == context]
        numbers = np.array([counts[gram] for gram in counts if gram[:-1] == context])
        table[context] = dict(zip(tokens, numbers / numbers.sum(), strict=True))
    return table
