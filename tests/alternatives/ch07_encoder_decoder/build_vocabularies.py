# %% two sorts, the second of which is stable
def build_vocabularies(pairs, min_count):
    def one(side):
        counts = {}
        for pair in pairs:
            for token in pair[side]:
                counts[token] = counts.get(token, 0) + 1
        tokens = sorted(token for token, count in counts.items() if count >= min_count)
        tokens.sort(key=counts.get, reverse=True)
        return list(SPECIAL) + tokens

    return one(0), one(1)


# %% NumPy counts
def build_vocabularies(pairs, min_count):
    lists = []
    for side in range(2):
        tokens, counts = np.unique([token for pair in pairs for token in pair[side]], return_counts=True)
        order = np.argsort(-counts, kind="stable")
        lists.append(SPECIAL + [str(tokens[k]) for k in order if counts[k] >= min_count])
    return lists
