# %% a sum of logarithms
def ngram_log_prob(predict, text, n, vocabulary):
    contexts = [text[:t][-(n - 1) :] if n > 1 else "" for t in range(len(text))]
    p = [predict(h)[vocabulary.index(w)] for h, w in zip(contexts, text, strict=True)]
    return np.log(p).sum()


# %% a window that slides
def ngram_log_prob(predict, text, n, vocabulary):
    from collections import deque
    from math import log

    recent, total = deque(maxlen=n - 1), 0.0
    position = {w: k for k, w in enumerate(vocabulary)}
    for w in text:
        total += log(float(predict("".join(recent))[position[w]]))
        recent.append(w)
    return total


# %% bits, then nats
def ngram_log_prob(predict, text, n, vocabulary):
    bits = 0
    for t in range(len(text)):
        start = t - (n - 1) if t >= n else 0
        bits += np.log2(predict(text[start:t])[vocabulary.find(text[t])])
    return bits * np.log(2)
