# %% indices
def join(first, then):
    return first[0] * then[0], then[0] * first[1] + then[1]


# %% unpacked, and a list
def join(first, then):
    (share, news), (later_share, later_news) = first, then
    return [share * later_share, later_news + later_share * news]
