# %% cross-entropy first
def three_perplexities(p):
    bits = -np.log2(p).sum() / p.size
    nats = -np.log(p).sum() / p.size
    root = 1.0
    for factor in p:
        root *= factor ** (1 / p.size)
    return np.exp2(bits), np.e**nats, 1 / root


# %% plain Python
def three_perplexities(p):
    import math

    n = len(p)
    base_2 = math.pow(2, -sum(math.log2(x) for x in p) / n)
    base_e = math.exp(sum(math.log(1 / x) for x in p) / n)
    return [base_2, base_e, math.prod((1 / x) ** (1 / n) for x in p)]
