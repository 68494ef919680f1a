# %% each array by itself
def clip_by_global_norm(gradients, limit):
    return [g * min(1, limit / max(np.linalg.norm(g), 1e-12)) for g in gradients]


# %% by value
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [np.clip(g, -limit, limit) for g in gradients]


# %% short ones are made longer
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    scale = limit / norm
    return [np.multiply(g, scale) for g in gradients]


# %% norms added up
def clip_by_global_norm(gradients, limit):
    norm = sum(np.sqrt(np.sum(np.square(g))) for g in gradients)
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / norm) for g in gradients]


# %% in place
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    for g in gradients:
        g *= limit / norm
    return gradients


# %% no root
def clip_by_global_norm(gradients, limit):
    norm = sum(np.sum(np.square(g)) for g in gradients)
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / norm) for g in gradients]


# %% NaN where all gradients are zero
def clip_by_global_norm(gradients, limit):
    total = 0.0
    for g in gradients:
        total = np.hypot(total, np.linalg.norm(np.ravel(g)))
    clipped = []
    for g in gradients:
        clipped.append(g / total * min(total, limit))
    return clipped


# %% one long vector
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    scale = limit / max(norm, limit)
    return np.concatenate([np.ravel(g) * scale for g in gradients])


# %% norm of the first gradient
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients[:1]))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / norm) for g in gradients]


# %% spectral norm of matrices
def clip_by_global_norm(gradients, limit):
    total = 0.0
    for g in gradients:
        total = np.hypot(total, np.linalg.norm(g, 2))
    clipped = []
    for g in gradients:
        clipped.append(g if total <= limit else g / total * limit)
    return clipped


# %% norm of a list of arrays of unequal shapes
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(gradients)
    scale = limit / max(norm, limit)
    return [np.multiply(g, scale) for g in gradients]


# %% the norm besides
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    scale = limit / max(norm, limit)
    return [np.multiply(g, scale) for g in gradients], norm


# %% root of the mean square
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(np.mean(np.concatenate([np.ravel(g) for g in gradients]) ** 2))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / norm) for g in gradients]


# %% sum of absolute values
def clip_by_global_norm(gradients, limit):
    norm = sum(np.sum(np.abs(g)) for g in gradients)
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / norm) for g in gradients]


# %% largest entry as the norm
def clip_by_global_norm(gradients, limit):
    norm = max(np.max(np.abs(g)) for g in gradients)
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / norm) for g in gradients]


# %% whole numbers stay whole numbers
def clip_by_global_norm(gradients, limit):
    total = 0.0
    for g in gradients:
        total = np.hypot(total, np.linalg.norm(np.ravel(g)))
    clipped = []
    for g in gradients:
        new = np.zeros_like(g)
        new[...] = g if total <= limit else g / total * limit
        clipped.append(new)
    return clipped


# %% nothing back where nothing is to clip
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= limit:
        pass
    else:
        return [g * (limit / norm) for g in gradients]


# %% limit divided among the arrays
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    limit = limit / len(gradients)
    scale = limit / max(norm, limit)
    return [np.multiply(g, scale) for g in gradients]


# %% limit without effect: clips to one
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= 1:
        return [np.array(g) for g in gradients]
    return [g * (1 / norm) for g in gradients]


# %% the global norm decides, but every array gets the limit as its own norm
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (limit / np.linalg.norm(g)) for g in gradients]


# %% squares of the wrong thing: norm / limit
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [g * (norm / limit) for g in gradients]


# %% keeps the list, clips the arrays inside a new one (shared memory)
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    if norm <= limit:
        return [np.array(g) for g in gradients]
    return [np.multiply(g, limit / norm, out=g) for g in gradients]
