# %% stretches between cuts, one by one
def randomised_state_gradients(direct, h, W_h, cuts, p):
    carried, back = 0, []
    for t in range(h.shape[1] - 1, -1, -1):
        total = direct[:, t] + carried
        back.append(total)
        carried = total * (1 - h[:, t] ** 2) @ W_h.T / (1 - p[t - 1]) if t and not cuts[t - 1] else 0
    return np.stack(back[::-1], axis=1)


# %% every path on its own, with the product of its weights
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total, weight = np.array(direct), ~np.asarray(cuts) / (1 - p)
    for t in range(h.shape[1]):
        row = direct[:, t]
        for k in range(t - 1, -1, -1):
            row = np.einsum("bu,vu->bv", row * (1 - h[:, k + 1] ** 2), W_h) * weight[k]
            total[:, k] = total[:, k] + row
    return total


# %% the plain recursion with a W_h that is scaled into the states' slopes
def randomised_state_gradients(direct, h, W_h, cuts, p):
    total = direct.copy()
    kept = 1 - np.array(cuts, float)
    for t in range(h.shape[1] - 2, -1, -1):
        total[:, t] = direct[:, t] + np.matmul((total[:, t + 1] * kept[t] / (1 - p[t])) * (1 - h[:, t + 1] ** 2), W_h.T)
    return total
