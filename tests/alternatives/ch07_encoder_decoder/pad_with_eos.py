# %% lists filled up
def pad_with_eos(sentences, vocabulary, length):
    rows, valid = [], []
    for sentence in sentences:
        row = [vocabulary.index(token) if token in vocabulary else 1 for token in sentence][: length - 1]
        row.append(3)
        valid.append(len(row))
        rows.append(row + [0] * (length - len(row)))
    return np.array(rows), np.array(valid)


# %% a mask of places
def pad_with_eos(sentences, vocabulary, length):
    place = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    valid = np.minimum([len(s) + 1 for s in sentences], length)
    ids = np.zeros((len(sentences), length), int)
    ids[np.arange(length) < valid[:, None] - 1] = [place.get(t, UNK) for s in sentences for t in s[: length - 1]]
    ids[np.arange(len(sentences)), valid - 1] = EOS
    return ids, valid
