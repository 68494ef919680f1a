# %% one forward pass, and a way back that is cut at the borders
def truncated_bptt(x, y, h_0, weights, window):
    loss, cache = forward_pass(x, y, h_0, weights)

    def cut(direct, h, W_h):
        pieces = [slice(k, k + window) for k in range(0, h.shape[1], window)]
        return np.concatenate([state_gradients(direct[:, piece], h[:, piece], W_h) for piece in pieces], axis=1)

    return loss, backward_pass(cache, weights, recursion=cut)


# %% recursively, window by window
def truncated_bptt(x, y, h_0, weights, window):
    def windows_from(start, state):
        loss, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], state, weights)
        part = backward_pass(cache, weights)
        if start + window >= x.shape[1]:
            return loss, [part]
        rest, parts = windows_from(start + window, cache["h"][:, -1])
        return loss + rest, [part, *parts]

    loss, parts = windows_from(0, h_0)
    return [loss, add_up(parts)]


# %% borders from array_split, a while loop
def truncated_bptt(x, y, h_0, weights, window):
    total, found, state = 0, [], np.array(h_0)
    borders = list(range(window, x.shape[1], window))
    for x_part, y_part in zip(np.split(x, borders, axis=1), np.split(y, borders, axis=1)):
        loss, cache = forward_pass(x_part, y_part, state, weights)
        total, state = total + loss, cache["h"][:, -1].copy()
        found += [backward_pass(cache, weights)]
    return total, add_up(found)
