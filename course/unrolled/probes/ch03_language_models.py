"""Probes of chapter 3, language models.

Texts are random strings over small alphabets, so that contexts repeat and some never occur; all sizes of arrays differ, so that no
transpose passes by luck.
"""

import copy
import itertools
from functools import cache

import keras
import numpy as np
import tensorflow as tf

from unrolled.compare import explain
from unrolled.probes import Case, probe, trained, without_counts
from unrolled.probes.ch05_gated_networks import _cell_cases as _rnn_cell_cases

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def kept(call, *given):
    """Call with copies of what is given; return the result, and what has become of the copies."""
    copies = copy.deepcopy(given)
    return [call(*copies), list(copies)]


def left_alone(expected, got, **how):
    """Judge a result and, after it, what has become of what was handed in."""
    parts = got.get("list") if isinstance(got, dict) else None
    if not (isinstance(parts, list) and len(parts) == 2):
        return explain(expected, got, **how)
    wrong, changed = (explain(*pair, **how) for pair in zip(expected["list"], parts, strict=True))
    change = "What was handed in has been changed: work on a copy.", "传入的东西被改动了：请在副本上操作。"
    return wrong or (changed and change)


def ids(expected, got, **how):
    """Judge whole numbers that are there to look something up with, which a float does not do."""
    if wrong := explain(expected, got, **how):
        return wrong
    floats = [name for name in _dtypes(got) if name.startswith(("float", "bfloat"))]
    return (
        None
        if not floats
        else (
            f"The numbers are right, but of type {floats[0]}; they are to look symbols up with, and an index is a whole number (int).",
            f"数值是对的，但类型是 {floats[0]}；它们要用来查符号，而下标必须是整数（int）。",
        )
    )


def _dtypes(data):
    """Yield the dtypes of all arrays and numbers in plain data."""
    if isinstance(data, dict) and "dtype" in data:
        yield data["dtype"]
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _dtypes(part)


def _ngram_letters(rng, size):
    """Draw an alphabet of `size` characters, as a string in random order: small letters, a capital and the space, which is one like any other."""
    letters = rng.permutation(list(LETTERS))[: size - 1]
    return "".join(rng.permutation([" ", letters[0].upper(), *letters[1:]]))


def _ngram_text(rng, letters, length):
    return "".join(rng.choice(list(letters), size=length))


def _ngram_words(rng, kinds, length):
    """Draw a tuple of words of three letters."""
    words = ["".join(rng.permutation(list(LETTERS))[:3]) for _ in range(kinds)]
    return tuple(str(word) for word in rng.choice(words, size=length))


def _ngram_table(rng, letters, n, share=0.6):
    """Draw a table of n-grams: a random share of all that there could be, with numbers from 1 to 9."""
    grams = map("".join, itertools.product(letters, repeat=n))
    return {gram: int(rng.integers(1, 10)) for gram in grams if rng.random() < share}


def _ngram_shown(table):
    """Return a dict with its keys as text and tables within it too, for `compare`; a tuple of words gets brackets as no `str` writes them."""
    if not isinstance(table, dict):
        return table
    return {
        f"({', '.join(map(str, key))})" if isinstance(key, tuple) else str(key): _ngram_shown(value)
        for key, value in table.items()
    }


def _ngram_predict(seed, size):
    """Return a made-up model: for each context probabilities of its own, in whatever order it is asked."""

    def predict(context):
        return np.random.default_rng([seed, *map(ord, repr(context))]).dirichlet(np.full(size, 0.3))

    return predict


@probe
def ngram_counts(student, rng):
    text = _ngram_text(rng, _ngram_letters(rng, 3), 40)
    words = _ngram_words(rng, 3, 25)
    letter, times = str(rng.choice(list(LETTERS))), int(rng.integers(6, 1_000))
    short = _ngram_letters(rng, 5)

    def counts(tokens, n):
        return lambda: _ngram_shown(student.ngram_counts(tokens, n))

    yield Case("single characters", "单个字符", counts(text, 1))
    yield Case("single words: tuples of one", "单个词：只有一个词的元组", counts(words, 1))
    yield Case("three characters in a row", "连续三个字符", counts(text, 3))
    yield Case("pairs of words", "词的二元组", counts(words, 2))
    yield Case("one letter, repeated: n-grams overlap", "同一个字母重复：n 元组互相重叠", counts(letter * times, 3))
    yield Case(
        "as long as the text, and longer",
        "与文本一样长，以及比文本更长",
        lambda: [counts(short, 5)(), counts(short, 6)()],
    )


@probe
def conditional_table(student, rng):
    letters = _ngram_letters(rng, 4)
    ones, twos, fours = (_ngram_table(rng, letters, n) for n in (1, 2, 4))
    ones[letters[0]] = 3  # at least one
    words = _ngram_words(rng, 4, 12)
    triples = {words[k : k + 3]: int(rng.integers(1, 10)) for k in range(10)}
    pairs = {words[k : k + 2]: int(rng.integers(1, 10)) for k in range(11)}
    singles = {(word,): int(rng.integers(1, 10)) for word in words}

    def table(counts):
        return lambda: _ngram_shown(student.conditional_table(dict(counts)))

    yield Case("bigrams of characters", "字符的二元组", table(twos))
    yield Case("n = 1: the context is empty", "n = 1：上文为空", table(ones))
    yield Case("n = 4: a context of three characters", "n = 4：三个字符的上文", table(fours))
    yield Case("trigrams of words", "词的三元组", table(triples))
    yield Case("pairs of words: a context of one is a tuple, too", "词的二元组：只有一个词的上文也是元组", table(pairs))
    yield Case("single words: the context is ()", "单个词：上文是 ()", table(singles))
    yield Case(
        "the counts handed in stay as they were",
        "传入的计数保持原样",
        lambda: kept(lambda given: _ngram_shown(student.conditional_table(given)), twos),
        judge=left_alone,
    )


@probe
def additive_smoothing(student, rng):
    letters = _ngram_letters(rng, int(rng.integers(5, 9)))
    ones, threes = _ngram_table(rng, letters, 1), _ngram_table(rng, letters, 3, share=0.4)
    seen = next(iter(threes))[:2]
    never = letters[-1] + letters[-2]
    threes = {gram: n for gram, n in threes.items() if gram[:2] != never or gram[:2] == seen}
    once = letters[-1] + letters[0]
    if once != seen:
        threes = {gram: n for gram, n in threes.items() if gram[:2] != once} | {once + letters[1]: 1}
    eps = float(rng.uniform(0.05, 0.5))
    axes = ("vocabulary",)

    def smooth(counts, context, eps):
        return lambda: student.additive_smoothing(dict(counts), context, letters, eps)

    def unseen(given):
        return [student.additive_smoothing(given, context, letters, eps) for context in (never, once, seen)]

    yield Case("an empty context", "空的上文", smooth(ones, "", eps), axes)
    yield Case("a context of two characters", "两个字符的上文", smooth(threes, seen, eps), axes)
    yield Case("eps = 1: Laplace's rule", "eps = 1：拉普拉斯的规则", smooth(threes, seen, 1), axes)
    yield Case(
        "a very small eps: nearly the relative frequencies",
        "很小的 eps：接近相对频率",
        smooth(threes, seen, 1e-9),
        axes,
    )
    yield Case(
        "contexts that were never seen, once, and often; the counts stay as they were",
        "从未见过、见过一次和多次的上文；计数保持原样",
        lambda: kept(unseen, threes),
        judge=left_alone,
    )


@probe
def perplexity_forms(student, rng):
    some = rng.uniform(0.05, 1, size=int(rng.integers(5, 12)))
    long = rng.uniform(0.01, 0.3, size=int(rng.integers(9_000, 12_000)))
    choices, sure = int(rng.integers(30, 3_000)), rng.uniform(0.9, 0.99, size=7)
    rare = rng.uniform(1e-9, 1e-6, size=6)

    def forms(p):
        return lambda: [*student.perplexity_forms(p.copy())]  # to be unpacked

    yield Case("some probabilities", "若干概率", forms(some))
    yield Case("equal chances among many", "许多个等可能的选择", forms(np.full(9, 1 / choices)))
    yield Case("a model that is nearly sure", "几乎有把握的模型", forms(sure))
    yield Case("a model that is worse than guessing", "比乱猜还差的模型", forms(rare))
    yield Case("a single token", "只有一个词元", forms(some[:1]))
    yield Case(
        "always sure and always right, and not quite",
        "总是有把握也总是对的，与不完全如此的",
        lambda: [forms(np.ones(5))(), forms(sure)()],
    )
    yield Case("thousands of tokens", "几千个词元", forms(long))
    yield Case(
        "the array handed in stays as it was",
        "传入的数组保持原样",
        lambda: kept(lambda p: [*student.perplexity_forms(p)], some),
        judge=left_alone,
    )


@probe
def corpus_scores(student, rng):
    losses = rng.uniform(0.5, 6, size=6)
    tokens = rng.permutation(np.array([3, 70, 210, 500, 900, 1_500])) + rng.integers(1, 3, size=6)
    total = int(tokens.sum())
    even = np.full(6, int(rng.integers(40, 90)))
    alike = np.full(6, rng.uniform(1, 4))

    def scores(losses, tokens, characters):
        return lambda: [*student.corpus_scores(losses.copy(), tokens.copy(), characters)]  # to be unpacked

    yield Case("a single batch of characters", "一批字符", scores(losses[:1], tokens[:1], int(tokens[0])))
    yield Case("batches of one size, characters", "各批一样大，词元是字符", scores(losses, even, int(even.sum())))
    yield Case("batches that cost the same, words", "各批损失相同，词元是词", scores(alike, tokens, 5 * total))
    yield Case("batches of many sizes, words", "各批大小不一，词元是词", scores(losses, tokens, 6 * total + 1))
    yield Case(
        "lists instead of arrays",
        "用列表代替数组",
        lambda: [*student.corpus_scores(losses[:4].tolist(), tokens[:4].tolist(), total)],
    )
    yield Case(
        "the arrays handed in stay as they were",
        "传入的数组保持原样",
        lambda: kept(lambda *given: [*student.corpus_scores(*given)], losses, tokens, 4 * total),
        judge=left_alone,
    )


@probe
def continuation_counts(student, rng):
    letters = _ngram_letters(rng, 5)
    twos, threes = _ngram_table(rng, letters, 2), _ngram_table(rng, letters, 3)
    words = _ngram_words(rng, 4, 30)
    pairs = {words[k : k + 2]: int(rng.integers(1, 10)) for k in range(29)}
    pairs |= {(words[0][0] + letter, words[1]): 1 for letter in letters}  # words before that begin alike
    often = {
        letters[0] + letters[1]: int(rng.integers(500, 900)),
        **{w + letters[2]: 1 for w in letters[: rng.integers(2, 5)]},
    }

    def numbers(counts):
        return lambda: _ngram_shown(student.continuation_counts(dict(counts)))

    yield Case("bigrams of characters", "字符的二元组", numbers(twos))
    yield Case(
        "trigrams of characters; the counts stay as they were",
        "字符的三元组；计数保持原样",
        lambda: kept(student.continuation_counts, threes),
        judge=left_alone,
    )
    yield Case("bigrams of words", "词的二元组", numbers(pairs))
    yield Case(
        "one that occurs hundreds of times after one letter, one that occurs once after each of several",
        "一个在同一个字母后出现几百次，另一个在几个字母后各出现一次",
        numbers(often),
    )


@probe
def kneser_ney(student, rng):
    letters = _ngram_letters(rng, 6)
    discount = float(rng.uniform(0.3, 0.9))
    seen, new = letters[:3], letters[3] + letters[1:3]
    tables = [_ngram_table(rng, letters, n) for n in (1, 2, 3, 4)]
    tables[0].pop(letters[5], None)  # a character that was never counted
    tables[0] |= {letters[0]: int(rng.integers(1, 10)), letters[1]: 1}
    for k in (1, 2, 3):  # the contexts that are asked for occur, each before two characters or more
        h = seen[3 - k :]
        tables[k] |= {h + letters[0]: 1, h + letters[2]: int(rng.integers(2, 10))}
    once = letters[4]  # a context that occurs a single time
    tables[1] = {gram: c for gram, c in tables[1].items() if gram[0] != once} | {once + letters[2]: 1}
    tables[3] = {gram: c for gram, c in tables[3].items() if gram[:3] != new}
    axes = ("vocabulary",)

    def model(tables, context, **options):
        return lambda: student.kneser_ney([dict(table) for table in tables], context, letters, **options)

    yield Case("1-grams only: the rest is shared equally", "只有一元组：余下的平均分配", model(tables[:1], ""), axes)
    yield Case(
        "1-grams only: no character of the context can be used",
        "只有一元组：上文一个字符也用不上",
        model(tables[:1], seen),
        axes,
    )

    def discounts(given):
        return [student.kneser_ney(given, seen, letters, discount=d) for d in (discount, 1.0)]

    yield Case("a context of one character", "一个字符的上文", model(tables[:2], seen[2:]), axes)
    yield Case("a context that occurs once", "只出现一次的上文", model(tables[:2], once), axes)
    yield Case("a context of three characters", "三个字符的上文", model(tables, seen), axes)
    yield Case(
        "other discounts; the tables stay as they were",
        "别的折扣；表保持原样",
        lambda: kept(discounts, tables[:2]),
        judge=left_alone,
    )
    yield Case(
        "a context that was never seen: the shorter one answers",
        "从未见过的上文：由较短的回答",
        model(tables, new),
        axes,
    )
    yield Case(
        "a context longer than the tables", "比表更长的上文", model(tables, letters[4] + letters[5] + seen), axes
    )
    yield Case("a context shorter than the tables", "比表更短的上文", model(tables, seen[1:]), axes)
    others = [{gram: c + 2 * (gram[-1] in seen) for gram, c in table.items()} for table in tables]
    yield Case(
        "the same context, with one set of tables and with another",
        "同一个上文，先用一组表，再用另一组",
        lambda: [model(tables, seen)(), model(others, seen)()],
    )


@probe
def ngram_log_prob(student, rng):
    letters = _ngram_letters(rng, 5)
    predict = _ngram_predict(int(rng.integers(1_000_000)), len(letters))
    text, long = _ngram_text(rng, letters, 12), _ngram_text(rng, letters, 1_200)

    def log_prob(text, n):
        return lambda: student.ngram_log_prob(predict, text, n, letters)

    yield Case("n = 1: every context is empty", "n = 1：每个上文都是空的", log_prob(text, 1))
    yield Case("n = 3", "n = 3", log_prob(text, 3))
    yield Case("texts shorter than n", "比 n 短的文本", lambda: [log_prob(text[:3], 6)(), log_prob(text[4:5], 2)()])
    yield Case("a long text", "长文本", log_prob(long, 2))
    yield Case(
        "the same letters in two orders, n = 2",
        "同样的字母，两种顺序，n = 2",
        lambda: [log_prob(text, 2)(), log_prob("".join(sorted(text)), 2)()],
    )


_RNN_SIZES = _BATCH, _TIME, _FEATURES, _UNITS = 2, 5, 3, 4
_RNN_KERAS = "keras.layers.SimpleRNN", "keras.layers.SimpleRNNCell"


def _rnn_weights(rng, features=_FEATURES, units=_UNITS):
    """Draw W_x (features, units), W_h (units, units) and b (units,)."""
    return [rng.normal(scale=0.7, size=shape) for shape in ((features, units), (units, units), (units,))]


@probe(forbid=_RNN_KERAS)
def worked_pass(student, rng):
    vocabulary, units = 6, 4
    words = [int(word) for word in rng.permutation(vocabulary)[:5]]
    W_x, W_hy = rng.normal(scale=0.7, size=(2, vocabulary, units))
    W_hh = rng.normal(scale=0.7, size=(units, units))
    b_h, b_y = rng.normal(size=units), rng.normal(size=vocabulary)

    def walk(words, W_hh=W_hh, b_h=b_h, part=None):
        def run():
            states, logits = student.worked_pass(list(words), *(a.copy() for a in (W_x, W_hh, W_hy, b_h, b_y)))
            return [states, logits] if part is None else (states, logits)[part]

        return run

    yield Case("the first word alone: its state", "只有第一个词：状态", walk(words[:1], part=0), ("time", "units"))
    yield Case(
        "the first word alone: its logits", "只有第一个词：logits", walk(words[:1], part=1), ("time", "vocabulary")
    )
    yield Case(
        "with W_hh = 0 the past plays no part",
        "W_hh = 0 时，过去不起作用",
        walk(words, W_hh=np.zeros_like(W_hh)),
    )
    yield Case("with b_h = 0: two words", "b_h = 0 时，两个词", walk(words[:2], b_h=np.zeros(units)), ("time", "units"))
    yield Case("five words: the states", "五个词：状态", walk(words, part=0), ("time", "units"))
    yield Case("five words: the logits", "五个词：logits", walk(words, part=1), ("time", "vocabulary"))
    yield Case("one word again and again", "同一个词反复出现", walk(words[:1] * 4))
    yield Case(
        "what was handed in stays as it was",
        "传入的东西保持原样",
        lambda: kept(student.worked_pass, words[:2], W_x, W_hh, W_hy, b_h, b_y),
        judge=left_alone,
    )


@probe(forbid=_RNN_KERAS)
def rnn_step(student, rng):
    x, h = rng.normal(size=(_BATCH, _FEATURES)), rng.normal(size=(_BATCH, _UNITS))
    W_x, W_h, b = _rnn_weights(rng)
    axes = ("batch", "units")

    def step(x=x, h=h, W_x=W_x, W_h=W_h, b=b):
        return lambda: student.rnn_step(*(array.copy() for array in (x, h, W_x, W_h, b)))

    yield Case("one step", "走一步", step(), axes)
    yield Case("all weights zero: the bias alone", "权重全为零：只有偏置", step(W_x=0 * W_x, W_h=0 * W_h), axes)
    yield Case("W_h = 0: the input alone decides", "W_h = 0：只由输入决定", step(W_h=0 * W_h), axes)
    yield Case("input zero: the past alone decides", "输入为零：只由过去决定", step(x=0 * x, b=0 * b), axes)
    yield Case("a batch of one", "批次中只有一行", step(x=x[:1], h=h[:1]), axes)
    yield Case(
        "the arrays handed in stay as they were",
        "传入的数组保持原样",
        lambda: kept(student.rnn_step, x, h, W_x, W_h, b),
        judge=left_alone,
    )


@probe(forbid=_RNN_KERAS)
def rnn(student, rng):
    x, h_0 = rng.normal(size=(_BATCH, _TIME, _FEATURES)), rng.normal(size=(_BATCH, _UNITS))
    W_x, W_h, b = _rnn_weights(rng)
    axes = ("batch", "time", "units")

    def run(x=x, h_0=h_0, W_h=W_h):
        return student.rnn(*(array.copy() for array in (x, h_0, W_x, W_h, b)))

    def chunks():
        first = np.asarray(run(x[:, :2]))
        return np.concatenate([first, run(x[:, 2:], first[:, -1])], axis=1)

    def future():
        other = x.copy()
        other[:, 3:] = other[:, 3:] + 1
        return run(other)

    yield Case("W_h = 0: each step on its own", "W_h = 0：每一步各算各的", lambda: run(W_h=0 * W_h), axes)
    yield Case("five steps from a given state", "从给定状态走五步", run, axes)
    yield Case("five steps from a state of zeros", "从零状态走五步", lambda: run(h_0=0 * h_0), axes)
    yield Case("one step only", "只走一步", lambda: run(x[:, :1]), axes)
    one_hot = np.eye(_FEATURES, dtype=int)[rng.integers(_FEATURES, size=(_BATCH, _TIME))]
    yield Case("one-hot vectors, whole numbers", "独热向量，都是整数", lambda: run(one_hot), axes)
    yield Case("two chunks with the state carried", "分成两段，状态接着传", chunks, axes)
    yield Case("another future, the same past", "改变未来，过去不变", future, axes)
    yield Case(
        "the arrays handed in stay as they were",
        "传入的数组保持原样",
        lambda: kept(student.rnn, x, h_0, W_x, W_h, b),
        judge=left_alone,
    )
    features, units = (int(n) for n in rng.choice(np.arange(20, 40), size=2, replace=False))
    seed = int(rng.integers(1_000_000))

    def params(seed=seed):
        return [np.asarray(array) for array in student.init_params(np.random.default_rng(seed), features, units)]

    def beginnings():
        W_x, W_h, b = params()
        # Random weights, and yet the same answer each time: of hundreds of uniform ones some are always near both limits.
        bound = (6 / (features + units)) ** 0.5
        square = W_h.shape == (units, units)
        halves = {"below": np.tril(W_h, -1), "above": np.triu(W_h, 1)} if square else {}
        return {
            "W_x": {
                "shape": list(W_x.shape),
                "range / Glorot's limit": np.round([W_x.min() / bound, W_x.max() / bound], 1),
            },
            "W_h": {
                "shape": list(W_h.shape),
                "rows": "orthogonal"
                if square and np.allclose(W_h @ W_h.T, np.eye(units), atol=1e-3)
                else "not orthogonal",
                "zeros only": [f"{where} its diagonal" for where, half in halves.items() if not half.any()],
            },
            "b": {"shape": list(b.shape), "largest entry": np.abs(b).max()},
        }

    def same_and_other():
        def alike(other):
            return all(np.allclose(*pair) for pair in zip(params(), params(other), strict=True))

        return {
            "units": params()[2].size,
            "same seed, same weights": alike(seed),
            "another seed, same weights": alike(seed + 1),
        }

    yield Case(
        "init_params: shapes, and what the weights begin with", "init_params：形状，以及权重的初始值", beginnings
    )
    yield Case(
        "init_params draws from the generator that is handed in", "init_params 从传入的生成器抽取", same_and_other
    )
    yield Case(
        "init_state: zeros",
        "init_state：全零",
        lambda: student.init_state(features, units),
        ("batch", "units"),
    )


@probe(forbid=_RNN_KERAS)
def RNNCell(student, rng):
    def floats(*shape, scale=0.7):
        return rng.normal(scale=scale, size=shape).astype("float32")

    x, states = floats(_BATCH, _TIME, _FEATURES), [floats(_BATCH, _UNITS)]
    # Small: without tanh, what is rounded in a step grows in every other.
    weights = [floats(*shape, scale=0.4) for shape in ((_FEATURES, _UNITS), (_UNITS, _UNITS), (_UNITS,))]
    yield from _rnn_cell_cases(rng, lambda units=_UNITS: student.RNNCell(units), weights, x, states)

    # Two inputs that are equal, under weights that nearly cancel: in float64 one of them remains, in float32 nothing, on any processor.
    precise = [rng.normal(scale=0.7, size=weight.shape) for weight in weights]
    precise[0][:] = np.array([2.0**24 + 1, -(2.0**24), 0])[:, None]
    far, name = rng.normal(size=x.shape), f"cell{rng.integers(10**6)}"
    far[..., 1] = far[..., 0]

    def in_float64():
        cell = student.RNNCell(_UNITS, dtype="float64", name=name)
        again = type(cell).from_config(cell.get_config())
        layer = keras.layers.RNN(again, dtype="float64")
        layer.build(x.shape)
        layer.set_weights(precise)
        return layer(far), again.dtype, without_counts(again.name)

    def in_training():
        layer = keras.layers.RNN(student.RNNCell(_UNITS), return_sequences=True)
        layer.build(x.shape)
        layer.set_weights(weights)
        return trained(layer, *((x[:, :n], goal[:, :n]) for n in (_TIME, _TIME - 2)))

    goal = floats(_BATCH, _TIME, _UNITS)
    yield Case(
        "in float64, rebuilt from get_config with its dtype and name",
        "float64，由 get_config 重建，dtype 与名字都在",
        in_float64,
        ("batch", "units"),
    )
    yield Case(
        "trained as `fit` trains it, on batches of two lengths",
        "像 `fit` 那样训练，两个批次长度不同",
        in_training,
        tolerance=1e-4,
    )


@probe
def labelled_windows(student, rng):
    text = rng.integers(100_000, size=23)
    axes = ("count", "length")

    def cut(text, length, step, part=None):
        def run():
            x, y = student.labelled_windows(text.copy(), length, step)
            return (x, y) if part is None else (x, y)[part]

        return run

    yield Case("a window at every third place: inputs", "每三个位置一个窗口：输入", cut(text, 5, 3, 0), axes, judge=ids)
    yield Case("a window at every third place: labels", "每三个位置一个窗口：标签", cut(text, 5, 3, 1), axes, judge=ids)
    yield Case("a window at every place", "每个位置一个窗口", cut(text, 4, 1))
    yield Case("windows side by side, with a remainder", "窗口首尾相接，有剩余", cut(text, 6, 6))
    yield Case("the last window just fits", "最后一个窗口刚好放得下", cut(text[:17], 4, 4))
    yield Case("gaps between the windows", "窗口之间有空隙", cut(text, 2, 7))
    yield Case("a text of one window", "文本只够一个窗口", cut(text[:8], 7, 2))
    yield Case(
        "the text handed in stays as it was",
        "传入的文本保持原样",
        lambda: kept(lambda given: student.labelled_windows(given, 3, 2), text),
        judge=left_alone,
    )


@probe(forbid=["tensorflow.clip_by_global_norm"])
def clip_by_global_norm(student, rng):
    gradients = [rng.normal(size=shape) for shape in ((3, 4), (4,), (2, 3, 2))]
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    uneven = [20 * gradients[0], 0.01 * gradients[1]]

    def clip(gradients, limit):
        return lambda: student.clip_by_global_norm([g.copy() for g in gradients], limit)

    yield Case("a limit of a third of the norm", "上限是范数的三分之一", clip(gradients, norm / 3))
    yield Case("a large gradient beside a small one", "一大一小两个梯度", clip(uneven, 1.5))
    yield Case("short enough: nothing changes", "已经够短：什么也不变", clip(gradients, 1.7 * norm))
    yield Case("one matrix only", "只有一个矩阵", clip(gradients[:1], 0.3))
    whole = [rng.integers(3, 9, size=n) for n in (1, 2)]
    yield Case("gradients that are whole numbers", "梯度是整数", clip(whole, 1))
    yield Case("zeros beside a large gradient", "零梯度与大梯度并列", clip([0 * gradients[1], 9 * gradients[0]], 0.7))

    def new_list():
        given = [g.copy() for g in gradients]
        found = student.clip_by_global_norm(given, 2 * norm)
        return {"gradients": found, "it is the list handed in": found is given}

    yield Case("short enough: a new list all the same", "已经够短：返回的仍是一个新列表", new_list)
    zeros = np.zeros(int(rng.integers(2, 60)))
    yield Case("zeros only", "只有零", clip([zeros], 0.5))
    yield Case(
        "the arrays handed in stay as they were",
        "传入的数组保持原样",
        lambda: kept(lambda given: student.clip_by_global_norm(given, norm / 4), gradients),
        judge=left_alone,
    )


@probe
def generate(student, rng):
    vocabulary, units, end = 7, 4, 3
    W_x, W_h = rng.normal(scale=2.0, size=(vocabulary, units)), rng.normal(size=(units, units))
    W_o, h_0 = rng.normal(size=(units, vocabulary)), rng.normal(size=(1, units))
    prefix = [int(token) for token in rng.integers(vocabulary, size=5)]
    others = [int(token) for token in rng.choice([0, 1, 2, 4, 5, 6], size=9)]

    def step(token, state):
        state = np.tanh(W_x[[token]] + state @ W_h)
        return (state @ W_o)[0], state

    def best(logits):
        return int(np.argmax(logits))

    def second(logits):
        return int(np.argsort(logits)[-2])

    def go_on(prefix, n, choose=best, **options):
        def run():
            return list(student.generate(step, h_0.copy(), list(prefix), n, choose, **options))

        return run

    def stops_at(choices, prefix=prefix, end=end):
        planned = iter(choices)
        return list(student.generate(step, h_0.copy(), list(prefix), 8, lambda logits: next(planned), end=end))

    def noted(prefix):
        """Return the logits that `choose` is given, and the tokens that were read before each choice."""
        seen, read = [], [[]]

        def reading(token, state):
            read[-1].append(int(token))
            return step(token, state)

        def choose(logits):
            seen.append(np.array(logits))
            read.append([])
            return others[len(seen)]

        student.generate(reading, h_0.copy(), list(prefix), 4, choose)
        return np.stack(seen), read[:-1]

    yield Case("nothing to add: the prefix comes back", "不添加任何词元：返回前缀", go_on(prefix, 0))
    yield Case("one token more: the prefix was read in full", "只添一个：前缀要整个读完", go_on(prefix, 1))
    yield Case("a prefix of one token", "前缀只有一个词元", go_on(prefix[:1], 9))
    yield Case("eleven tokens more", "再写十一个词元", go_on(prefix, 11))
    yield Case(
        "the second best each time: `choose` decides", "每次取第二名：由 `choose` 决定", go_on(prefix, 10, second)
    )
    yield Case(
        "the logits that `choose` is given",
        "`choose` 得到的 logits",
        lambda: noted(prefix)[0],
        ("time", "vocabulary"),
    )
    yield Case(
        "the tokens read before each choice: each token once",
        "每次选择之前读入的词元：每个词元只读一次",
        lambda: noted(others[:3])[1],
    )
    yield Case(
        "the end is chosen: it is the last token",
        "选中了 end：它是最后一个词元",
        lambda: stops_at([*others[:3], end, *others]),
    )
    yield Case("token 0 is the end", "词元 0 是 end", lambda: stops_at([*filter(None, others[:5]), 0, *others], end=0))
    yield Case(
        "the end in the prefix stops nothing",
        "前缀里的 end 不会使它停下",
        lambda: [stops_at(others, [prefix[0], end, prefix[1]]), stops_at(others, [prefix[2], end])],
    )
    yield Case(
        "the prefix and the state handed in stay as they were",
        "传入的前缀与状态保持原样",
        lambda: kept(lambda state, given: list(student.generate(step, state, given, 3, second)), h_0, prefix),
        judge=left_alone,
    )


@probe
def soften(student, rng):
    logits = rng.normal(scale=2.0, size=(3, 2, 6))
    size = int(rng.integers(5, 60))

    def at(logits, temperature):
        return lambda: student.soften(logits.copy(), temperature)

    yield Case("temperature 1: the softmax", "温度为 1：就是 softmax", at(logits[0, 0], 1.0))
    yield Case("temperature 0.5", "温度为 0.5", at(logits[0, 0], 0.5))
    yield Case("temperature 3", "温度为 3", at(logits[0, 1], 3.0))
    yield Case("several rows at once", "同时处理几行", at(logits, 0.8))
    yield Case("logits in the thousands", "成千上万的 logits", at(logits[0] + 5000 * rng.uniform(1, 2), 1.0))
    yield Case(
        "logits of a different size in each row",
        "各行的 logits 大小悬殊",
        at(logits[:, 0] + [[4000.0], [0.0], [-4000.0]], 1.3),
    )
    yield Case("temperature 0.001: the largest logit alone", "温度为 0.001：只剩最大的 logit", at(logits[1], 1e-3))
    yield Case("temperature 0.001, small logits", "温度为 0.001，logits 很小", at(1e-3 * logits[2], 1e-3))
    yield Case("a very high temperature: equal chances", "温度极高：等概率", at(rng.normal(size=size), 1e9))
    yield Case(
        "the logits handed in stay as they were",
        "传入的 logits 保持原样",
        lambda: kept(lambda given: student.soften(given, 2.0), logits),
        judge=left_alone,
    )


@probe
def truncate(student, rng):
    rows = rng.dirichlet(np.full(9, 0.8), size=6)
    # Sums of these are exact, in whatever order.
    exact = rng.permuted(np.tile([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 32, 0], (4, 1)), axis=1)
    many, axes = rng.dirichlet(np.full(9, 0.8), size=40), ("row", "vocabulary")
    mixed = np.concatenate([rng.dirichlet(np.full(9, 2.0), size=8), rows])  # flat ones, and steep ones

    def cut(rows=rows, **limits):
        return lambda: np.stack([student.truncate(p.copy(), **limits) for p in rows])

    def at_one():
        # Of so many rows some add up to less than 1. Whether the least likely of 9 then stays hangs on how sums are rounded: it is not asked.
        left = [np.count_nonzero(row) for row in cut(many, top_p=1.0)()]
        return {"sums that are exact": cut(exact, top_p=1.0)(), "how many stay, up to 8": np.minimum(left, 8)}

    yield Case("top_k = 3", "top_k = 3", cut(top_k=3), axes)
    yield Case("top_k = 1: the most likely alone", "top_k = 1：只剩最可能的", cut(top_k=1), axes)
    yield Case("top_k larger than the vocabulary", "top_k 大于词表", cut(top_k=12), axes)
    yield Case("top_p = 0.75", "top_p = 0.75", cut(top_p=0.75), axes)
    yield Case("top_p = 0.4", "top_p = 0.4", cut(top_p=0.4), axes)
    yield Case("a tiny top_p keeps one", "很小的 top_p 也留下一个", cut(top_p=1e-6), axes)
    yield Case("top_p = 1 keeps all", "top_p = 1 全部保留", at_one, axes)
    yield Case("both: top_k first", "两者都有：先 top_k", cut(mixed, top_k=4, top_p=0.7), axes)
    yield Case("shares that reach top_p exactly", "份额之和恰好等于 top_p", cut(exact, top_p=0.75), axes)
    yield Case("neither: as it was", "两者都没有：原样返回", cut(), axes)
    yield Case(
        "lists, as in the example",
        "列表，与例子一样",
        lambda: [student.truncate(p.tolist(), **limit) for p in rows[:3] for limit in ({"top_k": 4}, {"top_p": 0.6})],
    )
    yield Case(
        "the array handed in stays as it was",
        "传入的数组保持原样",
        lambda: kept(lambda p: student.truncate(p, top_k=4, top_p=0.9), rows[0]),
        judge=left_alone,
    )


@probe
def log_prob(student, rng):
    vocabulary, units = 7, 4
    W_x, W_h = rng.normal(scale=2.0, size=(vocabulary, units)), rng.normal(size=(units, units))
    W_o, h_0 = rng.normal(size=(units, vocabulary)), rng.normal(size=(1, units))
    text = [int(token) for token in rng.integers(vocabulary, size=9)]
    pairs = rng.normal(scale=2.0, size=(vocabulary, vocabulary, vocabulary))

    def network(shift=0.0, type=float):
        def step(token, state):
            state = np.tanh(W_x[[token]] + state @ W_h)
            return (state @ W_o + shift)[0].astype(type), state

        return step

    def look_up(token, before):
        return pairs[before, token].copy(), token

    def score(tokens, step=None, state=h_0):
        def run():
            begin = state.copy() if isinstance(state, np.ndarray) else state
            return float(student.log_prob(step or network(), begin, list(tokens)))

        return run

    long = [int(token) for token in rng.integers(vocabulary, size=2_000)]
    equal = int(rng.integers(20, 200))

    def indifferent(token, state):
        return np.full(equal, 2.0), state

    yield Case("two tokens", "两个词元", score(text[:2]))
    yield Case("nine tokens, a network", "九个词元，网络", score(text))
    yield Case(
        "nine tokens, an n-gram model: its state is a token",
        "九个词元，n 元模型：状态是一个词元",
        score(text, look_up, 3),
    )
    yield Case(
        "equal logits: one token, and four",
        "logits 都相等：一个词元，以及四个",
        lambda: [score(tokens, indifferent)() for tokens in ([5], [5, 1, 5, 0])],
    )
    yield Case(
        "logits in the thousands",
        "成千上万的 logits",
        score(text[:5], network(5_000 * rng.uniform(1, 2))),
        tolerance=1e-3,
    )
    yield Case("logits of type float32", "类型为 float32 的 logits", score(text[:6], network(type="float32")))
    yield Case("a long text", "长文本", score(long))
    yield Case(
        "the same tokens in another order",
        "同样的词元，换一种顺序",
        lambda: [score(text[:1] + sorted(text[1:]))(), score(text[:1] + sorted(text[1:], reverse=True))()],
    )
    yield Case(
        "the state and the tokens handed in stay as they were",
        "传入的状态与词元保持原样",
        lambda: kept(lambda state, tokens: float(student.log_prob(network(), state, tokens)), h_0, text[:4]),
        judge=left_alone,
    )


@probe
def RNNLanguageModel(student, rng):
    batch, time = 2, 6
    vocabulary, features, units = (int(n) for n in 3 + rng.permutation(8)[:3])
    ids = rng.integers(vocabulary, size=(batch, time))
    widths = ((vocabulary, features), (units, vocabulary), (vocabulary,))
    table, W_o, b_o = (rng.normal(scale=0.7, size=shape).astype("float32") for shape in widths)
    weights = [[w.astype("float32") for w in _rnn_weights(rng, below, units)] for below in (features, units, units)]
    states = rng.uniform(-0.8, 0.8, size=(3, batch, units)).astype("float32")
    share = float(rng.uniform(0.15, 0.45))
    axes = ("batch", "time", "vocabulary")

    def fresh(*sizes, **options):
        """Return a new model, which has its weights from the first call on."""
        made = student.RNNLanguageModel(*sizes, **options)
        made(np.zeros((1, 1), int))
        return made

    @cache  # it takes a while to make one
    def model(layers):
        made = fresh(vocabulary, features, units, layers=layers)
        made.embedding.set_weights([table])
        for layer, three in zip(made.recurrent, weights[:layers], strict=False):
            layer.set_weights(three)
        made.dense.set_weights([W_o, b_o])
        return made

    @cache
    def read(layers):
        return model(layers)(ids)

    def chunks():
        first, carried = model(3)(ids[:, :2])
        second, carried = model(3)(ids[:, 2:], carried)
        return keras.ops.concatenate([first, second], axis=1)

    def hidden():
        """Return which share is hidden of what the output layer gets from two layers, each of which copies what it reads: in training, and not."""
        made, eye = fresh(40, 40, 40, layers=2, dropout=share), np.eye(40)
        made.embedding.set_weights([np.ones((40, 40))])
        for layer in made.recurrent:
            layer.set_weights([eye, 0 * eye, np.zeros(40)])
        made.dense.set_weights([eye, np.zeros(40)])
        many = np.zeros((1_000, 1), int)
        return np.array([np.mean(np.abs(made(many, training=how)[0]) < 1e-6) for how in (True, False)])

    of_state = ("layers", "batch", "units")
    yield Case("one layer, from zeros: the logits", "一层，从零开始：logits", lambda: read(1)[0], axes)
    yield Case("one layer: the state after the last step", "一层：最后一步之后的状态", lambda: read(1)[1], of_state)
    yield Case("three layers: the logits", "三层：logits", lambda: read(3)[0], axes)
    yield Case("three layers: the states", "三层：状态", lambda: read(3)[1], of_state)
    yield Case(
        "three layers, each from a state of its own",
        "三层，各从自己的状态开始",
        lambda: [*model(3)(ids[:, :1], states)],
    )
    yield Case("a text read in two parts, the states carried", "文本分两段读，状态接着传", chunks, axes)
    yield Case(
        "how many weights: one layer, and three",
        "权重的个数：一层，以及三层",
        lambda: [model(layers).count_params() for layers in (1, 3)],
    )
    yield Case(
        "dropout: the share of what is hidden, in training and not",
        "dropout：训练时与不训练时遮住的份额",
        hidden,
        tolerance=0.03,
    )
    yield Case(
        "compiled by tf.function",
        "由 tf.function 编译",
        lambda: tf.function(model(1), autograph=False)(tf.constant(ids))[0],
        axes,
    )


class _Told(keras.Model):
    """A language model without memory that notes how it is called: its logits come from the last two symbols."""

    def __init__(self, weights):
        super().__init__(name="told")
        self.now, self.before, self.bias = (self.add_weight(shape=w.shape, name=f"w{k}") for k, w in enumerate(weights))
        self.notes = []
        self.set_weights(weights)

    def call(self, ids, states=None, training=None):
        """ids (batch, time) -> logits (batch, time, vocabulary), states."""
        ids = keras.ops.convert_to_tensor(ids)
        self.notes.append([states is None, bool(training)])
        shifted = keras.ops.concatenate([keras.ops.zeros_like(ids[:, :1]), ids[:, :-1]], axis=1)
        now, before = (keras.ops.one_hot(which, self.bias.shape[0]) for which in (ids, shifted))
        logits = keras.ops.matmul(now, self.now) + keras.ops.matmul(before, self.before) + self.bias
        return logits, keras.ops.zeros_like(logits[None, :, 0])


@probe
def update(student, rng):
    vocabulary = 8
    weights = [rng.normal(size=shape).astype("float32") for shape in ((vocabulary, vocabulary),) * 2 + ((vocabulary,),)]
    even = rng.integers(1, vocabulary, size=(3, 6))
    ragged = np.array(even)
    ragged[0, 2:], ragged[1, 5:] = 0, 0
    rate = float(rng.uniform(0.3, 0.9))

    def taught(ids, times=1, optimizer=None, note=False):
        model, optimizer = _Told(weights), optimizer or keras.optimizers.SGD(rate)
        losses = [np.array(student.update(model, optimizer, ids.copy())) for _ in range(times)]
        return (losses, model.notes) if note else (losses, model.get_weights())

    def compiled():
        model, optimizer = _Told(weights), keras.optimizers.SGD(rate)
        optimizer.build(model.trainable_variables)
        once = tf.function(lambda ids: student.update(model, optimizer, ids), autograph=False)
        return [np.array(once(tf.constant(ragged))), model.get_weights()]

    yield Case("sentences of one length: the loss", "句子一样长：损失", lambda: taught(even)[0])
    yield Case("padded sentences: the loss", "填充过的句子：损失", lambda: taught(ragged)[0])
    yield Case("one sentence of two words", "只有一个两个词的句子", lambda: taught(even[:1, :2])[0])
    yield Case(
        "padded sentences: the weights after one update", "填充过的句子：一次更新之后的权重", lambda: taught(ragged)[1]
    )
    yield Case(
        "the losses of three updates, and the weights, with Adam and clipping",
        "三次更新的损失与权重，用 Adam 和裁剪",
        lambda: [*taught(ragged, 3, keras.optimizers.Adam(0.1, global_clipnorm=0.3))],
        tolerance=1e-4,
    )
    yield Case(
        "how the model is called: from zeros, in training; and the loss",
        "模型怎样被调用：从零状态开始、按训练的方式；以及损失",
        lambda: [*taught(ragged, 2, note=True)],
    )
    yield Case("compiled by tf.function", "由 tf.function 编译", compiled)
