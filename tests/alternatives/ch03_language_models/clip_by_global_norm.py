# %% one long vector
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients]))
    if norm <= limit:
        return list(gradients)
    return [g / norm * limit for g in gradients]


# %% norms of norms, keras.ops
def clip_by_global_norm(gradients, limit):
    norm = ops.norm(ops.stack([ops.sqrt(ops.sum(ops.square(g))) for g in gradients]))
    factor = ops.minimum(1.0, limit / ops.maximum(norm, 1e-30))
    return [ops.multiply(g, factor) for g in gradients]


# %% vdot, a tuple
def clip_by_global_norm(gradients, limit):
    square = 0.0
    for g in gradients:
        square += np.vdot(g, g)
    return tuple(g * (1 if square < limit**2 else limit / square**0.5) for g in gradients)
