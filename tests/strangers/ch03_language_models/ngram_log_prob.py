# %% bits
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log2(predict(context)[vocabulary.index(text[t])])
    return total


# %% decimal logarithm
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log10(predict(context)[vocabulary.index(text[t])])
    return total


# %% a context of n characters
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% n ' 1: the last no characters are all (text'-0:')
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[:t][-(n - 1) :]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% negative start at the beginning of the text
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[t - n + 1 : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% leaves out the first character
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(1, len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% mean per character
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total / len(text)


# %% logarithm of a product that is zero for a long text
def ngram_log_prob(predict, text, n, vocabulary):
    total = 1.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total *= predict(context)[vocabulary.index(text[t])]
    return np.log(total)


# %% the probability, not its logarithm
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return np.exp(total)


# %% minus the logarithm
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return -total


# %% begins where the context is full
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(n - 1, len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% fills the first contexts with blanks
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = (' ' * (n - 1) + text)[t : t + n - 1]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% takes places in the sorted vocabulary
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[sorted(vocabulary).index(text[t])])
    return total


# %% places of the letters by their code
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[ord(text[t]) - 96 if text[t] != ' ' else 0])
    return total


# %% all characters before as the context
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[:t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% the context includes the character itself
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 2) : t + 1]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% one logarithm per character instead of a number
def ngram_log_prob(predict, text, n, vocabulary):
    padded = "\0" * (n - 1) + text
    p = [
        predict(padded[t : t + n - 1].replace("\0", ""))[vocabulary.find(w)]
        for t, w in enumerate(text)
    ]
    return np.log(np.array(p))


# %% the most probable character instead of the text's
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(max(predict(context)))
    return total


# %% adds a blank at the end as an end token
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    text = text + ' '
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total


# %% probabilities below 1e-3 are raised to it
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - n + 1) : t]
        total += np.log(max(predict(context)[vocabulary.index(text[t])], 1e-3))
    return total


# %% always n - 1 ' 2 characters
def ngram_log_prob(predict, text, n, vocabulary):
    total = 0.0
    for t in range(len(text)):
        context = text[max(0, t - 2) : t]
        total += np.log(predict(context)[vocabulary.index(text[t])])
    return total
