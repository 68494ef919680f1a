# %% the other convention of the update gate
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = (1 - z_t) * h_prev + z_t * candidate
    return h_t, z_t, r_t


# %% reset gate after the matrix product
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    W_x, W_h, b = gates["h"]
    candidate = np.tanh(x_t @ W_x + r_t * (h_prev @ W_h) + b)
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% reset gate after the product and around the bias
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    W_x, W_h, b = gates["h"]
    candidate = np.tanh(x_t @ W_x + r_t * (h_prev @ W_h + b))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% reset gate without effect
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% reset and update gate exchanged
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    r_t, z_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% returns the gates as r, z
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, r_t, z_t


# %% returns the state alone
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t


# %% returns the candidate in place of r
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, candidate


# %% candidate through the sigmoid
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = sigmoid(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% one minus the reset gate
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", (1 - r_t) * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% the update gate resets, too
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", z_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% the reset state is kept as the old state
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * (r_t * h_prev) + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% candidate added in full
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + candidate
    return h_t, z_t, r_t


# %% the input is reset as well
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    W_x, W_h, b = gates["h"]
    candidate = np.tanh(r_t * (x_t @ W_x) + (r_t * h_prev) @ W_h + b)
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% no biases
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% recurrent matrix transposed
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h.T + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% tanh around the new state
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = np.tanh(z_t * h_prev + (1 - z_t) * candidate)
    return h_t, z_t, r_t


# %% old state changed in place
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_prev *= z_t
    h_prev += (1 - z_t) * candidate
    h_t = h_prev
    return h_t, z_t, r_t


# %% hard sigmoid
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    hard = lambda a: np.clip(a / 6 + 0.5, 0, 1)
    z_t, r_t = hard(linear("z", h_prev)), hard(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% gates before the sigmoid are returned
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, linear("z", h_prev), linear("r", h_prev)


# %% the update gate looks at the reset state
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    r_t = sigmoid(linear("r", h_prev))
    z_t = sigmoid(linear("z", r_t * h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% the gates see the input only
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", 0 * h_prev)), sigmoid(linear("r", 0 * h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% means over the batch as gates
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t.mean(axis=0), r_t.mean(axis=0)


# %% the gates in the dictionary's order
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    names = list(gates)
    z_t, r_t = sigmoid(linear(names[0], h_prev)), sigmoid(linear(names[1], h_prev))
    candidate = np.tanh(linear("h", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% the candidate is called n, a KeyError
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("n", r_t * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t


# %% reset gate of the mean, one number per row
def gru_step(x_t, h_prev, gates):
    def linear(name, state):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + state @ W_h + b

    z_t, r_t = sigmoid(linear("z", h_prev)), sigmoid(linear("r", h_prev))
    candidate = np.tanh(linear("h", r_t.mean(axis=1, keepdims=True) * h_prev))
    h_t = z_t * h_prev + (1 - z_t) * candidate
    return h_t, z_t, r_t
