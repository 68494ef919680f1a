# %% every window begins from zeros
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = np.zeros_like(h_0)
    return loss, add_up(parts)


# %% every window begins from h_0
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
    return loss, add_up(parts)


# %% carries the first state of the window on
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, 0]
    return loss, add_up(parts)


# %% carries the last state but one on
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -2]
    return loss, add_up(parts)


# %% nothing is cut: the full gradient
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, backward_pass(forward_pass(x, y, h_0, weights)[1], weights)


# %% the short last window is left out
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1] - window + 1, window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% loss of the last window
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss = part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% loss per window
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss / len(parts), add_up(parts)


# %% cuts the batch, not the time
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[start : start + window], y[start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% windows share a step
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window + 1], y[:, start : start + window + 1], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% gradients only
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return add_up(parts)


# %% windows in reverse order
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts[::-1])


# %% weights are changed between the windows
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
        weights = {name: w - 0.01 * parts[-1][name] for name, w in weights.items()}
    return loss, add_up(parts)


# %% windows of eight, whatever is said
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], 8):
        part, cache = forward_pass(x[:, start : start + 8], y[:, start : start + 8], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% gradients averaged over the windows
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    joined = add_up(parts)
    return loss, {name: g / len(parts) if name not in ('x', 'h_0') else g for name, g in joined.items()}


# %% h_0's gradient is the last window's
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts) | {"h_0": parts[-1]["h_0"]}


# %% window is the number of windows
def truncated_bptt(x, y, h_0, weights, window):
    window = -(-x.shape[1] // window)
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% list of the windows' gradients
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, parts


# %% the last window's gradients only
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, parts[-1]


# %% the gradient crosses one border, too: after comes from the window before
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights, parts[-1]["h_0"] if parts else 0.0))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% sliding windows: one begins at every step
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1] - window + 1):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h = cache["h"][:, -1]
    return loss, add_up(parts)


# %% the carried state is written into h_0
def truncated_bptt(x, y, h_0, weights, window):
    loss, parts, h = 0.0, [], h_0
    for start in range(0, x.shape[1], window):
        part, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        loss += part
        parts.append(backward_pass(cache, weights))
        h_0[:] = cache["h"][:, -1]
    return loss, add_up(parts)
