# %% counting
def alignment_accuracy(weights, links):
    right = there = 0
    for row, places in zip(weights, links, strict=True):
        for alpha, place in zip(row, places, strict=True):
            if place >= 0:
                there += 1
                right += int(np.argmax(alpha)) == place
    return right / there


# %% an average with weights
def alignment_accuracy(weights, links):
    return np.average(np.argmax(weights, -1) == links, weights=links != -1)
