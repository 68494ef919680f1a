# %% one symbol after the other
def truncate(p, top_k=None, top_p=None):
    ranked = sorted(range(len(p)), key=lambda k: p[k], reverse=True)[:top_k]
    total, kept, share = sum(p[k] for k in ranked), np.zeros(len(p)), 0.0
    for k in ranked:
        kept[k] = p[k]
        share += p[k] / total
        if top_p is not None and share >= top_p:
            break
    return kept / kept.sum()


# %% thresholds
def truncate(p, top_k=None, top_p=None):
    p = np.array(p)
    if top_k is not None and top_k < len(p):
        p = np.where(p >= np.sort(p)[-top_k], p, 0)
        p = p / p.sum()
    if top_p is not None:
        down = np.sort(p)[::-1]
        last = min(np.searchsorted(np.cumsum(down), top_p), len(p) - 1)
        p = np.where(p >= down[last], p, 0)
    return p / p.sum()


# %% the sum of all that are more likely
def truncate(p, top_k=None, top_p=None):
    p = np.asarray(p, "float64")
    above = p[None, :] > p[:, None]
    if top_k is not None:
        p = p * (above.sum(axis=1) < top_k)
        p = p / p.sum()
    if top_p is not None:
        p = p * ((above * p[None, :]).sum(axis=1) < top_p)
    return p / p.sum()
