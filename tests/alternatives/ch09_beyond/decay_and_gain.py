# %% a product of a sum and a difference
def decay_and_gain(nu):
    a = np.exp(-np.exp(nu))
    return a, np.sqrt(-np.expm1(-np.exp(nu)) * (1 + a))


# %% in float64, where the difference is still there
def decay_and_gain(nu):
    a = np.exp(-np.exp(np.asarray(nu, dtype=float)))
    return a, np.sqrt((1 - a) * (1 + a))
