# %% from the right, with diagonal matrices
def jacobian_product(states, W_h):
    product = np.eye(W_h.shape[0])
    for h in states:
        product = np.diag(1 - h * h) @ W_h.T @ product
    return product


# %% from the left, as backpropagation goes
def jacobian_product(states, W_h):
    product = np.identity(W_h.shape[0])
    for h in states[::-1]:
        product = (product * (1 - h**2)) @ W_h.T
    return product


# %% all Jacobians first
def jacobian_product(states, W_h):
    jacobians = [np.einsum("i,ji->ij", 1 - h**2, W_h) for h in states[::-1]]
    return np.linalg.multi_dot([np.eye(len(W_h)), *jacobians, np.eye(len(W_h))])
