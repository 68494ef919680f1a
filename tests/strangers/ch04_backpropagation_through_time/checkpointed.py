# %% truncated: nothing crosses the borders
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% the plain way: keeps all states
def checkpointed(x, y, h_0, weights, window):
    return backward_pass(forward_pass(x, y, h_0, weights)[1], weights)


# %% borders are views of the windows' states
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1]
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% one full forward pass for the borders
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    full = forward_pass(x, y, h_0, weights)[1]["h"]
    kept = [full[:, start].copy() for start in starts]
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% keeps every window's cache for the way back
def checkpointed(x, y, h_0, weights, window):
    caches, h = [], h_0
    for start in range(0, x.shape[1], window):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        caches.append(cache)
        h = cache["h"][:, -1].copy()
    parts, after = [], 0.0
    for cache in reversed(caches):
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% every window is run anew from the very beginning: all states before it at a time
def checkpointed(x, y, h_0, weights, window):
    parts, after = [], 0.0
    for start in reversed(range(0, x.shape[1], window)):
        end = min(start + window, x.shape[1])
        _, cache = forward_pass(x[:, :end], y[:, :end], h_0, weights)
        piece = {"x": cache["x"][:, start:], "h": cache["h"][:, start:], "error": cache["error"][:, start:]}
        parts.append(backward_pass(piece, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% parts joined in the order in which they were made
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts)


# %% the short last window is left out
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1] - window + 1, window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% loss besides
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return forward_pass(x, y, h_0, weights)[0], add_up(parts[::-1])


# %% windows begin from zeros
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), [np.zeros_like(h_0)] * len(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% borders in the wrong order
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), kept):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% hands over the gradient of the window's last step
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"] * 0 + after
    return add_up(parts[::-1])


# %% hands over the sum of all later borders
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = after + parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% windows go forwards, gradients too
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(starts, kept):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts)


# %% h_0's gradient is the last window's
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1]) | {"h_0": parts[0]["h_0"]}


# %% weights' gradients averaged
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    joined = add_up(parts[::-1])
    return {name: g if name in ('x', 'h_0') else g / len(parts) for name, g in joined.items()}


# %% each border one step late
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -2].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% the handed gradient averaged over the batch
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"].mean(axis=0)
    return add_up(parts[::-1])


# %% cuts the batch
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[start : start + window], y[start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[start : start + window], y[start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])


# %% gradients of the weights only
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h)
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return {name: sum(part[name] for part in parts) for name in weights}


# %% borders kept without the last window's: it begins where the one before began
def checkpointed(x, y, h_0, weights, window):
    starts = range(0, x.shape[1], window)
    kept, h = [], h_0
    for start in starts:
        kept.append(h if start == 0 or start + window < x.shape[1] else kept[-1])
        h = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)[1]["h"][:, -1].copy()
    parts, after = [], 0.0
    for start, h in zip(reversed(starts), reversed(kept)):
        _, cache = forward_pass(x[:, start : start + window], y[:, start : start + window], h, weights)
        parts.append(backward_pass(cache, weights, after))
        after = parts[-1]["h_0"]
    return add_up(parts[::-1])
