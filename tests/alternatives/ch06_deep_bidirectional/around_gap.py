# %% zeros in front and behind
def around_gap(forward, backward):
    before = ops.concatenate([ops.zeros_like(forward[:, :1]), forward[:, :-1]], axis=1)
    after = ops.concatenate([backward[:, 1:], ops.zeros_like(backward[:, :1])], axis=1)
    return ops.concatenate([before, after], axis=2)


# %% rolled, and the end that went round set to zero
def around_gap(forward, backward):
    places = ops.arange(forward.shape[1])[None, :, None]
    before = ops.where(places > 0, ops.roll(forward, 1, axis=1), 0.0)
    after = ops.where(places < forward.shape[1] - 1, ops.roll(backward, -1, axis=1), 0.0)
    return ops.concatenate([before, after], axis=-1)
