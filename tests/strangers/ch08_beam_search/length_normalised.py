# %% multiplied, as a penalty for long ones
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob * np.asarray(length, dtype=float) ** alpha


# %% GNMT: only the numerator to the power
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) ** alpha / 6)
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% GNMT: a bracket is missing
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / (5 + np.asarray(length) / 6) ** alpha
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% GNMT without alpha
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6)
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% alpha is 0.6 where nothing is said
def length_normalised(log_prob, length, alpha=0.6, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% alpha without effect
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** 0.75
    return log_prob / np.asarray(length, dtype=float) ** 0.75


# %% gnmt without effect
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% GNMT where it was not asked for
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if not gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% numbers only: an if on the length
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if length <= 0:
        return log_prob
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% numbers only: math.pow
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob / __import__('math').pow(length, alpha)


# %% alpha as a factor
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) * alpha
    return log_prob / np.asarray(length, dtype=float) * alpha


# %% the end token is not counted
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob / (np.asarray(length, dtype=float) - 1) ** alpha


# %% positive scores
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return -log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return -log_prob / np.asarray(length, dtype=float) ** alpha


# %% divided in place
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    if isinstance(log_prob, np.ndarray):
        log_prob /= np.asarray(length, dtype=float) ** alpha
        return log_prob
    return log_prob / length**alpha


# %% arrays only: zip
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return np.array([p / n**alpha for p, n in zip(log_prob, length)])


# %% whole division
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob // np.asarray(length, dtype=float) ** alpha


# %% rounded to two digits
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return np.round(log_prob / np.asarray(length, dtype=float) ** alpha, 2)


# %% alpha to the length
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return log_prob / alpha ** np.asarray(length, dtype=float)


# %% logarithm divided and raised together
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return -((-log_prob / np.asarray(length, dtype=float)) ** alpha)


# %% GNMT with 6 + L over 6
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((6 + np.asarray(length)) / 6) ** alpha
    return log_prob / np.asarray(length, dtype=float) ** alpha


# %% float of an array
def length_normalised(log_prob, length, alpha=0.75, gnmt=False):
    if gnmt:
        return log_prob / ((5 + np.asarray(length)) / 6) ** alpha
    return float(log_prob / np.asarray(length, dtype=float) ** alpha)
