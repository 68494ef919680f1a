# %% joined words, a mean
def leakage(train, test):
    def same(s):
        return " ".join(s.casefold().split())

    known = list(map(same, train))
    return float(np.mean([same(s) in known for s in test]))


# %% counting down
def leakage(train, test):
    train = {re.sub(r"\s+", " ", s.strip().upper()) for s in train}
    left = [s for s in test if re.sub(r"\s+", " ", s.strip().upper()) not in train]
    return 1 - len(left) / len(test)
