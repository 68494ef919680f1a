# %% the root of a quadratic equation
def units_within(parameters, features, depth, blocks=4):
    a = blocks * (2 * depth - 1)
    b = blocks * (features + depth)
    root = (np.sqrt(b**2 + 4 * a * parameters) - b) / (2 * a)
    units = round(root)
    return units if a * units**2 + b * units <= parameters else units - 1


# %% halving an interval
def units_within(parameters, features, depth, blocks=4):
    low, high = 0, 1
    while stack_cost(features, [high] * depth, blocks)[0] <= parameters:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if stack_cost(features, [middle] * depth, blocks)[0] <= parameters:
            low = middle
        else:
            high = middle
    return low


# %% one unit after the other, counted here
def units_within(parameters, features, depth, blocks=4):
    units = 1
    while blocks * units * (features + units + 1 + (depth - 1) * (2 * units + 1)) <= parameters:
        units = units + 1
    return units - 1
