# %% conditions instead of max
def clip_three_ways(gradients, limit):
    by_value = [np.minimum(np.maximum(g, -limit), limit) for g in gradients]
    by_variable = []
    for g in gradients:
        norm = np.sqrt(np.sum(g * g))
        by_variable.append(g / norm * limit if norm > limit else g.copy())
    norm = np.sqrt(sum(np.sum(g * g) for g in gradients))
    scale = limit / norm if norm > limit else 1.0
    return [by_value, by_variable, [scale * g for g in gradients]]


# %% the global norm from one long vector
def clip_three_ways(gradients, limit):
    def norm_of(*arrays):
        return np.linalg.norm(np.concatenate([array.ravel() for array in arrays]))

    def fit(g, norm):
        return g if norm <= limit else g * limit / norm

    return (
        [np.where(np.abs(g) > limit, limit * np.sign(g), g) for g in gradients],
        [fit(g, norm_of(g)) for g in gradients],
        [fit(g, norm_of(*gradients)) for g in gradients],
    )


# %% keras.ops
def clip_three_ways(gradients, limit):
    tensors = [ops.convert_to_tensor(g) for g in gradients]
    squares = [ops.sum(ops.square(t)) for t in tensors]
    whole = ops.sqrt(sum(squares))
    return (
        [ops.clip(t, -limit, limit) for t in tensors],
        [t * limit / ops.maximum(ops.sqrt(s), limit) for t, s in zip(tensors, squares)],
        [t * limit / ops.maximum(whole, limit) for t in tensors],
    )
