# %% compared with the best live hypothesis only
def can_stop(finished, live, max_length, alpha=0.0):
    if len(finished) == 0:
        return False
    scores = [log_prob * len(tokens) ** -alpha for tokens, log_prob in finished]
    hope = max((log_prob for _, log_prob in live), default=-np.inf)
    return bool(hope / max_length**alpha <= max(scores))


# %% loops, no bound that is beaten
def can_stop(finished, live, max_length, alpha=0.0):
    for _, log_prob in live:
        bound = log_prob / max_length**alpha
        if not any(score / len(tokens) ** alpha >= bound for tokens, score in finished):
            return False
    return bool(finished)
