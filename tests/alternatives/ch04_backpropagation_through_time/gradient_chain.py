# %% a running product
def gradient_chain(eigenvalue, slope, T):
    return np.cumprod(np.full(T - 1, slope * eigenvalue))


# %% step by step
def gradient_chain(eigenvalue, slope, T):
    factor, factors = 1.0, []
    for _ in range(T - 1):
        factor *= slope
        factor *= eigenvalue
        factors.append(factor)
    return np.array(factors)


# %% a list
def gradient_chain(eigenvalue, slope, T):
    return [(slope * eigenvalue) ** arrows for arrows in range(1, T)]
