# %% einsum
def multi_head(x, W_q, W_k, W_v, W_o):
    q, k, v = (np.einsum("bts,shd->bhtd", x, W) for W in (W_q, W_k, W_v))
    scores = np.einsum("bhmd,bhnd->bhmn", q, k) / np.sqrt(q.shape[-1])
    time = x.shape[1]
    scores[:, :, ~np.tri(time, dtype=bool)] = -np.inf
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    return np.einsum("bhmn,bhnd,hds->bms", weights, v, W_o)


# %% concatenated
def multi_head(x, W_q, W_k, W_v, W_o):
    size, heads, d = W_q.shape
    read = [causal_self_attention(x, W_q[:, h], W_k[:, h], W_v[:, h]) for h in range(heads)]
    return np.concatenate(read, axis=-1) @ W_o.reshape(heads * d, size)
