# %% a part for each sentence
def split_by_sentence(sentences, rng):
    different = sorted(set(sentences))
    n = len(different)
    share = round(0.15 * n)
    labels = [0] * (n - 2 * share) + [1] * share + [2] * share
    place = dict(zip(different, rng.permutation(labels)))
    parts = [], [], []
    for sentence in sentences:
        parts[place[sentence]].append(sentence)
    return parts


# %% copies counted and handed out again
def split_by_sentence(sentences, rng):
    copies = Counter(sentences) if "Counter" in globals() else {s: sentences.count(s) for s in sentences}
    names = list(copies)
    rng.shuffle(names)
    k = int(0.15 * len(names) + 0.5)
    cut = names[2 * k :], names[k : 2 * k], names[:k]
    return tuple([s for s in part for _ in range(copies[s])] for part in cut)
