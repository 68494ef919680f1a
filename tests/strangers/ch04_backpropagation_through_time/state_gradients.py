# %% slope of the step that receives
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t] ** 2)) @ W_h.T
    return total


# %% W_h not transposed
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h
    return total


# %% changes direct
def state_gradients(direct, h, W_h):
    total = direct
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% a view of direct is changed
def state_gradients(direct, h, W_h):
    total = direct[:]
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% no slope
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += total[:, t + 1] @ W_h.T
    return total


# %% the direct terms are missing but for the last
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] = (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% one step back only: hands back the direct gradient
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (direct[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% 1 - h instead of 1 - h squared
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1])) @ W_h.T
    return total


# %% slope after the matrix
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] @ W_h.T) * (1 - h[:, t + 1] ** 2)
    return total


# %% forwards in time
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% slope of a sigmoid
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * h[:, t + 1] * (1 - h[:, t + 1])) @ W_h.T
    return total


# %% the first state gets nothing from later
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, 0, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% in reverse order
def state_gradients(direct, h, W_h):
    handed, totals = 0.0, []
    for t in reversed(range(h.shape[1])):
        total = direct[:, t] + handed
        totals.append(total)
        delta = total * (1 - np.square(h[:, t]))
        handed = np.einsum("bj,ij->bi", delta, W_h)
    return np.stack(totals, axis=1)


# %% what arrives before the tanh instead of at the state
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total * (1 - h**2)


# %% slope squared
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2) ** 2) @ W_h.T
    return total


# %% slope with a plus
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 + h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% time first
def state_gradients(direct, h, W_h):
    handed, totals = 0.0, []
    for t in reversed(range(h.shape[1])):
        total = direct[:, t] + handed
        totals.append(total)
        delta = total * (1 - np.square(h[:, t]))
        handed = np.einsum("bj,ij->bi", delta, W_h)
    return np.stack(totals[::-1], axis=0)


# %% two terms from later: total and direct
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += ((total[:, t + 1] + direct[:, t + 1]) * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total


# %% the handed-back part alone
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T
    return total - direct


# %% averaged over the batch
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 2, -1, -1):
        total[:, t] += (total[:, t + 1] * (1 - h[:, t + 1] ** 2)) @ W_h.T / len(h)
    return total


# %% last state hands back to itself as well
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[1] - 1, -1, -1):
        total[:, t] += (total[:, min(t + 1, direct.shape[1] - 1)] * (1 - h[:, min(t + 1, direct.shape[1] - 1)] ** 2)) @ W_h.T
    return total


# %% walks along the batch
def state_gradients(direct, h, W_h):
    total = direct.copy()
    for t in range(direct.shape[0] - 2, -1, -1):
        total[t] += (total[t + 1] * (1 - h[t + 1] ** 2)) @ W_h.T
    return total
