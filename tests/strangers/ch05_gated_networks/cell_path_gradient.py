# %% from the beginning instead of the end
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in range(len(f)):
        out[t + 1] = out[t] * f[t]
    return out


# %% the last row of ones is missing
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    return np.cumprod(f[::-1], axis=0)[::-1]


# %% without row 0
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    return out[1:]


# %% product along the units
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    out[:-1] = np.cumprod(f[:, ::-1], axis=1)[:, ::-1]
    return out


# %% the product starts with f_t, one gate too many
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in range(len(f)):
        out[t] = np.prod(f[max(t - 1, 0):], axis=0)
    return out


# %% one gate too few
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in range(len(f)):
        out[t] = np.prod(f[t + 1:], axis=0)
    return out


# %% sum instead of product
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in range(len(f)):
        out[t] = f[t:].sum(axis=0)
    return out


# %% one product of all gates in every row
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    out[:-1] = f.prod(axis=0)
    return out


# %% the whole product divided by the first gates, nan where a gate is shut
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    with np.errstate(all='ignore'):
        first = np.concatenate([np.ones((1, f.shape[1])), np.cumprod(f, axis=0)])
        return first[-1] / first


# %% logarithms subtracted, nan where a gate is shut
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    with np.errstate(all='ignore'):
        logs = np.concatenate([np.zeros((1, f.shape[1])), np.cumsum(np.log(f), axis=0)])
        return np.exp(logs[-1] - logs)


# %% latest row first
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    return out[::-1]


# %% (units, time + 1)
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    return out.T


# %% the last row is zero
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    out[-1] = 0
    return out


# %% the derivative of the sigmoid instead of the gate
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t] * (1 - f[t])
    return out


# %% a sigmoid of the gates
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    f = sigmoid(f)
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    return out


# %% every step takes the power of its own gate
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in range(len(f)):
        out[t] = f[t] ** (len(f) - t)
    return out


# %% whole numbers
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]), dtype=int)
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    return out


# %% units averaged
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    f = f.mean(axis=1, keepdims=True)
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t]
    return out


# %% gates reversed, but not turned back
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    return np.concatenate([np.cumprod(f[::-1], axis=0), np.ones((1, f.shape[1]))])


# %% only one step back
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    out[:-1] = f
    return out


# %% small products cut off at 1e-3
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = np.maximum(out[t + 1] * f[t], 1e-3)
    return out


# %% one unit only
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    for t in reversed(range(len(f))):
        out[t] = out[t + 1] * f[t, 0]
    return out


# %% the ones are in front
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    out[1:] = np.cumprod(f[::-1], axis=0)[::-1]
    return out


# %% only the derivative with respect to c_0
def cell_path_gradient(f):
    f = np.array(f, dtype=float)
    out = np.ones((len(f) + 1, f.shape[1]))
    return f.prod(axis=0)


# %% multiplies in the array that was handed in
def cell_path_gradient(f):
    for t in range(len(f) - 2, -1, -1):
        f[t] *= f[t + 1]
    return np.concatenate([f, np.ones((1, f.shape[1]))])
