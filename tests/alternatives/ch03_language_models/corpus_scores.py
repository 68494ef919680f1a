# %% np.average
def corpus_scores(losses, tokens, characters):
    mean = np.average(losses, weights=tokens)
    return np.exp(mean), np.log2(np.exp(mean)) * np.sum(tokens) / characters


# %% plain Python
def corpus_scores(losses, tokens, characters):
    import math

    nats = sum(loss * count for loss, count in zip(losses, tokens, strict=True))
    bits = nats * math.log2(math.e)
    return 2 ** (bits / sum(tokens)), bits / characters


# %% a dot product
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.e ** (nats / np.sum(tokens)), nats / (characters * np.log(2))
