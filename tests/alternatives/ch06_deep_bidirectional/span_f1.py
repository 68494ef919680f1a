# %% a span for every beginning, followed to its end
def span_f1(gold, predicted):
    def spans(row, tags):
        found = []
        for t, tag in enumerate(tags):
            kind = tag[2:]
            before = tags[t - 1][2:] if t else ""
            if tag == "O" or (tag[0] == "I" and before == kind):
                continue
            end = t + 1
            while end < len(tags) and tags[end] == "I-" + kind:
                end += 1
            found.append((row, t, end, kind))
        return found

    truth = {span for row, tags in enumerate(gold) for span in spans(row, tags)}
    claim = {span for row, tags in enumerate(predicted) for span in spans(row, tags)}
    if not truth and not claim:
        return 0.0
    return 2 * len(truth & claim) / (len(truth) + len(claim))


# %% precision and recall
def span_f1(gold, predicted):
    def spans(tags):
        found, now = [], None
        for t, tag in enumerate(tags):
            if now and tag == "I-" + now[1]:
                continue
            if now:
                found.append((now[0], t - 1, now[1]))
            now = None if tag == "O" else (t, tag[2:])
        return found + ([(now[0], len(tags) - 1, now[1])] if now else [])

    pairs = [(spans(g), spans(p)) for g, p in zip(gold, predicted)]
    right = sum(span in truth for truth, claim in pairs for span in claim)
    if not right:
        return 0
    precision = right / sum(len(claim) for _, claim in pairs)
    recall = right / sum(len(truth) for truth, _ in pairs)
    return 2 * precision * recall / (precision + recall)
