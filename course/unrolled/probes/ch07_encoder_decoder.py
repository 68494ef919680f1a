"""Probes of chapter 7, encoder and decoder. All sizes differ, so that no transpose passes by luck."""

import unicodedata
from collections import Counter
from functools import cache
from itertools import islice

import keras
import numpy as np

from unrolled.compare import array, explain
from unrolled.probes import Case, probe, without_counts

LETTERS, ACCENTS = "abcdefghijklmnopqrstuvwxyz", "éèêàùçôî"
SPECIAL = ["<pad>", "<unk>", "<bos>", "<eos>"]

# -- judges, which run where the student's code does not ---------------------------------------


def in_arrays(expected, got, rtol=1e-5, atol=1e-5, axes=None):
    """Judge results for which the text asks for arrays, which went through `_kind`, and for whole numbers where the expected ones are."""
    return _other_kind(expected, got) or explain(expected, got, rtol, atol, axes)


def _kind(result):
    """Return a result, in place of a list or tuple its name: `in_arrays` has words for that, others take it for an array."""
    return type(result).__name__ if isinstance(result, list | tuple) else result


def _other_kind(want, have):
    """Return what to say of the first part that is no array, or not of whole numbers, where it should be; None where all are."""
    asked, came = array(want), array(have)
    if asked is not None and type(have) is str:
        return f"An array is asked for; what came is a {have}.", f"要求的是数组，得到的却是 {have}。"
    if asked is not None and came is not None and asked.dtype.kind in "iu" and came.dtype.kind not in "iu":
        dtype = have["dtype"]
        return f"Whole numbers are asked for; yours have dtype {dtype}.", f"要求的是整数；你的 dtype 是 {dtype}。"
    parts, others = _parts(want), _parts(have)
    found = (_other_kind(part, others[key]) for key, part in parts.items() if key in others)
    return next(filter(None, found), None)


def _parts(data):
    """Return the parts of plain data that is a dict, a list or a tuple, by key or place."""
    content = next((data[tag] for tag in ("dict", "list", "tuple") if type(data) is dict and tag in data), {})
    return content if type(content) is dict else dict(enumerate(content)) if type(content) is list else {}


def judged(words):
    """Return a judge for results that chance has a part in: dicts of arrays, of which `words` says what is wrong, None where nothing is."""

    def judge(expected, got, rtol=1e-5, atol=1e-5, axes=None):
        want, have = _dict_of_arrays(expected), _dict_of_arrays(got)
        if want is None or have is None or want.keys() != have.keys():
            return explain(expected, got, rtol, atol, axes)
        return words(want, have)

    return judge


def _dict_of_arrays(data):
    """Return name -> array of plain data that is a dict of arrays, else None."""
    entries = data.get("dict") if type(data) is dict else None
    arrays = {name: array(part) for name, part in entries.items()} if type(entries) is dict else {None: None}
    return None if any(part is None for part in arrays.values()) else arrays


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
    spaces = ["\u00a0", "\u202f", "\u2009", "\t", "  ", "\n", "\u3000"]
    lines = {
        ("words between spaces of all kinds", "各种空白隔开的词"): " "
        + "".join(word + spaces[k % 7] for k, word in enumerate(rest)),
        ("upper and lower case, accents", "大小写和重音符"): " ".join([a.title(), b.upper(), *map(str.upper, accents)]),
        ("accents that are code points of their own", "重音符是单独的码位"): unicodedata.normalize(
            "NFD", " ".join(_words(rng, 5, "aeiou" + ACCENTS))
        ),
        ("signs that only look like others", "只是看起来相像的符号"): f"{a}… m² {b} ½ ﬁn {c}™ {d}ß №{numbers[0]}",
        ("punctuation", "标点"): f'«\u00a0{a}, {b}…\u202f: ({c}) {d}\u202f?!\u00a0» {e}... "{f}"; {g}.',
        ("apostrophes and hyphens inside words", "词中的撇号和连字符"): f"{a}'{b} {c}-{d}-{e} {f}’{g} {numbers[0]}-{h}",
        (
            "apostrophes and hyphens at the ends of words",
            "词端的撇号和连字符",
        ): f"'{a}' {b}- -{c} {d}'- {e} ' {f}' {g}--{h} {a}'-{b} {c}''{d}",
        (
            "elided words in front",
            "词首的省音词",
        ): f"l'{a} qu’{b} D'{c} jusqu'{d} Puisqu’{e} n'{f} t'{g} s'é{accents[0]}",
        ("elided words before nothing", "后面没有词的省音词"): f"l' {a} qu' j'. c'-{b} m'",
        (
            "what looks like an elided word, inside a word",
            "词中像省音词的部分",
        ): f"{a}l'{b} {c}-d'{d} {e}qu'{f} {g}{numbers[1]}n'{h}",
        (
            "elided words before words with apostrophes and hyphens",
            "省音词后面的词带撇号或连字符",
        ): f"l'{a}-{b} d'{d}'{e} qu'{c}'{f}-{g} lorsqu'{numbers[2]}",
        (
            "numbers",
            "数",
        ): f"{numbers[0]}.{numbers[1]} {numbers[2]}:{numbers[3]}, {numbers[4]},{numbers[5]}. {numbers[0]}{a}"
        + f" {numbers[1]},{numbers[2]},{numbers[3]} {numbers[4]}:{numbers[5]}:{numbers[0]}.{numbers[1]}",
        (
            "signs beside numbers",
            "数旁边的符号",
        ): f"{numbers[0]}. {numbers[1]}, .{numbers[2]} {numbers[3]}.{a} {b}.{numbers[4]} {c}:{d}",
        ("a line without a token", "没有词元的一行"): "\u202f \t" + " " * int(rng.integers(3, 9)),
    }
    for (en, zh), line in lines.items():
        if en == "a line without a token":
            yield Case(en, zh, lambda line=line: [student.tokens_of(text) for text in (line, "", a)])
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
    once = [(source, source[::-1]) for source in dict.fromkeys(sources)]
    number_of = {pair: int(k) for pair, k in zip(pairs + once, rng.permutation(10**4), strict=False)}

    def numbers(part):
        """Return a list of pairs as their numbers; what has no length is no list."""
        return np.array([number_of.get(pair, -1) for pair in part], int) + 0 * len(part)

    def split(pairs=pairs, fraction=0.3, seed=seed):
        return student.split_by_source(list(pairs), fraction, np.random.default_rng(seed))

    def sizes(fraction, pairs=pairs):
        train, test = split(pairs, fraction)
        return [len({source for source, _ in part}) for part in (train, test)]

    def rounded():
        odd = once[: 4 * (len(once) // 4) - 3]  # half of them are an even number and a half
        near = [float((n // 3 + part) / n) for part in (0.7, 0.3)]
        return [*(sizes(fraction) for fraction in near), sizes(0.5, odd)]

    def apart():
        counts = [Counter(source for source, _ in part) for part in split()]
        return np.array(sorted(sorted((part[source] for part in counts), reverse=True) for source in set(sources)))

    def kept():
        given = list(pairs)
        train, test = student.split_by_source(given, 0.3, np.random.default_rng(seed))
        both = np.concatenate([numbers(train), numbers(test)])
        return {"pairs, sorted": np.sort(both), "handed in, afterwards": numbers(given)}

    def in_order():
        train, test = split()
        return {"pairs": numbers(pairs), "train": numbers(train), "test": numbers(test)}

    def drawn():
        tests = [numbers(split(once, seed=s)[1]) for s in (seed, seed, seed + 1)]
        often = Counter(k for extra in range(200) for k in numbers(split(once, seed=seed + extra)[1]).tolist())
        sources = numbers(once)
        result = {"sources": sources, "how often each is drawn": np.array([often[k] for k in sources.tolist()])}
        return result | dict(zip(("once", "again", "otherwise"), map(np.sort, tests), strict=True))

    yield Case("different sources in train and test", "训练和测试中不同的源句数", lambda: sizes(0.3))
    yield Case("fractions that have to be rounded", "需要四舍五入的比例", rounded)
    yield Case("none of the sources, and all of them", "一个源句也不取，以及全部都取", lambda: [sizes(0.0), sizes(1.0)])
    yield Case("no source is in both", "没有源句同时在两边", apart)
    yield Case("nothing is lost, nothing invented", "没有丢失，也没有增添", kept)
    yield Case("in the order in which they came", "保持原来的次序", in_order, judge=judged(_order_kept))
    yield Case("drawn by rng", "用 rng 抽取", drawn, judge=judged(_by_rng))


def _order_kept(want, have):
    """Say which part of a split does not hold its pairs as they came."""
    for part in ("train", "test"):
        row = have[part].ravel().tolist()
        if not row:
            return f"`{part}` is empty.", f"`{part}` 是空的。"
        if row != [k for k in want["pairs"].tolist() if k in set(row)]:
            return (
                f"The pairs in `{part}` do not stand as they came, or not as often.",
                f"`{part}` 中句对的次序或次数与原来的不同。",
            )


def _by_rng(want, have):
    """Say what is wrong with draws of sources: of one seed twice, of another one, and of 200."""
    once, again, otherwise = (have[name].ravel().tolist() for name in ("once", "again", "otherwise"))
    often = have["how often each is drawn"]
    if not set(once) <= set(want["sources"].tolist()) or often.shape != want["sources"].shape:
        return "The test holds pairs that were not handed in.", "测试中有不是交进来的句对。"
    if once != again:
        return (
            "Two generators of one seed draw different sources: chance comes in from elsewhere.",
            "种子相同的两个生成器抽出了不同的源句：随机性另有来源。",
        )
    if once == otherwise:
        return (
            "Generators of two seeds draw the same sources: is `rng` used at all?",
            "种子不同的两个生成器抽出了同样的源句：用到 `rng` 了吗？",
        )
    if often.min() <= 20 or often.max() >= 120:
        return (
            "In 200 draws some sources come far too seldom or far too often; each should have the same chance.",
            "抽 200 次，有的源句出现得太少或太多；每个的机会应当相同。",
        )


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
            first, second = student.build_vocabularies(list(pairs), min_count)
            return [first, second]

        return run

    def unchanged():
        given = list(pairs)
        first, second = student.build_vocabularies(given, 1)
        lines = [" ".join(source) + " | " + " ".join(target) for source, target in given]
        return {"vocabularies": [first, second], "handed in, afterwards": lines}

    yield Case("all words; the pairs stay as they are", "所有的词；句对保持原样", unchanged)
    yield Case("words that are met at least twice", "至少出现两次的词", build(pairs, 2))
    yield Case("words that are met at least four times", "至少出现四次的词", build(pairs * 2, 4))
    yield Case("all equally frequent", "次数都相同", build(flat, 1))
    yield Case("capitals and accents", "大写字母和重音符", build([*shouting, (tuple(accents), tuple(accents[:3]))], 1))
    yield Case(
        "nothing is met often enough",
        "没有一个词够次数",
        lambda: [build(pairs, 10**6)(), build(pairs[:2], 1)()],
    )


@probe
def pair_to_ids(student, rng):
    ours = [*SPECIAL, *_words(rng, 5)], [*SPECIAL, *_words(rng, 5)]
    one, other = _words(rng, 9), _words(rng, 9)
    both, order = [*one[:4], *other[:3]], [SPECIAL[k] for k in (0, 2, 3, 1)]
    elsewhere = [*order, *one], [*order, *other]
    # The special tokens stand at eight different places, none of them where the course has them.
    high = rng.permutation(np.arange(4, 13)).tolist()
    places = dict(zip(SPECIAL, high[:4], strict=True)), dict(zip(SPECIAL, high[4:8], strict=True))
    anywhere = tuple(_placed(words, where) for words, where in zip((one, other), places, strict=True))
    shared = rng.permutation(both).tolist()
    crossed = [*SPECIAL, *shared], [*SPECIAL, *shared[3:], *shared[:3]]

    def some(words, count):
        return tuple(rng.permutation(words)[:count].tolist())

    def ids(pair, vocabularies):
        def run():
            x, y = student.pair_to_ids(*pair, *map(list, vocabularies))
            return {"x": x, "y": y}

        return run

    def kinds():
        return {name: _kind(part) for name, part in ids((some_one, some_other), anywhere)().items()}

    def unchanged():
        given = [list(vocabulary) for vocabulary in elsewhere]
        x, y = student.pair_to_ids(some_one, some_other, *given)
        return {"x": x, "y": y, "handed in, afterwards": given}

    some_one, some_other = some(one, 6), some(other, 4)
    axes = ("1", "time")
    strange = _words(rng, 3)
    half = [w for pair in zip(some(one, 3), strange, strict=True) for w in pair], [strange[0], *some(other, 2)]
    yield Case(
        "nine tokens in either vocabulary, special ones as here",
        "两个词表各九个词元，特殊词元同本课程",
        ids((some(ours[0][4:], 3), some(ours[1][4:], 3)), ours),
        axes,
    )
    yield Case(
        "a target longer than its source",
        "目标句比源句长",
        ids((some(ours[0][4:], 4), some(ours[1][4:], 5)), ours),
        axes,
    )
    yield Case(
        "<bos> 1, <eos> 2, <unk> 3", "<bos> 1，<eos> 2，<unk> 3", ids((some(one, 5), some(other, 3)), elsewhere), axes
    )
    yield Case(
        "special tokens anywhere in the vocabularies",
        "特殊词元在词表的任何地方",
        ids((some(one, 4), some(other, 6)), anywhere),
        axes,
    )
    yield Case("unknown tokens", "未知的词元", ids(tuple(map(tuple, half)), anywhere), axes)
    yield Case(
        "tokens that both languages have", "两种语言都有的词元", ids((some(both, 5), some(both, 4)), crossed), axes
    )
    yield Case("an empty sentence on either side", "两边各有一个空句子", ids(((), ()), anywhere), axes)
    yield Case("arrays of whole numbers", "整数的数组", kinds, judge=in_arrays)
    yield Case("what is handed in stays as it is", "传入的东西保持原样", unchanged)


def _placed(words, places):
    """Return a vocabulary of words, with special tokens at places of their own."""
    vocabulary = list(words)
    for token in sorted(places, key=places.get):
        vocabulary.insert(places[token], token)
    return vocabulary


@probe(forbid=["keras.utils.pad_sequences"])
def pad_with_eos(student, rng):
    words = _words(rng, 13)
    vocabulary, mixed = [*SPECIAL, *words], rng.permutation(words).tolist()
    known = [*_sentences(rng, 7, words, 6), tuple(words[:3])]
    strange = [tuple(_words(rng, 1)) + sentence for sentence in _sentences(rng, 5, words, 3)]
    long = [*_sentences(rng, 4, words, 5), tuple(rng.permutation(words).tolist()), tuple(words[2:11])]

    def pad(sentences, length):
        def run():
            ids, valid = student.pad_with_eos(list(sentences), list(vocabulary), length)
            return {"ids": ids, "valid lengths": valid}

        return run

    def kinds():
        return {name: _kind(part) for name, part in pad([*strange, *long], 8)().items()}

    def unchanged():
        given, names = list(known), list(vocabulary)
        ids, valid = student.pad_with_eos(given, names, 9)
        return {"ids": ids, "valid lengths": valid, "handed in, afterwards": [list(map(" ".join, given)), names]}

    yield Case("sentences with room to spare", "还有空位的句子", pad(known, 11))
    yield Case("unknown words", "未知的词", pad(strange, 7))
    yield Case("sentences that are too long", "太长的句子", pad(long, 6))
    yield Case(
        "just long enough, and one too long", "刚好放得下，以及多出一个", pad([tuple(mixed[:4]), tuple(mixed[4:9])], 5)
    )
    yield Case("an empty sentence among others", "夹着一个空句子", pad([(), *known[:3], ()], 8))
    yield Case("room for the end only", "只放得下结尾", pad((known * 9)[: int(rng.integers(2, 70))], 1))
    yield Case("arrays of whole numbers", "整数的数组", kinds, judge=in_arrays)
    yield Case("what is handed in stays as it is", "传入的东西保持原样", unchanged)


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
    rows = rng.integers(1, 5)

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
        "rows of one place, and whole numbers",
        "只有一个位置的行，以及整数",
        lambda: [_kind(student.shift_right(ids)) for ids in (np.full((3 + int(rows), 1), 3), labels[: int(rows)])],
        judge=in_arrays,
    )
    yield Case(
        "columns of padding only behind all",
        "最后有全是填充的列",
        shift(np.pad(labels[:-1], [(0, 0), (0, 2)])),
        ("batch", "time"),
    )
    yield Case("one sentence", "一个句子", shift(labels[1:2]), ("batch", "time"))


@probe
def pair_batches(student, rng):
    batch, count = int(rng.integers(3, 6)), int(rng.integers(5, 8))
    pairs = batch * count + int(rng.integers(1, batch))
    source, target = _labels(rng, pairs, 12, size=40), _labels(rng, pairs, 8, size=40)
    tags = 100 + rng.choice(900, size=(2, pairs), replace=False)
    source[:, 0], target[:, 0] = tags  # tell which pair a row is of
    target[:, 5:] = 0  # padding in every row
    few = 2 * batch + int(rng.integers(1, batch))
    unlike = np.pad(source[:few, :1], [(0, 0), (0, few)])  # no two sources are equally long
    unlike[:, :few] += np.where(np.arange(few) <= rng.permutation(few)[:, None], 7, 0)
    unlike[:, 0] = tags[0, :few]
    equal = np.where(np.arange(5) > 0, 7, source[: few + batch, :1])
    seed = int(rng.integers(2**31))

    def one_pass(source=source, target=target, batch=batch, seed=seed):
        return student.pair_batches(source.copy(), target[: len(source)].copy(), batch, np.random.default_rng(seed))

    def draw(*data, **options):
        return islice(one_pass(*data, **options), 99)  # some never end

    def rows():
        return np.array(sorted([int(a[0]), int(b[0])] for x, y in draw() for a, b in zip(x, y, strict=True)))

    def whole():
        given = source.copy(), target.copy()
        batches = list(islice(student.pair_batches(*given, batch, np.random.default_rng(seed)), 99))

        def together(k, width):
            parts = [np.asarray(pair[k]) for pair in batches]
            ids = np.concatenate([np.pad(part, [(0, 0), (0, width - part.shape[1])]) for part in parts])
            return ids[np.argsort(ids[:, 0])]

        ids = {name: together(k, given[k].shape[1]) for k, name in enumerate(("sources", "targets"))}
        return ids | {"handed in, afterwards": list(given)}

    def sizes():
        def taken(batches):  # a list has no next one
            return np.sort([len(pair[0]) for _ in range(99) if (pair := next(batches, None)) is not None])

        return [taken(one_pass()), taken(one_pass(source[: 2 * batch])), taken(one_pass(batch=pairs + 3))]

    def spread():
        ranges = sorted((int(n.min()), int(n.max())) for n in ((np.asarray(x) != 0).sum(axis=1) for x, _ in draw()))
        return {"shortest and longest source of each batch, sorted": ranges}

    def trimmed():
        widths = np.sort([np.shape(x)[1] for x, _ in draw()])
        alone = sorted([int(x[0][0]), np.shape(x)[1], np.shape(y)[1]] for x, y in draw(batch=1))
        return {"columns of the sources, sorted": widths, "first id and columns, one pair at a time": np.array(alone)}

    def all_unlike():
        return [list(map(_kind, pair)) for pair in sorted(draw(unlike), key=lambda pair: np.shape(pair[0])[1])]

    def orders():
        drawn = [draw(unlike, batch=2, seed=seed + max(0, k)) for k in range(-1, 7)]
        return {"pairs": tags[0, :few], "orders": np.array([[np.count_nonzero(x) for x, _ in some] for some in drawn])}

    def small_batch():
        lengths = [[len(x) for x, _ in draw(equal, seed=seed + k)] for k in range(300)]
        places = Counter(some.index(min(some)) for some in lengths if min(some) < batch)
        often = np.array([places[k] for k in range(-(-len(equal) // batch))])
        return {"pairs": equal[:, 0], "how often at each place": often}

    def ties():
        drawn = [np.asarray(x)[:, 0] for k in range(300) for x, _ in draw(equal, seed=seed + k)]
        there = [np.isin(equal[:, 0], some).astype(int) for some in drawn]
        return {"pairs": equal[:, 0], "how often in one batch": sum(np.outer(some, some) for some in there)}

    yield Case("every pair once, with its translation", "每个句对一次，并与译文在一起", rows)
    yield Case("ids are what they were", "编号没有改变", whole)
    yield Case("the sizes of the batches, one after the other", "逐批产生，各批次的大小", sizes)
    yield Case("sources of similar length together", "长度相近的源句在一起", spread)
    yield Case("no column of padding only", "没有全是填充的列", trimmed)
    yield Case("arrays, where no two sources are equally long", "数组；没有两个源句一样长", all_unlike, judge=in_arrays)
    yield Case("an order drawn by rng", "用 rng 抽取的次序", orders, judge=judged(_any_order))
    yield Case("the small batch anywhere", "不满的那一批可在任何位置", small_batch, judge=judged(_any_place))
    yield Case("equally long sources in a drawn order", "一样长的源句按抽取的次序", ties, judge=judged(_any_company))


OTHER_PAIRS = "The pairs are not those that were handed in.", "句对不是交进来的那些。"


def _any_order(want, have):
    """Say what is wrong with the orders of batches: of one seed twice, then of six others."""
    first, second, *others = have["orders"].tolist() if have["orders"].ndim == 2 else ([], [])
    if not np.array_equal(want["pairs"], have["pairs"]) or len(others) != 6:
        return OTHER_PAIRS
    if first != second:
        return (
            "Two generators of one seed draw different orders: chance comes in from elsewhere.",
            "种子相同的两个生成器抽出了不同的次序：随机性另有来源。",
        )
    if all(other == first for other in others):
        return (
            "With seven seeds the batches come in the same order: their order is to be drawn as well.",
            "用七个种子，批次的次序都一样：批次的次序也应当抽取。",
        )


def _any_place(want, have):
    """Say what is wrong with the places of the one small batch in 300 passes."""
    often = have["how often at each place"]
    if not np.array_equal(want["pairs"], have["pairs"]) or often.shape != want["how often at each place"].shape:
        return OTHER_PAIRS
    if often.min() < 25:
        return (
            "In 300 passes the batch that is not full hardly ever comes at some places. The order of all batches is to be drawn.",
            "走 300 遍，不满的那一批几乎从不出现在某些位置。所有批次的次序都应当抽取。",
        )


def _any_company(want, have):
    """Say what is wrong with how often equally long sources share a batch in 300 passes."""
    often, asked = have["how often in one batch"], want["how often in one batch"]
    if not np.array_equal(want["pairs"], have["pairs"]) or often.shape != asked.shape:
        return OTHER_PAIRS
    others = often[~np.eye(len(often), dtype=bool)]
    if others.min() < 12 or others.max() > 150:
        return (
            "In 300 passes some equally long sources hardly ever share a batch, or nearly always do: which ones do is to be drawn anew in each pass.",
            "走 300 遍，有些一样长的源句几乎从不在同一批，或几乎总在同一批：每一遍都应当重新抽取。",
        )


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

    def alone():
        loss, gradient = student.sequence_loss(logits[:1].copy(), labels[:1] * (np.arange(6) < 1))
        return {"loss": loss, "gradient": _kind(gradient)}

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
    yield Case("one sentence of one word; an array", "只有一个词的一个句子；数组", alone, axes, judge=in_arrays)


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

    def bleu(candidates, references, kind=list, **order):
        """Score copies, of lists of tokens or of what `kind` makes of them."""
        given = [[kind(one) for one in some] for some in references]
        return lambda: student.corpus_bleu([kind(tokens) for tokens in candidates], given, **order)

    def unchanged():
        said, given = [list(tokens) for tokens in candidates], [[list(one) for one in some] for some in several[:4]]
        score = student.corpus_bleu(said[:4], given)
        lines = [" ".join(tokens) for tokens in [*said[:4], *(one for some in given for one in some)]]
        return {"score": score, "handed in, afterwards": lines}

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
    yield Case("several references, in tuples", "多份参考译文，放在元组里", bleu(candidates, several, tuple, order=3))
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
            bleu([meant[1], []], [[meant[1]], [[d, e]]], order=1)(),
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
    yield Case("what is handed in stays as it is", "传入的东西保持原样", unchanged)


@probe
def distinct_n(student, rng):
    words = _words(rng, 9)
    sentences = [list(tokens) for tokens in _sentences(rng, 14, words, 9)]
    few = [list(tokens) for tokens in _sentences(rng, 6, words[:3], 8)]
    few += [[words[0][:k], words[0][k:] + words[1]] for k in (1, 2, 3)]  # the same letters, other words

    def distinct(sentences, n, kind=list):
        return lambda: student.distinct_n([kind(tokens) for tokens in sentences], n)

    def unchanged():
        given = [list(tokens) for tokens in sentences]
        return {"share": student.distinct_n(given, 2), "handed in, afterwards": [" ".join(tokens) for tokens in given]}

    yield Case("words", "词", distinct(sentences, 1))
    yield Case("pairs of words", "词对", distinct(few, 2, tuple))
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
    yield Case("what is handed in stays as it is", "传入的东西保持原样", unchanged)


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


def _name(rng):
    """Draw the name of a layer."""
    return f"layer{rng.integers(10**6)}"


def _fitted(model, inputs, wanted):
    """Train a model that was called, with `fit`: no tensor has values there, and no batch a size known beforehand.

    Returns its output afterwards, and how many of its weights moved.
    """
    model.compile(keras.optimizers.SGD(0.1), "mse")
    before = model.get_weights()
    model.fit(inputs, wanted, 2, shuffle=False, verbose=0)
    moved = sum(not np.array_equal(*pair) for pair in zip(before, model.get_weights(), strict=True))
    return {"output after training": model(inputs), "weights that moved": moved}


def _gru_weights(rng, features, units=UNITS):
    return [_floats(rng, features, 3 * units), _floats(rng, units, 3 * units), _floats(rng, 2, 3 * units)]


@probe
def Encoder(student, rng):
    axes = ("batch", "units")
    weights = [_floats(rng, WORDS, FEATURES), *_gru_weights(rng, FEATURES)]
    source = _ids(rng, BATCH, TIME)
    behind, before = source.copy(), source.copy()
    behind[0, 3:] = 0
    before[0, :2] = 0
    mixed = np.concatenate([source, source[:1]])
    mixed[0, 2], mixed[1, -1], mixed[2] = 0, 0, 0
    target, name = _floats(rng, BATCH + 1, UNITS), _name(rng)
    words, features, units = (int(n) for n in rng.choice(np.arange(20, 60), size=3, replace=False))

    @cache
    def called():
        encoder = student.Encoder(WORDS, FEATURES, UNITS)
        encoder(source)
        return encoder

    def ready():
        return _set(called(), weights)

    def rebuilt():
        encoder = student.Encoder(WORDS, FEATURES, UNITS, name=name)
        encoder = type(encoder).from_config(encoder.get_config())
        encoder(behind)
        return {"context": _set(encoder, weights)(behind), "name": without_counts(encoder.name)}

    def in_training():
        model = keras.Sequential([ready()])
        model(mixed)
        result = _fitted(model, mixed, target)
        return result | {"output for longer sentences": model(np.pad(mixed, [(0, 0), (0, 2)]))}

    def shapes():
        encoder = student.Encoder(words, features, units)
        encoder(source)
        return sorted(list(weight.shape) for weight in encoder.weights)

    yield Case("sentences without padding", "没有填充的句子", lambda: ready()(source), axes)
    yield Case("zeros behind a sentence", "句子后面有零", lambda: ready()(behind), axes)
    yield Case("zeros in front of a sentence", "句子前面有零", lambda: ready()(before), axes)
    yield Case(
        "zeros in the middle and behind, and nothing else", "中间和后面有零，以及全是零", lambda: ready()(mixed), axes
    )
    yield Case("rebuilt from get_config", "由 get_config 重建", rebuilt, axes)
    yield Case("the shapes of the weights", "权重的形状", shapes)
    yield Case("trained, then called on longer sentences", "训练，然后输入更长的句子", in_training, axes, 1e-4)


@probe
def Decoder(student, rng):
    joined = FEATURES + UNITS
    common = [_floats(rng, WORDS, FEATURES), _floats(rng, UNITS, WORDS), _floats(rng, WORDS)]
    weights = {False: [*common, *_gru_weights(rng, FEATURES)], True: [*common, *_gru_weights(rng, joined)]}
    context, other = _floats(rng, 2, BATCH, UNITS)
    target, wanted, name = _ids(rng, BATCH, TIME), _floats(rng, BATCH, TIME, WORDS), _name(rng)

    @cache
    def called(every_step, again=False):
        """Return a decoder that was called, built again from its config if asked."""
        decoder = student.Decoder(WORDS, FEATURES, UNITS, every_step=every_step, name=name)
        decoder = type(decoder).from_config(decoder.get_config()) if again else decoder
        decoder(target, decoder.start(context))
        return decoder

    def ready(every_step, again=False):
        return _set(called(every_step, again), weights[every_step])

    def rebuilt(every_step):
        decoder = ready(every_step, again=True)
        return {"logits": decoder(target, decoder.start(context))[0], "name": without_counts(decoder.name)}

    def at_once(every_step):
        decoder = ready(every_step)
        state = decoder.start(context)
        decoder(target, state)
        return decoder(target, state)[0]  # the state that was handed in is as good as new

    def in_parts(every_step, cuts):
        decoder = ready(every_step)
        state, parts = decoder.start(context), []
        decoder(target, decoder.start(other))  # another text begun meanwhile
        for part in np.split(target, cuts, axis=1):
            logits, state = decoder(part, state)
            parts.append(logits)
        return keras.ops.concatenate(parts, axis=1)

    def in_training():
        model = Writing(ready(True))
        model((context, target))
        return _fitted(model, (context, target), wanted)

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
    yield Case("trained, the context at every step", "训练，每一步都有上下文", in_training, LOGITS, 1e-4)


class Writing(keras.Model):
    """A decoder on its own, as a model from contexts and targets to logits."""

    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def call(self, inputs):
        context, target = inputs
        return self.decoder(target, self.decoder.start(context))[0]


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
        return {"memory": keras.ops.tanh(keras.ops.matmul(context, self.mix)), "read": context}

    def call(self, target_in, state):
        memory, context = state["memory"], state["read"]
        read, logits = keras.ops.take(self.table, target_in, axis=0), []
        steps = target_in.shape[1]
        for t in range(steps):
            memory = keras.ops.tanh(keras.ops.matmul(memory, self.mix) + read[:, t] + self.again * context)
            logits.append(keras.ops.matmul(memory, self.to_logits))
        return keras.ops.stack(logits, axis=1), {"memory": memory, "read": context}


def _encoder_of_weights(table):
    encoder = keras.Sequential([keras.layers.Embedding(WORDS, UNITS), keras.layers.GlobalAveragePooling1D()])
    encoder(np.zeros((1, 1), "int32"))
    encoder.set_weights([table])
    return encoder


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

    def one_pair():
        """A batch of one: four numbers read, five written, nine that there are on either side."""
        reader, writer = Reader(nine[0]), Writer(*nine[1:])
        return student.EncoderDecoder(reader, writer)(pair)

    wanted = _floats(rng, BATCH, STEPS, WORDS)
    pair = _ids(rng, 1, 4, high=9), _ids(rng, 1, 5, high=9)
    nine = _floats(rng, 9, UNITS), _floats(rng, 9, UNITS), _floats(rng, UNITS, UNITS) / 2, _floats(rng, UNITS, 9)

    def learns():
        encoder = _encoder_of_weights(table)
        whole = student.EncoderDecoder(encoder, decoder)
        whole((source, target))
        result = _fitted(whole, (source, target), wanted)
        return result | {"the encoder's weights afterwards": encoder.get_weights()}

    yield Case("called on a source and a target", "输入原文和译文", lambda: model()((source, target)), LOGITS)
    yield Case("one pair, nine numbers on either side", "一个句对，两边各九个编号", one_pair, LOGITS)
    yield Case("start: the decoder's first state", "start：解码器的初始状态", lambda: model().start(source))
    yield Case(
        "one step after the start", "从 start 走一步", lambda: model().step(target[:, 0], model().start(source))[0]
    )
    yield Case("three steps, the state carried; the source read once", "走三步，状态接着传；原文只读一次", walk)
    yield Case("with another encoder", "换一个编码器", other_encoder, LOGITS)
    yield Case("trained, with an encoder of weights", "训练，编码器带有权重", learns, LOGITS, 1e-4)


@probe
def trace(student, rng):
    words = ["", "[UNK]", *_words(rng, 9)]
    features, units = 3, 5
    table, w, b = rng.normal(size=(len(words), features)), rng.normal(size=units), float(rng.normal())
    from_word, from_state = rng.normal(size=(features, units)), rng.normal(size=(units, units)) / 2
    known = rng.permutation(words[2:])[:7].tolist()
    strange = [*_words(rng, 1), known[0], *_words(rng, 1), *known[1:3]]
    twice = [known[3], known[4], known[3], known[3]]
    sums, steepness = rng.normal(size=features), float(rng.uniform(0.5, 2))

    def step(e_t, h_prev):
        return np.tanh(e_t @ from_word + h_prev @ from_state + 0.3)

    def traced(tokens, step=step, w=w, b=b):
        return lambda: student.trace(list(tokens), list(words), table.copy(), step, w.copy(), b)

    def added():
        return traced(known, lambda e_t, h_prev: h_prev + steepness * e_t, sums)()

    def fed():
        seen = []

        def watched(e_t, h_prev):
            seen.append([np.array(e_t), np.array(h_prev)])
            return step(e_t, h_prev)

        traced(known[:4], watched)()
        return {"embeddings that step was given": [e for e, _ in seen], "states before": [h for _, h in seen]}

    def kinds():
        return {name: _kind(part) for name, part in traced(strange)().items()}

    yield Case("a sentence of known words", "全是已知词的句子", traced(known))
    yield Case("unknown words", "未知的词", traced(strange))
    yield Case("one word, several times", "同一个词出现几次", traced(twice))
    yield Case("a sentence of one word", "只有一个词的句子", traced(known[5:6]))
    yield Case("a step that adds", "只做加法的 step", added)
    yield Case("what step is given, word by word", "逐词传给 step 的东西", fed)
    yield Case("NumPy arrays, the numbers whole", "NumPy 数组，编号是整数", kinds, judge=in_arrays)


@probe
def greedy_translate(student, rng):
    axes = ("rows", "time")
    rows, words = 3, 9
    bos, eos, sign = (int(k) for k in rng.permutation([1, 2, 3]))
    noise = rng.normal(size=(7, rows, words))

    def scripted(script, eos=eos):
        """Return a step that follows a script, (rows, time), whatever it is fed, and a list of what that was; behind it stand ends."""
        seen, script = [], np.pad(script, [(0, 0), (0, 9)], constant_values=eos)

        def step(token, state):
            seen.append(np.array(token).tolist())
            logits = noise[state % 7, : len(script)].copy()
            logits[np.arange(len(script)), script[:, state]] += 20
            return logits, state + 1

        return step, seen

    def written(script, limit, eos=eos):
        return student.greedy_translate(scripted(script, eos)[0], 0, len(script), bos, eos, limit)

    def fed(script, limit):
        step, seen = scripted(script)
        student.greedy_translate(step, 0, len(script), bos, eos, limit)
        over = np.pad(script == eos, [(0, 0), (1, 99)])[:, : len(seen)].T
        ended = np.cumsum(over, axis=0) > 0  # what a row is fed then is left open
        return {"calls of step": len(seen), "what each was fed": np.array(seen) * ~ended}

    script = rng.integers(4, words, size=(rows, 7))
    several, at_once = script.copy(), script.copy()
    several[0, 2] = several[1, 4] = several[2, 5] = eos
    at_once[1, 0] = at_once[0, 3] = at_once[2, 2] = eos
    nothing = script.copy()
    nothing[:, 0] = eos
    one = script[:1].copy()
    one[0, int(rng.integers(1, 5))] = sign
    table = rng.normal(size=(words, words)).astype("float32")
    table[:, :4] -= 9

    def chain(change, state, rows, limit):
        """Ask a step that keeps to a table of what follows what, of tensors as a model's is."""

        def step(token, state):
            logits = table[np.array(token[:, None])[:, 0]] + change(state)
            logits[:, eos] += 99 * (state > 20)  # who knows no limit has to end as well
            return keras.ops.convert_to_tensor(logits), state + 2

        return lambda: student.greedy_translate(step, state, rows, bos, eos, limit)

    def drift(state):
        return np.roll(table[bos], state)

    yield Case("rows that end at different steps", "各行在不同的时间步结束", lambda: written(several, 7), axes)
    yield Case("what is fed to each step", "每一步读到什么", lambda: fed(several, 7))
    yield Case("nobody ends: the limit", "没有一行结束：上限", lambda: written(script, 5), axes)
    yield Case("one row, another sign of the end", "只有一行，另一个结束记号", lambda: written(one, 7, sign), axes)
    yield Case("the first word follows from bos", "第一个词取决于 bos", chain(np.float32, 0, 4, 5), axes)
    yield Case("the state is carried", "状态传下去", chain(drift, 1, 2, 6), axes)
    yield Case("an end at the limit itself", "恰好在上限处结束", lambda: written(several, 6), axes)
    yield Case(
        "rows that end at once; an array of whole numbers",
        "一开始就结束的行；整数的数组",
        lambda: [_kind(written(*which)) for which in ((at_once, 6), (nothing, 4), (script, 1))],
        judge=in_arrays,
    )


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

    def with_kind():
        result = gradient(once, loss=squares)()
        return {"gradient": result, "kind": type(result).__name__}

    def with_encoder_of_weights():
        parts = Parts(once)
        parts.encoder = _encoder_of_weights(table)
        return student.context_gradient(parts, loss, source, target_in, target)

    yield Case("a decoder that starts from the context", "从上下文出发的解码器", gradient(once), axes)
    yield Case("one that reads it at every step", "每一步都读上下文的解码器", gradient(always), axes)
    yield Case("padding in the target", "译文里有填充的零", gradient(always, padded), axes)
    yield Case("another loss, and an array of NumPy", "另一种损失，以及 NumPy 的数组", with_kind, axes)
    yield Case("an encoder with weights", "带权重的编码器", with_encoder_of_weights, axes)


@probe
def reverse_words(student, rng):
    axes = ("batch", "time")
    source = _ids(rng, 3, TIME, high=90)
    source[0, 2] = source[1, -1] = 1  # the least of numbers that are words
    source[1, 0] = source[1, 2]
    ragged = source.copy()
    ragged[0, 3:], ragged[2, 1:] = 0, 0
    empty = source.copy()
    empty[1] = 0
    width = rng.integers(2, TIME)

    def twice():
        given = ragged.copy()
        once = student.reverse_words(given)
        return {"what was handed in": given.copy(), "reversed twice": student.reverse_words(np.array(once))}

    yield Case("rows without zeros", "没有零的行", lambda: student.reverse_words(source.copy()), axes)
    yield Case("rows of different lengths", "长短不一的行", lambda: student.reverse_words(ragged.copy()), axes)
    yield Case("a row without words", "有一行没有单词", lambda: student.reverse_words(empty.copy()), axes)
    yield Case(
        "columns of zeros only, and whole numbers",
        "全是零的列，以及整数",
        lambda: _kind(student.reverse_words(np.pad(ragged[:, : int(width)], [(0, 0), (0, 2)]))),
        axes,
        judge=in_arrays,
    )
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

    kernel, wanted = _floats(rng, UNITS, UNITS), _floats(rng, 3, STEPS, WORDS)

    def in_training():
        mixed_pass, dense = student.mixed_pass, keras.layers.Dense(UNITS, use_bias=False)
        inputs = [keras.Input((UNITS,)), keras.Input((STEPS,), dtype="int32"), keras.Input((STEPS,), dtype="bool")]
        shape = STEPS, WORDS
        run = keras.layers.Lambda(lambda parts: mixed_pass(decoder, decoder.start(parts[0]), *parts[1:]), shape)
        model = keras.Model(inputs, run([dense(inputs[0]), *inputs[1:]]))
        model.set_weights([kernel])
        return _fitted(model, [context, target, forced], wanted)

    yield Case("all forced: teacher forcing", "全为真：教师强制", logits(np.ones_like(forced)), LOGITS)
    yield Case("none forced: free running", "全为假：自由运行", logits(np.zeros_like(forced)), LOGITS)
    yield Case("some forced", "有真有假", logits(forced), LOGITS)
    yield Case("each row has its own coins", "每一行有自己的硬币", logits(rows), LOGITS)
    yield Case("a target of one word", "只有一个词的译文", logits(forced[:, :1], target[:, :1]), LOGITS)
    yield Case("inside of a model in training", "在训练的模型里", in_training, LOGITS, 1e-4)
