# %% a walk back, and column by column
def distance(words, at, answers):
    for back in range(1, at + 1):
        if words[at - back] in answers:
            return back
    return None


def agreement_batch(rng, samples, phrases, nouns=8, between=4):
    x = np.ones((samples, 3 * phrases + 2), "int32")
    x[:, 1::3] = between + 2 + rng.integers(2 * nouns, size=(samples, phrases + 1))
    x[:, 2::3] = rng.integers(2, between + 2, size=(samples, phrases))
    return x, (x[:, 1] - between) % 2


# %% reversed, and row by row
def distance(words, at, answers):
    before = list(words[:at])[::-1]
    places = [k for k, word in enumerate(before, 1) if word in answers]
    return places[0] if places else None


def agreement_batch(rng, samples, phrases, nouns=8, between=4):
    def noun():
        return between + 2 + 2 * int(rng.integers(nouns)) + int(rng.integers(2))

    rows = []
    for _ in range(samples):
        row = [1, noun()]
        for _ in range(phrases):
            row += [int(rng.integers(between)) + 2, 1, noun()]
        rows.append(row)
    x = np.array(rows)
    return x, np.where((x[:, 1] - between - 2) % 2 == 1, 1, 0)


# %% NumPy, and phrases that are put together
def distance(words, at, answers):
    found = np.flatnonzero([word in answers for word in words[:at]])
    return int(at - found[-1]) if len(found) else None


def agreement_batch(rng, samples, phrases, nouns=8, between=4):
    number = rng.integers(0, 2, (samples, phrases + 1))
    which = rng.integers(0, nouns, (samples, phrases + 1))
    ids = between + 2 + 2 * which + number
    the = np.ones((samples, 1), int)
    parts = [the, ids[:, :1]]
    for k in range(phrases):
        parts += [rng.integers(2, between + 2, (samples, 1)), the, ids[:, k + 1 : k + 2]]
    return np.hstack(parts), number[:, 0].copy()
