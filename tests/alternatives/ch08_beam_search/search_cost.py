# %% a sum of minima
def search_cost(vocabulary, max_length, k=None):
    widths = [(vocabulary - 1) ** t for t in range(max_length)]
    passes = sum(width if k is None else min(width, k) for width in widths)
    return passes, vocabulary * passes


# %% the geometric series for exhaustive search
def search_cost(vocabulary, max_length, k=None):
    if k is None and vocabulary == 2:
        passes = max_length
    elif k is None:
        passes = ((vocabulary - 1) ** max_length - 1) // (vocabulary - 2)
    else:
        passes = int(np.minimum((vocabulary - 1.0) ** np.arange(max_length), k).sum())
    return [passes, passes * vocabulary]
