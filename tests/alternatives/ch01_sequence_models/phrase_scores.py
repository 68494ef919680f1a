# %% loops over words
def phrase_scores(bags, single, pairs):
    scores = []
    for bag in bags:
        score = 0.0
        for i in range(len(bag)):
            score += float(bag[i] * single[i])
            for j in range(i + 1, len(bag)):
                score += float(bag[i] * bag[j] * pairs[i][j])
        scores.append(score)
    return np.array(scores)


# %% einsum
def phrase_scores(bags, single, pairs):
    upper = np.triu(np.ones_like(pairs), 1) * pairs
    return np.einsum("bi,i->b", bags, single) + np.einsum("bi,ij,bj->b", bags, upper, bags)


# %% products as features
def phrase_scores(bags, single, pairs):
    i, j = np.triu_indices(len(single), 1)
    features = np.hstack([bags, bags[:, i] * bags[:, j]])
    return features @ np.concatenate([single, np.asarray(pairs)[i, j]])


# %% one bag at a time, a list
def phrase_scores(bags, single, pairs):
    above = np.triu(pairs, 1)
    return [n @ single + n @ above @ n for n in bags]
