# %% the symbol that reaches p is cut, too
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[np.cumsum(shares) > top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% one symbol more than needed
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before - shares >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% the rest does not add up to one
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares
    return result


# %% top-p adds up the shares from before top-k
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% top-p first
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_p is not None:
        shares[np.cumsum(shares) - shares >= top_p] = 0
        shares /= shares.sum()
    if top_k is not None:
        shares[top_k:] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% stays sorted
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[:] = shares / shares.sum()
    return result


# %% put back by the wrong permutation
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    return (shares / shares.sum())[order]


# %% keeps the least likely
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% top-k keeps one more
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k + 1 :] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% keeps the symbols whose own share is at least p
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[shares < top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% more than p instead of at least p
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before > top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% changes p in place
def truncate(p, top_k=None, top_p=None):
    p = np.asarray(p)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    p[order] = shares / shares.sum()
    return p


# %% softmax of what is left
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = np.where(shares > 0, np.exp(shares), 0)
    result /= result.sum()
    return result


# %% only one of the two: top-k is ignored where top_p is given
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None and top_p is None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% only what is kept comes back
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result[result > 0]


# %% a list is no array: error
def truncate(p, top_k=None, top_p=None):
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% the cut share goes to the most likely symbol
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares
    result[order[0]] += 1 - shares.sum()
    return result


# %% top-p counts from the bottom: cuts a tail of at most p
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[np.cumsum(shares[::-1])[::-1] <= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% the cut symbols keep a trace of 1e-4
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 1e-4
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 1e-4
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% by place in the alphabet instead of likelihood
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.arange(len(p))
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return result


# %% the distribution is drawn, not returned: one-hot of the most likely
def truncate(p, top_k=None, top_p=None):
    p = np.array(p, dtype=float)
    order = np.argsort(-p, kind="stable")
    shares = p[order]
    if top_k is not None:
        shares[top_k:] = 0
        shares /= shares.sum()
    if top_p is not None:
        before = np.cumsum(shares) - shares
        shares[before >= top_p] = 0
    result = np.zeros_like(p)
    result[order] = shares / shares.sum()
    return np.eye(len(p))[result.argmax()]
