# %% running sums
def nesting_depth(text):
    depths = np.cumsum([0] + [1 if bracket == "(" else -1 for bracket in text])
    if depths.min() < 0 or depths[-1] != 0:
        return None
    return int(depths.max())


# %% a stack
def nesting_depth(text):
    stack, deepest = [], 0
    for bracket in text:
        if bracket == "(":
            stack.append(bracket)
            deepest = max(deepest, len(stack))
        elif stack:
            stack.pop()
        else:
            return None
    return None if stack else deepest


# %% pairs are taken away, the innermost first
def nesting_depth(text):
    rounds = 0
    depth = height = 0
    for bracket in text:
        height += {"(": 1, ")": -1}[bracket]
        depth = max(depth, height)
    while "()" in text:
        text = text.replace("()", "")
        rounds += 1
    return None if text else depth
