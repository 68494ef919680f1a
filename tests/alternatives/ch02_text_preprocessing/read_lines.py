# %% open, line by line
def read_lines(path):
    found = []
    with open(path, encoding="utf-8-sig") as file:
        for line in file:
            if not line.isspace():
                found.append(line.strip())
    return found


# %% bytes, the mark taken off by hand
def read_lines(path):
    text = Path(path).read_bytes().decode("utf-8").removeprefix("\ufeff")
    return list(filter(None, map(str.strip, text.replace("\r", "").split("\n"))))
