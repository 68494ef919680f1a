# %% a loop from the last time to the first
def memory_weights(z):
    w, left = np.empty_like(z), np.ones(z.shape[1])
    for t in range(len(z) - 1, -1, -1):
        w[t] = z[t] * left
        left = left * (1 - z[t])
    return w


# %% a product for each time
def memory_weights(z):
    return np.array([z[t] * np.prod(1 - z[t + 1 :], axis=0) for t in range(len(z))])
