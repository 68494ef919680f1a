# %% a bracket closed before it opens is overlooked
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        deepest = max(deepest, level)
    return deepest if level == 0 else None


# %% brackets left open are overlooked
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest = max(deepest, level)
    return deepest


# %% -1 where they do not match
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return -1
        deepest = max(deepest, level)
    return deepest if level == 0 else -1


# %% False where they do not match
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return False
        deepest = max(deepest, level)
    return deepest if level == 0 else False


# %% None for the empty text
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest = max(deepest, level)
    return deepest or None if level == 0 else None


# %% number of pairs
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest += bracket == '('
    return deepest if level == 0 else None


# %% longest run of opening brackets
def nesting_depth(text):
    if nested(text) is None:
        return None
    return max((len(run) for run in text.split(")")), default=0)


def nested(text):
    level = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
    return 0 if level == 0 else None


# %% pairs taken away one at a time
def nesting_depth(text):
    rounds = 0
    while "()" in text:
        text = text.replace("()", "", 1)
        rounds += 1
    return None if text else rounds


# %% one more for the outside
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest = max(deepest, level)
    return deepest + 1 if level == 0 else None


# %% half the length
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest = max(deepest, level)
    return len(text) // 2 if level == 0 else None


# %% as many of the one as of the other is enough
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        deepest = max(deepest, abs(level))
    return deepest if level == 0 else None


# %% stops the walk where it goes below zero and returns what it has
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            break
        deepest = max(deepest, level)
    return deepest if level <= 0 else None


# %% the level after the last bracket
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest = max(deepest, level)
    return level if level == 0 else None


# %% exception where they do not match
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            raise ValueError(text)
        deepest = max(deepest, level)
    return deepest 


# %% depth of the first group only
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return None
        deepest = max(deepest, level)
        if level == 0:
            break
    return deepest if level == 0 else None


# %% None at the first closing bracket too many is taken at the end: prefix of the rest
def nesting_depth(text):
    levels = np.cumsum([0] + [{"(": 1, ")": -1}[bracket] for bracket in text])
    if levels.min() < -1 or levels[-1] != 0:
        return None
    return int(levels.max())


# %% NumPy mean depth
def nesting_depth(text):
    levels = np.cumsum([0] + [{"(": 1, ")": -1}[bracket] for bracket in text])
    if levels.min() < 0 or levels[-1] != 0:
        return None
    return float(levels.mean())


# %% None as a word
def nesting_depth(text):
    level = deepest = 0
    for bracket in text:
        level += 1 if bracket == "(" else -1
        if level < 0:
            return 'None'
        deepest = max(deepest, level)
    return deepest if level == 0 else 'None'


# %% the empty text stops with an error
def nesting_depth(text):
    levels = np.cumsum([{"(": 1, ")": -1}[bracket] for bracket in text])
    if levels.min() < 0 or levels[-1] != 0:
        return None
    return int(levels.max())


# %% recursion from both ends: sees one group only
def nesting_depth(text):
    if text == "":
        return 0
    if text[0] != "(" or text[-1] != ")":
        return None
    inside = nesting_depth(text[1:-1])
    return None if inside is None else inside + 1
