# %% W_h transposed, as for columns
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h.T + b)


# %% bias outside
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h) + b


# %% two tanh, one for each term
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + b) + np.tanh(h_prev @ W_h)


# %% sigmoid
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return 1 / (1 + np.exp(-(x_t @ W_x + h_prev @ W_h + b)))


# %% ReLU
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.maximum(x_t @ W_x + h_prev @ W_h + b, 0)


# %% no bias
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h)


# %% two biases
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h + 2 * b)


# %% forgets the past
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + b)


# %% adds the old state without weights as well
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return h_prev + np.tanh(x_t @ W_x + h_prev @ W_h + b)


# %% entry-wise product with the diagonal of W_h
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev * np.diag(W_h) + b)


# %% sum over the batch
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h + b).sum(axis=0, keepdims=True)


# %% writes into h_prev
def rnn_step(x_t, h_prev, W_x, W_h, b):
    h_prev[:] = np.tanh(x_t @ W_x + h_prev @ W_h + b)
    return h_prev


# %% two states back, as Keras cells do
def rnn_step(x_t, h_prev, W_x, W_h, b):
    h_t = np.tanh(x_t @ W_x + h_prev @ W_h + b)
    return h_t, [h_t]


# %% bias as a column: one per row of the batch
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h + b[:, None])


# %% (units, batch)
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h + b).T


# %% the first row's state for the whole batch
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev[0] @ W_h + b)


# %% no tanh
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return x_t @ W_x + h_prev @ W_h + b


# %% clipped to '-1, 1' in place of tanh
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.clip(x_t @ W_x + h_prev @ W_h + b, -1, 1)


# %% input weights applied to the state, too
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_x + h_prev @ W_h @ W_h + b)


# %% the matrices exchanged
def rnn_step(x_t, h_prev, W_x, W_h, b):
    return np.tanh(x_t @ W_h + h_prev @ W_x + b)
