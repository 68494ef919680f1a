# %% recursion
def exhaustive_search(step, start, state, end, max_length):
    def below(prefix, log_prob, state):
        log_probs, state = step(np.array([prefix[-1] if prefix else start]), state)
        for token in range(log_probs.shape[1]):
            longer = [*prefix, token]
            if token == end or len(longer) == max_length:
                yield longer, log_prob + log_probs[0, token]
            else:
                yield from below(longer, log_prob + log_probs[0, token], state)

    return sorted(below([], 0.0, state), key=lambda output: -output[1])


# %% level by level, all prefixes in one call
def exhaustive_search(step, start, state, end, max_length):
    prefixes, scores, last, found = [()], np.zeros(1), np.array([start]), []
    for length in range(max_length):
        log_probs, state = step(last, state)
        totals = scores[:, None] + log_probs
        rows, tokens = np.indices(totals.shape).reshape(2, -1)
        grown = [(*prefixes[r], int(t)) for r, t in zip(rows, tokens)]
        done = (tokens == end) | (length + 1 == max_length)
        found += [(g, s) for g, s, d in zip(grown, totals.ravel(), done) if d]
        prefixes = [g for g, d in zip(grown, done) if not d]
        scores, last, state = totals.ravel()[~done], tokens[~done], state[rows[~done]]
    found.sort(key=lambda pair: pair[1])
    return found[::-1]
