# %% matrix powers
def marginals(start, transition, steps):
    return np.array([start @ np.linalg.matrix_power(transition, t) for t in range(steps + 1)])


# %% sums in loops
def marginals(start, transition, steps):
    states = len(start)
    p = np.zeros((steps + 1, states))
    p[0] = start
    for t in range(1, steps + 1):
        for j in range(states):
            p[t, j] = sum(p[t - 1, i] * transition[i, j] for i in range(states))
    return p


# %% the transposed matrix on columns
def marginals(start, transition, steps):
    rows = [list(start)]
    while len(rows) <= steps:
        rows.append(list(transition.T @ np.array(rows[-1])))
    return np.array(rows)
