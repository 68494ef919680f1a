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


# %% positions gathered by sentence and sorted again
def split_by_sentence(sentences, rng):
    places = {}
    for k, sentence in enumerate(sentences):
        places.setdefault(sentence, []).append(k)
    groups = list(places.values())
    rng.shuffle(groups)
    k = int(0.15 * len(groups) + 0.5)
    cut = groups[2 * k :], groups[k : 2 * k], groups[:k]
    return tuple([sentences[i] for i in sorted(i for group in part for i in group)] for part in cut)
