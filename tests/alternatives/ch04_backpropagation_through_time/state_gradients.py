# %% a list from the back
def state_gradients(direct, h, W_h):
    backwards = [direct[:, -1]]
    for t in range(h.shape[1] - 1, 0, -1):
        delta = backwards[-1] - backwards[-1] * h[:, t] ** 2
        backwards.append(direct[:, t - 1] + np.einsum("bu,vu->bv", delta, W_h))
    return np.stack(backwards[::-1], axis=1)


# %% every path on its own, by products of Jacobians
def state_gradients(direct, h, W_h):
    batch, time, _ = h.shape
    total = np.zeros_like(direct)
    for s in range(batch):
        for t in range(time):
            row = direct[s, t]
            total[s, t] += row
            for k in range(t, 0, -1):
                row = row @ (np.diag(1 - h[s, k] ** 2) @ W_h.T)
                total[s, k - 1] += row
    return total


# %% one linear system for all steps
def state_gradients(direct, h, W_h):
    _, time, units = h.shape
    result = []
    for rows, states in zip(direct, h):
        system = np.eye(time * units)
        for t in range(time - 1):
            here, after = slice(t * units, (t + 1) * units), slice((t + 1) * units, (t + 2) * units)
            system[here, after] = -W_h * (1 - states[t + 1] ** 2)
        result.append(np.linalg.solve(system, rows.ravel()).reshape(time, units))
    return np.array(result)
