# %% added up
def next_word_costs(before, size):
    recurrent = size * size + size * size
    words = before + 1
    matrices, scores, values = 4 * size * size, words * size, words * size
    return recurrent, matrices + scores + values


# %% as a list
def next_word_costs(before, size):
    return [2 * size * size, 2 * size * (2 * size + before + 1)]
