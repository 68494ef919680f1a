# %% differences of logarithms
def flip_alpha(log_probs, lengths):
    a, b = -np.log(-np.array(log_probs))
    m, n = np.log(lengths)
    return (a - b) / (n - m)


# %% found by bisection
def flip_alpha(log_probs, lengths):
    (a, m), (b, n) = sorted(zip(log_probs, lengths), key=lambda pair: pair[1])
    low, high = -50.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        if a / m**middle > b / n**middle:
            low = middle
        else:
            high = middle
    return (low + high) / 2
