# %% logits from the state before the step
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        logits.append(W_hy @ h + b_y)
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
    return np.array(states), np.array(logits)


# %% W_hh acts on a row
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(h @ W_hh + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% bias outside the tanh
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word]) + b_h
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% bias of the state forgotten
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word])
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% bias of the logits forgotten
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h)
    return np.array(states), np.array(logits)


# %% softmax on the logits
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


# %% the state is not carried on
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ np.zeros(len(b_h)) + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% the state of zeros is among the states
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [h], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% last state and last logits only
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return states[-1], logits[-1]


# %% logits first
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(logits), np.array(states)


# %% rows of W_x by time, not by word
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in range(len(words)):
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% one array for all states, overwritten
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h[:] = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% as many units as words
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(len(words))
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% three units taken for granted
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(3)
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% carries the sum on, not its tanh
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = W_hh @ h + W_x[word] + b_h
        states.append(np.tanh(h))
        logits.append(W_hy @ np.tanh(h) + b_y)
    return np.array(states), np.array(logits)


# %% b_h goes in twice, as in two Linear layers
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% adds the bias to W_x in place
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    W_x += b_h
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word])
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% rounded to three digits on the way, as in the notes
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.round(np.tanh(W_hh @ h + W_x[word] + b_h), 3)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% first word taken as the first state
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = W_x[words[0]]
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(W_hy @ h + b_y)
    return np.array(states), np.array(logits)


# %% tanh on the logits too
def worked_pass(words, W_x, W_hh, W_hy, b_h, b_y):
    h = np.zeros(W_hh.shape[0])
    states, logits = [], []
    for word in words:
        h = np.tanh(W_hh @ h + W_x[word] + b_h)
        states.append(h)
        logits.append(np.tanh(W_hy @ h + b_y))
    return np.array(states), np.array(logits)
