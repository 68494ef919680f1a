# %% letter by letter
def tokens_of(line):
    text = unicodedata.normalize("NFC", line.replace("\u2019", "'")).lower()
    tokens, k = [], 0
    while k < len(text):
        if text[k].isspace():
            k += 1
        elif not (text[k].isalnum() or text[k] == "_"):
            tokens.append(text[k])
            k += 1
        else:
            elided = [e for e in ELIDED if text.startswith(e, k) and text[k + len(e) : k + len(e) + 1].isalnum()]
            if elided:
                tokens.append(elided[0])
                k += len(elided[0])
                continue
            start = k
            while k < len(text):
                inside = text[k + 1 : k + 2].isalnum()
                number = text[k - 1].isdigit() and text[k + 1 : k + 2].isdigit()
                if not (text[k].isalnum() or (text[k] in "'-" and inside) or (text[k] in ".,:" and number)):
                    break
                k += 1
            tokens.append(text[start:k])
    return tokens


# %% one pattern, written with re.VERBOSE
def tokens_of(line):
    pattern = re.compile(
        r"""
        (?: [cdjlmnst] | (?:jus|lors|puis|quoi)? qu ) ' (?=\w)
        | \d+ (?: [.,:] \d+ )+ (?!\w)
        | \w+ (?: ['-] \w+ )*
        | \S
        """,
        re.VERBOSE,
    )
    line = unicodedata.normalize("NFC", line.lower()).replace("’", "'")
    return [match[0] for match in pattern.finditer(line)]


# %% in two passes
def tokens_of(line):
    line = unicodedata.normalize("NFC", line.lower()).replace(chr(0x2019), "'")
    found = []
    for token in re.findall(r"\w+(?:['-]\w+|(?<=\d)[.,:](?=\d)\w+)*|[^\w\s]", line):
        head = next((e for e in ELIDED if token.startswith(e)), "")
        while head:
            found.append(head)
            token = token[len(head) :]
            head = next((e for e in ELIDED if token.startswith(e)), "")
        found.append(token)
    return found
