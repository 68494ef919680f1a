# %% logarithms throughout
def hmm_forward(observed, initial, transition, emission):
    with np.errstate(divide="ignore"):
        prior, move, show = np.log(initial), np.log(transition), np.log(emission)
    alpha, log_p = [], 0.0
    for symbol in observed:
        joint = prior + show[:, symbol]
        c = np.logaddexp.reduce(joint)
        log_p += c
        alpha.append(joint - c)
        prior = np.logaddexp.reduce(alpha[-1][:, None] + move, axis=0)
    return np.exp(alpha), log_p


# %% an array filled in, einsum, the factors kept
def hmm_forward(observed, initial, transition, emission):
    alpha, c = np.empty((len(observed), len(initial))), np.empty(len(observed))
    for t, symbol in enumerate(observed):
        prior = initial if t == 0 else np.einsum("i,ij->j", alpha[t - 1], transition)
        alpha[t] = prior * emission[:, symbol]
        c[t] = np.sum(alpha[t])
        alpha[t] /= c[t]
    return alpha, np.sum(np.log(c))
