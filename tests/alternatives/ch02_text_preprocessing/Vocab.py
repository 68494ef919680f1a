# %% most_common, which is stable too, and list.index
class Vocab:
    def __init__(self, lines, min_freq=1, special=SPECIAL):
        counts = Counter()
        for line in lines:
            counts.update(line)
        for token in special:
            counts.pop(token, None)
        self.tokens = list(special) + [t for t, n in counts.most_common() if n >= min_freq]

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, token):
        return self.tokens.index(token if token in self.tokens else "<unk>")

    def to_ids(self, tokens):
        return [self[token] for token in tokens]

    def to_tokens(self, ids):
        return list(map(self.tokens.__getitem__, ids))


# %% sorted by count and place
class Vocab:
    def __init__(self, lines, min_freq=1, special=SPECIAL):
        text = [token for line in lines for token in line]
        first, count = {}, {}
        for place, token in enumerate(text):
            first.setdefault(token, place)
            count[token] = count.get(token, 0) + 1
        mine = set(count) - set(special)
        order = sorted((-count[token], first[token], token) for token in mine)
        self.tokens = [*special]
        for negative, _, token in order:
            if -negative >= min_freq:
                self.tokens.append(token)
        self.unknown = self.tokens.index("<unk>")
        self.number = dict(zip(self.tokens, range(len(self.tokens))))

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, token):
        try:
            return self.number[token]
        except KeyError:
            return self.unknown

    def to_ids(self, tokens):
        return [self[token] for token in tokens]

    def to_tokens(self, ids):
        return [self.tokens[int(i)] for i in np.asarray(ids)]
