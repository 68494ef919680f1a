# %% multiplied with 1 - p
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T * (1 - p[t])
    return total


# %% divided by p
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / p[t]
    return total


# %% no reweighting
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% borders off by one
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if t == 0 or not cuts[t - 1]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% probability of the border before
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t - 1])
    return total


# %% cuts the other way round
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% one probability for all borders
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[0])
    return total


# %% mean of the probabilities
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - np.mean(p))
    return total


# %% the true derivative of the step before, as in the textbook
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total, true = direct.copy(), state_gradients(direct, h, W_h)
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (true[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% a cut takes the direct gradient away, too
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if cuts[t]:
            total[:, t] = 0
        else:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% changes direct
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% reweights the direct gradient as well
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
            total[:, t] /= 1 - p[t]
    return total


# %% reweights by the share of cuts that happened
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - np.mean(cuts) + 1e-12)
    return total


# %% draws its own cuts
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if np.random.random() >= p[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% stops at the first cut from the end
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if cuts[t]:
            break
        else:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% slope of the state that receives
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% W_h not transposed
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h / (1 - p[t])
    return total


# %% a cut border hands back, scaled by p
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if cuts[t]:
            total[:, t] += p[t] * (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
        else:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% one weight for the whole chain, put on at the end
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total / np.prod(1 - p)


# %% forwards
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 1):
        if not cuts[t]:
            total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total


# %% averages over cut and not cut by itself
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (1 - p[t]) * (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / (1 - p[t])
    return total
