# %% a while loop, the sum at the end
def greedy_search(step, start, state, end, max_length):
    tokens, costs = [], []
    while len(tokens) < max_length and tokens[-1:] != [end]:
        log_probs, state = step([tokens[-1] if tokens else start], state)
        row = np.array(log_probs)[0]
        tokens += [int(row.argmax())]
        costs += [row.max()]
    return tokens, sum(costs)


# %% recursion, a tuple
def greedy_search(step, start, state, end, max_length):
    if max_length == 0:
        return (), 0.0
    (row,), state = step(np.full(1, start), state)
    token = max(range(len(row)), key=lambda t: row[t])
    if token == end:
        return (token,), float(row[token])
    rest, log_prob = greedy_search(step, token, state, end, max_length - 1)
    return (token, *rest), float(row[token]) + log_prob
