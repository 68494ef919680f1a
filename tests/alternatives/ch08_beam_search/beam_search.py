# %% candidates as a sorted list of tuples
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    live, done = [([], 0.0)], []
    for t in range(max_length):
        last = np.array([tokens[-1] if tokens else start for tokens, _ in live])
        log_probs, state = step(last, state)
        candidates = [
            (-(score + log_probs[row, token]), row, token)
            for row, (_, score) in enumerate(live)
            for token in range(log_probs.shape[1])
            if np.isfinite(log_probs[row, token]) and not (token == end and t + 1 < min_length)
        ]
        best = sorted(candidates)[: k - len(done)]
        done += [([*live[r][0], t_], -s) for s, r, t_ in best if t_ == end or t + 1 == max_length]
        on = [(r, [*live[r][0], t_], -s) for s, r, t_ in best if t_ != end and t + 1 < max_length]
        if not on:
            break
        state = state[[r for r, _, _ in on]]
        live = [(tokens, s) for _, tokens, s in on]
        if stop and stop(done, live):
            break
    return sorted(done, key=lambda pair: -pair[1])


# %% arrays of tokens and scores
def beam_search(step, start, state, end, max_length, k, min_length=1, stop=None):
    tokens, scores, done = np.zeros((1, 0), int), np.zeros(1), []
    last = np.full(1, start)
    for t in range(1, max_length + 1):
        log_probs, state = step(last, state)
        totals = scores[:, None] + np.array(log_probs)
        if t < min_length:
            totals[..., end] = -np.inf
        places = np.argsort(-totals.ravel(), kind="stable")[: k - len(done)]
        places = places[totals.ravel()[places] > -np.inf]
        rows, last = places // totals.shape[1], places % totals.shape[1]
        tokens, scores = np.column_stack([tokens[rows], last]), totals.ravel()[places]
        over = (last == end) | (t == max_length)
        done += list(zip(tokens[over].tolist(), scores[over]))
        tokens, scores, last, state = tokens[~over], scores[~over], last[~over], state[rows[~over]]
        if len(last) == 0 or (stop is not None and stop(done, list(zip(tokens.tolist(), scores)))):
            break
    done.sort(key=lambda pair: pair[1], reverse=True)
    return done
