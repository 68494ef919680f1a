# %% the logit in two logarithms
def forget_bias(keep, steps):
    per_step = np.exp(np.log(keep) / steps)
    return np.log(per_step) - np.log1p(-per_step)


# %% bisection on the sigmoid
def forget_bias(keep, steps):
    low, high = -50.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(middle) ** steps < keep else (low, middle)
    return middle


# %% expm1, a plain float
def forget_bias(keep, steps):
    return float(-np.log(np.expm1(-np.log(keep) / steps)))
