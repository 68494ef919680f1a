# %% sums over pairs of widths
def stack_cost(features, units, blocks=4):
    below = [features, *units[:-1]]
    products = sum(blocks * own * (lower + own) for lower, own in zip(below, units))
    return products + blocks * sum(units), products


# %% arrays
def stack_cost(features, units, blocks=4):
    units = np.array(units)
    below = np.append(features, units[:-1])
    weights = blocks * (below * units + units**2)
    return int(np.sum(weights + blocks * units)), int(weights.sum())


# %% by recursion
def stack_cost(features, units, blocks=4):
    if len(units) == 0:
        return [0, 0]
    parameters, multiplications = stack_cost(units[0], units[1:], blocks)
    own = blocks * units[0] * (features + units[0])
    return [parameters + own + blocks * units[0], multiplications + own]
