# %% h_0 among the states
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, [h_0]
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% every step begins from h_0
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h_0, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% last state only
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return h


# %% (time, batch, units)
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=0)


# %% axes mixed up by reshape
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.array(states).reshape(x.shape[0], x.shape[1], -1)


# %% h_0 ignored: zeros
def rnn(x, h_0, W_x, W_h, b):
    h, states = np.zeros_like(h_0), []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% from the end to the beginning
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in reversed(range(x.shape[1])):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% loops over the batch
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[0]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% misses the last step
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1] - 1):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% skips the first input
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(1, x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% writes the states into h_0
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h[:] = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h.copy())
    return np.stack(states, axis=1)


# %% one array, appended again and again
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0.copy(), []
    for t in range(x.shape[1]):
        h[:] = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% W_h transposed
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h.T, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% reads the first input at every step
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, 0], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)


# %% states kept in the dtype of x: whole numbers become zeros
def rnn(x, h_0, W_x, W_h, b):
    a = np.einsum("btf,fu->btu", x, W_x) + b
    states = np.empty(a.shape, dtype=x.dtype)
    previous = h_0
    for t in range(a.shape[1]):
        states[:, t] = np.tanh(a[:, t] + np.dot(previous, W_h))
        previous = states[:, t]
    return states


# %% the shape of x for the states
def rnn(x, h_0, W_x, W_h, b):
    a = np.einsum("btf,fu->btu", x, W_x) + b
    states = np.empty_like(x, dtype=float)
    previous = h_0
    for t in range(a.shape[1]):
        states[:, t] = np.tanh(a[:, t] + np.dot(previous, W_h))
        previous = states[:, t]
    return states


# %% bias at the first step only
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
        b = np.zeros_like(b)
    return np.stack(states, axis=1)


# %% bias added twice, before the step and in it
def rnn(x, h_0, W_x, W_h, b):
    a = np.einsum("btf,fu->btu", x, W_x) + b
    states = np.empty(a.shape)
    previous = h_0
    for t in range(a.shape[1]):
        states[:, t] = np.tanh(a[:, t] + b + np.dot(previous, W_h))
        previous = states[:, t]
    return states


# %% axes of length one are gone
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
    return np.squeeze(np.stack(states, axis=1))


# %% carries the mean of the states
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
        h = np.mean(states, axis=0)
    return np.stack(states, axis=1)


# %% the state is set back to h_0 after every second step
def rnn(x, h_0, W_x, W_h, b):
    h, states = h_0, []
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, W_x, W_h, b)
        states.append(h)
        if t % 2:
            h = h_0
    return np.stack(states, axis=1)
