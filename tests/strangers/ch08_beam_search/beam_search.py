# %% complete ones give their place away: always k to extend
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[:k]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% unfinished beginnings are results, too, when stopped
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            finished = finished + live
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% unfinished beginnings of the last step among the candidates for the result
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                if length == max_length - 1:
                    finished = finished + [hypothesis]
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% ties: smaller token first, then the earlier hypothesis
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        turned = np.argsort(-scores.T, axis=None, kind="stable")[: k - len(finished)]
        order = turned % len(scores) * scores.shape[1] + turned // len(scores)
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% ties: the last one first
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(scores, axis=None, kind="stable")[::-1][: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% impossible candidates are kept
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% min_length off by one
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length <= min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% min_length does not count the end token
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length - 1 < min_length and min_length > 1:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% min_length without effect
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% what is too short is thrown away at the end instead
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted([f for f in finished if len(f[0]) >= min_length], key=lambda pair: pair[1], reverse=True)


# %% the states do not follow their hypotheses
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.arange(len(parents)) % len(state)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% step called once for each hypothesis
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        parts = [step(last[i : i + 1], state[i : i + 1]) for i in range(len(last))]
        log_probs = np.concatenate([part[0] for part in parts])
        state = np.concatenate([part[1] for part in parts])
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stop without effect
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stop is asked before the step
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        if stop is not None and stop(finished, live):
            break
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stop is asked even where nothing is left to extend
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if stop is not None and stop(finished, live):
            break
        if not live:
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stop is asked only once something is complete
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and finished and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% chooses by the score per token
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-(scores / length), axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1] / len(pair[0]), reverse=True)


# %% in the order in which they were found
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return finished


# %% the best only
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return max(finished, key=lambda pair: pair[1])


# %% the best k of each hypothesis, none dropped
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.concatenate([i * scores.shape[1] + np.argsort(-row, kind="stable")[:k] for i, row in enumerate(scores)])
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% scores are not added up
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array(log_probs)
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% the end token is cut off
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append((hypothesis[0][: -1 if token == end else None], hypothesis[1]))
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% without an end token there is no output
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if length == max_length and token != end:
                continue
            if token == end:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% k equal hypotheses at the start
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)] * k
    last = np.array([start] * k)
    state = np.repeat(state, k, axis=0)
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stops when the first output is complete
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live or finished:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stop sees the start token
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop([([start] + t, s) for t, s in finished], [([start] + t, s) for t, s in live]):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% stop gets the scores only
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop([s for _, s in finished], [s for _, s in live]):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% the complete ones take a place for one step only
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - sum(len(f[0]) == length - 1 for f in finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    return sorted(finished, key=lambda pair: pair[1], reverse=True)


# %% filled up with end tokens
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    finished, live = [], [([], 0.0)]
    last = np.array([start])
    for length in range(1, max_length + 1):
        log_probs, state = step(last, state)
        scores = np.array([score for _, score in live])[:, None] + log_probs
        if length < min_length:
            scores[:, end] = -np.inf
        order = np.argsort(-scores, axis=None, kind="stable")[: k - len(finished)]
        parents, longer = [], []
        for row, token in zip(*np.unravel_index(order, scores.shape), strict=True):
            if scores[row, token] == -np.inf:
                continue
            hypothesis = (live[row][0] + [int(token)], float(scores[row, token]))
            if token == end or length == max_length:
                finished.append(hypothesis)
            else:
                longer.append(hypothesis)
                parents.append(row)
        live = longer
        if not live:
            break
        if stop is not None and stop(finished, live):
            break
        state = state[np.array(parents)]
        last = np.array([tokens[-1] for tokens, _ in live])
    finished = [(t + [end] * (max_length - len(t)), s) for t, s in finished]
    return sorted(finished, key=lambda pair: pair[1], reverse=True)
