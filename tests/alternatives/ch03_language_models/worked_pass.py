# %% everything as rows
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h, states = np.zeros((1, W_x.shape[1])), []
    for x in np.eye(len(W_x))[list(words)] @ W_x:
        h = np.tanh(x + h @ W_hh.T + b_h)
        states += [h[0]]
    return np.array(states), np.array(states) @ W_hy.T + b_y


# %% arrays filled in, dot and einsum
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    states = np.zeros((len(words) + 1, len(b_h)))
    for t, word in enumerate(words):
        states[t + 1] = np.tanh(np.einsum("ij,j->i", W_hh, states[t]) + W_x[word] + b_h)
    return [states[1:], np.stack([np.dot(W_hy, h) for h in states[1:]]) + b_y]


# %% numbers one by one
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    import math

    h, states, logits = [0.0] * len(b_h), [], []
    for word in words:
        h = [
            math.tanh(sum(w * old for w, old in zip(row, h, strict=True)) + W_x[word][i] + b_h[i])
            for i, row in enumerate(W_hh)
        ]
        states.append(h)
        logits.append(
            [sum(w * new for w, new in zip(row, h, strict=True)) + b for row, b in zip(W_hy, b_y, strict=True)]
        )
    return np.array(states), np.array(logits)


# %% nested lists
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    states, logits = [], []
    for t, word in enumerate(words):
        past = W_hh @ states[t - 1] if t else 0
        states.append(np.tanh(past + W_x[word] + b_h).tolist())
        logits.append((W_hy @ states[t] + b_y).tolist())
    return states, logits
