# %% latest on the right
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = J @ np.diag(1 - h**2) @ W_h.T
    return J


# %% W_h not transposed
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.diag(1 - h**2) @ W_h @ J
    return J


# %% slopes on the columns
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = W_h.T @ np.diag(1 - h**2) @ J
    return J


# %% layout of the transpose
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J.T


# %% no start for no step
def jacobian_product(states, W_h):
    J = np.diag(1 - states[0] ** 2) @ W_h.T
    for h in states[1:]:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J


# %% 1 - h instead of 1 - h squared
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.diag(1 - h) @ W_h.T @ J
    return J


# %% one step left out: the first state has none before
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states[1:]:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J


# %% one step left out: the last
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states[:-1]:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J


# %% entry by entry
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = (1 - h**2)[:, None] * W_h.T * J
    return J


# %% sum of the Jacobians
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = J + np.diag(1 - h**2) @ W_h.T
    return J


# %% slopes forgotten
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = W_h.T @ J
    return J


# %% power of the mean Jacobian
def jacobian_product(states, W_h):
    mean = np.mean([np.diag(1 - h**2) @ W_h.T for h in states], axis=0)
    return np.linalg.matrix_power(mean, len(states))


# %% begins with zeros
def jacobian_product(states, W_h):
    J = np.zeros_like(W_h)
    for h in states:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J


# %% squares the states in place
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    states **= 2
    for h in states:
        J = np.diag(1 - h) @ W_h.T @ J
    return J


# %% multi_dot, which needs two matrices
def jacobian_product(states, W_h):
    return np.linalg.multi_dot([np.diag(1 - h**2) @ W_h.T for h in states[::-1]])


# %% slope of a sigmoid
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.diag(h * (1 - h)) @ W_h.T @ J
    return J


# %% slopes of the step before
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in np.vstack([0 * states[:1], states[:-1]]):
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J


# %% from the last state to the first
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states[::-1]:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return J


# %% Jacobian of the first state taken n times
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.diag(1 - states[0] ** 2) @ W_h.T @ J
    return J


# %% one slope for all units
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.mean(1 - h**2) @ W_h.T @ J
    return J


# %% all products instead of the last
def jacobian_product(states, W_h):
    J = np.eye(len(W_h))
    for h in states:
        J = np.diag(1 - h**2) @ W_h.T @ J
    return np.stack([J] * len(states))
