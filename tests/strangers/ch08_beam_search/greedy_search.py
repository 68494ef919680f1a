# %% start token among the output
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [start], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% without the end token
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        logs.append(row[last])
        if last == end:
            break
        output.append(last)
    return output, sum(logs)


# %% the end token costs nothing
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        if last == end:
            break
        logs.append(row[last])
    return output, sum(logs)


# %% max_length does not count the end token: one token more
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length + 1):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% one token too few
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length - 1):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% probability, not its logarithm
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, np.exp(sum(logs))


# %% a number, not an array, handed to step
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step(last, state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% the state is not carried on
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, _ = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% draws a token
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = int(np.random.choice(len(row), p=np.exp(row) / np.exp(row).sum()))
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% the least probable token
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = min(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% divided by the length
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs) / len(logs)


# %% goes on after the end
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
    return output, sum(logs)


# %% the end token is 3, whatever is said
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == 3:
            break
    return output, sum(logs)


# %% reads the start token at every step
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([start], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% tokens as an array
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return np.array(output), sum(logs)


# %% one logarithm for each token
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, logs


# %% an end token forced at max_length
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    if output[-1] != end:
        output[-1], logs[-1] = end, row[end]
    return output, sum(logs)


# %% never ends at once
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        if not output:
            row = np.where(np.arange(len(row)) == end, -np.inf, row)
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, sum(logs)


# %% filled up with end tokens
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output + [end] * (max_length - len(output)), sum(logs)


# %% log-probability of the last token only
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return output, logs[-1]


# %% log-probability first
def greedy_search(step, start, state, end, max_length):
    output, logs, last = [], [], start
    for _ in range(max_length):
        log_probs, state = step([last], state)
        row = np.asarray(log_probs)[0]
        last = max(range(len(row)), key=row.__getitem__)
        output.append(last)
        logs.append(row[last])
        if last == end:
            break
    return sum(logs), output
