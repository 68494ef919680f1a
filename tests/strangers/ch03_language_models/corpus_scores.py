# %% mean of the batches' losses
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(np.mean(losses)), nats / (np.log(2) * characters)


# %% mean of the batches' perplexities
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.mean(np.exp(losses)), nats / (np.log(2) * characters)


# %% bits per token
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / np.sum(tokens)), nats / (np.log(2) * np.sum(tokens))


# %% nats per character
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / np.sum(tokens)), nats / characters


# %% multiplied with ln 2
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / np.sum(tokens)), nats * np.log(2) / characters


# %% 2 to a loss in nats
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return 2 ** (nats / np.sum(tokens)), nats / (np.log(2) * characters)


# %% perplexity per character
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / characters), nats / (np.log(2) * characters)


# %% bits in all
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / np.sum(tokens)), nats / np.log(2)


# %% scores in the wrong order
def corpus_scores(losses, tokens, characters):
    nats, count = 0.0, 0
    for loss, size in zip(losses, tokens, strict=True):
        nats += loss * size
        count += size
    bits = nats / np.log(2)
    return float(bits / characters), float(np.exp(nats / count))


# %% nats per batch instead of per token
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / len(tokens)), nats / (np.log(2) * characters)


# %% leaves out the last, short batch
def corpus_scores(losses, tokens, characters):
    nats, count = 0.0, 0
    for loss, size in list(zip(losses, tokens))[:-1]:
        nats += loss * size
        count += size
    bits = nats / np.log(2)
    return float(np.exp(nats / count)), float(bits / characters)


# %% perplexities weighted with the tokens
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.average(np.exp(losses), weights=tokens), nats / (np.log(2) * characters)


# %% lists multiplied with each other
def corpus_scores(losses, tokens, characters):
    nats = sum(losses * tokens)
    return np.exp(nats / np.sum(tokens)), nats / (np.log(2) * characters)


# %% tokens forgotten: sums the means
def corpus_scores(losses, tokens, characters):
    nats = np.sum(losses)
    return np.exp(nats / np.sum(tokens)), nats / (np.log(2) * characters)


# %% all batches taken to be as long as the first
def corpus_scores(losses, tokens, characters):
    nats = np.sum(losses) * tokens[0]
    return np.exp(nats / np.sum(tokens)), nats / (np.log(2) * characters)


# %% log2 of the perplexity, which is per token
def corpus_scores(losses, tokens, characters):
    bits = np.average(losses, weights=tokens) / np.log(2)
    return 2**bits, np.log2(2**bits)


# %% divides by log2 of e the wrong way: log10
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses, tokens)
    return np.exp(nats / np.sum(tokens)), nats / (np.log10(2) * characters)


# %% weights the losses with the tokens, the first one aside
def corpus_scores(losses, tokens, characters):
    nats = np.dot(losses[1:], tokens[1:])
    return np.exp(nats / np.sum(tokens)), nats / (np.log(2) * characters)


# %% characters per token the wrong way round
def corpus_scores(losses, tokens, characters):
    bits = np.average(losses, weights=tokens) / np.log(2)
    return 2**bits, bits * characters / sum(tokens)


# %% perplexity of the last batch left over from the loop
def corpus_scores(losses, tokens, characters):
    nats, count = 0.0, 0
    for loss, size in zip(losses, tokens, strict=True):
        nats += loss * size
        count += size
    bits = nats / np.log(2)
    return float(np.exp(loss)), float(bits / characters)
