# %% sums, and the exponential of a loss for the root
def perplexity_forms(p):
    nats = -np.log(p).sum() / p.size
    return nats / np.log(2), nats, np.e**nats


# %% plain Python
def perplexity_forms(p):
    import math

    n = len(p)
    bits = sum(math.log2(1 / x) for x in p) / n
    nats = -math.fsum(math.log(x) for x in p) / n
    return [bits, nats, math.prod((1 / x) ** (1 / n) for x in p)]


# %% a loop
def perplexity_forms(p):
    root = 1.0
    for factor in p:
        root *= factor ** (1 / p.size)
    return -np.log2(root), -np.log(root), 1 / root


# %% one array of three
def perplexity_forms(p):
    losses = -np.array([np.log2(p), np.log(p)]).mean(axis=1)
    return np.array([*losses, np.exp(-np.log(p).mean())])
