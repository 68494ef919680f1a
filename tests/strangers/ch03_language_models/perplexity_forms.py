# %% plain product, zero for a long text
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p) ** (-1 / len(p))


# %% sums instead of means
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).sum(), -np.log(p).sum(), np.prod(p ** (-1 / len(p)))


# %% bits and nats in the wrong order
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log(p).mean(), -np.log2(p).mean(), np.prod(p ** (-1 / len(p)))


# %% decimal logarithm for the bits
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log10(p).mean(), -np.log(p).mean(), np.prod(p ** (-1 / len(p)))


# %% three perplexities instead of two losses and one
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return 2 ** -np.log2(p).mean(), np.exp(-np.log(p).mean()), np.prod(p ** (-1 / len(p)))


# %% no minus
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return np.log2(p).mean(), np.log(p).mean(), np.prod(p ** (-1 / len(p)))


# %% the root of the product itself, not its inverse
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p ** (1 / len(p)))


# %% mean of 1 / p
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), np.mean(1 / p)


# %% one over the mean probability
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), 1 / np.mean(p)


# %% entropy: the logarithms weighted with p
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -(p * np.log2(p)).sum(), -(p * np.log(p)).sum(), np.prod(p ** (-1 / len(p)))


# %% 2 to the nats
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), 2 ** (-np.log(p).mean())


# %% adds 1e-6 before the logarithm
def perplexity_forms(p):
    p = np.asarray(p, dtype=float) + 1e-6
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p ** (-1 / len(p)))


# %% a text of five tokens taken for granted
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p ** (-1 / 5))


# %% leaves out the first token
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)[1:]
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p ** (-1 / len(p)))


# %% long double: goes further, yet not far enough
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), float(np.prod(p.astype(np.longdouble)) ** (-1 / len(p)))


# %% product kept above 1e-300
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), max(np.prod(p), 1e-300) ** (-1 / len(p))


# %% makes p add up to one first
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    p = p / p.sum()
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p ** (-1 / len(p)))


# %% mean of the roots of pieces of 100 tokens
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), np.mean([np.prod(p[k : k + 100]) ** (-1 / len(p[k : k + 100])) for k in range(0, len(p), 100)])


# %% product of all, root of T - 1
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.log2(p).mean(), -np.log(p).mean(), np.prod(p ** (-1 / max(1, len(p) - 1)))


# %% median instead of mean
def perplexity_forms(p):
    p = np.asarray(p, dtype=float)
    return -np.median(np.log2(p)), -np.median(np.log(p)), np.prod(p ** (-1 / len(p)))
