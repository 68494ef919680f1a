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
    after = {}
    for gram in counts:
        after.setdefault(gram[:-1], []).append(gram)
    table = {}
    for context, grams in after.items():
        numbers = np.array([counts[gram] for gram in grams])
        table[context] = {gram[-1]: share for gram, share in zip(grams, numbers / numbers.sum(), strict=True)}
    return table
