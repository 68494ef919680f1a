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


# %% three rows of one array
def growth(states, W_h):
    rho = max(abs(value) for value in np.linalg.eigvals(W_h))
    rows, J, bound = [], np.eye(len(W_h)), 1.0
    for n, h_t in enumerate(states, start=1):
        J = np.diag(1 - h_t**2) @ W_h.T @ J
        bound = bound * max(1 - h_t**2) * np.linalg.svd(W_h).S[0]
        rows.append((rho**n, bound, np.linalg.svd(J).S[0]))
    return np.transpose(rows)


# %% three lists
def growth(states, W_h):
    largest = np.linalg.norm(W_h, ord=2)
    rho = float(np.max(np.absolute(np.linalg.eigvals(W_h))))
    bounds, truths = [1.0], []
    for n in range(1, len(states) + 1):
        bounds += [bounds[-1] * largest * (1 - np.min(states[n - 1] ** 2))]
        truths += [np.linalg.norm(jacobian_product(states[:n], W_h), ord=2)]
    return [rho ** (k + 1) for k in range(len(states))], bounds[1:], truths
