"""Probes of chapter 7, encoder and decoder. All sizes differ, so that no transpose passes by luck."""

import unicodedata
from collections import Counter

import keras
import numpy as np

from unrolled.probes import Case, probe

LETTERS, ACCENTS = "abcdefghijklmnopqrstuvwxyz", "éèêàùçôî"
SPECIAL = ["<pad>", "<unk>", "<bos>", "<eos>"]

# -- parallel_text -----------------------------------------------------------------------------


def _words(rng, count, letters=LETTERS):
    """Draw different words of four to seven letters."""
    words = {}
    while len(words) < count:
        words["".join(rng.choice(list(letters), size=rng.integers(4, 8)))] = None
    return list(words)


def _sentences(rng, count, words, longest=7):
    """Draw sentences of one to that many words, as tuples."""
    return [tuple(rng.choice(words, size=rng.integers(1, longest + 1)).tolist()) for _ in range(count)]


def _alone(result, *given):
    """Return a result beside the arrays or lists that were handed in, which should be what they were."""
    return {"result": result, "handed in, afterwards": list(given)}


@probe
def tokens_of(student, rng):
    words, accents = _words(rng, 16), _words(rng, 4, LETTERS + ACCENTS)
    # No word begins like one of ELIDED with its apostrophe: those have one or two letters, or more and a qu.
    a, b, c, d, e, f, g, h, *rest = words
    numbers = [str(rng.integers(10, 99)) for _ in range(6)]
    spaces = ["\u00a0", "\u202f", "\u2009", "\t", "  "]
    lines = {
        ("words between spaces of all kinds", "各种空白隔开的词"): " "
        + "".join(word + spaces[k % 5] for k, word in enumerate(rest)),
        ("upper and lower case, accents", "大小写和重音符"): " ".join([a.title(), b.upper(), *map(str.upper, accents)]),
        ("accents that are code points of their own", "重音符是单独的码位"): unicodedata.normalize(
            "NFD", " ".join(_words(rng, 5, "aeiou" + ACCENTS))
        ),
        ("punctuation", "标点"): f'«\u00a0{a}, {b}…\u202f: ({c}) {d}\u202f?!\u00a0» {e}... "{f}"; {g}.',
        ("apostrophes and hyphens inside words", "词中的撇号和连字符"): f"{a}'{b} {c}-{d}-{e} {f}’{g} {numbers[0]}-{h}",
        ("apostrophes and hyphens at the ends of words", "词端的撇号和连字符"): f"'{a}' {b}- -{c} {d}'- {e} ' {f}'",
        (
            "elided words in front",
            "词首的省音词",
        ): f"l'{a} qu’{b} D'{c} jusqu'{d} Puisqu’{e} n'{f} t'{g} s'{accents[0]}",
        ("elided words before nothing", "后面没有词的省音词"): f"l' {a} qu' j'. c'-{b} m'",
        (
            "what looks like an elided word, inside a word",
            "词中像省音词的部分",
        ): f"{a}l'{b} {c}-d'{d} {e}qu'{f} {g}{numbers[1]}n'{h}",
        (
            "elided words before elided words, and hyphens",
            "省音词连着省音词，以及连字符",
        ): f"l'{a}-{b} qu'l'{c} d'{d}'{e} lorsqu'{numbers[2]}",
        (
            "numbers",
            "数",
        ): f"{numbers[0]}.{numbers[1]} {numbers[2]}:{numbers[3]}, {numbers[4]},{numbers[5]}. {numbers[0]}{a}",
        (
            "signs beside numbers",
            "数旁边的符号",
        ): f"{numbers[0]}. {numbers[1]}, .{numbers[2]} {numbers[3]}.{a} {b}.{numbers[4]} {c}:{d}",
        ("a line without a token", "没有词元的一行"): "\u202f \t" + " " * int(rng.integers(3, 9)),
    }
    for (en, zh), line in lines.items():
        if en == "a line without a token":
            yield Case(en, zh, lambda line=line: [student.tokens_of(line), student.tokens_of(a)])
        else:
            yield Case(en, zh, lambda line=line: student.tokens_of(line))


@probe
def split_by_source(student, rng):
    words = _words(rng, 30)
    n = 10 * int(rng.integers(4, 9))
    sources = list(dict.fromkeys(_sentences(rng, 3 * n, words)))[:n]
    copies = rng.integers(1, 4, size=n)
    pairs = [(sources[k], *_sentences(rng, 1, words)) for k in rng.permutation(np.repeat(np.arange(n), copies))]
    pairs += [pairs[k] for k in rng.choice(len(pairs), size=15, replace=False)]  # some pairs stand there twice
    n = len({source for source, _ in pairs})
    seed = int(rng.integers(2**31))

    def split(pairs=pairs, fraction=0.3, seed=seed):
        train, test = student.split_by_source(list(pairs), fraction, np.random.default_rng(seed))
        return list(train), list(test)

    def sizes(fraction):
        train, test = split(fraction=fraction)
        return [len({source for source, _ in part}) for part in (train, test)]

    def apart():
        train, test = split()
        return {"sources in both": len({s for s, _ in train} & {s for s, _ in test}), "pairs": len(train) + len(test)}

    def kept():
        given = list(pairs)
        parts = student.split_by_source(given, 0.3, np.random.default_rng(seed))
        held, asked = Counter(parts[0]) + Counter(parts[1]), Counter(pairs)
        return {
            "pairs": held.total(),
            "lost": (asked - held).total(),
            "invented": (held - asked).total(),
            "handed in, afterwards": given == pairs,
        }

    def in_order():
        return [part == [pair for pair in pairs if pair in set(part)] for part in split()] + [len(pairs)]

    def drawn():
        once = [(source, source[::-1]) for source in dict.fromkeys(sources)]
        tests = [set(split(once, seed=s)[1]) for s in (seed, seed, seed + 1)]
        places = sorted(once.index(pair) for pair in tests[0])
        often = Counter(once.index(pair) for k in range(200) for pair in split(once, seed=seed + k)[1])
        return {
            "size": len(tests[0]),
            "the same generator draws the same": tests[0] == tests[1],
            "another generator draws the same": tests[0] == tests[2],
            "neighbours in the list": places[-1] - places[0] < len(places),
            "every source can be drawn": len(often) == len(once) and min(often.values()) > 20,
        }

    yield Case("different sources in train and test", "训练和测试中不同的源句数", lambda: sizes(0.3))
    yield Case("a fraction that has to be rounded", "需要四舍五入的比例", lambda: sizes(float((n // 3 + 0.7) / n)))
    yield Case("no source is in both", "没有源句同时在两边", apart)
    yield Case("nothing is lost, nothing invented", "没有丢失，也没有增添", kept)
    yield Case("in the order in which they came", "保持原来的次序", in_order)
    yield Case("drawn by rng", "用 rng 抽取", drawn)


@probe
def build_vocabularies(student, rng):
    words = _words(rng, 24)
    skewed = np.repeat(words, rng.integers(1, 7, size=len(words))).tolist()
    equal = _words(rng, 9)
    pairs = list(zip(_sentences(rng, 17, skewed), _sentences(rng, 17, skewed[::-1] + words[:3]), strict=True))
    flat = [((word,), (other, word)) for word, other in zip(equal, equal[::-1], strict=True)]
    shouting = [((*source, source[0].title()), target) for source, target in pairs]
    accents = _words(rng, 6, LETTERS + ACCENTS)

    def build(pairs, min_count):
        def run():
            given = list(pairs)
            vocabularies = [list(tokens) for tokens in student.build_vocabularies(given, min_count)]
            return {"vocabularies": vocabularies, "pairs handed in": "unchanged" if given == pairs else "changed"}

        return run

    yield Case("all words", "所有的词", build(pairs, 1))
    yield Case("words that are met at least twice", "至少出现两次的词", build(pairs, 2))
    yield Case("words that are met at least four times", "至少出现四次的词", build(pairs * 2, 4))
    yield Case("all equally frequent", "次数都相同", build(flat, 1))
    yield Case("capitals and accents", "大写字母和重音符", build([*shouting, (tuple(accents), tuple(accents[:3]))], 1))
    yield Case(
        "nothing is met often enough",
        "没有一个词够次数",
        lambda: [build(pairs, 10**6)(), build(pairs[:2], 1)()],
    )


@probe(forbid=["keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences"])
def pad_with_eos(student, rng):
    words = _words(rng, 13)
    vocabulary, mixed = [*SPECIAL, *words], rng.permutation(words).tolist()
    known = [*_sentences(rng, 7, words, 6), tuple(words[:3])]
    strange = [tuple(_words(rng, 1)) + sentence for sentence in _sentences(rng, 5, words, 3)]
    long = [*_sentences(rng, 4, words, 5), tuple(rng.permutation(words).tolist()), tuple(words[2:11])]

    def pad(sentences, length):
        def run():
            given, names = list(sentences), list(vocabulary)
            ids, valid = student.pad_with_eos(given, names, length)
            return {
                "ids": ids,
                "valid lengths": valid,
                "handed in, afterwards": [given == sentences, names == vocabulary],
            }

        return run

    yield Case("sentences with room to spare", "还有空位的句子", pad(known, 11))
    yield Case("unknown words", "未知的词", pad(strange, 7))
    yield Case("sentences that are too long", "太长的句子", pad(long, 6))
    yield Case(
        "just long enough, and one too long", "刚好放得下，以及多出一个", pad([tuple(mixed[:4]), tuple(mixed[4:9])], 5)
    )
    yield Case("an empty sentence among others", "夹着一个空句子", pad([(), *known[:3], ()], 8))
    yield Case("room for the end only", "只放得下结尾", pad((known * 9)[: int(rng.integers(2, 70))], 1))


def _labels(rng, batch, time, shortest=1, size=30):
    """Draw ids of sentences that end with EOS, (batch, time); the last one fills its row."""
    valid = rng.integers(shortest, time, size=batch)
    valid[-1] = time
    ids = rng.integers(4, size, size=(batch, time)).astype("int32")
    ids[np.arange(batch), valid - 1] = 3
    ids[np.arange(time) >= valid[:, None]] = 0
    return ids


@probe
def shift_right(student, rng):
    labels = _labels(rng, 5, 9)
    full = rng.integers(4, 30, size=(3, 6))
    full[:, -1] = 3

    def shift(labels, kind=np.asarray):
        def run():
            given = kind(labels.copy())
            return _alone(student.shift_right(given), given)

        return run

    unknown = np.where((labels > 3) & (rng.random(labels.shape) < 0.4), 1, labels)
    yield Case("sentences that fill their rows", "填满整行的句子", shift(full), ("batch", "time"))
    yield Case("sentences of different lengths", "长短不一的句子", shift(labels), ("batch", "time"))
    yield Case("unknown words", "未知的词", shift(unknown), ("batch", "time"))
    yield Case(
        "only <eos>, in one row", "有一行只有 <eos>", shift(np.vstack([labels, [3] + 8 * [0]])), ("batch", "time")
    )
    yield Case(
        "columns of padding only behind all",
        "最后有全是填充的列",
        shift(np.pad(labels[:-1], [(0, 0), (0, 2)])),
        ("batch", "time"),
    )
    yield Case("one sentence", "一个句子", shift(labels[1:2]), ("batch", "time"))


@probe(forbid=["unrolled.data.windows"])
def pair_batches(student, rng):
    batch, count = int(rng.integers(3, 6)), int(rng.integers(5, 8))
    pairs = batch * count + int(rng.integers(1, batch))
    source, target = _labels(rng, pairs, 12, size=40), _labels(rng, pairs, 8, size=40)
    source[:, 0] = 100 + np.arange(pairs)  # tells which pair a row is of
    target[:, 0] = 300 + np.arange(pairs)
    target[:, 5:] = 0  # padding in every row
    equal = source[:, :5].copy()
    equal[:, 1:] = 7
    seed, tag = (int(rng.integers(2**31)) for _ in range(2))

    def draw(source=source, target=target, batch=batch, seed=seed):
        drawn = student.pair_batches(source.copy(), target.copy(), batch, np.random.default_rng(seed))
        return [(np.asarray(x), np.asarray(y)) for x, y in drawn]

    def rows():
        batches = draw()
        x = sorted(int(row[0]) - 100 for x, _ in batches for row in x)
        apart = sum(int(a[0]) + 200 != int(b[0]) for x, y in batches for a, b in zip(x, y, strict=True))
        return {"pairs": x, "rows that are not with their translation": apart, "drawing": tag}

    def whole():
        wrong = 0
        for x, y in draw():
            for part, ids, first in ((x, source, 100), (y, target, 300)):
                padded = np.pad(part, [(0, 0), (0, ids.shape[1] - part.shape[1])])
                wrong += int(np.sum(padded != ids[part[:, 0] - first]))
        return {"ids that are not what they were": wrong, "ids": int(source.sum())}

    def sizes():
        return {"sizes of batches, sorted": sorted(len(x) for x, _ in draw()), "batch": batch}

    def spread():
        ranges = sorted((int(n.min()), int(n.max())) for n in ((x != 0).sum(axis=1) for x, _ in draw()))
        return {"shortest and longest source of each batch, sorted": ranges}

    def trimmed():
        columns = [int((part == 0).all(axis=0).sum()) for pair in draw() for part in pair]
        return {"columns of padding only": sum(columns), "columns": sum(x.shape[1] for x, _ in draw(batch=1))}

    def shuffled():
        batches = draw(seed=seed)
        lengths = [int((x != 0).sum()) for x, _ in batches]
        again, other = draw(seed=seed), draw(seed=seed + 1)

        def firsts(batches):
            return [x[:, 0].tolist() for x, _ in batches]

        return {
            "drawing": tag,
            "batches stand in the order of their lengths": lengths in (sorted(lengths), sorted(lengths)[::-1]),
            "the same generator draws the same": firsts(batches) == firsts(again),
            "another generator draws the same": firsts(batches) == firsts(other),
        }

    def ties():
        """Equally long sources: which are in a batch together is a matter of chance, and each order is."""
        sets, first = set(), Counter()
        for k in range(300):
            batches = draw(equal, target, batch, seed + k)
            whole = [frozenset(x[:, 0].tolist()) for x, _ in batches if len(x) == batch]
            sets.update(whole)
            first[len(batches[0][0]) < batch] += 1
        apart = {frozenset(range(100 + k, 100 + k + batch)) for k in range(0, pairs, batch)}
        return {
            "drawing": tag,
            "batches are always neighbours in the data": sets <= apart,
            "many different batches": len(sets) > 200,
            "the small batch may come first": first[True] > 0,
            "it always does": first[False] == 0,
        }

    yield Case("every pair once, with its translation", "每个句对一次，并与译文在一起", rows)
    yield Case("ids are what they were", "编号没有改变", whole)
    yield Case("the sizes of the batches", "各批次的大小", sizes)
    yield Case("sources of similar length together", "长度相近的源句在一起", spread)
    yield Case("no column of padding only", "没有全是填充的列", trimmed)
    yield Case("an order drawn by rng", "用 rng 抽取的次序", shuffled)
    yield Case("equally long sources in a drawn order", "一样长的源句按抽取的次序", ties)


@probe(
    forbid=[
        "keras.losses.sparse_categorical_crossentropy",
        "keras.losses.SparseCategoricalCrossentropy",
        "keras.losses.categorical_crossentropy",
        "keras.losses.CategoricalCrossentropy",
        "keras.ops.sparse_categorical_crossentropy",
        "keras.ops.categorical_crossentropy",
    ]
)
def sequence_loss(student, rng):
    labels = _labels(rng, 4, 6, size=9)
    logits = rng.normal(size=(4, 6, 9)) * 2
    full = rng.integers(1, 9, size=(3, 5))
    axes = ("batch", "time", "vocab_size")

    def both(logits, labels):
        def run():
            given = logits.copy(), labels.copy()
            loss, gradient = student.sequence_loss(*given)
            return {"loss": loss, "gradient": gradient, "handed in, afterwards": list(given)}

        return run

    def padded():
        more = np.full((4, 3, 9), 5.0)
        loss, gradient = student.sequence_loss(np.concatenate([logits, more], axis=1), np.pad(labels, [(0, 0), (0, 3)]))
        return {
            "loss": loss,
            "gradient where there is padding": np.asarray(gradient)[:, 6:],
            "and before": np.asarray(gradient)[:, :6],
        }

    def differences():
        loss, gradient = student.sequence_loss(logits.copy(), labels.copy())
        slopes, there = [], []
        for place in [(0, 0, 3), (1, 0, int(labels[1, 0])), (3, 2, 5), (3, 5, 3), (3, 4, 0)]:
            step = np.zeros_like(logits)
            step[place] = 0.05  # large enough for a loss in float32
            up, down = (student.sequence_loss(logits + s, labels.copy())[0] for s in (step, -step))
            slopes.append((up - down) / 0.1)
            there.append(np.asarray(gradient)[place])
        return {"loss": loss, "slopes of the loss": slopes, "gradient in the same places": there}

    yield Case("no padding", "没有填充", both(logits[:3, :5], full), axes)
    yield Case("sentences of different lengths", "长短不一的句子", both(logits, labels), axes)
    yield Case("more padding", "更多的填充", padded, axes)
    yield Case("large logits", "很大的 logits", both(logits * 400, labels), axes)
    yield Case("large negative logits", "很大的负 logits", both(logits - 2000, labels), axes)
    yield Case("the slopes of the loss", "损失的斜率", differences, axes, 1e-4)
    yield Case(
        "one sentence of one word", "只有一个词的一个句子", both(logits[:1], labels[:1] * (np.arange(6) < 1)), axes
    )


def _spoilt(rng, sentence, words, share=0.3):
    """Return a sentence with some other words, some missing, and some said twice."""
    tokens = []
    for token in sentence:
        kind = rng.choice(["kept", "other", "missing", "twice"], p=[1 - share, share / 2, share / 4, share / 4])
        tokens += {"kept": [token], "other": [str(rng.choice(words))], "missing": [], "twice": [token, token]}[kind]
    return tokens or [str(rng.choice(words))]


@probe
def corpus_bleu(student, rng):
    words = _words(rng, 11)
    meant = [rng.choice(words, size=rng.integers(5, 15)).tolist() for _ in range(8)]
    candidates = [_spoilt(rng, sentence, words) for sentence in meant]
    references = [[sentence] for sentence in meant]
    several = [[_spoilt(rng, sentence, words, 0.4) for _ in range(3)] for sentence in meant]
    a, b, c, d, e, f, g = words[:7]
    short = [sentence[: len(sentence) // 2] for sentence in meant]
    tail = int(rng.integers(1, 4))

    def bleu(candidates, references, **order):
        def run():
            said, given = [list(tokens) for tokens in candidates], [[list(one) for one in some] for some in references]
            score = student.corpus_bleu(said, given, **order)
            same = said == candidates and given == references
            return score if same else {"score": score, "lists handed in": "changed"}

        return run

    def sentence(length):
        return rng.choice(words, size=length).tolist()

    yield Case("one reference each", "各有一份参考译文", bleu(candidates, references))
    yield Case(
        "a candidate that repeats a word",
        "候选译文重复同一个词",
        bleu([[a] * (5 + tail), *candidates], [[[a, b, c, a, d]], *references], order=1),
    )
    yield Case("candidates that are too short", "太短的候选译文", bleu(short, references, order=2))
    yield Case(
        "candidates that are too long", "太长的候选译文", bleu([s + sentence(2 + tail) for s in meant], references)
    )
    yield Case("several references", "多份参考译文", bleu(candidates, several, order=3))
    yield Case(
        "matches in different references",
        "与不同的参考译文匹配",
        bleu(
            [[a, a, b, c, d] + [e] * tail, *candidates],
            [[[a, b, a, c, e], [c, d, b, a], [e, e, g, b, f, f]], *several],
            order=2,
        ),
    )
    yield Case(
        "lengths: the closest reference, the shorter of two",
        "长度：最接近的参考译文，两份同样接近时取较短的",
        lambda: (
            [
                bleu([m], [r], order=1)()
                for m, r in (
                    (sentence_of[:6], [sentence_of[:4], sentence_of[:8]]),
                    (sentence_of[:6], [sentence_of[:8], sentence_of[:4]]),
                    (sentence_of[:5], [sentence_of[:9], sentence_of[: 6 + tail % 2], sentence_of[:1]]),
                    (sentence_of[:7], [sentence_of[:2], sentence_of]),
                )
            ]
            + [bleu(candidates, references, order=1)()]
        ),
    )
    sentence_of = meant[int(np.argmax([len(s) for s in meant]))] + words[:4]
    yield Case(
        "orders 1 to 5",
        "一到五阶",
        lambda: (
            [bleu(candidates, references, order=n)() for n in range(1, 6)]
            + [bleu([words[:5]], [[[*words[:4], words[5]]]])()]  # one 4-gram matches
        ),
    )
    yield Case(
        "candidates without a 4-gram",
        "没有四元组的候选译文",
        lambda: [
            bleu([[a, b, c], [d, e]], [[[a, b, c]], [[d, e]]])(),
            bleu([meant[0], [d, e]], [[meant[0]], [[d, e, *f]]])(),
        ],
    )
    yield Case(
        "nothing matches",
        "完全不匹配",
        lambda: [
            bleu([[a, b, c, d, e]], [[[d, c, a, e, b]]])(),
            bleu([[a] * 5], [[[b] * 5]])(),
            bleu(short, references)(),
        ],
    )


@probe
def distinct_n(student, rng):
    words = _words(rng, 9)
    sentences = [list(tokens) for tokens in _sentences(rng, 14, words, 9)]
    few = [list(tokens) for tokens in _sentences(rng, 6, words[:3], 8)]

    def distinct(sentences, n):
        def run():
            given = [list(tokens) for tokens in sentences]
            share = student.distinct_n(given, n)
            return share if given == sentences else {"share": share, "lists handed in": "changed"}

        return run

    yield Case("words", "词", distinct(sentences, 1))
    yield Case("pairs of words", "词对", distinct(few, 2))
    yield Case("triples of words", "三词组", distinct(few * 2, 3))
    yield Case(
        "the same sentence again and again",
        "反复说同一句",
        distinct([words[: int(rng.integers(4, 9))]] * int(rng.integers(3, 8)), 2),
    )
    yield Case(
        "sentences that are too short",
        "太短的句子",
        lambda: [distinct([words[:1], words[1:3]], 3)(), distinct([], 1)(), distinct([*few, words[:1], []], 2)()],
    )


# -- encoder_decoder ---------------------------------------------------------------------------

WORDS, FEATURES, UNITS, BATCH, TIME, STEPS = 11, 3, 4, 2, 5, 6
LOGITS = ("batch", "time", "words")


def _floats(rng, *shape):
    return rng.normal(scale=0.7, size=shape).astype("float32")


def _ids(rng, *shape, low=1, high=WORDS):
    return rng.integers(low, high, size=shape, dtype="int32")


def _set(layer, arrays):
    """Give a layer that was called its weights, each by its shape, in whatever order the layer holds them."""
    by_shape = {array.shape: array for array in arrays}
    layer.set_weights([by_shape[tuple(weight.shape)] for weight in layer.weights])
    return layer


def _gru_weights(rng, features, units=UNITS):
    return [_floats(rng, features, 3 * units), _floats(rng, units, 3 * units), _floats(rng, 2, 3 * units)]


@probe
def Encoder(student, rng):
    axes = ("batch", "units")
    weights = [_floats(rng, WORDS, FEATURES), *_gru_weights(rng, FEATURES)]
    source = _ids(rng, BATCH, TIME)
    behind, before, mixed = (source.copy() for _ in range(3))
    behind[0, 3:] = 0
    before[0, :2] = 0
    mixed[0, 2], mixed[1, -1] = 0, 0
    words, features, units = (int(n) for n in rng.choice(np.arange(20, 60), size=3, replace=False))

    def context(source):
        encoder = student.Encoder(WORDS, FEATURES, UNITS)
        encoder(source)
        return _set(encoder, weights)(source)

    def rebuilt():
        encoder = student.Encoder(WORDS, FEATURES, UNITS, name="reader")
        encoder = type(encoder).from_config(encoder.get_config())
        encoder(behind)
        return {"context": _set(encoder, weights)(behind), "called as before": encoder.name == "reader"}

    def shapes():
        encoder = student.Encoder(words, features, units)
        encoder(source)
        return sorted(list(weight.shape) for weight in encoder.weights)

    yield Case("sentences without padding", "没有补齐的句子", lambda: context(source), axes)
    yield Case("zeros behind a sentence", "句子后面有零", lambda: context(behind), axes)
    yield Case("zeros in front of a sentence", "句子前面有零", lambda: context(before), axes)
    yield Case("zeros in the middle, and behind", "中间和后面有零", lambda: context(mixed), axes)
    yield Case("rebuilt from get_config", "由 get_config 重建", rebuilt, axes)
    yield Case("the shapes of the weights", "权重的形状", shapes)


@probe
def Decoder(student, rng):
    joined = FEATURES + UNITS
    common = [_floats(rng, WORDS, FEATURES), _floats(rng, UNITS, WORDS), _floats(rng, WORDS)]
    weights = {False: [*common, *_gru_weights(rng, FEATURES)], True: [*common, *_gru_weights(rng, joined)]}
    context = _floats(rng, BATCH, UNITS)
    target = _ids(rng, BATCH, TIME)

    def ready(every_step, rebuilt=False):
        decoder = student.Decoder(WORDS, FEATURES, UNITS, every_step=every_step, name="writer")
        decoder = type(decoder).from_config(decoder.get_config()) if rebuilt else decoder
        decoder(target, decoder.start(context))
        return _set(decoder, weights[every_step])

    def rebuilt(every_step):
        decoder = ready(every_step, rebuilt=True)
        return {"logits": decoder(target, decoder.start(context))[0], "called as before": decoder.name == "writer"}

    def at_once(every_step):
        decoder = ready(every_step)
        state = decoder.start(context)
        decoder(target, state)
        return decoder(target, state)[0]  # the state that was handed in is as good as new

    def in_parts(every_step, cuts):
        decoder = ready(every_step)
        state, parts = decoder.start(context), []
        for part in np.split(target, cuts, axis=1):
            logits, state = decoder(part, state)
            parts.append(logits)
        return keras.ops.concatenate(parts, axis=1)

    word_by_word = range(1, TIME)
    yield Case("the context as first state", "上下文作为初始状态", lambda: at_once(False), LOGITS)
    yield Case("the context at every step", "每一步都有上下文", lambda: at_once(True), LOGITS)
    yield Case("two parts, the state carried", "分两段，状态接着传", lambda: in_parts(False, [2]), LOGITS)
    yield Case(
        "word by word, the context at every step",
        "逐词，每一步都有上下文",
        lambda: in_parts(True, word_by_word),
        LOGITS,
    )
    yield Case(
        "rebuilt from get_config, the context at every step",
        "由 get_config 重建，每一步都有上下文",
        lambda: rebuilt(True),
        LOGITS,
    )
    yield Case(
        "rebuilt from get_config, the context as first state",
        "由 get_config 重建，上下文作为初始状态",
        lambda: rebuilt(False),
        LOGITS,
    )


class Reader(keras.layers.Layer):
    """An encoder that keeps the contract and is none that anybody would build: a weighted sum of the words."""

    def __init__(self, table, **kwargs):
        super().__init__(**kwargs)
        self.table, self.calls = keras.ops.convert_to_tensor(table), 0

    def call(self, source):
        self.calls += 1
        place = keras.ops.arange(1, source.shape[1] + 1, dtype="float32")[:, None]
        return keras.ops.sum(keras.ops.take(self.table, source, axis=0) / place, axis=1)


class Writer(keras.layers.Layer):
    """A decoder that keeps the contract; its state is a dictionary, to be handed on and not to be looked into."""

    def __init__(self, table, weights, to_logits, again=0.0, **kwargs):
        super().__init__(**kwargs)
        parts = table, weights, to_logits
        self.table, self.mix, self.to_logits = map(keras.ops.convert_to_tensor, parts)
        self.again = again  # how much of the context is added at every step

    def start(self, context):
        return {"memory": keras.ops.tanh(keras.ops.matmul(context, self.mix)), "context": context}

    def call(self, target_in, state):
        memory, context = state["memory"], state["context"]
        read, logits = keras.ops.take(self.table, target_in, axis=0), []
        steps = target_in.shape[1]
        for t in range(steps):
            memory = keras.ops.tanh(keras.ops.matmul(memory, self.mix) + read[:, t] + self.again * context)
            logits.append(keras.ops.matmul(memory, self.to_logits))
        return keras.ops.stack(logits, axis=1), {"memory": memory, "context": context}


def _writer(rng, **options):
    return Writer(_floats(rng, WORDS, UNITS), _floats(rng, UNITS, UNITS) / 2, _floats(rng, UNITS, WORDS), **options)


@probe
def EncoderDecoder(student, rng):
    table, source, target = _floats(rng, WORDS, UNITS), _ids(rng, BATCH, TIME), _ids(rng, BATCH, STEPS)
    decoder = _writer(rng)

    def model():
        return student.EncoderDecoder(Reader(table), decoder)

    def walk():
        whole = model()
        state, steps = whole.start(source), []
        for t in range(3):
            logits, state = whole.step(target[:, t], state)
            steps.append(np.array(logits))
        return {"logits": np.stack(steps, axis=1), "how often the source was read": whole.encoder.calls}

    def other_encoder():
        features = source[:, :UNITS] / np.float32(WORDS)  # what an encoder of pictures may be handed
        whole = student.EncoderDecoder(keras.layers.Activation("tanh"), decoder)
        return whole((features, target))

    def learns():
        whole = model()
        whole.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=False)
        return whole.evaluate((source, target), target, verbose=0)

    yield Case("called on a source and a target", "输入原文和译文", lambda: model()((source, target)), LOGITS)
    yield Case("start: the decoder's first state", "start：解码器的初始状态", lambda: model().start(source))
    yield Case(
        "one step after the start", "从 start 走一步", lambda: model().step(target[:, 0], model().start(source))[0]
    )
    yield Case("three steps, the state carried; the source read once", "走三步，状态接着传；原文只读一次", walk)
    yield Case("with another encoder", "换一个编码器", other_encoder, LOGITS)
    yield Case("`evaluate` of Keras", "Keras 的 `evaluate`", learns)


@probe
def greedy_translate(student, rng):
    axes = ("rows", "time")
    rows, words, bos, eos = 3, 9, 2, 3
    noise = rng.normal(size=(7, rows, words))

    def scripted(script, end=None):
        """Return a step that follows a script, (rows, time), as long as it is fed what it wrote, and counts its calls."""
        seen = []

        def step(token, state):
            seen.append(np.array(token).tolist())
            logits = noise[state, : len(script)].copy()
            logits[np.arange(len(script)), script[:, state]] += 20
            return logits, state + 1

        return step, seen

    def written(script, limit):
        return lambda: student.greedy_translate(scripted(script)[0], 0, len(script), bos, eos, limit)

    def fed(script, limit):
        def run():
            step, seen = scripted(script)
            student.greedy_translate(step, 0, len(script), bos, eos, limit)
            return {"calls of step": len(seen), "what each was fed": np.array(seen)}

        return run

    script = rng.integers(4, words, size=(rows, 7))
    several = script.copy()
    several[0, 2] = several[1, 4] = several[2, 5] = eos
    one = script[:1].copy()
    one[0, int(rng.integers(1, 5))] = eos
    table = rng.normal(size=(words, words))
    table[:, :4] -= 9

    def chain():
        return student.greedy_translate(
            lambda token, state: (table[np.array(token)] + state, state), 0.5, 4, bos, eos, 5
        )

    def drifting():
        def step(token, state):
            return table[np.array(token)] + np.roll(table[bos], state), state + 2

        return student.greedy_translate(step, 1, 2, bos, eos, 6)

    yield Case("rows that end at different steps", "各行在不同的时间步结束", written(several, 7), axes)
    yield Case("what is fed to each step", "每一步读到什么", fed(several, 7))
    yield Case("nobody ends: the limit", "没有一行结束：上限", written(script, 5), axes)
    yield Case("one row", "只有一行", written(one, 7), axes)
    yield Case("the first word follows from bos", "第一个词取决于 bos", chain, axes)
    yield Case("the state is carried", "状态传下去", drifting, axes)
    yield Case("an end at the limit itself", "恰好在上限处结束", written(several, 6), axes)


@probe
def context_gradient(student, rng):
    axes = ("batch", "units")
    source, target_in, target = _ids(rng, BATCH, TIME), _ids(rng, BATCH, STEPS), _ids(rng, BATCH, STEPS)
    padded = target.copy()
    padded[0, 2:] = 0
    table = _floats(rng, WORDS, UNITS)
    once, always = _writer(rng), _writer(rng, again=float(rng.uniform(0.3, 0.9)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)

    def squares(target, logits):
        return keras.ops.sum((logits - keras.ops.cast(target, "float32")[..., None] / WORDS) ** 2)

    class Parts:
        """All that is needed of a model."""

        def __init__(self, decoder):
            self.encoder, self.decoder = Reader(table), decoder

    def gradient(decoder, target=target, loss=loss):
        return lambda: student.context_gradient(Parts(decoder), loss, source.copy(), target_in.copy(), target.copy())

    def with_encoder_of_weights():
        parts = Parts(once)
        parts.encoder = keras.Sequential([keras.layers.Embedding(WORDS, UNITS), keras.layers.GlobalAveragePooling1D()])
        parts.encoder(source)
        parts.encoder.set_weights([table])
        return student.context_gradient(parts, loss, source, target_in, target)

    yield Case("a decoder that starts from the context", "从上下文出发的解码器", gradient(once), axes)
    yield Case("one that reads it at every step", "每一步都读上下文的解码器", gradient(always), axes)
    yield Case("padding in the target", "译文里有补齐的零", gradient(always, padded), axes)
    yield Case("another loss", "另一种损失", gradient(once, loss=squares), axes)
    yield Case("an encoder with weights", "带权重的编码器", with_encoder_of_weights, axes)


@probe
def reverse_words(student, rng):
    axes = ("batch", "time")
    source = _ids(rng, 3, TIME, high=90)
    ragged = source.copy()
    ragged[0, 3:], ragged[2, 1:] = 0, 0
    empty = source.copy()
    empty[1] = 0

    def twice():
        given = ragged.copy()
        once = student.reverse_words(given)
        return {"what was handed in": given.copy(), "reversed twice": student.reverse_words(np.array(once))}

    yield Case("rows without zeros", "没有零的行", lambda: student.reverse_words(source.copy()), axes)
    yield Case("rows of different lengths", "长短不一的行", lambda: student.reverse_words(ragged.copy()), axes)
    yield Case("a row without words", "有一行没有单词", lambda: student.reverse_words(empty.copy()), axes)
    yield Case("twice is back again; what was handed in is unchanged", "倒两次就还原；传入的数组不变", twice)


@probe
def mixed_pass(student, rng):
    decoder = _writer(rng, again=0.3)
    context = _floats(rng, 3, UNITS)
    target = _ids(rng, 3, STEPS)
    forced = rng.random((3, STEPS)) < 0.5
    forced[:, 0] = False
    rows = np.array([[True] * STEPS, [False] * STEPS, [True, False] * (STEPS // 2)])

    def logits(forced, target=target):
        return lambda: student.mixed_pass(decoder, decoder.start(context), target.copy(), forced.copy())

    def in_graph():
        mixed_pass = student.mixed_pass
        run = keras.layers.Lambda(lambda forced: mixed_pass(decoder, decoder.start(context), target, forced))
        inputs = keras.Input(batch_shape=(3, STEPS), dtype="bool")
        model = keras.Model(inputs, run(inputs))
        model.compile(jit_compile=False)
        return model.predict_on_batch(forced)

    yield Case("all forced: teacher forcing", "全为真：教师强制", logits(np.ones_like(forced)), LOGITS)
    yield Case("none forced: free running", "全为假：自由运行", logits(np.zeros_like(forced)), LOGITS)
    yield Case("some forced", "有真有假", logits(forced), LOGITS)
    yield Case("each row has its own coins", "每一行有自己的硬币", logits(rows), LOGITS)
    yield Case("a target of one word", "只有一个词的译文", logits(forced[:, :1], target[:, :1]), LOGITS)
    yield Case("inside of a Keras model", "在 Keras 模型里运行", in_graph, LOGITS)
