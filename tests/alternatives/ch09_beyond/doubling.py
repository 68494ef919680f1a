# %% two arrays, changed in place
def doubling(a, b, join):
    a, b = np.array(a), np.array(b)
    for k in range(int(np.ceil(np.log2(len(b))))):
        d = 2**k
        a[d:], b[d:] = join((a[:-d].copy(), b[:-d].copy()), (a[d:].copy(), b[d:].copy()))
    return b


# %% recursive, a round a call
def doubling(a, b, join):
    def rounds(a, b, d):
        if d >= len(b):
            return b
        joined = join((a[: len(a) - d], b[: len(b) - d]), (a[d:], b[d:]))
        return rounds(np.concatenate([a[:d], joined[0]]), np.concatenate([b[:d], joined[1]]), 2 * d)

    return rounds(a, b, 1)
