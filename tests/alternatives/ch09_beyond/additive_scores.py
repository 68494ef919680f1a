# %% a double loop
def additive_scores(queries, states, W, U, v):
    batch, m, n = len(queries), queries.shape[1], states.shape[1]
    scores = np.empty((batch, m, n))
    for i in range(m):
        for j in range(n):
            scores[:, i, j] = np.tanh(queries[:, i] @ W + states[:, j] @ U) @ v
    return scores


# %% einsum
def additive_scores(queries, states, W, U, v):
    asked = np.einsum("bmu,uh->bmh", queries, W)
    keys = np.einsum("bns,sh->bnh", states, U)
    return np.einsum("bmnh,h->bmn", np.tanh(asked[:, :, np.newaxis, :] + keys[:, np.newaxis, :, :]), v)
