# %% a loop from the last time to the first
def scan_gradient(a, h, g):
    db = np.zeros_like(h)
    back = np.zeros(h.shape[1:])
    for t in reversed(range(len(h))):
        back = db[t] = g[t] + back
        back = back * a[t]
    da = db * np.vstack([np.zeros((1, h.shape[1])), h[:-1]])
    return da, db


# %% a matrix of products
def scan_gradient(a, h, g):
    time = len(a)
    db, da = np.zeros_like(g), np.zeros_like(g)
    for t in range(time):
        passes = np.cumprod(np.concatenate([np.ones_like(a[:1]), a[t + 1 :]]), axis=0)
        db[t] = (passes * g[t:]).sum(axis=0)
        if t:
            da[t] = db[t] * h[t - 1]
    return da, db
