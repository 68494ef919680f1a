# %% a loop over the rows
def sample_top_k(log_probs, k, u):
    tokens = []
    for row, number in zip(log_probs, u):
        best = sorted(range(len(row)), key=lambda t: -row[t])[:k]
        p = np.exp(row[best])
        left = number * p.sum()
        rank = 0
        while rank < k - 1 and left >= p[rank]:
            left -= p[rank]
            rank += 1
        tokens.append(best[rank])
    return np.array(tokens)


# %% everything but the top cut off, counted instead of searched
def sample_top_k(log_probs, k, u):
    order = np.argsort(log_probs, axis=1)[:, ::-1]
    p = np.exp(np.take_along_axis(log_probs, order, axis=1))
    p[:, k:] = 0
    ranks = (np.cumsum(p, axis=1) <= u[:, None] * p.sum(axis=1, keepdims=True)).sum(axis=1)
    return np.take_along_axis(order, np.minimum(ranks, k - 1)[:, None], axis=1)[:, 0]
