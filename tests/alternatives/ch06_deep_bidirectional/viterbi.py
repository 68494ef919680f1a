# %% products, scaled at every step
def viterbi(observed, initial, transition, emission):
    best, log_scale, notes = initial * emission[:, observed[0]], 0.0, []
    for symbol in observed[1:]:
        scale = best.max()
        log_scale += np.log(scale)
        scores = (best / scale)[:, None] * transition * emission[:, symbol]
        notes.append(np.argmax(scores, axis=0))
        best = np.max(scores, axis=0)
    path = [int(np.argmax(best))]
    for note in notes[::-1]:
        path.insert(0, int(note[path[0]]))
    return np.array(path), log_scale + np.log(best.max())


# %% whole paths carried along, from the right to the left
def viterbi(observed, initial, transition, emission):
    states = range(len(initial))
    with np.errstate(divide="ignore"):
        start, move, show = np.log(initial), np.log(transition), np.log(emission)
    rest, notes = np.zeros(len(initial)), []
    for symbol in observed[:0:-1]:
        scores = move + show[:, symbol] + rest
        notes.append([int(scores[i].argmax()) for i in states])
        rest = np.array([scores[i].max() for i in states])
    total = start + show[:, observed[0]] + rest
    path = [int(total.argmax())]
    for note in reversed(notes):
        path.append(note[path[-1]])
    return np.array(path), float(total.max())
