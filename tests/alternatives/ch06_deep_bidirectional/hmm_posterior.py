# %% step by step
def hmm_posterior(observed, initial, transition, emission):
    alpha = hmm_forward(observed, initial, transition, emission)[0]
    beta = hmm_backward(observed, transition, emission)
    return np.stack([a * b / (a @ b) for a, b in zip(alpha, beta)])


# %% a softmax of the sum of logarithms
def hmm_posterior(observed, initial, transition, emission):
    with np.errstate(divide="ignore"):
        left = np.log(hmm_forward(observed, initial, transition, emission)[0])
        right = np.log(hmm_backward(observed, transition, emission))
    total = left + right
    total -= total.max(axis=1, keepdims=True)
    return np.exp(total) / np.exp(total).sum(axis=1, keepdims=True)
