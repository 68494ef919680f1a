# %% the sign turned round
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / log_probs[1]) / np.log(lengths[1] / lengths[0])


# %% upside down
def flip_alpha(log_probs, lengths):
    return np.log(lengths[0] / lengths[1]) / np.log(log_probs[0] / log_probs[1])


# %% no logarithm of the lengths
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / log_probs[1]) / (lengths[0] / lengths[1])


# %% quotient of the log-probabilities without another logarithm
def flip_alpha(log_probs, lengths):
    return (log_probs[0] / log_probs[1]) / np.log(lengths[0] / lengths[1])


# %% logarithm of negative numbers
def flip_alpha(log_probs, lengths):
    (p, q), (m, n) = log_probs, lengths
    return float((np.log(p) - np.log(q)) / (np.log(m) - np.log(n)))


# %% never below zero
def flip_alpha(log_probs, lengths):
    return max(0.0, np.log(log_probs[0] / log_probs[1]) / np.log(lengths[0] / lengths[1]))


# %% without its sign
def flip_alpha(log_probs, lengths):
    return abs(np.log(log_probs[0] / log_probs[1]) / np.log(lengths[0] / lengths[1]))


# %% best of a hundred values up to 1.5
def flip_alpha(log_probs, lengths):
    alphas = np.linspace(0, 1.5, 100)
    gaps = [abs(log_probs[0] / lengths[0] ** a - log_probs[1] / lengths[1] ** a) for a in alphas]
    return alphas[np.argmin(gaps)]


# %% two bases of logarithms
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / log_probs[1]) / np.log2(lengths[0] / lengths[1])


# %% GNMT form
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / log_probs[1]) / np.log((5 + lengths[0]) / (5 + lengths[1]))


# %% difference of the log-probabilities
def flip_alpha(log_probs, lengths):
    return (log_probs[0] - log_probs[1]) / np.log(lengths[0] / lengths[1])


# %% quotient of the probabilities
def flip_alpha(log_probs, lengths):
    return np.log(np.exp(log_probs[0]) / np.exp(log_probs[1])) / np.log(lengths[0] / lengths[1])


# %% the default alpha
def flip_alpha(log_probs, lengths):
    return 0.75


# %% bisection that looks between 0 and 1 only
def flip_alpha(log_probs, lengths):
    low, high = 0.0, 1.0
    f = lambda a: log_probs[0] / lengths[0] ** a - log_probs[1] / lengths[1] ** a
    for _ in range(60):
        middle = (low + high) / 2
        if (f(middle) > 0) == (f(low) > 0):
            low = middle
        else:
            high = middle
    return low


# %% lengths sorted, log-probabilities not
def flip_alpha(log_probs, lengths):
    lengths = sorted(lengths)
    return np.log(log_probs[0] / log_probs[1]) / np.log(lengths[0] / lengths[1])


# %% the end token is not counted
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / log_probs[1]) / np.log((lengths[0] - 1) / (lengths[1] - 1))


# %% one alpha for each output
def flip_alpha(log_probs, lengths):
    (p, q), (m, n) = log_probs, lengths
    return np.log(-np.array(log_probs)) / np.log(lengths)


# %% lengths divided as whole numbers
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / log_probs[1]) / np.log(max(lengths) // min(lengths))


# %% rounded
def flip_alpha(log_probs, lengths):
    return round(float(np.log(log_probs[0] / log_probs[1]) / np.log(lengths[0] / lengths[1])), 1)


# %% score per token on one side
def flip_alpha(log_probs, lengths):
    return np.log(log_probs[0] / lengths[0] / log_probs[1]) / np.log(lengths[0] / lengths[1])
