# %% plain Python
def sequence_scores(probabilities):
    joint, log_joint = 1.0, 0.0
    for p in probabilities:
        joint *= float(p)
        log_joint += float(np.log(p))
    return joint, log_joint, np.e ** (-log_joint / len(probabilities))


# %% the joint probability from its logarithm, a list
def sequence_scores(probabilities):
    logs = np.log(np.asarray(probabilities))
    return [np.exp(logs.sum()), logs.sum(), np.exp(-logs.mean())]


# %% base 2, translated
def sequence_scores(probabilities):
    bits = -np.log2(probabilities)
    return np.prod(probabilities), -bits.sum() * np.log(2), 2 ** bits.mean()
