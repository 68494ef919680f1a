# %% ranks instead of tokens
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return rank


# %% not normalised anew: what is missing goes to the last of the k
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top)
    reached = np.cumsum(p, axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% begins with the least probable of the k
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k][:, ::-1]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% the k least probable
def sample_top_k(log_probs, k, u):
    order = np.argsort(np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% walks through the k in the order of their numbers
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    order = np.sort(order, axis=-1)
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% own random numbers: u without effect
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.random.random(len(order))[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% the first u for all rows
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= u[0]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% k + 1 tokens
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, : k + 1]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% k without effect
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% always the most probable
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, 0 * rank[:, None], axis=-1)[:, 0]


# %% np.random.choice
def sample_top_k(log_probs, k, u):
    tokens = []
    for row in log_probs:
        top = np.argsort(-row)[:k]
        p = np.exp(row[top])
        tokens.append(np.random.choice(top, p=p / p.sum()))
    return np.array(tokens)


# %% weights are the logarithms themselves
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = top - top.min() + 1
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% from above: the sum has to exceed 1 - u
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= 1 - np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% shape (rows, 1)
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)


# %% the k are not sorted (argpartition)
def sample_top_k(log_probs, k, u):
    order = np.sort(np.argpartition(-np.asarray(log_probs), k - 1, axis=-1)[:, :k], axis=-1)[:, ::-1]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top.max(axis=-1, keepdims=True))
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% sums over the rows
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=0, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% equal chances for the k
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.ones_like(top)
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% one too far: the first after the sum has passed u
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1) + 1, order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% cuts the tail in place
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    np.put_along_axis(log_probs, np.argsort(-log_probs, axis=-1)[:, k:], -np.inf, axis=-1)
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]


# %% probabilities instead of the tokens
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.minimum((reached <= np.asarray(u)[:, None]).sum(axis=-1), order.shape[1] - 1)
    return np.take_along_axis(p / p.sum(axis=-1, keepdims=True), rank[:, None], axis=-1)[:, 0]


# %% the token nearest to u in the cumulated shares
def sample_top_k(log_probs, k, u):
    order = np.argsort(-np.asarray(log_probs), axis=-1, kind="stable")[:, :k]
    top = np.take_along_axis(np.asarray(log_probs, dtype=float), order, axis=-1)
    p = np.exp(top - top[:, :1])
    reached = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    rank = np.abs(reached - np.asarray(u)[:, None]).argmin(axis=-1)
    return np.take_along_axis(order, rank[:, None], axis=-1)[:, 0]
