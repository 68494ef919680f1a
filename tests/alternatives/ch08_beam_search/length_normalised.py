# %% by exponentials
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob * np.exp(-alpha * (np.log(5 + length) - np.log(6)))
    return log_prob * np.exp(-alpha * np.log(length))


# %% GNMT's penalty as a fraction of two powers
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    penalty = np.power(5.0 + length, alpha) / 6.0**alpha if gnmt else np.power(1.0 * length, alpha)
    return np.divide(log_prob, penalty)
