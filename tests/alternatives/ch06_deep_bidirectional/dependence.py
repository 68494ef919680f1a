# %% a loop over both, a tolerance
def dependence(f, x):
    time = x.shape[1]
    answer = np.zeros((time, time), bool)
    before = np.asarray(f(x.copy()))
    for s in range(time):
        other = np.array(x)
        other[:, s] = -2 * other[:, s] + 0.3
        after = np.asarray(f(other))
        for t in range(time):
            answer[t, s] = np.abs(after[:, t] - before[:, t]).max() > 1e-9
    return answer


# %% random changes, all at once in one large batch
def dependence(f, x):
    batch, time, features = x.shape
    noise = np.random.default_rng(3).normal(size=(batch, 1, features))
    seen = []
    for s in range(time):
        here = (np.arange(time) == s)[None, :, None]
        seen.append(~np.isclose(f(x + noise * here), f(x), rtol=1e-9, atol=1e-12))
    return np.array(seen).any(axis=(1, 3)).T
