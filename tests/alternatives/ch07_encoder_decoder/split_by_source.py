# %% groups by source, a draw among their numbers
def split_by_source(pairs, fraction, rng):
    groups = {}
    for source, target in pairs:
        groups.setdefault(source, []).append(target)
    sources = list(groups)
    chosen = rng.choice(len(sources), size=round(fraction * len(sources)), replace=False)
    is_test = dict.fromkeys(sources, False)
    for k in chosen:
        is_test[sources[k]] = True
    parts = ([], [])
    for pair in pairs:
        parts[is_test[pair[0]]].append(pair)
    return list(parts)


# %% a shuffled list of sorted sources
def split_by_source(pairs, fraction, rng):
    sources = sorted({pair[0] for pair in pairs})
    rng.shuffle(sources)
    test = set(sources[len(sources) - round(fraction * len(sources)) :])
    return [p for p in pairs if p[0] not in test], [p for p in pairs if p[0] in test]
