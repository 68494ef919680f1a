# %% all strings drawn at once and sorted into two heaps, from which rows are taken
def bracket_batch(rng, samples, length):
    wanted = {1: (samples + 1) // 2, 0: samples // 2}
    heaps = {0: [], 1: []}
    while any(len(heaps[kind]) < wanted[kind] for kind in heaps):
        inside = rng.permuted(np.tile([1, 2], (samples + 10, length // 2 - 1)), axis=1)
        for row in np.pad(inside, ((0, 0), (1, 1)), constant_values=((0, 0), (1, 2))):
            heights = np.cumsum(3 - 2 * row)
            heaps[int(heights.min() >= 0)].append(row)
    x = np.array(heaps[1][: wanted[1]] + heaps[0][: wanted[0]])
    y = np.array([1] * wanted[1] + [0] * wanted[0])
    order = rng.permutation(samples)
    return x[order], y[order]


# %% texts first, tokens at the end
def bracket_batch(rng, samples, length):
    def text_of(kind):
        while True:
            inside = list("()" * (length // 2 - 1))
            rng.shuffle(inside)
            text = "(" + "".join(inside) + ")"
            if (nesting_depth(text) is None) != kind:
                return text

    y = np.zeros(samples, "int64")
    y[rng.choice(samples, size=samples // 2, replace=False)] = 1
    texts = [text_of(bool(label)) for label in y]
    return np.array([[1 if bracket == "(" else 2 for bracket in text] for text in texts]), y


# %% the places of the opening brackets are chosen; lists
def bracket_batch(rng, samples, length):
    labels = [k < samples // 2 for k in range(samples)]
    rng.shuffle(labels)
    rows = []
    for label in labels:
        row = None
        while row is None or (nesting_depth("".join("?()"[t] for t in row)) is not None) != label:
            row = np.full(length, 2)
            row[0] = 1
            row[1 + rng.choice(length - 2, size=length // 2 - 1, replace=False)] = 1
        rows.append(row)
    return np.stack(rows).astype("int32"), np.array(labels).astype("int32")
