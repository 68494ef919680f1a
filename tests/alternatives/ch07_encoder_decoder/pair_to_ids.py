# %% the place of each token
def pair_to_ids(source, target, source_vocabulary, target_vocabulary):
    def ids(tokens, vocabulary):
        return [vocabulary.index(t if t in vocabulary else "<unk>") for t in tokens]

    x = ids([*source, "<eos>"], source_vocabulary)
    y = ids(["<bos>", *target, "<eos>"], target_vocabulary)
    return np.array([x]), np.array([y])


# %% rows that are filled in
def pair_to_ids(source, target, source_vocabulary, target_vocabulary):
    x = np.full((1, len(source) + 1), source_vocabulary.index("<unk>"))
    y = np.full((1, len(target) + 2), target_vocabulary.index("<unk>"))
    for row, start, tokens, vocabulary in ((x, 0, source, source_vocabulary), (y, 1, target, target_vocabulary)):
        for t, token in enumerate(tokens):
            if token in vocabulary:
                row[0, start + t] = vocabulary.index(token)
        row[0, -1] = vocabulary.index("<eos>")
    y[0, 0] = target_vocabulary.index("<bos>")
    return x, y


# %% joined behind
def pair_to_ids(source, target, source_vocabulary, target_vocabulary):
    place = [{word: k for k, word in enumerate(words)} for words in (source_vocabulary, target_vocabulary)]
    known = [
        np.array([where.get(word, where["<unk>"]) for word in words], dtype="int32")
        for where, words in zip(place, (source, target), strict=True)
    ]
    x = np.append(known[0], place[0]["<eos>"])
    y = np.concatenate([[place[1]["<bos>"]], known[1], [place[1]["<eos>"]]])
    return [x[np.newaxis], y[np.newaxis]]
