# %% a dictionary of counts
def bag_of_words(words, vocabulary):
    counts = dict.fromkeys(vocabulary, 0)
    for word in words:
        if word in counts:
            counts[word] += 1
    return np.array(list(counts.values()))


# %% one-hot rows added up, a list
def bag_of_words(words, vocabulary):
    return [int(sum(word == entry for word in words)) for entry in vocabulary]


# %% comparison of two axes
def bag_of_words(words, vocabulary):
    return (np.array(words)[:, None] == np.array(vocabulary)).sum(axis=0)
