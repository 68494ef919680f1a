# %% input and forget gate exchanged
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = i * c_prev + f * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% input gate is one minus the forget gate
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + (1 - f) * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% candidate through the sigmoid
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = sigmoid(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% candidate not squashed
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = linear("c")
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% cell state shown without tanh
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * c_t
    return h_t, c_t


# %% tanh around the output gate as well
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = np.tanh(o * c_t)
    return h_t, c_t


# %% the old cell state is shown
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_prev)
    return h_t, c_t


# %% c first, h second
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return c_t, h_t


# %% no biases
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% no recurrent product
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% recurrent matrix transposed
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h.T + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% the gates look at the cell state instead of h
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + c_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% peepholes, the gates see the cell state, too
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f = sigmoid(linear("i") + c_prev), sigmoid(linear("f") + c_prev)
    o = sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% output gate opened by the cell state
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o") + c_prev)
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% nothing is forgotten, as in 1997
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% input gate missing
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% candidate also through the forget gate
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * (c_prev + i * candidate)
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% cell state kept squashed
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = np.tanh(f * c_prev + i * candidate)
    h_t = o * c_t
    return h_t, c_t


# %% changes c_prev in place
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_prev *= f
    c_prev += i * candidate
    c_t = c_prev
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% the candidate is called g, a KeyError
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("g"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% output gate used for writing, input gate for showing
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + o * candidate
    h_t = i * np.tanh(c_t)
    return h_t, c_t


# %% hard sigmoid
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    hard = lambda a: np.clip(a / 6 + 0.5, 0, 1)
    i, f, o = hard(linear("i")), hard(linear("f")), hard(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% forget bias of one added on top
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f") + 1), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% mean over the batch in the gates
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return (x_t @ W_x + h_prev @ W_h).mean(axis=0) + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% gates take W_x for h and W_h for x
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_h + h_prev @ W_x + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% tanh in the gates, sigmoid in the candidate
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = np.tanh(linear("i")), np.tanh(linear("f")), np.tanh(linear("o"))
    candidate = sigmoid(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% c_prev rounded into h: state added to h_prev
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = sigmoid(linear("i")), sigmoid(linear("f")), sigmoid(linear("o"))
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = h_prev + o * np.tanh(c_t)
    return h_t, c_t


# %% the bias goes into the candidate only
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, o = (sigmoid(linear(n) - gates[n][2]) for n in "ifo")
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t


# %% the gates in the dictionary's order, not by name
def lstm_step(x_t, h_prev, c_prev, gates):
    def linear(name):
        W_x, W_h, b = gates[name]
        return x_t @ W_x + h_prev @ W_h + b

    i, f, _, o = (sigmoid(linear(n)) for n in gates)
    candidate = np.tanh(linear("c"))
    c_t = f * c_prev + i * candidate
    h_t = o * np.tanh(c_t)
    return h_t, c_t
