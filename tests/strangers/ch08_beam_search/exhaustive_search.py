# %% outputs of probability zero are left out
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            if log_p == -np.inf:
                continue
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% unfinished beginnings are outputs, too
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                outputs.append((longer, total + log_p))
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% only what ends with the end token
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token != end and len(longer) == max_length:
                continue
            if token == end:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% the least probable first
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1])


# %% not sorted
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return outputs


# %% start token in the outputs
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append(([start] + longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% one token more than allowed
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length + 1:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% one state for all: the latest
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, _ = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% the state of the beginning is never replaced
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% goes on after the end token
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% a dictionary
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return {tuple(tokens): log_p for tokens, log_p in outputs}


# %% the last token's log-probability only
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, log_p))
            else:
                todo.append((longer, log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% probabilities
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, np.exp(total + log_p)))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% the best hundred only
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)[:100]


# %% the end token is cut off
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append(([t for t in longer if t != end], total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% four tokens taken for granted
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0][:4]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% impossible is written as -1e9
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(np.maximum(log_probs[0], -1e9)):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% at max_length only the end token may come
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            if len(tokens) == max_length - 1 and token != end:
                continue
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% sorted by the log-probability per token
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1] / len(output[0]), reverse=True)


# %% shorter ones first
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: (len(output[0]), -output[1]))


# %% nothing may end at once
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            if not tokens and token == end:
                continue
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% the log-probabilities of the siblings pile up
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            total += log_p
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total))
            else:
                todo.append((longer, total, new_state))
    return sorted(outputs, key=lambda output: output[1], reverse=True)


# %% best output only
def exhaustive_search(step, start, state, end, max_length):
    todo, outputs = [([], 0.0, state)], []
    while todo:
        tokens, total, state = todo.pop()
        last = tokens[-1] if tokens else start
        log_probs, new_state = step(np.array([last]), state)
        for token, log_p in enumerate(log_probs[0]):
            longer = tokens + [token]
            if token == end or len(longer) == max_length:
                outputs.append((longer, total + log_p))
            else:
                todo.append((longer, total + log_p, new_state))
    return max(outputs, key=lambda output: output[1])
