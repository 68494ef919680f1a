# %% complete ones compete by their score
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, scores[:, :, None], -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% complete ones are extended with every token
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = candidates
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% infinity gets into the scores
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% an empty slot with the end token is complete
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, tokens == end


# %% parents and tokens exchanged
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places % V, places // V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% parents numbered over the whole batch
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    parents = parents + k * ops.arange(batch)[:, None]
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% only what ended before is complete
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.take_along_axis(finished, parents, axis=1)


# %% complete or not goes by slot, not by parent
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_or(finished, ops.logical_and(tokens == end, new_scores > -infinity))


# %% scores are not added up
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% the best token of each hypothesis
def advance_beams(scores, finished, log_probs, end):
    tokens = ops.where(finished, end, ops.argmax(log_probs, axis=-1))
    best = ops.max(log_probs, axis=-1)
    new = ops.where(finished, scores, scores + best)
    parents = ops.broadcast_to(ops.arange(scores.shape[1]), scores.shape)
    return new, parents, tokens, ops.logical_and(tokens == end, new > -float("inf"))


# %% NumPy, which no graph can hold
def advance_beams(scores, finished, log_probs, end):
    scores, finished, log_probs = (np.array(part) for part in (scores, finished, log_probs))
    batch, k, V = log_probs.shape
    total = np.where(finished[..., None], scores[..., None], scores[..., None] + log_probs)
    keys = np.where(finished[..., None], np.where(np.arange(V) == end, np.inf, -np.inf), total)
    places = np.argsort(-keys.reshape(batch, -1), axis=1, kind="stable")[:, :k]
    new = np.take_along_axis(total.reshape(batch, -1), places, axis=1)
    tokens = places % V
    parts = new, places // V, tokens, (tokens == end) & (new > -np.inf)
    return tuple(ops.convert_to_tensor(part) for part in parts)


# %% Python loops and ifs over the tensors
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    rows = []
    for b in range(batch):
        candidates = []
        for i in range(k):
            if bool(finished[b, i]):
                candidates.append((-float("inf"), i, end, float(scores[b, i])))
            else:
                for v in range(V):
                    s = float(scores[b, i] + log_probs[b, i, v])
                    candidates.append((-s, i, v, s))
        rows.append([c[1:] for c in sorted(candidates)[:k]])
    parents, tokens, new = (ops.convert_to_tensor([[c[j] for c in row] for row in rows]) for j in range(3))
    return new, parents, tokens, ops.logical_and(tokens == end, new > -float("inf"))


# %% minus infinity written as -1e9
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = 1e9
    scores = ops.maximum(scores, -infinity)
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% a complete one pays for its end token again
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = scores[:, :, None] + log_probs
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% the end token is 3
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == 3
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == 3, new_scores > -infinity)


# %% NaN: booleans times infinity
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = candidates + ops.cast(done, 'float32') * ops.where(is_end, infinity, -infinity)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% complete ones get padding, token 0
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    over = ops.logical_and(tokens == end, new_scores > -infinity)
    old = ops.take_along_axis(finished, parents, axis=1)
    return new_scores, parents, ops.where(old, 0, tokens), over


# %% divides by k instead of by the vocabulary
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // k, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% one beam for the whole batch
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1,)), k)
    places = ops.broadcast_to(places % (k * V), (batch, k))
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% scores last
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity), new_scores


# %% the k worst
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, infinity, -infinity), candidates)
    _, places = ops.top_k(-ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)


# %% a complete one stays as a bonus of 100, which is not always enough
def advance_beams(scores, finished, log_probs, end):
    batch, k, V = log_probs.shape
    infinity = float("inf")
    is_end = ops.arange(V) == end
    done = finished[:, :, None]
    candidates = ops.where(done, scores[:, :, None], scores[:, :, None] + log_probs)
    keys = ops.where(done, ops.where(is_end, scores[:, :, None] + 100.0, -infinity), candidates)
    _, places = ops.top_k(ops.reshape(keys, (-1, k * V)), k)
    new_scores = ops.take_along_axis(ops.reshape(candidates, (-1, k * V)), places, axis=1)
    parents, tokens = places // V, places % V
    new_scores = ops.where(
        ops.take_along_axis(ops.reshape(keys, (-1, k * V)), places, axis=1) == -infinity, -infinity, new_scores
    )
    return new_scores, parents, tokens, ops.logical_and(tokens == end, new_scores > -infinity)
