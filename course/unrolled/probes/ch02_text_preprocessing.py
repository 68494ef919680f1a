"""Probes of chapter 2, text preprocessing. Texts are random words, so that no answer can be known beforehand."""

import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import keras
import numpy as np

from unrolled.probes import Case, probe

LETTERS, ACCENTS, HANZI = "abcdefghijklmnopqrstuvwxyz", "àéîõüñçåø", "春夏秋冬山水风雨花鸟江河"
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


def _refusal(call, *given):
    """Say whether a call is refused with a ValueError."""
    try:
        call(*given)
    except ValueError:
        return "a ValueError"
    return "no error"


def _kept(call, *given):
    """Return a result, and whether the lists that were handed in are what they were."""
    copies = [list(part) for part in given]
    result = call(*copies)
    return {"result": result, "lists handed in": "unchanged" if copies == list(given) else "changed"}


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

    gaps = [plain[0], "", f"   {plain[1]}", " \t ", "", f"{plain[2]} \t", f"\t{plain[3]}  "]
    yield Case("a plain file", "普通的文件", read(utf8(plain)))
    yield Case("blank lines and indented ones", "有空行和缩进", read(utf8(gaps), Path))
    yield Case(
        "Windows line ends, none after the last", "Windows 的行尾，最后一行没有行尾", read(utf8(accents, "\r\n")[:-2])
    )
    yield Case("letters beyond a to z", "a 到 z 以外的文字", read(utf8(accents + chinese)))
    yield Case("a byte order mark in front", "开头有字节顺序标记", read(b"\xef\xbb\xbf" + utf8(plain[::-1])))


@probe(forbid=["unrolled.data.clean"])
def clean(student, rng):
    words, accents, chinese = _words(rng, 12), _words(rng, 4, LETTERS + ACCENTS), _words(rng, 3, HANZI)
    years = [str(rng.integers(1000, 9999)) for _ in range(2)]
    loose = unicodedata.normalize("NFD", " ".join(_words(rng, 4, "aeiou" + ACCENTS[:7])))
    lines = {
        ("upper and lower case", "大小写"): " ".join([words[0].title(), words[1].upper(), words[2]]),
        ("punctuation between words", "词之间的标点"): f"{words[3]}, {words[4]} -- {words[5]}'{words[6]}...{words[7]}",
        ("something at both ends", "两端有别的字符"): f'  "{words[8]} {words[9]}!" ',
        ("digits", "数字"): f"{words[1]} {years[0]}, {words[2]}{years[1]}",
        ("an underscore", "下划线"): f"{words[10]}_{words[11]} __{words[0]}__",
        ("accents, upper and lower case", "带重音符的字母，大小写"): " ".join(
            [accents[0], accents[1].upper(), *accents[2:]]
        ),
        ("Chinese", "中文"): f"{chinese[0]}，{chinese[1]}。{chinese[2]}",
        ("accents that are code points of their own", "重音符是单独的码位"): loose,
    }
    for title, line in lines.items():
        yield Case(*title, lambda line=line: student.clean(line))


@probe
def tokenize(student, rng):
    lines, other, chinese = _lines(rng, 4), _lines(rng, 3), _lines(rng, 2, HANZI)
    gaps = [lines[0].replace(" ", "  "), "", f" {lines[1]} ", lines[2].replace(" ", "\t")]

    def refused():
        return {
            "words": student.tokenize(other),
            "token='line'": _refusal(student.tokenize, list(other), "line"),
            "token='words'": _refusal(student.tokenize, list(other), "words"),
        }

    yield Case("words", "词", lambda: student.tokenize(list(lines), "word"))
    yield Case("words are the default", "默认按词", lambda: student.tokenize(other[:2]))
    yield Case("characters, the space included", "字符，包括空格", lambda: student.tokenize(other, "char"))
    yield Case("Chinese characters", "汉字", lambda: student.tokenize(chinese, token="char"))
    yield Case("several spaces, a tab, an empty line", "多个空格、制表符、空行", lambda: student.tokenize(gaps, "word"))
    yield Case("another kind of token is refused", "拒绝别的 token", refused)


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
    characters = [list(line) for line in _lines(rng, 3)]

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

    yield Case("the most frequent first", "最常见的在前", lambda: vocab(uneven).tokens)
    yield Case("ties in the order of the text", "次数相同时按文本中的顺序", lambda: vocab(even).tokens)
    yield Case(f"min_freq={least}", f"min_freq={least}", lambda: vocab(steps, min_freq=least).tokens)
    yield Case("there and back again", "变成编号再变回来", round_trip)
    yield Case("unknown tokens", "未知的词元", unknown)
    yield Case("other special tokens, <unk> elsewhere", "别的特殊词元，<unk> 在别处", other_special)
    yield Case("special tokens that occur in the text", "文本中出现特殊词元", lambda: vocab(written).tokens)
    yield Case("characters", "字符", lambda: vocab(characters).tokens)


@probe(forbid=["keras.ops.one_hot", "keras.utils.to_categorical"])
def one_hot(student, rng):
    size = int(rng.integers(6, 12))
    ids = rng.integers(size, size=(3, 5))
    ids[0, :2] = 0, size - 1
    some = rng.permutation(size - 2)[: size - 4]

    def refused():
        return {
            "one_hot": student.one_hot(some[::-1].copy(), size),
            "the id -1": _refusal(student.one_hot, [0, -1], size),
            "the id vocab_size": _refusal(student.one_hot, [size, 1], size),
        }

    axes = (*BATCH_TIME, "vocab_size")
    yield Case(
        "a sequence that lacks the last ids",
        "不含最后几个编号的序列",
        lambda: student.one_hot(some.copy(), size),
        axes[1:],
    )
    yield Case("a batch", "一个批次", lambda: student.one_hot(ids.copy(), size), axes)
    yield Case("a list of lists", "列表的列表", lambda: student.one_hot(ids[:2].tolist(), size), axes)
    yield Case("an array of four axes", "四个轴的数组", lambda: student.one_hot(ids[None, :, None], size))
    yield Case("ids that cannot be are refused", "拒绝不可能的编号", refused, axes[1:])


@probe
def identity_embedding(student, rng):
    size = int(rng.integers(6, 30))
    ids, kernel = rng.integers(size, size=(3, 5)), rng.normal(size=(size, 4)).astype("float32")

    def projected():
        return student.identity_embedding(size)(ids) @ kernel

    def weights():
        layer = student.identity_embedding(size)
        layer.build((None,))
        table = keras.ops.convert_to_numpy(layer.embeddings)
        ones, zeros = int(np.sum(np.diag(table) == 1)), int(np.sum(table == 0))
        counted = {"weights": table.size, "ones on the diagonal": ones, "zeros": zeros}
        return counted | {"trainable": len(layer.trainable_weights)}

    def trained():
        layer = student.identity_embedding(size)
        model = keras.Sequential(
            [keras.Input((5,), dtype="int32"), layer, keras.layers.Dense(2, kernel_initializer="ones")]
        )
        model.compile(keras.optimizers.SGD(0.5), "mse", run_eagerly=True)
        model.fit(ids, np.ones((3, 5, 2)), epochs=2, verbose=0)
        return layer(ids[::-1])

    yield Case("a batch of ids", "一批编号", lambda: student.identity_embedding(size)(ids), (*BATCH_TIME, "vocab_size"))
    yield Case("times a matrix: its rows", "乘以一个矩阵：得到它的行", projected, (*BATCH_TIME, "units"))
    yield Case("its weights", "它的权重", weights)
    yield Case("after some training", "训练之后", trained, (*BATCH_TIME, "vocab_size"))


def _sequences(rng, lengths):
    return [rng.integers(1, 1000, size=n).tolist() for n in lengths]


@probe(forbid=["keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences"])
def pad_batch(student, rng):
    sequences = _sequences(rng, rng.permutation([2, 7, 4, 5, 3]))
    gaps = _sequences(rng, [4, 0, 6, 0])
    first = max(range(5), key=lambda k: len(sequences[k]))
    fill = int(rng.integers(1000, 2000))

    def pad(sequences, *given, **options):
        return lambda: student.pad_batch([list(row) for row in sequences], *given, **options)

    yield Case("as long as the longest", "与最长的一样长", lambda: _kept(student.pad_batch, sequences), BATCH_TIME)
    yield Case("the longest comes first", "最长的在最前", pad([sequences[first], *sequences]), BATCH_TIME)
    yield Case("cut off to a length of 3", "截断到长度 3", pad(sequences, 3), BATCH_TIME)
    yield Case("a length beyond the longest", "长度超过最长的", pad(sequences, length=9), BATCH_TIME)
    yield Case("empty sequences", "空的序列", pad(gaps), BATCH_TIME)
    yield Case("another pad", "别的填充编号", pad(sequences, pad=fill), BATCH_TIME)
    yield Case("equal lengths: nothing to pad", "长度相等：无需填充", pad(_sequences(rng, [4, 4, 4])), BATCH_TIME)
    yield Case(
        "sequences that are arrays", "序列是数组", lambda: student.pad_batch([*map(np.array, sequences)], 6), BATCH_TIME
    )


@probe(forbid=["keras.losses.SparseCategoricalCrossentropy"])
def masked_loss(student, rng):
    batch, time, size = 3, 6, 5
    lengths = [2, 6, 3]
    real = np.arange(time) < np.array(lengths)[:, None]
    full = rng.integers(1, size, size=(batch, time)).astype("int32")
    labels = np.where(real, full, 0).astype("int32")
    logits = (2 * rng.normal(size=(batch, time, size))).astype("float32")
    longer = np.pad(labels, [(0, 1), (0, 4)]), np.pad(logits, [(0, 1), (0, 4), (0, 0)], constant_values=0.5)
    wild = np.where(real[..., None], logits[::-1], 1000 * logits).astype("float32")

    def loss(labels, logits):
        return lambda: student.masked_loss(labels.copy(), keras.ops.convert_to_tensor(logits))

    def evaluated():
        model = keras.Sequential([keras.Input((time, size)), keras.layers.Activation("linear")])
        model.compile(loss=student.masked_loss)
        return model.evaluate(logits[:2], labels[:2], verbose=0)

    yield Case("no padding: the mean", "没有填充：平均值", loss(full, logits))
    yield Case("some padding", "有填充", loss(labels, logits))
    yield Case("the same batch with more padding", "同一批次，填充更多", loss(*longer))
    yield Case("wild predictions at the padding", "填充处的预测很离谱", loss(labels, wild))
    yield Case("a single sentence", "只有一个句子", loss(labels[:1], logits[1:2]))
    yield Case("in model.evaluate", "用在 model.evaluate 中", evaluated)


def _text(rng, length):
    """Draw a text in which no id occurs twice, so that each tells its place."""
    return rng.permutation(np.arange(1000, 1000 + 3 * length))[:length].astype("int32")


def _places(values, ids):
    """Return where in the text ids stand, -1 where they do not."""
    order = np.argsort(ids)
    values = np.asarray(values)
    k = np.clip(np.searchsorted(ids, values, sorter=order), 0, len(ids) - 1)
    return np.where(ids[order[k]] == values, order[k], -1)


@probe
def random_batches(student, rng):
    batch, time, count = (int(rng.integers(low, high)) for low, high in ((2, 6), (4, 10), (4, 9)))
    exact = _text(rng, (batch * count + 1) * time)  # as many windows whatever the offset
    more = _text(rng, (batch * count + 2) * time)  # one window too many
    many = _text(rng, (60 * batch + 1) * time)
    seed = int(rng.integers(2**31))

    def places(ids, batch=batch, seed=seed):
        pairs = list(student.random_batches(ids.copy(), batch, time, np.random.default_rng(seed)))
        return [(_places(x, ids), _places(y, ids)) for x, y in pairs]

    def windows():
        x = np.concatenate([x for x, _ in places(exact)])
        return x[np.argsort(x[:, 0])] - x.min()

    def labels():
        return [x.shape for x, _ in places(exact)], [np.unique(y - x) for x, y in places(exact)]

    def remainder():
        starts = np.concatenate([x[:, 0] for x, _ in places(more)])
        return {"shapes": [x.shape for x, _ in places(more)], "windows twice": len(starts) - len(set(starts.tolist()))}

    def offsets():
        firsts, counts = set(), set()
        for k in range(40 * time):
            starts = [int(x.min()) for x, _ in places(exact, 1, seed=seed + k)]
            firsts.add(min(starts))
            counts.add(len(starts))
        return {"offsets drawn": sorted(firsts), "numbers of windows": sorted(counts)}

    def shuffled():
        starts = np.concatenate([x[:, 0] for x, _ in places(many)])
        again = np.concatenate([x[:, 0] for x, _ in places(many)])
        other = np.concatenate([x[:, 0] for x, _ in places(many, seed=seed + 1)])
        neighbours = np.mean(np.abs(np.diff(starts)) == time)
        return {
            "windows": len(starts),
            "in the order of the text": bool(neighbours > 0.5),
            "the same generator draws the same": bool(np.array_equal(starts, again)),
            "another generator draws the same": bool(np.array_equal(starts, other)),
            "generator": f"{batch} rows of {time}",
        }

    def short():
        ids = _text(np.random.default_rng(seed), batch * time + time)  # one batch, with every offset
        return [x.shape for x, _ in places(ids)], len(places(ids[: batch * time]))

    yield Case("the windows, sorted, from the offset on", "排好序的窗口，从偏移量算起", windows, ("window", "time"))
    yield Case("labels are one token later", "标签晚一个词元", labels)
    yield Case("a remainder is left out, no window comes twice", "余数舍去，没有窗口出现两次", remainder)
    yield Case("every offset is drawn", "每个偏移量都会抽到", offsets)
    yield Case("shuffled by rng", "用 rng 打乱", shuffled)
    yield Case("a text for one batch, and one too short", "只够一个批次的文本，以及不够的文本", short)


@probe
def sequential_batches(student, rng):
    batch, time, count = (int(rng.integers(low, high)) for low, high in ((2, 5), (4, 8), (3, 6)))
    exact = _text(rng, batch * time * count + 1)
    rest = _text(rng, batch * (time * count + time - 1) + batch)  # each row has time - 1 tokens left over
    offset = batch + int(rng.integers(time))  # the rows are shorter for it

    def pairs(ids, *given, **options):
        return [
            (np.array(x), np.array(y))
            for x, y in student.sequential_batches(ids.copy(), batch, time, *given, **options)
        ]

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
    n = 20 * int(rng.integers(2, 6))
    different = [" ".join(_words(rng, 3)) for _ in range(n)]
    copies = rng.integers(1, 4, size=n)
    dealt = [different[k] for k in rng.permutation(np.repeat(np.arange(n), copies))]
    seed = int(rng.integers(2**31))

    def split(sentences=dealt, seed=seed):
        return [list(part) for part in student.split_by_sentence(list(sentences), np.random.default_rng(seed))]

    def together():
        sets = [set(part) for part in split()]
        return {"different": len(set.union(*sets)), "in two places": sum(map(len, sets)) - len(set.union(*sets))}

    def kept():
        parts = _kept(lambda given: student.split_by_sentence(given, np.random.default_rng(seed)), dealt)
        lists = [list(part) for part in parts.pop("result")]
        held = Counter(sentence for part in lists for sentence in part)
        asked = Counter(dealt)
        return {
            "all": held.total(),
            "lost": (asked - held).total(),
            "invented": (held - asked).total(),
            "in order": [part == [s for s in dealt if s in set(part)] for part in lists],
        } | parts

    def drawn():
        first, again, other = (split(different, seed)[1:] for seed in (seed, seed, seed + 1))
        rows = [sorted(different.index(sentence) for sentence in part) for part in first]
        return {
            "sizes": [len(part) for part in first],
            "the same generator draws the same": first == again,
            "another generator draws the same": any(set(a) == set(b) for a, b in zip(first, other, strict=True)),
            "neighbours in the text": any(row[-1] - row[0] < len(row) for row in rows),
        }

    yield Case(
        "sentences without copies: the sizes",
        "没有副本：各部分的大小",
        lambda: [len(part) for part in split(different)],
    )
    yield Case("different sentences in each part", "各部分中不同的句子数", lambda: [len(set(part)) for part in split()])
    yield Case("no sentence is in two places", "没有句子在两处", together)
    yield Case("nothing is lost, nothing invented, all in order", "没有丢失，没有增添，顺序不变", kept)
    yield Case("drawn by rng", "用 rng 抽取", drawn)


@probe
def leakage(student, rng):
    known, new, other = (_lines(rng, int(n)) for n in rng.permutation([23, 11, 8]))
    few = int(rng.integers(2, 6))
    again = [known[0]] * few + new
    loud, wide = [line.upper() for line in known[:few]], [line.replace(" ", "  ") for line in known[:few]]
    longer = [f"{line} {_words(rng, 1)[0]}" for line in known[:few]]

    def share(train, test):
        return lambda: student.leakage(list(train), list(test))

    yield Case(
        "some sentences are in both", "有些句子两边都有", lambda: _kept(student.leakage, known, known[:few] + new)
    )
    yield Case("the other way round", "反过来", share(known[:few] + new, known))
    yield Case("copies in the test part", "测试部分有副本", share(known + other, again))
    yield Case("copies in the training part", "训练部分有副本", share(again, new[:few] + other + known[1:]))
    yield Case("other case", "大小写不同", share(known, loud + new))
    yield Case("two spaces instead of one", "一个空格换成两个", share(known, wide + new))
    yield Case(
        "parts of longer sentences are no copies", "较长句子的一部分不算副本", share(longer + new, known + new[:few])
    )
    yield Case(
        "the same words in another order are no copies",
        "同样的词换了顺序不算副本",
        share([" ".join(line.split()[::-1]) for line in known[:few]] + other, known + other[:few]),
    )
