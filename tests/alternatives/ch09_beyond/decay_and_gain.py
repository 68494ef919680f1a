# %% a product of a sum and a difference
def decay_and_gain(nu):
    a = np.exp(-np.exp(nu))
    return a, np.sqrt(-np.expm1(-np.exp(nu)) * (1 + a))


# %% in float64, and a hyperbolic sine
def decay_and_gain(nu):
    rate = np.exp(np.asarray(nu, dtype=float))
    a = np.exp(-rate)
    return a, np.sqrt(2 * a * np.sinh(np.minimum(rate, 600)))
