# %% the segments one by one
def stored_numbers(time, batch, units, every):
    lengths = [min(every, time - t) for t in range(0, time, every)]
    return batch * units * (2 * len(lengths) + 6 * max(lengths))


# %% rounded up by hand
def stored_numbers(time, batch, units, every):
    segments = time // every + (time % every > 0)
    states = 2 * segments * batch * units
    return states + 6 * batch * units * (every if every < time else time)
