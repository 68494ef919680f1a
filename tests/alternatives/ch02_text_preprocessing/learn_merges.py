# %% tuples of pieces, made anew in each round
def learn_merges(counts, size):
    def joined(parts, left, right):
        made, rest = [], list(parts)
        while rest:
            if rest[:2] == [left, right]:
                made.append(left + right)
                rest = rest[2:]
            else:
                made.append(rest.pop(0))
        return tuple(made)

    words = [(tuple(word), n) for word, n in counts.items()]
    merges = []
    while len(merges) < size:
        found = {}
        for parts, n in words:
            for k in range(len(parts) - 1):
                pair = parts[k], parts[k + 1]
                found[pair] = found.get(pair, 0) + n
        if not found:
            return merges
        most = max(found.values())
        left, right = sorted(pair for pair in found if found[pair] == most)[0]
        merges.append((left, right))
        words = [(joined(parts, left, right), n) for parts, n in words]
    return merges


# %% spaces between the pieces, and replace
def learn_merges(counts, size):
    spaced = {word: "".join(f" {c} " for c in word) for word in counts}
    merges = []
    for _ in range(size):
        pairs = Counter()
        for word, text in spaced.items():
            parts = text.split()
            for k in range(1, len(parts)):
                pairs[parts[k - 1], parts[k]] += counts[word]
        ranked = sorted((-n, pair) for pair, n in pairs.items())
        if ranked:
            a, b = ranked[0][1]
            merges += [(a, b)]
            spaced = {word: text.replace(f" {a}  {b} ", f" {a}{b} ") for word, text in spaced.items()}
    return merges


# %% the words of the pair only, from the end of a stack
def learn_merges(counts, size):
    state, merges = [[list(word), counts[word]] for word in counts], []
    for _ in range(size):
        pairs = {}
        for parts, n in state:
            for a, b in pairwise(parts):
                pairs[a, b] = pairs.get((a, b), 0) + n
        if len(pairs) == 0:
            break
        pair = sorted(sorted(pairs), key=pairs.get, reverse=True)[0]
        merges.append(pair)
        for entry in state:
            if pair not in pairwise(entry[0]):
                continue
            stack, fresh = [], False  # whether the top of the stack was joined in this round
            for part in entry[0]:
                if stack and not fresh and (stack[-1], part) == pair:
                    stack[-1] += part
                    fresh = True
                else:
                    stack.append(part)
                    fresh = False
            entry[0] = stack
    return merges
