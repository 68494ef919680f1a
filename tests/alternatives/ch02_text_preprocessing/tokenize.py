# %% a table of functions
def tokenize(lines, token="word"):
    kinds = {"word": str.split, "char": list}
    if token not in kinds:
        raise ValueError(token)
    return list(map(kinds[token], lines))


# %% regular expressions, tuples inside
def tokenize(lines, token="word"):
    match token:
        case "word":
            pattern = r"\S+"
        case "char":
            pattern = r"(?s)."
        case _:
            raise ValueError(f"no token {token}")
    return [tuple(re.findall(pattern, line)) for line in lines]
