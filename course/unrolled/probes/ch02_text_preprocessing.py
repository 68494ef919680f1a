"""Probes of chapter 2, text preprocessing. Texts are random words, so that no answer can be known beforehand."""

import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import keras
import numpy as np

from unrolled.compare import array, array_of, explain
from unrolled.probes import Case, probe, trained

LETTERS, ACCENTS, HANZI = "abcdefghijklmnopqrstuvwxyz", "àéîõüñçåø", "春夏秋冬山水风雨花鸟江河"
SCRIPTS = "αβγδεζηθλμ", "абвгдежзик", "אבגדהוזחטי", "あいうえおかきく", "가나다라마바사아"
WIDE = {c: chr(ord(c) + 0xFEE0) for c in LETTERS + "0123456789"}  # full width: other letters, which NFKC gives up
SPECIAL = ["<pad>", "<unk>", "<bos>", "<eos>"]
BATCH_TIME = ("batch", "time")


def _words(rng, count, letters=LETTERS):
    """Draw different words of three to seven letters."""
    words = {}
    while len(words) < count:
        words["".join(rng.choice(list(letters), size=rng.integers(3, 8)))] = None
    return list(words)


def _lines(rng, count, letters=LETTERS):
    """Draw lines of two to five words."""
    return [" ".join(_words(rng, int(rng.integers(2, 6)), letters)) for _ in range(count)]


def _refused(call, candidates):
    """Return those of the candidates with which a call raises a ValueError."""
    refused = []
    for candidate in candidates:
        try:
            call(candidate)
        except ValueError:
            refused.append(candidate)
    return refused


def _kept(call, *given):
    """Return a result, and what has become of the lists that were handed in."""
    copies = [list(part) for part in given]
    return {"result": call(*copies), "lists handed in, afterwards": copies}


def _arrays(data):
    """Return the arrays of plain data that is a dict of nothing else, by name; None of any other."""
    content = data.get("dict") if type(data) is dict else None
    found = {name: array(value) for name, value in content.items()} if type(content) is dict else {"": None}
    return None if any(value is None for value in found.values()) else found


def _judging(look):
    """Return a judge for what is drawn: `look` takes the arrays that came, by name, and returns what is wrong with them, None for nothing.

    Only with the names that are expected, each an array of whole numbers with one axis, is there anything to look at.
    """

    def judge(expected, got, **options):
        want, have = _arrays(expected), _arrays(got)
        if want is None or have is None or have.keys() != want.keys():
            return explain(expected, got, **options)
        if any(value.ndim != 1 or value.dtype.kind not in "iu" for value in have.values()):
            return explain(expected, got, **options)
        return look(have)

    return judge


@probe
def read_lines(student, rng):
    plain, accents, chinese = _lines(rng, 4), _lines(rng, 3, LETTERS + ACCENTS), _lines(rng, 3, HANZI)

    def read(content, kind=str):
        def run():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, "text.txt")
                path.write_bytes(content)
                return student.read_lines(kind(path))

        return run

    def utf8(lines, end="\n"):
        return "".join(line + end for line in lines).encode()

    gaps = [plain[0], "", f"   {plain[1]}", " \t ", "", f"{plain[2]} \t", f"\t{plain[3]}  ", plain[0][0]]
    inside = [f"{plain[0]}  {plain[1]}", plain[2].title(), f"{plain[3]}\t{plain[0]}"]
    indented = [f"\u3000\u3000{line}" for line in chinese]
    yield Case("a plain file", "普通的文件", read(utf8(plain)))
    yield Case("blank lines and indented ones", "有空行和缩进", read(utf8(gaps), Path))
    yield Case(
        "Windows line ends, none after the last", "Windows 的行尾，最后一行没有行尾", read(utf8(accents, "\r\n")[:-2])
    )
    yield Case("letters beyond a to z", "a 到 z 以外的文字", read(utf8(accents + indented)))
    yield Case("a byte order mark in front", "开头有字节顺序标记", read(b"\xef\xbb\xbf" + utf8(plain[::-1])))
    yield Case("lines that come twice", "重复出现的行", read(utf8([*plain, plain[1], *plain[::2]])))
    yield Case(
        "white space inside of lines stays, and so do capital letters", "行内的空白和大写字母都保留", read(utf8(inside))
    )


@probe(forbid=["unrolled.data.clean"])
def clean(student, rng):
    words, accents, chinese = _words(rng, 12), _words(rng, 4, LETTERS + ACCENTS), _words(rng, 3, HANZI)
    years = [str(rng.integers(1000, 9999)) for _ in range(2)]
    scripts = [_words(rng, 1, letters)[0] for letters in SCRIPTS]
    wide = "".join(WIDE[c] for c in words[0] + years[0])
    loose = unicodedata.normalize("NFD", " ".join(_words(rng, 4, "aeiou" + ACCENTS[:7])))
    lines = {
        ("upper and lower case", "大小写"): " ".join([words[0].title(), words[1].upper(), words[2]]),
        ("punctuation between words", "词之间的标点"): f"{words[3]}, {words[4]} -- {words[5]}'{words[6]}...{words[7]}",
        ("something at both ends", "两端有别的字符"): f'  "{words[8]} {words[9]}!" ',
        ("digits", "数字"): f"{words[1]} {years[0]}, {words[2]}{years[1]}",
        ("an underscore", "下划线"): f"{words[10]}_{words[11]} __{words[0]}__",
        ("accents, upper and lower case", "带重音符的字母，大小写"): " ".join(
            [accents[0], accents[1].upper(), *accents[2:], f"{words[3]}ß"]
        ),
        ("Chinese", "中文"): f"{chinese[0]}，{chinese[1]}。{chinese[2]}",
        ("other scripts", "其他文字"): f"{scripts[0].upper()}; {scripts[1].title()}-" + " / ".join(scripts[2:]),
        ("accents that are code points of their own", "重音符是单独的码位"): loose,
        ("letters and digits of full width, which NFC keeps", "全角的字母和数字，NFC 会保留"): f"{words[1]}＿{wide}！",
    }
    for title, line in lines.items():
        yield Case(*title, lambda line=line: student.clean(line))


@probe
def tokenize(student, rng):
    lines, other, chinese = _lines(rng, 4), _lines(rng, 3), _lines(rng, 2, HANZI)
    gaps = [lines[0].replace(" ", "  "), "", f" {lines[1]} ", lines[2].replace(" ", "\t")]
    marked = [f"{lines[0].title()}, {lines[1]}!", f"{lines[2]}'{lines[3].upper()}"]

    kinds = [
        str(kind)
        for kind in rng.permutation(["word", "char", "words", "Word", "CHAR", *_words(rng, int(rng.integers(2, 4)))])
    ]

    def refused():
        return {
            "some lines": _refused(lambda kind: student.tokenize(list(other), kind), kinds),
            "no lines": _refused(lambda kind: student.tokenize([], kind), kinds),
        }

    yield Case("words", "词", lambda: student.tokenize(list(lines), "word"))
    yield Case(
        "the list of lines stays as it was",
        "行的列表保持原样",
        lambda: [_kept(student.tokenize, lines), _kept(lambda given: student.tokenize(given, "char"), lines)],
    )
    yield Case("words are the default", "默认按词", lambda: student.tokenize(other[:2]))
    yield Case("characters, the space included", "字符，包括空格", lambda: student.tokenize([*other, *gaps], "char"))
    yield Case("Chinese characters", "汉字", lambda: student.tokenize(chinese, token="char"))
    yield Case("several spaces, a tab, an empty line", "多个空格、制表符、空行", lambda: student.tokenize(gaps, "word"))
    yield Case("punctuation and capital letters", "标点与大写字母", lambda: student.tokenize(list(marked)))
    yield Case("another kind of token is refused, even without lines", "拒绝别的 token，没有行也一样", refused)


def _corpus(rng, words, counts):
    """Return lines of different lengths that hold each word as often as its count says, in random order."""
    tokens = rng.permutation(np.repeat(words, counts))
    cuts = np.sort(rng.choice(np.arange(1, len(tokens)), size=4, replace=False))
    return [part.tolist() for part in np.split(tokens, cuts)]


@probe(forbid=["keras.layers.StringLookup", "keras.layers.TextVectorization"])
def Vocab(student, rng):
    words = _words(rng, 12)
    uneven = _corpus(rng, words[:7], rng.permutation(np.arange(1, 8)))
    even = _corpus(rng, words[:9], [2] * 9)
    steps = _corpus(rng, words, rng.permutation([1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5]))
    least = int(rng.integers(2, 5))
    moved = [str(token) for token in rng.permutation(["<unk>", *_words(rng, int(rng.integers(3, 6)))])]
    if moved[1] == "<unk>":
        moved[1:3] = moved[2], moved[1]
    written = [[*words[:2], "<unk>"], ["<eos>", *words[2:5], "<unk>", "<unk>"], [*words[3:7], "<pad>"]]
    characters = [list(line) for line in _lines(rng, 120)]
    cased = _corpus(rng, [form for word in words[:4] for form in (word, word.title(), word.upper())], [1, 2, 3] * 4)

    def vocab(lines, **options):
        return student.Vocab([list(line) for line in lines], **options)

    def round_trip():
        made = vocab(uneven)
        sentence = [str(token) for token in rng.permutation(words[:7])]
        ids = [made[token] for token in sentence]
        return {"list of ids": made.to_tokens(ids), "array of ids": made.to_tokens(np.array(ids)), "ids": ids}

    def unknown():
        made = vocab(steps, min_freq=least)
        ids = [made[token] for token in [*words, "<pad>", "".join(words)]]
        return {"ids": ids, "tokens": made.to_tokens(ids)}

    def other_special():
        made = vocab(uneven, special=tuple(moved))
        return {"tokens": made.tokens, "unknown": made["".join(words)], "known": made[words[0]]}

    def kept():
        lines, special = [list(line) for line in steps], list(moved)
        made = student.Vocab(lines, least, special)
        return {"tokens": made.tokens, "lines, afterwards": lines, "special, afterwards": special}

    yield Case("the most frequent first", "最常见的在前", lambda: vocab(uneven).tokens)
    yield Case("ties in the order of the text", "次数相同时按文本中的顺序", lambda: vocab(even).tokens)
    yield Case(f"min_freq={least}", f"min_freq={least}", lambda: vocab(steps, min_freq=least).tokens)
    yield Case("there and back again", "变成编号再变回来", round_trip)
    yield Case("unknown tokens", "未知的词元", unknown)
    yield Case("other special tokens, <unk> elsewhere", "别的特殊词元，<unk> 在别处", other_special)
    yield Case("special tokens that occur in the text", "文本中出现特殊词元", lambda: vocab(written).tokens)
    yield Case("some thousand characters", "几千个字符", lambda: vocab(characters).tokens)
    yield Case("upper and lower case are different tokens", "大小写不同就是不同的词元", lambda: vocab(cased).tokens)
    yield Case("the lists handed in stay as they were", "传入的列表保持原样", kept)


@probe
def successors(student, rng):
    letters = [str(c) for c in rng.permutation(list(LETTERS))[:6]]
    text = "".join(rng.choice(letters[:5], size=30))
    words = [str(word) for word in rng.choice(_words(rng, 6), size=25)]
    once = "".join(rng.choice(letters[:3], size=9)) + letters[5]  # ends in a letter that occurs nowhere else
    doubled = "".join(letter * int(n) for letter, n in zip(letters[:4], rng.integers(2, 5, size=4), strict=True))
    loop = text[:12] + letters[5] + text[0] * 2  # ends in the letter it begins with

    def follow(tokens):
        pairs, following = student.successors(tokens)
        return {
            "pairs": [list(pair) for pair in pairs],
            "what follows": {str(token): sorted(after) for token, after in following.items()},
        }

    def short():
        return [follow(letters[0]), follow(""), follow([words[0]]), follow([]), follow(letters[1:3])]

    def kept():
        given = list(words)
        return follow(given) | {"list, afterwards": given}

    yield Case("a string", "一个字符串", lambda: follow(text))
    yield Case("a list of words, which stays as it was", "词的列表，并保持原样", kept)
    yield Case("the last character occurs once only", "最后一个字符只出现一次", lambda: follow(once))
    yield Case("the same character several times in a row", "同一个字符连续出现几次", lambda: follow(doubled))
    yield Case("a text that ends as it begins", "首尾相同的文本", lambda: follow(loop))
    yield Case("texts of two tokens, one, and none", "只有两个、一个和没有词元的文本", short)


@probe
def learn_merges(student, rng):
    letters = [str(c) for c in rng.permutation(list(LETTERS))]
    words = _words(rng, 24, letters[:5])
    uneven = dict(zip(words, rng.integers(1, 60, size=24).tolist(), strict=True))
    even = dict.fromkeys(_words(rng, 12, letters[:4]), 1)
    runs = [
        f"{a * int(n)}{b}{a * int(m)}"
        for a, b, (n, m) in zip(letters[:6], letters[1:7], rng.integers(2, 6, (6, 2)), strict=True)
    ]
    rows = dict(zip(runs, rng.permutation(np.arange(1, 7)).tolist(), strict=True))
    accents = _words(rng, 6, LETTERS[:3] + ACCENTS[:2]) + _words(rng, 6, HANZI[:3])
    mixed = dict(zip(accents, rng.integers(1, 9, size=12).tolist(), strict=True))
    few = dict(list(uneven.items())[:3])

    def short():
        alone = {letters[0]: 3, letters[1] + letters[2]: 1, letters[3]: 2}
        return [student.learn_merges(counts, 4) for counts in (alone, {}, {letters[0]: 5})] + [
            student.learn_merges(dict(few), size) for size in (0, 1)
        ]

    def kept():
        given = Counter(mixed)
        return {"merges": student.learn_merges(given, 10), "counts, afterwards": dict(given)}

    yield Case("words of different counts", "次数不同的词", lambda: student.learn_merges(dict(uneven), 15))
    yield Case("words that occur once each", "每个词只出现一次", lambda: student.learn_merges(dict(even), 15))
    yield Case(
        "the same letter several times in a row", "同一个字母连续出现几次", lambda: student.learn_merges(dict(rows), 12)
    )
    yield Case(
        "until every word is a single piece", "直到每个词都是单独一个片段", lambda: student.learn_merges(dict(few), 99)
    )
    yield Case("words of one letter, no words, no merges", "只有一个字母的词，没有词，不合并", short)
    yield Case("letters beyond a to z, and the counts stay as they were", "a 到 z 以外的文字，次数保持原样", kept)


@probe(forbid=["keras.ops.one_hot", "keras.utils.to_categorical"])
def one_hot(student, rng):
    size = int(rng.integers(6, 12))
    ids = rng.integers(size, size=(3, 5))
    ids[0, :2] = 0, size - 1
    some = rng.permutation(size - 2)[: size - 4]

    around = rng.permutation(np.arange(-2, size + 2)).tolist()

    def refused():
        return {
            "alone": _refused(lambda i: student.one_hot([i], size), around),
            "among others": _refused(lambda i: student.one_hot([[0, 1], [i, 2]], size), around),
        }

    def kept():
        given = ids.copy()
        return {"vectors": student.one_hot(given, size), "ids, afterwards": given}

    axes = (*BATCH_TIME, "vocab_size")
    float32 = array_of("float32")
    yield Case(
        "a sequence that lacks the last ids",
        "不含最后几个编号的序列",
        lambda: student.one_hot(some.copy(), size),
        axes[1:],
        judge=float32,
    )
    yield Case("a batch, and the ids stay as they were", "一个批次，编号保持原样", kept, axes)
    yield Case("a list of lists", "列表的列表", lambda: student.one_hot(ids[:2].tolist(), size), axes, judge=float32)
    yield Case(
        "an array of four axes", "四个轴的数组", lambda: student.one_hot(ids[None, :, None], size), judge=float32
    )
    yield Case("ids that cannot be are refused", "拒绝不可能的编号", refused)


@probe
def identity_embedding(student, rng):
    size = int(rng.integers(6, 30))
    ids, kernel = rng.integers(size, size=(3, 5)), rng.normal(size=(size, 4)).astype("float32")
    targets = rng.normal(size=(3, 5, 4)).astype("float32")

    def projected():
        return student.identity_embedding(size)(ids) @ kernel

    def tables():
        layers = [student.identity_embedding(n) for n in (size, size + 1)]
        return [keras.ops.convert_to_numpy(layer.embeddings) for layer in layers if layer(ids) is not None]

    def after_training():
        layer = student.identity_embedding(size)
        model = keras.Sequential([layer, keras.layers.Dense(4)])
        model.build((None, None))
        model.layers[1].set_weights([kernel, np.zeros(4)])
        found = trained(model, (ids, targets), (ids[:2, :3], targets[:2, :3]))
        return found | {"one-hot vectors after training": layer(ids[::-1])}

    yield Case("a batch of ids", "一批编号", lambda: student.identity_embedding(size)(ids), (*BATCH_TIME, "vocab_size"))
    yield Case("times a matrix: its rows", "乘以一个矩阵：得到它的行", projected, (*BATCH_TIME, "units"))
    yield Case("the tables of two layers", "两个层的表", tables, ("vocab_size", "features"))
    yield Case("below a Dense layer that is trained", "放在一个被训练的 Dense 层下面", after_training, tolerance=1e-4)


def _sequences(rng, lengths):
    return [rng.integers(1, 1000, size=n).tolist() for n in lengths]


@probe
def rnn_shapes(student, rng):
    sizes = [int(n) for n in rng.choice(np.arange(2, 300), size=4, replace=False)]

    def pick(*names, sizes=sizes):
        return lambda: {name: student.rnn_shapes(*sizes)[name] for name in names}

    def all_of(sizes):
        return lambda: student.rnn_shapes(*sizes)

    few = [1, 1, *sizes[2:]]
    yield Case("what it reads", "它读到的", pick("x"))
    yield Case("the states of all steps, and the last ones", "所有步的状态，以及最后的状态", pick("states", "last"))
    yield Case("the kernel", "kernel", pick("kernel"))
    yield Case("the recurrent kernel and the bias", "recurrent_kernel 与 bias", pick("recurrent_kernel", "bias"))
    yield Case("one sequence of one step", "只有一个序列、一步", pick("x", "states", "last", sizes=few))
    yield Case("all six, and no more", "六个形状都有，也没有多余的", all_of(sizes[::-1]))


@probe(forbid=["keras.utils.pad_sequences"])
def pad_batch(student, rng):
    sequences = _sequences(rng, rng.permutation([2, 7, 4, 5, 3]))
    gaps = _sequences(rng, [4, 0, 6, 0])
    gaps[2][int(rng.integers(5))] = 0  # an id like any other
    first = max(range(5), key=lambda k: len(sequences[k]))
    fill = int(rng.integers(1000, 2000))

    def pad(sequences, *given, **options):
        return lambda: student.pad_batch([list(row) for row in sequences], *given, **options)

    for en, zh, run in (
        ("as long as the longest", "与最长的一样长", pad(sequences)),
        ("the longest comes first", "最长的在最前", pad([sequences[first], *sequences])),
        ("cut off to a length of 3", "截断到长度 3", pad(sequences, 3)),
        ("a length beyond the longest", "长度超过最长的", pad(sequences, length=9)),
        ("empty sequences", "空的序列", pad(gaps)),
        ("another pad", "别的填充编号", pad([*sequences, [1, fill, 0]], pad=fill)),
        ("equal lengths: nothing to pad", "长度相等：无需填充", pad(_sequences(rng, [4, 4, 4]))),
        ("sequences that are arrays", "序列是数组", lambda: student.pad_batch([*map(np.array, sequences)], 6)),
    ):
        yield Case(en, zh, run, BATCH_TIME, judge=array_of("whole numbers"))

    def kept():
        given = [list(row) for row in sequences]
        return {"batches": [student.pad_batch(given, length) for length in (3, 9)], "sequences, afterwards": given}

    def used():
        batch = student.pad_batch(gaps, 7)
        return {"where tokens are": batch > 0, "share of padding": 1 - np.mean(batch != 0)}

    yield Case("the lists handed in stay as they were", "传入的列表保持原样", kept, BATCH_TIME)
    yield Case("used as the cells below use it", "像下面的单元格那样使用", used, BATCH_TIME)


@probe(forbid=["keras.losses.SparseCategoricalCrossentropy"])
def masked_loss(student, rng):
    batch, time, size = 3, 6, 5
    lengths = [2, 6, 3]
    real = np.arange(time) < np.array(lengths)[:, None]
    full = rng.integers(1, size, size=(batch, time)).astype("int32")
    labels = np.where(real, full, 0).astype("int32")
    logits = (2 * rng.normal(size=(batch, time, size))).astype("float32")
    start = rng.normal(size=(size, size)).astype("float32")
    longer = np.pad(labels, [(0, 1), (0, 4)]), np.pad(logits, [(0, 1), (0, 4), (0, 0)], constant_values=0.5)
    anywhere = np.where(rng.permuted(real, axis=1), full, 0).astype("int32")
    wild = np.where(real[..., None], logits[::-1], 1000 * logits).astype("float32")

    def loss(labels, logits):
        return lambda: student.masked_loss(labels.copy(), keras.ops.convert_to_tensor(logits))

    def fitted():
        model = keras.Sequential([keras.Input((None, size)), keras.layers.Dense(size)])
        model.set_weights([start, np.zeros(size)])
        return trained(model, (logits[:2], labels[:2]), (logits[1:, :4], labels[1:, :4]), loss=student.masked_loss)

    yield Case("no padding: the mean", "没有填充：平均值", loss(full, logits))
    yield Case("some padding", "有填充", loss(labels, logits))
    yield Case("the same batch with more padding", "同一批次，填充更多", loss(*longer))
    yield Case("wild predictions at the padding", "填充处的预测很离谱", loss(labels, wild))
    yield Case("a single sentence", "只有一个句子", loss(labels[:1], logits[1:2]))
    yield Case("padding in any place", "填充在任意位置", loss(anywhere, logits))
    yield Case("a model trained with it", "用它训练一个模型", fitted, tolerance=1e-4)


def _text(rng, length):
    """Draw a text in which no id occurs twice, so that each tells its place."""
    return rng.permutation(np.arange(1000, 1000 + 3 * length))[:length].astype("int32")


def _places(values, ids):
    """Return where in the text ids stand, -1 where they do not."""
    values = np.asarray(values)
    if values.dtype.kind not in "iu":
        raise TypeError(f"ids are whole numbers; here they have dtype {values.dtype}")
    order = np.argsort(ids)
    k = np.clip(np.searchsorted(ids, values, sorter=order), 0, len(ids) - 1)
    return np.where(ids[order[k]] == values, order[k], -1)


@probe
def random_batches(student, rng):
    batch, time, count = (int(rng.integers(low, high)) for low, high in ((2, 6), (4, 10), (4, 9)))
    exact = _text(rng, (batch * count + 1) * time)  # as many windows whatever the offset
    more = _text(rng, (batch * count + 2) * time)  # one window too many
    many = _text(rng, (60 * batch + 1) * time)
    seed, short = int(rng.integers(2**31)), int(rng.integers(4, 7))

    def places(ids, seed=seed):
        pairs = list(student.random_batches(ids.copy(), batch, time, np.random.default_rng(seed)))
        return [(_places(x, ids), _places(y, ids)) for x, y in pairs]

    def sorted_windows():
        x, y = (np.concatenate(parts) for parts in zip(*places(exact), strict=True))
        order = np.argsort(x[:, 0])
        return [x.shape for x, _ in places(exact)], x[order] - x.min(), np.where(y < 0, -1, y - x.min())[order]

    def starts(ids, seed):
        return np.concatenate([x[:, 0] for x, _ in places(ids, seed)])

    def left_out():
        return {f"draw {k}": starts(more, seed + k) for k in range(12)}

    def complete(drawn):
        """Judge which windows a pass leaves out where there is one too many."""
        windows, missing = set(range(batch * count + 1)), set()
        for begins in drawn.values():
            if len(begins) != batch * count:
                return (
                    f"From a text of {batch * count + 1} windows, {batch} in a batch, {len(begins)} windows came; whole batches hold {batch * count}.",
                    f"文本有 {batch * count + 1} 个窗口，每批 {batch} 个，得到了 {len(begins)} 个窗口；完整的批次共有 {batch * count} 个。",
                )
            left = windows - set((begins // time).tolist())
            if len(left) != 1 or len(set((begins % time).tolist())) != 1:
                return (
                    "Some windows come twice, overlap, or do not follow each other without a gap.",
                    "有的窗口出现了两次，或者互相重叠，或者不是一个紧接一个。",
                )
            missing |= left
        if len(missing) == 1:
            return (
                "In every pass the same window is left out. What fills no batch is left out after shuffling, so that it is another one each time.",
                "每一遍舍去的都是同一个窗口。凑不满批次的应当在打乱之后舍去，这样每次舍去的都不同。",
            )

    def offsets():
        ids, draws = np.arange(1000, 1000 + 2 * short), np.zeros(short, int)  # one window, wherever it begins
        for k in range(400 * short):
            (x, _), *_ = student.random_batches(ids, 1, short, np.random.default_rng(seed + k))
            draws[int(x[0][0]) - 1000] += 1
        return {"draws": draws}

    def even(drawn):
        """Judge how often each offset came: 400 times, give or take the fivefold of what chance does."""
        draws, rare = drawn["draws"], ", ".join(map(str, np.flatnonzero(drawn["draws"] < 300)))
        if len(draws) != short or draws.sum() != 400 * short or rare or draws.max() > 500:
            return (
                f"Of the offsets from 0 to {short - 1}, these come too seldom or never: {rare}.",
                f"在 0 到 {short - 1} 的偏移量中，这些出现得太少或从不出现：{rare}。",
            )

    def shuffled():
        return {f"generator {k}, pass {n}": starts(many, seed + k) for k in range(3) for n in (1, 2)}

    def by_rng(drawn):
        """Judge whether generators of one seed draw the same, and of two seeds something else, in no order of the text."""
        passes = [[drawn[f"generator {k}, pass {n}"] for n in (1, 2)] for k in range(3)]
        if any(sorted((begins // time).tolist()) != list(range(60 * batch)) for both in passes for begins in both):
            return (
                f"The text has {60 * batch} windows, whatever the offset; each of them should come once.",
                f"不论偏移量是多少，文本都有 {60 * batch} 个窗口；每个都应当出现一次。",
            )
        if any(np.mean(np.abs(np.diff(first)) == time) > 0.5 for first, _ in passes):
            return "The windows come in the order of the text.", "窗口按文本的次序出现。"
        if not all(np.array_equal(*both) for both in passes):
            return (
                "Two generators of the same seed lead to different batches: not all chance comes from rng.",
                "种子相同的两个生成器得到了不同的批次：并非所有随机性都来自 rng。",
            )
        orders = [(first // time).tolist() for first, _ in passes]
        if orders[0] in orders[1:]:
            return (
                "Generators of different seeds lead to the same order of the windows: it does not come from rng.",
                "种子不同的生成器得到了同样的窗口次序：它不是由 rng 而来。",
            )

    def short_text():
        ids = _text(np.random.default_rng(seed), batch * time + time)  # one batch, with every offset
        return [x.shape for x, _ in places(ids)], len(places(ids[: batch * time]))

    yield Case(
        "the windows from the offset on, sorted, and their labels", "从偏移量起的窗口，排好序，及其标签", sorted_windows
    )
    yield Case("a remainder is left out, after shuffling", "余数在打乱之后舍去", left_out, judge=_judging(complete))
    yield Case(
        "every offset is drawn, each equally often", "每个偏移量都会抽到，机会均等", offsets, judge=_judging(even)
    )
    yield Case("shuffled by rng, and by nothing else", "只用 rng 打乱", shuffled, judge=_judging(by_rng))
    yield Case("a text for one batch, and one too short", "只够一个批次的文本，以及不够的文本", short_text)


@probe
def sequential_batches(student, rng):
    batch, time, count = (int(rng.integers(low, high)) for low, high in ((2, 5), (4, 8), (3, 6)))
    exact = _text(rng, batch * time * count + 1)
    rest = _text(rng, batch * (time * count + time - 1) + batch)  # each row has time - 1 tokens left over
    offset = batch + int(rng.integers(time))  # the rows are shorter for it

    def pairs(ids, *given, **options):
        found = student.sequential_batches(ids.copy(), batch, time, *given, **options)
        return [(_places(x, ids), _places(y, ids)) for x, y in found]

    def rows(ids, which, **options):
        return lambda: np.concatenate([pair[which] for pair in pairs(ids, **options)], axis=1)

    def one_token_less():
        return [x for x, _ in pairs(exact[:-1])]

    yield Case("the first pair", "第一对", lambda: pairs(exact)[0], BATCH_TIME)
    yield Case("x of all batches, side by side", "所有批次的 x 并排", rows(exact, 0), BATCH_TIME)
    yield Case("y of all batches, side by side", "所有批次的 y 并排", rows(exact, 1), BATCH_TIME)
    yield Case("one token less: the last label is missing", "少一个词元：缺最后一个标签", one_token_less, BATCH_TIME)
    yield Case("rows with a remainder", "各行有余数", lambda: pairs(rest), BATCH_TIME)
    yield Case("from an offset on", "从偏移量开始", rows(rest, 0, offset=offset), BATCH_TIME)
    yield Case("from an offset on, the labels", "从偏移量开始的标签", lambda: pairs(rest, offset)[-1][1], BATCH_TIME)


@probe
def split_by_sentence(student, rng):
    # 0.15 n ends in .45 or .4, where rounding up is wrong, and in .6 or .55, where cutting off is; round(0.7 n) leaves another rest.
    down, up = (20 * int(rng.integers(2, 6)) + int(rng.choice(more)) for more in ((3, 16), (4, 17)))
    n = max(down, up)
    different = [" ".join(_words(rng, 3)) for _ in range(n)]
    different[1], different[3] = different[0].upper(), different[2].replace(" ", "  ")  # other strings, other sentences
    few = int(rng.integers(1, 4))  # of which 15 % are none
    dealt = rng.permutation(np.repeat(np.arange(n), rng.integers(1, 4, size=n)))
    seed = int(rng.integers(2**31))

    def split(numbers, seed=seed):
        """Split the sentences with these numbers; return what has become of the list, and of each part the numbers, -1 for what was not there."""
        given = [different[k] for k in numbers]
        parts = [given, *student.split_by_sentence(given, np.random.default_rng(seed))]
        number = {sentence: k for k, sentence in enumerate(different)}
        return [np.array([number.get(sentence, -1) for sentence in part], int) for part in parts]

    def parts():
        return dict(zip(("sentences, afterwards", "train", "valid", "test"), split(dealt), strict=True))

    def apart(drawn):
        """Judge whether each sentence stands in one part only, with all its copies."""
        train, valid, test = (set(drawn[name].tolist()) for name in ("train", "valid", "test"))
        twice = (train & valid) | (train & test) | (valid & test)
        if twice:
            return (
                f"Sentences that stand in more than one of the three lists: {len(twice)} of {n}.",
                f"出现在不止一个列表里的句子：{n} 句中有 {len(twice)} 句。",
            )
        if train | valid | test != set(range(n)) or not valid or not test:
            return "Not all sentences stand in one of the three lists.", "并非所有句子都在三个列表之一里。"

    def in_order(drawn):
        """Judge whether each list holds what `sentences` does, copies included, in its order."""
        if not np.array_equal(drawn["sentences, afterwards"], dealt):
            return "The list that was handed in is no longer as it was.", "传入的列表已不是原来的样子。"
        lists = {name: part.tolist() for name, part in drawn.items() if "," not in name}
        came, asked = (np.sort(part).tolist() for part in (np.concatenate([*lists.values()]).astype(int), dealt))
        if came != asked:
            return (
                f"The three lists hold {len(came)} sentences, copies included; they should be the {len(asked)} that were handed in.",
                f"三个列表连副本共有 {len(came)} 句；应当正是传入的 {len(asked)} 句。",
            )
        for name, part in lists.items():
            if part != [k for k in dealt.tolist() if k in set(part)]:
                return (
                    f"In `{name}` the sentences are not in the order of `sentences`.",
                    f"`{name}` 里的句子不是 `sentences` 中的顺序。",
                )

    def draws():
        names, found = ("train", "valid", "test"), {}
        for k, again in ((0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2)):
            drawn = split(np.arange(n), seed + k)[1:]
            found |= {f"{name}, generator {k}, draw {again}": part for name, part in zip(names, drawn, strict=True)}
        return found

    def by_rng(drawn):
        """Judge whether generators of one seed draw the same, and of two seeds something else, and no stretch of the text."""
        found = {name: frozenset(part.tolist()) for name, part in drawn.items()}
        if any(
            found[f"train, {rest}"] | found[f"valid, {rest}"] | found[f"test, {rest}"] != set(range(n))
            for rest in ("generator 0, draw 1", "generator 1, draw 1")
        ):
            return "Not all sentences stand in one of the three lists.", "并非所有句子都在三个列表之一里。"
        for part in "valid", "test":
            first, second = ([found[f"{part}, generator {k}, draw {again}"] for k in range(3)] for again in (1, 2))
            if first != second:
                return (
                    f"Two generators of the same seed lead to different lists `{part}`: not all chance comes from rng.",
                    f"种子相同的两个生成器得到了不同的 `{part}`：并非所有随机性都来自 rng。",
                )
            if any(not chosen or max(chosen) - min(chosen) < len(chosen) for chosen in first):
                return (
                    f"`{part}` is one stretch of the text: nothing is drawn.",
                    f"`{part}` 是文本中连续的一段：没有抽取。",
                )
            if len(set(first)) < 3:
                return (
                    f"Generators of different seeds lead to the same list `{part}`: the draw does not come from rng.",
                    f"种子不同的生成器得到了同样的 `{part}`：抽取没有用 rng。",
                )

    yield Case(
        "sentences without copies: the sizes",
        "没有副本：各部分的大小",
        lambda: [[len(part) for part in split(np.arange(count))[1:]] for count in (down, up, few)],
    )
    yield Case(
        "different sentences in each part",
        "各部分中不同的句子数",
        lambda: [len(set(part.tolist())) for part in split(dealt)[1:]],
    )
    yield Case(
        "each sentence in one place, with all its copies", "每个句子连同副本在一处", parts, judge=_judging(apart)
    )
    yield Case(
        "nothing lost, nothing invented, all in order", "没有丢失，没有增添，顺序不变", parts, judge=_judging(in_order)
    )
    yield Case("drawn by rng, and by nothing else", "只用 rng 抽取", draws, judge=_judging(by_rng))


@probe
def leakage(student, rng):
    known, new, other = (_lines(rng, int(n)) for n in rng.permutation([23, 11, 8]))
    few = int(rng.integers(3, 6))
    again = [known[0]] * few + new
    loud = [line.upper() for line in known[:few]]
    gaps = ["  ", "   ", " \t ", "\t", "\u3000"]
    wide = [f"{gap}{line} ".replace(" ", gap) for gap, line in zip(gaps, known[:few], strict=False)]
    longer = [f"{line} {_words(rng, 1)[0]}" for line in known[:few]]
    marked = [f"{line}." for line in known[:few]]
    chinese = _lines(rng, 2, HANZI)
    joined = [line.replace(" ", "") for line in known[:few]]

    def share(train, test):
        return lambda: student.leakage(list(train), list(test))

    yield Case(
        "some sentences are in both", "有些句子两边都有", lambda: _kept(student.leakage, known, known[:few] + new)
    )
    yield Case("the other way round", "反过来", share(known[:few] + new, known))
    yield Case("copies in the test part", "测试部分有副本", share(known + other, again))
    yield Case("copies in the training part", "训练部分有副本", share(again, new[:few] + other + known))
    yield Case(
        "other case, and the lists stay as they were",
        "大小写不同，列表保持原样",
        lambda: _kept(student.leakage, [*known, *loud[:1]], loud + new),
    )
    yield Case(
        "other white space: more of it, tabs, at the ends", "空白不同：更多空白、制表符、两端", share(known, wide + new)
    )
    yield Case(
        "with punctuation, or in another script, they are other words",
        "带标点的、其他文字的是别的词",
        share([*known, chinese[0]], [*marked, chinese[1], *known[:few], *new]),
    )
    yield Case("words run together are other words", "连写的词是别的词", share(known, joined + known[:1] + new))
    yield Case(
        "parts of longer sentences are no copies", "较长句子的一部分不算副本", share(longer + new, known + new[:few])
    )
    yield Case(
        "the same words in another order are no copies",
        "同样的词换了顺序不算副本",
        share([" ".join(line.split()[::-1]) for line in known[:few]] + other, known + other[:few]),
    )
