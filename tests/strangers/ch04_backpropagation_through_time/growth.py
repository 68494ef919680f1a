# %% largest real part instead of the modulus
def growth(states, W_h):
    radius = np.linalg.eigvals(W_h).real.max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% eigenvalues of a symmetric matrix (eigvalsh)
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvalsh(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% norm without the second argument: Frobenius
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h)))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% Frobenius norm for the truth
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h)))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% smallest slope in the bound
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.min(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% no slopes in the bound
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% spectral radius in the bound
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = radius
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% truth is the product of the norms
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.prod([np.linalg.norm(jacobian_product(states[t : t + 1], W_h), ord=2) for t in range(n)]))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% powers from zero
def growth(states, W_h):
    n = np.arange(len(states))
    sigma = np.linalg.svd(W_h, compute_uv=False)[0]
    gamma = 1 - np.min(np.abs(states), axis=1) ** 2
    truth, J = np.zeros(len(n)), np.eye(len(W_h))
    for t, h in enumerate(states):
        J = (1 - h**2)[:, None] * (W_h.T @ J)
        truth[t] = np.sqrt(np.linalg.eigvalsh(J.T @ J)[-1].clip(0))
    return max(abs(np.linalg.eigvals(W_h))) ** n, np.cumprod(gamma * sigma), truth


# %% radius times n
def growth(states, W_h):
    n = np.arange(1, len(states) + 1)
    sigma = np.linalg.svd(W_h, compute_uv=False)[0]
    gamma = 1 - np.min(np.abs(states), axis=1) ** 2
    truth, J = np.zeros(len(n)), np.eye(len(W_h))
    for t, h in enumerate(states):
        J = (1 - h**2)[:, None] * (W_h.T @ J)
        truth[t] = np.sqrt(np.linalg.eigvalsh(J.T @ J)[-1].clip(0))
    return max(abs(np.linalg.eigvals(W_h))) * n, np.cumprod(gamma * sigma), truth


# %% slopes in the claim
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius * np.max(1 - states[n - 1] ** 2)
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% last values only
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return claims[-1], bounds[-1], truths[-1]


# %% one norm: largest column sum
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=1))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% order: claim, truth, bound
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(truths), np.array(bounds)


# %% radius of the product for the truth
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.abs(np.linalg.eigvals(jacobian_product(states[:n], W_h))).max())
    return np.array(claims), np.array(bounds), np.array(truths)


# %% the last n steps instead of the first
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[-n:], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% factors in the wrong order
from itertools import accumulate


def growth(states, W_h):
    slopes = 1 - np.square(states)
    each = slopes[:, :, None] * W_h.T
    products = np.array(list(accumulate(each, lambda J, J_t: J @ J_t)))
    rho = np.max(np.absolute(np.linalg.eig(W_h)[0]))
    claim = np.cumprod(np.repeat(rho, len(slopes)))
    bound = np.cumprod(slopes.max(axis=1) * np.linalg.norm(W_h, 2))
    return claim, bound, np.linalg.norm(products, ord=2, axis=(1, 2))


# %% largest slope of the whole run
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states**2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% bounds not multiplied up
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound = np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% slope at the unit that is largest
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= (1 - np.max(np.abs(states[n - 1])) ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% the first step is missing
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, 2)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(2, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)


# %% W_h not transposed
from itertools import accumulate


def growth(states, W_h):
    slopes = 1 - np.square(states)
    each = slopes[:, :, None] * W_h
    products = np.array(list(accumulate(each, lambda J, J_t: J_t @ J)))
    rho = np.max(np.absolute(np.linalg.eig(W_h)[0]))
    claim = np.cumprod(np.repeat(rho, len(slopes)))
    bound = np.cumprod(slopes.max(axis=1) * np.linalg.norm(W_h, 2))
    return claim, bound, np.linalg.norm(products, ord=2, axis=(1, 2))


# %% sigma is a row sum (norm of infinity)
def growth(states, W_h):
    radius = np.abs(np.linalg.eigvals(W_h)).max()
    stretch = np.linalg.norm(W_h, np.inf)
    claims, bounds, truths = [], [], []
    claim = bound = 1.0
    for n in range(1, len(states) + 1):
        claim *= radius
        bound *= np.max(1 - states[n - 1] ** 2) * stretch
        claims.append(claim)
        bounds.append(bound)
        truths.append(np.linalg.norm(jacobian_product(states[:n], W_h), ord=2))
    return np.array(claims), np.array(bounds), np.array(truths)
