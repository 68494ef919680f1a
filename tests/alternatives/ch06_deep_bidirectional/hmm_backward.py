# %% a list that grows from the end
def hmm_backward(observed, transition, emission):
    rows = [np.ones(len(transition)) / len(transition)]
    for symbol in reversed(observed[1:]):
        row = transition @ (emission[:, symbol] * rows[0])
        rows.insert(0, row / row.sum())
    return np.array(rows)


# %% logarithms, einsum
def hmm_backward(observed, transition, emission):
    with np.errstate(divide="ignore"):
        log_beta = np.zeros((len(observed), len(transition)))
        for t in range(len(observed) - 2, -1, -1):
            follows = np.exp(log_beta[t + 1]) * emission[:, observed[t + 1]]
            log_beta[t] = np.log(np.einsum("ij,j->i", transition, follows))
            log_beta[t] -= np.log(np.exp(log_beta[t]).sum())
    log_beta[-1] -= np.log(len(transition))
    return np.exp(log_beta)
