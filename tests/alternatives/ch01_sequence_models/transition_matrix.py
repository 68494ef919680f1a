# %% a loop over pairs
def transition_matrix(sequence, states):
    matrix = np.zeros((states, states))
    for t in range(1, len(sequence)):
        matrix[sequence[t - 1], sequence[t]] += 1
    for row in matrix:
        row[:] = row / row.sum() if row.sum() else 1 / states
    return matrix


# %% one-hot matrices
def transition_matrix(sequence, states):
    one_hot = np.eye(states)[sequence]
    counts = one_hot[:-1].T @ one_hot[1:]
    left = counts.sum(axis=1, keepdims=True)
    return np.where(left > 0, counts / np.maximum(left, 1), 1 / states)


# %% bincount of pair numbers
def transition_matrix(sequence, states):
    pairs = np.asarray(sequence[:-1]) * states + sequence[1:]
    counts = np.bincount(pairs, minlength=states**2).reshape(states, states).astype(float)
    counts[~counts.any(axis=1)] = 1.0
    return counts / counts.sum(1)[:, None]


# %% nested lists, row by row
def transition_matrix(sequence, states):
    rows = []
    for i in range(states):
        arrived = [int(b) for a, b in pairwise(sequence) if a == i]
        rows.append([arrived.count(j) / len(arrived) if arrived else 1 / states for j in range(states)])
    return rows
