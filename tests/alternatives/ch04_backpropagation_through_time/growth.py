# %% one pass, step by step
def growth(states, W_h):
    radius = max(abs(np.linalg.eigvals(W_h)))
    sigma = np.linalg.svd(W_h, compute_uv=False)[0]
    claim, bound, truth = [], [], []
    product, limit = np.eye(len(W_h)), 1.0
    for n, h in enumerate(states, 1):
        product = np.diag(1 - h**2) @ W_h.T @ product
        limit *= sigma * (1 - h**2).max()
        claim.append(radius**n)
        bound.append(limit)
        truth.append(np.linalg.svd(product)[1].max())
    return np.array(claim), np.array(bound), np.array(truth)


# %% running products
def growth(states, W_h):
    n = len(states)
    sigma = np.sqrt(np.linalg.eigvalsh(W_h.T @ W_h)[-1])
    claim = np.cumprod(np.full(n, np.abs(np.linalg.eig(W_h).eigenvalues).max()))
    bound = np.multiply.accumulate(np.max(1 - states**2, axis=-1) * sigma)
    truth = np.array([np.linalg.norm(jacobian_product(states[: k + 1], W_h), ord=2) for k in range(n)])
    return [claim, bound, truth]
