# %% word by word
def causal_self_attention(x, W_q, W_k, W_v):
    q, k, v = x @ W_q, x @ W_k, x @ W_v
    contexts = []
    for t in range(x.shape[1]):
        scores = np.einsum("bd,bnd->bn", q[:, t], k[:, : t + 1]) / np.sqrt(q.shape[-1])
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        contexts.append(np.einsum("bn,bnd->bd", powers / powers.sum(axis=1, keepdims=True), v[:, : t + 1]))
    return np.stack(contexts, axis=1)


# %% keras.ops and minus infinity
def causal_self_attention(x, W_q, W_k, W_v):
    q, k, v = x @ W_q, x @ W_k, x @ W_v
    scores = q @ k.transpose(0, 2, 1) / W_q.shape[1] ** 0.5
    future = np.triu(np.ones((x.shape[1], x.shape[1]), bool), k=1)
    return np.array(ops.softmax(np.where(future, -np.inf, scores))) @ v
