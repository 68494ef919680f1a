# %% 1 - a * a, of what was rounded
def decay_and_gain(nu):
    a = np.exp(-np.exp(nu))
    return a, np.sqrt(1 - a * a)


# %% a product of two differences that are both rounded
def decay_and_gain(nu):
    a = np.exp(-np.exp(nu))
    return a, np.sqrt((1 - a) * (1 + a))
