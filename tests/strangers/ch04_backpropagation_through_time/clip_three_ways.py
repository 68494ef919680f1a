# %% by value cuts above only
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.minimum(g, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% by value loses the sign
def clip_three_ways(gradients, limit):
    values, variables, together, squares = [], [], [], 0.0
    for g in gradients:
        flat = np.asarray(g, dtype=float).reshape(-1)
        squares += flat @ flat
        values.append(np.minimum(np.abs(g), limit))
        variables.append(np.asarray(g) / max((flat @ flat) ** 0.5 / limit, 1.0))
    for g in gradients:
        together.append(np.asarray(g) / max(squares**0.5 / limit, 1.0))
    return [values, variables, together]


# %% by variable lengthens short ones
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [g * limit / max(np.linalg.norm(np.ravel(g)), 1e-12) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% global lengthens short ones
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [g * limit / max(norm, 1e-12) for g in gradients]


# %% NaN for zero gradients
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g / norm * min(norm, limit)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% order: variable, value, global
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_variable, by_value, [shortened(g, norm) for g in gradients]


# %% global: norms added up
def _factor(norm, limit):
    return min(1.0, limit / norm) if norm else 1.0


def clip_three_ways(gradients, limit):
    norms = [np.linalg.norm(np.ravel(g)) for g in gradients]
    one = [np.minimum(np.maximum(g, -limit), limit) for g in gradients]
    two = [g * _factor(n, limit) for g, n in zip(gradients, norms, strict=True)]
    whole = sum(norms)
    three = [g * _factor(whole, limit) for g in gradients]
    return one, two, three


# %% global: no root
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = sum(np.sum(np.square(g)) for g in gradients)
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% by value in place
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit, out=g) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% global in place
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    for g in gradients:
        g *= min(1, limit / max(norm, 1e-12))
    return by_value, by_variable, gradients


# %% spectral norm of matrices
def _factor(norm, limit):
    return min(1.0, limit / norm) if norm else 1.0


def clip_three_ways(gradients, limit):
    norms = [np.linalg.norm(g, 2) for g in gradients]
    one = [np.minimum(np.maximum(g, -limit), limit) for g in gradients]
    two = [g * _factor(n, limit) for g, n in zip(gradients, norms, strict=True)]
    whole = np.linalg.norm(norms)
    three = [g * _factor(whole, limit) for g in gradients]
    return one, two, three


# %% each row by itself
def _factor(norm, limit):
    return min(1.0, limit / norm) if norm else 1.0


def clip_three_ways(gradients, limit):
    norms = [np.linalg.norm(np.ravel(g)) for g in gradients]
    one = [np.minimum(np.maximum(g, -limit), limit) for g in gradients]
    two = [g * np.minimum(1, limit / np.maximum(np.linalg.norm(np.atleast_1d(g), axis=-1, keepdims=True), 1e-12)) for g in gradients]
    whole = np.linalg.norm(norms)
    three = [g * _factor(whole, limit) for g in gradients]
    return one, two, three


# %% global: the largest norm
def _factor(norm, limit):
    return min(1.0, limit / norm) if norm else 1.0


def clip_three_ways(gradients, limit):
    norms = [np.linalg.norm(np.ravel(g)) for g in gradients]
    one = [np.minimum(np.maximum(g, -limit), limit) for g in gradients]
    two = [g * _factor(n, limit) for g, n in zip(gradients, norms, strict=True)]
    whole = max(norms)
    three = [g * _factor(whole, limit) for g in gradients]
    return one, two, three


# %% by variable and global exchanged
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, [shortened(g, norm) for g in gradients], by_variable


# %% by value scales so that the largest entry fits
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [g * min(1, limit / max(np.abs(g).max(), 1e-12)) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% one after the other: each rule gets what the one before has clipped
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in by_value]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in by_variable))
    return by_value, by_variable, [shortened(g, norm) for g in by_variable]


# %% global: root mean square
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients) / sum(np.size(g) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% global: only the first gradient decides
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients[:1]))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% long vectors instead of lists
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return tuple(np.concatenate([np.ravel(g) for g in part]) for part in (by_value, by_variable, [shortened(g, norm) for g in gradients]))


# %% limit without effect: one
def clip_three_ways(gradients, limit):
    limit = 1.0

    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% by value sets to zero what is too large
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.where(np.abs(g) > limit, 0, g) for g in gradients]
    by_variable = [shortened(g, np.sqrt(np.sum(np.square(g)))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]


# %% by variable: sum of absolute values
def clip_three_ways(gradients, limit):
    def shortened(g, norm):
        return g * (limit / norm) if norm > limit else np.array(g)

    by_value = [np.clip(g, -limit, limit) for g in gradients]
    by_variable = [shortened(g, np.sum(np.abs(g))) for g in gradients]
    norm = np.sqrt(sum(np.sum(np.square(g)) for g in gradients))
    return by_value, by_variable, [shortened(g, norm) for g in gradients]
