# %% the gate instead of the bias
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return gate


# %% steps without effect
def forget_bias(keep, steps):
    gate = keep
    return np.log(gate / (1 - gate))


# %% keep to the power of the steps
def forget_bias(keep, steps):
    gate = keep ** steps
    return np.log(gate / (1 - gate))


# %% keep divided by the steps
def forget_bias(keep, steps):
    gate = keep / steps
    return np.log(gate / (1 - gate))


# %% logit first, then divided by the steps
def forget_bias(keep, steps):
    gate = keep
    return np.log(gate / (1 - gate)) / steps


# %% sign turned
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.log((1 - gate) / gate)


# %% without the logarithm
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return gate / (1 - gate)


# %% logarithm of the gate alone
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.log(gate)


# %% the sigmoid of the gate instead of its inverse
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return sigmoid(gate)


# %% the sigmoid's derivative
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return gate * (1 - gate)


# %% base 2
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.log2(gate / (1 - gate))


# %% base 10
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.log10(gate / (1 - gate))


# %% ln(T - 1), whatever is to be kept
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.log(max(steps - 1, 1e-9))


# %% the long-time approximation, wrong for few steps
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.log(steps / -np.log(keep))


# %% one step fewer
def forget_bias(keep, steps):
    gate = keep ** (1 / max(steps - 1, 1))
    return np.log(gate / (1 - gate))


# %% one step more
def forget_bias(keep, steps):
    gate = keep ** (1 / (steps + 1))
    return np.log(gate / (1 - gate))


# %% whole-number division in the exponent
def forget_bias(keep, steps):
    gate = keep ** (1 // steps)
    return np.log(gate / (1 - gate))


# %% keeps 1 - keep
def forget_bias(keep, steps):
    gate = (1 - keep) ** (1 / steps)
    return np.log(gate / (1 - gate))


# %% forgets keep in equal shares
def forget_bias(keep, steps):
    gate = 1 - (1 - keep) / steps
    return np.log(gate / (1 - gate))


# %% inverse of tanh instead of the sigmoid
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return np.arctanh(gate)


# %% never below zero
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return max(0.0, np.log(gate / (1 - gate)))


# %% 1/e whatever keep says
def forget_bias(keep, steps):
    gate = np.exp(-1 / steps)
    return np.log(gate / (1 - gate))


# %% half-life: one half whatever keep says
def forget_bias(keep, steps):
    gate = 0.5 ** (1 / steps)
    return np.log(gate / (1 - gate))


# %% rounded to one decimal
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return round(float(np.log(gate / (1 - gate))), 1)


# %% clipped to at most five
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    return min(5.0, np.log(gate / (1 - gate)))


# %% keep and steps exchanged
def forget_bias(keep, steps):
    gate = steps ** (1 / keep)
    return np.log(abs(gate / (1 - gate)))


# %% searched on a grid that ends at 4
def forget_bias(keep, steps):
    gate = keep ** (1 / steps)
    grid = np.linspace(-4, 4, 8001)
    return grid[np.argmin(np.abs(sigmoid(grid) - gate))]
