# %% character by character
def clean(line):
    kept = (c if c.isalnum() else " " for c in unicodedata.normalize("NFC", line))
    return " ".join("".join(kept).lower().split())


# %% words found instead of gaps replaced
def clean(line):
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", line.lower())))


# %% by Unicode category
def clean(line):
    words, word = [], ""
    for c in unicodedata.normalize("NFC", line) + " ":
        if unicodedata.category(c)[0] in "LN":
            word += c.lower()
        elif word:
            words, word = [*words, word], ""
    return " ".join(words)
