# %% k hypotheses from the first step on
def search_cost(vocabulary, max_length, k=None):
    counts = [(vocabulary - 1) ** t for t in range(max_length)]
    if k is not None:
        counts = [k] * max_length
    return sum(counts), sum(counts) * vocabulary


# %% an end is extended, too: V branches
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% the end token is not scored
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * (vocabulary - 1)


# %% without k as wide as the vocabulary
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    k = vocabulary if k is None else k
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% one step too many
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length + 1):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% numbers in the wrong order
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes * vocabulary, passes


# %% only the k kept are scored
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * (vocabulary if k is None else k)


# %% never more than the branches of one hypothesis
def search_cost(vocabulary, max_length, k=None):
    counts = [(vocabulary - 1) ** t for t in range(max_length)]
    if k is not None:
        counts = [1] + [min(k, vocabulary - 1)] * (max_length - 1)
    return sum(counts), sum(counts) * vocabulary


# %% the beam begins to grow one step late
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        if passes > 1:
            live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% one pass for each step, since step is called once
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += 1
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% the first step is not counted
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    passes -= 1
    return passes, passes * vocabulary


# %% NumPy integers that overflow
def search_cost(vocabulary, max_length, k=None):
    counts = list(np.int64(vocabulary - 1) ** np.arange(max_length))
    if k is not None:
        counts = [min(k, count) for count in counts]
    return sum(counts), sum(counts) * vocabulary


# %% exhaustive: V to the length, at the last step only
def search_cost(vocabulary, max_length, k=None):
    counts = [(vocabulary - 1) ** t for t in range(max_length)]
    if k is not None:
        counts = [min(k, count) for count in counts]
    if k is None:
        counts = [vocabulary**max_length]
    return sum(counts), sum(counts) * vocabulary


# %% O(k V T) from the notes
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, (k or passes) * vocabulary * (max_length if k else 1)


# %% the limit is taken of the candidates, ends among them
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live = live * vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% an incomplete hypothesis less at every step
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
                k = max(1, k - 1)
    return passes, passes * vocabulary


# %% the beam grows by V - 1 and does not multiply
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live += vocabulary - 2
        if k is not None and live > k:
            live = k
    return passes, passes * vocabulary


# %% passes only
def search_cost(vocabulary, max_length, k=None):
    live, passes = 1, 0
    for _ in range(max_length):
        passes += live
        live *= vocabulary - 1
        if k is not None and live > k:
            live = k
    return passes
