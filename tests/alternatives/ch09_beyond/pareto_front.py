# %% a loop over all pairs
def pareto_front(costs, bits):
    def beats(one, other):
        return one[0] <= other[0] and one[1] <= other[1] and one != other

    models = [*zip(costs, bits, strict=True)]
    return [not any(beats(one, other) for one in models) for other in models]


# %% one way up the costs
def pareto_front(costs, bits):
    front, least = np.zeros(len(costs), "bool"), np.inf
    for cost in np.unique(costs):
        here = costs == cost
        best = bits[here].min()
        front |= here & (bits == best) & (best < least)
        least = min(least, best)
    return front


# %% fewer bits at no higher cost, or as many for less
def pareto_front(costs, bits):
    front = []
    for cost, bit in zip(costs, bits, strict=True):
        fewer = (costs <= cost) & (bits < bit)
        cheaper = (costs < cost) & (bits <= bit)
        front.append(not np.any(fewer | cheaper))
    return np.array(front)
