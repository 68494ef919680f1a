# %% live ones at the length they have
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max(1, len(_)) ** alpha <= best for _, log_prob in live)


# %% live ones one token longer
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / (len(_) + 1) ** alpha <= best for _, log_prob in live)


# %% a tie is no reason to stop
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha < best for _, log_prob in live)


# %% compared with the worst output
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = min(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% compared with the first output
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = finished[0][1] / len(finished[0][0]) ** alpha
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% looks at the first live one only
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best for _, log_prob in live[:1])


# %% stops while nothing is complete
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return True
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% alpha without effect
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob for tokens, log_prob in finished)
    return all(log_prob <= best for _, log_prob in live)


# %% outputs are not divided
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% live ones are not divided
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob <= best for _, log_prob in live)


# %% one live one that cannot is enough
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return any(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% the length that is left
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max(1, max_length - len(_)) ** alpha <= best for _, log_prob in live)


# %% outputs divided by max_length, too
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / max_length ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% best output by its plain log-probability
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    tokens, log_prob = max(finished, key=lambda pair: pair[1])
    best = log_prob / len(tokens) ** alpha
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% mean of the outputs
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = np.mean([log_prob / len(tokens) ** alpha for tokens, log_prob in finished])
    return all(log_prob / max_length**alpha <= best for _, log_prob in live)


# %% the other way round: a live one has to be better
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha >= best for _, log_prob in live)


# %% stops at the first output
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return True


# %% live ones may go one beyond max_length
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / (max_length + 1) ** alpha <= best for _, log_prob in live)


# %% GNMT form
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / ((5 + len(tokens)) / 6) ** alpha for tokens, log_prob in finished)
    return all(log_prob / ((5 + max_length) / 6) ** alpha <= best for _, log_prob in live)


# %% takes the live ones out of their list
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    while live:
        if live.pop()[1] / max_length**alpha > best:
            return False
    return True


# %% live ones at both ends: as long as now as well
def can_stop(finished, live, max_length, alpha=0.0):
    if not finished:
        return False
    best = max(log_prob / len(tokens) ** alpha for tokens, log_prob in finished)
    return all(log_prob / max_length**alpha <= best and len(_) * 2 >= max_length for _, log_prob in live)
