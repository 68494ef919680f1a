# %% lists of stretches
def in_chunks(a, b, join, size):
    chunks = len(b) // size
    a, b = (np.reshape(v, (chunks, size, *v.shape[1:])) for v in (a, b))
    inner = [(a[:, 0], b[:, 0])]
    for t in range(1, size):
        inner.append(join(inner[-1], (a[:, t], b[:, t])))
    shares, news = (np.stack(part, axis=1) for part in zip(*inner))
    carry, parts = None, []
    for k in range(chunks):
        chunk = (shares[k], news[k])
        if carry is not None:
            chunk = join(carry, chunk)
        parts.append(chunk[1])
        carry = chunk[0][-1], chunk[1][-1]
    return np.concatenate(parts)


# %% the last stretches first, then all chunks at once
def in_chunks(a, b, join, size):
    shape = b.shape
    a, b = (np.array(v).reshape(len(v) // size, size, *v.shape[1:]) for v in (a, b))
    for t in range(1, size):
        a[:, t], b[:, t] = join((a[:, t - 1], b[:, t - 1]), (a[:, t], b[:, t]))
    ends = [(a[0, -1], b[0, -1])]
    for k in range(1, len(b)):
        ends.append(join(ends[-1], (a[k, -1], b[k, -1])))
    if len(b) > 1:
        before = tuple(np.stack(part[:-1])[:, None] for part in zip(*ends))
        _, b[1:] = join(before, (a[1:], b[1:]))
    return b.reshape(shape)
