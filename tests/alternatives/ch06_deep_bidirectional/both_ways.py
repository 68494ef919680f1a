# %% reversed views, two loops
def both_ways(x, mask, forward, backward, units):
    batch, time, _ = x.shape
    states, last = np.zeros((batch, time, 2 * units)), []
    for k, step in enumerate((forward, backward)):
        h = np.zeros((batch, units))
        for t in range(time) if k == 0 else range(time - 1, -1, -1):
            m = mask[:, t : t + 1].astype(float)
            h = m * step(x[:, t], h) + (1 - m) * h
            states[:, t, k * units : (k + 1) * units] = m * h
        last.append(h)
    return states, np.hstack(last)


# %% one sentence after the other, without its padding
def both_ways(x, mask, forward, backward, units):
    states = np.zeros((len(x), x.shape[1], 2 * units))
    last = np.zeros((len(x), 2 * units))
    for row, (sentence, real) in enumerate(zip(x, mask)):
        places = np.flatnonzero(real)
        for step, order, half in (
            (forward, places, slice(0, units)),
            (backward, places[::-1], slice(units, None)),
        ):
            h = np.zeros((1, units))
            for t in order:
                h = step(sentence[t : t + 1], h)
                states[row, t, half] = h[0]
            last[row, half] = h[0]
    return states, last
