# %% step by step
def multiplications(time, batch, features, units, hoisted):
    inside = outside = 0
    for _ in range(time):
        inside += batch * units * 4 * units
        if hoisted:
            outside += batch * features * 4 * units
        else:
            inside += batch * features * 4 * units
    return inside, outside


# %% gate by gate, as a list
def multiplications(time, batch, features, units, hoisted):
    rows = time * batch
    waiting = units + (0 if hoisted else features)
    return [rows * waiting * units * 4, rows * (features + units - waiting) * units * 4]
