"""Probes of chapter 9, beyond the notes. All sizes differ, so that no transpose passes by luck."""

from functools import cache
from unittest import mock

import keras
import numpy as np

from unrolled.probes import Case, probe, trained, without_counts
from unrolled.probes.ch05_gated_networks import _layer, _reloaded

BATCH, QUERIES, PLACES, UNITS, SIZE, HIDDEN = 3, 4, 6, 5, 7, 2
WORDS, FEATURES, TIME = 11, 3, 4
WEIGHTS = ("batch", "query", "place")
LOGITS = ("batch", "time", "word")


def _floats(rng, *shape):
    return rng.normal(scale=0.7, size=shape).astype("float32")


def _mask(rng, rows=BATCH):
    """Draw where there are words: rows of different lengths, one of them whole, one with a gap."""
    mask = np.arange(PLACES) < rng.permutation([2, 4, PLACES])[:rows, None]
    mask[mask.sum(axis=1).argmax(), 2] = False
    return mask


def _afterwards(function, *given):
    """Return what was handed in to a function, as it is after the call."""
    given = [part.copy() for part in given]
    function(*given)
    return given


# What nearly every exercise is asked at the end.
HANDED_IN = "what was handed in, afterwards", "调用之后，交给它的数组"

# -- attention ---------------------------------------------------------------------------------


@probe
def attend(student, rng):
    scores, values, mask = (
        rng.normal(size=(BATCH, QUERIES, PLACES)),
        rng.normal(size=(BATCH, PLACES, SIZE)),
        _mask(rng),
    )
    all_there, one_there, empty = np.ones_like(mask), np.zeros_like(mask), mask.copy()
    one_there[np.arange(BATCH), rng.integers(PLACES, size=BATCH)] = True
    empty[rng.integers(BATCH)] = False
    far = scores + rng.choice([-2000, 2000], size=(BATCH, 1, 1))
    padding_shouts = np.where(mask[:, None], scores, 1000.0)

    def called(scores=scores, mask=mask, values=values):
        contexts, weights = student.attend(scores.copy(), values.copy(), mask.copy())
        return {"contexts": contexts, "weights": weights}

    yield Case("every place has a word", "每个位置都有词", lambda: called(mask=all_there))
    yield Case("some places have none", "有些位置没有词", called)
    yield Case("the highest scores are where no word is", "没有词的地方得分最高", lambda: called(padding_shouts))
    yield Case("a single word in each row", "每行只有一个词", lambda: called(mask=one_there))
    yield Case("a row without any word", "有一行一个词也没有", lambda: called(mask=empty))
    yield Case("scores of two thousand", "两千左右的得分", lambda: called(far))
    yield Case("one query for one row", "只有一行、一个查询", lambda: called(scores[:1, :1], mask[:1], values[:1]))
    yield Case(*HANDED_IN, lambda: _afterwards(student.attend, scores, values, mask))


@probe
def additive_scores(student, rng):
    W, U, v = rng.normal(size=(UNITS, HIDDEN)), rng.normal(size=(SIZE, HIDDEN)), rng.normal(size=HIDDEN)

    def called(batch, m, n, W=W, U=U):
        queries, states = asked[batch, m], read[batch, n]
        return student.additive_scores(queries.copy(), states.copy(), W.copy(), U.copy(), v.copy())

    asked = {shape: rng.normal(size=(*shape, UNITS)) for shape in ((BATCH, QUERIES), (PLACES, PLACES), (1, 1))}
    read = {shape: rng.normal(size=(*shape, SIZE)) for shape in ((BATCH, PLACES), (PLACES, PLACES), (1, PLACES))}
    yield Case("some queries and places", "几个查询，几个位置", lambda: called(BATCH, QUERIES, PLACES), WEIGHTS)
    yield Case(
        "as many queries as places as rows", "查询、位置与行一样多", lambda: called(PLACES, PLACES, PLACES), WEIGHTS
    )
    yield Case("one query", "一个查询", lambda: called(1, 1, PLACES), WEIGHTS)
    yield Case("deaf to the query", "听不到查询", lambda: called(BATCH, QUERIES, PLACES, W=0 * W), WEIGHTS)
    yield Case("deaf to the states", "听不到状态", lambda: called(BATCH, QUERIES, PLACES, U=0 * U), WEIGHTS)
    given = asked[BATCH, QUERIES], read[BATCH, PLACES], W, U, v
    yield Case(*HANDED_IN, lambda: _afterwards(student.additive_scores, *given))


@probe
def Attention(student, rng):
    query, states, mask = _floats(rng, BATCH, UNITS), _floats(rng, BATCH, PLACES, SIZE), _mask(rng)
    weights = [_floats(rng, UNITS, HIDDEN), _floats(rng, SIZE, HIDDEN), _floats(rng, HIDDEN)]
    wanted, name = _floats(rng, BATCH, SIZE), f"layer{rng.integers(10**6)}"

    @cache
    def built(again=False):
        layer = student.Attention(HIDDEN, name=name)
        layer = type(layer).from_config(layer.get_config()) if again else layer
        layer.build(query.shape, states.shape)
        layer.set_weights(weights)
        return layer

    def called(states=states, mask=mask, again=False):
        layer = built(again)
        context, alpha = layer(query, states, layer.keys(states), mask)
        return {"context": context, "weights": alpha}

    def drawn():
        layer = student.Attention(wide)
        layer.build(query.shape, states.shape)
        return {weight.name: (tuple(weight.shape), bool(np.ptp(weight) > 0)) for weight in layer.trainable_weights}

    def other_keys():
        context, alpha = built()(query, states, keras.ops.convert_to_tensor(keys), mask)
        return {"context": context, "weights": alpha}

    def in_training():
        given = [keras.Input(part.shape[1:], dtype=str(part.dtype)) for part in (query, states, mask)]
        layer = student.Attention(HIDDEN)
        layer.build(query.shape, states.shape)
        context, _ = layer(given[0], given[1], layer.keys(given[1]), given[2])
        model = keras.Model(given, context)
        layer.set_weights(weights)
        model.compile(keras.optimizers.SGD(0.1), "mse")
        model.fit([query, states, mask], wanted, 2, shuffle=False, verbose=0)
        return [model([query, states, mask]), *layer.get_weights()]

    keys, wide = _floats(rng, BATCH, PLACES, HIDDEN), int(rng.integers(9, 99))
    yield Case("the keys", "各个键", lambda: built().keys(states), ("batch", "place", "hidden"))
    yield Case("every place has a word", "每个位置都有词", lambda: called(mask=np.ones_like(mask)))
    yield Case("some places have none", "有些位置没有词", called)
    yield Case("other keys than those of the states", "交给它的键不是由状态算出的", other_keys)
    yield Case("a new layer's weights are trainable and not all the same", "新层的权重可以训练，且不全相同", drawn)
    yield Case("another batch", "另一个批次", lambda: called(states=states[::-1].copy()))
    yield Case(
        "rebuilt from get_config",
        "由 get_config 重建",
        lambda: [called(again=True), without_counts(built(True).name)],
    )
    yield Case("trained in a functional model", "在函数式模型中训练", in_training, None, 1e-4)


@probe
def AttentionDecoder(student, rng):
    first, states, mask = _floats(rng, BATCH, UNITS), _floats(rng, BATCH, PLACES, SIZE), _mask(rng)
    target, wanted = rng.integers(1, WORDS, size=(BATCH, TIME), dtype="int32"), _floats(rng, BATCH, TIME, WORDS)
    shapes = [
        (WORDS, FEATURES),
        (FEATURES + SIZE, 3 * UNITS),
        (UNITS, 3 * UNITS),
        (2, 3 * UNITS),
        (UNITS, UNITS),
        (SIZE, UNITS),
        (UNITS,),
        (UNITS + SIZE, WORDS),
        (WORDS,),
    ]
    # W and v of the attention have shapes of their own; so has each of the others.
    weights = {shape: _floats(rng, *shape) for shape in shapes}
    name = f"layer{rng.integers(10**6)}"

    def _with_weights(layer):
        layer.set_weights([weights[tuple(weight.shape)] for weight in layer.weights])
        return layer

    @cache
    def called(again=False):
        layer = student.AttentionDecoder(WORDS, FEATURES, UNITS, name=name)
        layer = type(layer).from_config(layer.get_config()) if again else layer
        layer(target, first, states, mask)
        return _with_weights(layer)

    def wrote(target=target, first=first, states=states, mask=mask, again=False):
        logits, alpha = called(again)(target, first, states, mask)
        return {"logits": logits, "weights": alpha}

    def in_training():
        given = [keras.Input(part.shape[1:], dtype=str(part.dtype)) for part in (target, first, states, mask)]
        layer = student.AttentionDecoder(WORDS, FEATURES, UNITS)
        model = keras.Model(given, layer(*given)[0])
        _with_weights(layer)
        model.compile(keras.optimizers.SGD(0.1), "mse")
        before = layer.get_weights()
        model.fit([target, first, states, mask], wanted, 2, shuffle=False, verbose=0)
        moved = sum(not np.array_equal(*pair) for pair in zip(before, layer.get_weights(), strict=True))
        return {"output after training": model([target, first, states, mask]), "weights that moved": moved}

    def only_built():
        layer = student.AttentionDecoder(many, FEATURES, UNITS)
        layer.build(target.shape, first.shape, states.shape)
        return sorted(tuple(weight.shape) for weight in layer.weights)

    many, later = int(rng.integers(20, 99)), target.copy()
    later[:, 2:] = rng.permuted(np.arange(1, WORDS))[:2]
    behind = np.where(mask[..., None], states, states + 5).astype("float32")
    yield Case("logits and weights", "logits 与权重", wrote)
    yield Case("a single word", "只有一个词", lambda: wrote(target[:, :1]))
    yield Case("the words from the third on are others", "从第三个词起换成别的词", lambda: wrote(later))
    yield Case("other numbers where no word is", "没有词的地方换成别的数", lambda: wrote(states=behind))
    yield Case("begun with a state of zeros", "从零状态开始", lambda: wrote(first=0 * first))
    yield Case(
        "rebuilt from get_config",
        "由 get_config 重建",
        lambda: [wrote(again=True), without_counts(called(True).name)],
    )
    yield Case("shapes of the weights after build", "build 之后各权重的形状", only_built)
    yield Case("trained in a functional model", "在函数式模型中训练", in_training, None, 1e-4)


@probe
def alignment_accuracy(student, rng):
    weights = rng.dirichlet(np.ones(PLACES), size=(BATCH, QUERIES))
    *_, second, right = np.moveaxis(weights.argsort(axis=-1), -1, 0)
    some = np.where(rng.random(right.shape) < 0.5, right, second)
    some[0, 0], some[1, 1] = right[0, 0], second[1, 1]
    without = np.where(rng.random(right.shape) < 0.4, -1, some)
    without[0, 0], without[2, 2] = right[0, 0], -1
    last = np.where(right == PLACES - 1, -1, some)  # where -1 would be taken for the last place

    def called(links):
        return lambda: student.alignment_accuracy(weights.copy(), links.copy())

    yield Case("some are", "有些对", called(some))
    yield Case("some words have no place", "有些词没有位置", called(without))
    yield Case("none for those that look at the last", "看最后一个位置的词没有位置", called(last))
    yield Case(*HANDED_IN, lambda: _afterwards(student.alignment_accuracy, weights, without))


@probe
def dot_scores(student, rng):
    def called(batch, m, n, d):
        return lambda: student.dot_scores(queries[batch, m, d].copy(), keys[batch, n, d].copy())

    queries = {shape: rng.normal(size=shape) for shape in ((BATCH, QUERIES, SIZE), (4, 4, 4), (1, 1, 64))}
    keys = {shape: rng.normal(size=shape) for shape in ((BATCH, PLACES, SIZE), (4, 4, 4), (1, PLACES, 64))}
    yield Case("some queries and keys", "几个查询，几个键", called(BATCH, QUERIES, PLACES, SIZE), WEIGHTS)
    yield Case("all sizes are the same", "大小全都相同", called(4, 4, 4, 4), WEIGHTS)
    yield Case("long vectors", "长向量", called(1, 1, PLACES, 64), WEIGHTS)
    given = queries[BATCH, QUERIES, SIZE], keys[BATCH, PLACES, SIZE]
    yield Case(*HANDED_IN, lambda: _afterwards(student.dot_scores, *given))


CONTEXTS = ("batch", "time", "value")


@probe
def causal_self_attention(student, rng):
    x, (W_q, W_k, W_v) = rng.normal(size=(BATCH, PLACES, SIZE)), rng.normal(size=(3, SIZE, UNITS))
    square = rng.normal(size=(3, SIZE, SIZE))
    later = x.copy()
    later[:, 3:] = rng.normal(size=later[:, 3:].shape)

    def called(x=x, matrices=(W_q, W_k, W_v)):
        return lambda: student.causal_self_attention(x.copy(), *(W.copy() for W in matrices))

    yield Case("six words", "六个词", called(), CONTEXTS)
    yield Case("other words from the fourth on", "从第四个词起换成别的词", called(later), CONTEXTS)
    yield Case("a single word", "只有一个词", called(x[:, :1]), CONTEXTS)
    yield Case(
        "queries of zeros: a mean of the past", "查询为零：过去的平均", called(matrices=(0 * W_q, W_k, W_v)), CONTEXTS
    )
    yield Case("square matrices", "方阵", called(matrices=square), CONTEXTS)
    yield Case("large numbers", "很大的数", called(100 * x), CONTEXTS)
    yield Case(*HANDED_IN, lambda: _afterwards(student.causal_self_attention, x, W_q, W_k, W_v))


@probe
def positions(student, rng):
    time, size = int(rng.integers(5, 9)), 2 * int(rng.integers(5, 9))
    yield Case("some places", "几个位置", lambda: student.positions(time, size), ("time", "number"))
    yield Case("two numbers each", "每个位置两个数", lambda: student.positions(time + 1, 2), ("time", "number"))
    yield Case("a single place", "只有一个位置", lambda: student.positions(1, size + 2), ("time", "number"))
    yield Case("a long text", "长文本", lambda: student.positions(40 * time, size)[-1], ("number",))


@probe
def multi_head(student, rng):
    x = rng.normal(size=(BATCH, PLACES, SIZE))

    def called(heads, d, x=x):
        return lambda: student.multi_head(x.copy(), *(W.copy() for W in matrices[heads, d]))

    matrices = {
        (heads, d): [*rng.normal(size=(3, SIZE, heads, d)), rng.normal(size=(heads, d, SIZE))]
        for heads, d in ((2, 3), (1, 5), (4, 4), (3, 1))
    }
    later = x.copy()
    later[:, 2:] = rng.normal(size=later[:, 2:].shape)
    yield Case("two heads", "两个头", called(2, 3), CONTEXTS)
    yield Case("one head", "一个头", called(1, 5), CONTEXTS)
    yield Case("as many heads as numbers in each", "头数与每个头的大小相同", called(4, 4), CONTEXTS)
    yield Case("heads of one number", "每个头一个数", called(3, 1), CONTEXTS)
    yield Case("other words from the third on", "从第三个词起换成别的词", called(2, 3, later), CONTEXTS)
    yield Case("large numbers", "很大的数", called(2, 3, 100 * x), CONTEXTS)
    yield Case(*HANDED_IN, lambda: _afterwards(student.multi_head, x, *matrices[2, 3]))


@probe
def next_word_costs(student, rng):
    def called(before, size):
        return lambda: student.next_word_costs(before, size)

    before, size = int(rng.integers(20, 200)), int(rng.integers(20, 200))
    yield Case("some words, some size", "若干词，某个大小", called(before, size))
    yield Case("the first word", "第一个词", called(0, size + 1))
    yield Case("a very long text", "非常长的文本", called(10**6 * before, 4 * size))
    yield Case("a size of one", "大小为一", called(before + 1, 1))


# -- parallel ----------------------------------------------------------------------------------

STEPS = ("time", "units")


def _pair(rng, *shape):
    """Draw a stretch of a recurrence: shares and what is added."""
    return rng.uniform(0.3, 0.95, size=shape), rng.normal(size=shape)


@probe
def join(student, rng):
    one, two, three = (_pair(rng, PLACES, UNITS) for _ in range(3))
    forgets, row, units = (np.zeros((PLACES, UNITS)), two[1]), _pair(rng, UNITS), int(rng.integers(20, 90))

    def copy(pair):
        return tuple(part.copy() for part in pair)

    def called(first, then):
        a, b = student.join(copy(first), copy(then))
        return {"a": a, "b": b}

    def all_three(last_first):
        if last_first:
            return called(one, student.join(copy(two), copy(three)))
        return called(student.join(copy(one), copy(two)), three)

    def shapes():
        first, then = ([keras.KerasTensor((None, size)) for _ in "ab"] for size in (units, 1))
        return [list(part.shape) for part in student.join(first, then)]

    yield Case("two stretches", "两段", lambda: called(one, two))
    yield Case("the second keeps nothing", "第二段什么也不保留", lambda: called(one, forgets))
    yield Case("the first keeps nothing", "第一段什么也不保留", lambda: called(forgets, two))
    yield Case("three, the first two joined first", "三段，先合并前两段", lambda: all_three(False))
    yield Case("three, the last two joined first", "三段，先合并后两段", lambda: all_three(True))
    yield Case("one stretch before several", "一段在几段之前", lambda: called(row, two))
    yield Case("shapes in place of numbers", "用形状代替数", shapes)
    yield Case(
        *HANDED_IN,
        lambda: _afterwards(lambda *p: student.join(p[:2], p[2:]), *one, *two),
    )


def _best(first, then):
    """Another associative operator, that of h_t = max(a_t + h_{t-1}, b_t)."""
    return first[0] + then[0], np.maximum(first[1] + then[0], then[1])


def _highest(first, then):
    """And a third: how far a path goes, and how high it comes on its way."""
    return first[0] + then[0], np.maximum(first[1], first[0] + then[1])


def _scanned(scan, a, b, most, *options, operator=_best):
    """Scan copies with an operator that counts its calls; return the states and how many calls there were beyond `most`."""
    calls = []

    def counted(first, then):
        calls.append(1)
        return operator(first, then)

    states = scan(a.copy(), b.copy(), counted, *options)
    return {"states": states, "calls too many": max(0, len(calls) - most)}


@probe
def doubling(student, rng):
    a, b = rng.normal(size=(2, 64, UNITS))

    def called(steps, most, *units, **options):
        given = a[(slice(steps), *units)], b[(slice(steps), *units)]
        return lambda: _scanned(student.doubling, *given, most, **options)

    yield Case("two steps", "两步", called(2, 1))
    yield Case("three steps", "三步", called(3, 2))
    yield Case("eight steps", "八步", called(8, 3))
    yield Case("thirteen steps", "十三步", called(13, 4))
    yield Case("sixty-four steps", "六十四步", called(64, 6))
    yield Case("eleven steps, another operator", "十一步，另一个算子", called(11, 4, operator=_highest))
    yield Case("a single step", "只有一步", called(1, 0))
    yield Case("one unit, (time,)", "一个单元，(time,)", called(9, 4, 2))
    yield Case(
        *HANDED_IN,
        lambda: _afterwards(lambda *given: student.doubling(*given, _best), a, b),
    )


@probe
def in_chunks(student, rng):
    a, b = rng.normal(size=(2, 24, UNITS))

    def called(steps, size, *units, **options):
        given = a[(slice(steps), *units)], b[(slice(steps), *units)]
        return lambda: _scanned(student.in_chunks, *given, size + steps // size, size, **options)

    yield Case("24 steps in chunks of four", "24 步，每块四步", called(24, 4))
    yield Case("24 steps in chunks of six", "24 步，每块六步", called(24, 6))
    yield Case(
        "20 steps in chunks of five, another operator", "20 步，每块五步，另一个算子", called(20, 5, operator=_highest)
    )
    yield Case("a single chunk", "只有一块", called(12, 12))
    yield Case("two chunks", "两块", called(10, 5))
    yield Case("chunks of a single step", "每块一步", called(8, 1))
    yield Case("one unit, (time,)", "一个单元，(time,)", called(15, 3, 2))
    yield Case(
        *HANDED_IN,
        lambda: _afterwards(lambda *given: student.in_chunks(*given, _best, 4), a, b),
    )


@probe
def scan_gradient(student, rng):
    a, h = rng.uniform(0.3, 0.95, size=(PLACES, UNITS)), rng.normal(size=(PLACES, UNITS))
    g, cut, last = rng.normal(size=h.shape), a.copy(), np.zeros_like(h)
    cut[3], last[-1] = 0.0, rng.normal(size=UNITS)

    def called(a=a, h=h, g=g):
        da, db = student.scan_gradient(a.copy(), h.copy(), g.copy())
        return {"gradient of a": da, "gradient of b": db}

    yield Case("random gradients", "随机的梯度", called, STEPS)
    yield Case("only the last state counts", "只有最后一个状态有梯度", lambda: called(g=last), STEPS)
    yield Case("all shares are one", "所有份额都是一", lambda: called(a=np.ones_like(a)), STEPS)
    yield Case("a share of zero in the middle", "中间有一步份额为零", lambda: called(a=cut), STEPS)
    yield Case("two steps", "两步", lambda: called(a[:2], h[:2], g[:2]), STEPS)
    yield Case("a single step", "只有一步", lambda: called(a[:1], h[:1], g[:1]), STEPS)
    yield Case(
        *HANDED_IN,
        lambda: _afterwards(student.scan_gradient, a, h, g),
    )


STATES = ("batch", "time", "units")


def _new_weights(layer, features):
    """Build a layer of random weights and return what is the same each time."""
    layer.build((BATCH, TIME, features))
    kernel, bias = layer.get_weights()
    # Of a thousand uniform numbers the largest is always near their limit.
    limit = np.round(np.abs(kernel).max() / np.sqrt(6 / sum(kernel.shape)), 1)
    return {"kernel": {"shape": list(kernel.shape), "largest weight / Glorot's limit": limit}, "bias": bias}


@probe
def MinGRUCell(student, rng):
    x, h = _floats(rng, BATCH, TIME, FEATURES), _floats(rng, BATCH, UNITS)
    weights = [_floats(rng, FEATURES, 2 * UNITS), _floats(rng, 2 * UNITS)]
    wanted, name, start = _floats(rng, BATCH, TIME, UNITS), f"cell{rng.integers(10**6)}", float(rng.uniform(-6, -2))
    features, units = (int(n) for n in rng.choice(np.arange(20, 40), size=2, replace=False))

    @cache
    def built(again=False):
        cell = student.MinGRUCell(UNITS, start, name=name)
        cell = type(cell).from_config(cell.get_config()) if again else cell
        cell.build((BATCH, FEATURES))
        cell.set_weights(weights)
        return cell

    def coefficients(x=x):
        a, b = built().coefficients(x)
        return {"a": a, "b": b}

    def step(x=x, h=h, again=False):
        output, states = built(again)(x[:, 0], [h])
        return [output, states[0] if isinstance(states, list | tuple) else states]

    def in_training():
        model = keras.Sequential([keras.Input((None, FEATURES)), _layer(student.MinGRUCell(UNITS), weights)])
        return trained(model, (x, wanted))

    def shapes():
        cell = student.MinGRUCell(units)
        cell.build((None, features))
        inputs, state = (keras.KerasTensor((None, size)) for size in (features, units))
        output, _ = cell.call(inputs, [state])
        a, b = cell.coefficients(keras.KerasTensor((None, TIME, features)))
        return [list(part.shape) for part in (output, a, b)]

    def rebuilt():
        cell = type(built()).from_config(built().get_config())
        cell.build((BATCH, FEATURES))
        return [step(again=True), cell.bias, without_counts(cell.name)]

    yield Case("the coefficients of all steps", "所有时间步的系数", coefficients, STATES)
    yield Case("the coefficients of one step", "一个时间步的系数", lambda: coefficients(x[:, 0]), ("batch", "units"))
    yield Case("one step: output and state", "一步：输出与状态", step, ("batch", "units"))
    yield Case("one step from a state of zeros", "从零状态走一步", lambda: step(h=0 * h), ("batch", "units"))
    yield Case(
        "in keras.layers.RNN",
        "放进 keras.layers.RNN",
        lambda: _layer(student.MinGRUCell(UNITS), weights)(x),
        STATES,
    )
    yield Case(
        "in keras.layers.RNN, after a step of training",
        "放进 keras.layers.RNN，训练一步之后",
        in_training,
        STATES,
        1e-4,
    )
    yield Case("made of keras.ops: shapes in place of numbers", "由 keras.ops 写成：用形状代替数", shapes)
    yield Case("rebuilt from get_config", "由 get_config 重建", rebuilt)
    yield Case(
        "the weights of a new cell, with a gate_bias",
        "新建单元的权重，给定 gate_bias",
        lambda: _new_weights(student.MinGRUCell(units, start), features),
    )


@probe(forbid=["keras.layers.RNN"])
def MinGRU(student, rng):
    x, h = _floats(rng, BATCH, 7, FEATURES), _floats(rng, BATCH, UNITS)
    weights = [_floats(rng, FEATURES, 2 * UNITS), _floats(rng, 2 * UNITS)]
    wanted, name, start = _floats(rng, BATCH, 7, UNITS), f"layer{rng.integers(10**6)}", float(rng.uniform(-6, -2))
    mask = np.arange(7) < rng.permutation([4, 6, 7])[:, None]
    mask[0, :2], mask[1, 3] = False, False
    numbers, vectors = rng.integers(1, WORDS, size=(BATCH, 7)), _floats(rng, WORDS, FEATURES)
    numbers[~mask] = 0
    long_a, long_b = rng.uniform(0.5, 0.999, size=(1, 1024, 2)), rng.normal(size=(1, 1024, 2))

    @cache
    def built(again=False):
        layer = student.MinGRU(UNITS, start, name=name)
        layer = type(layer).from_config(layer.get_config()) if again else layer
        layer.build(x.shape)
        layer.set_weights(weights)
        return layer

    def carried():
        first = keras.ops.convert_to_tensor(built()(x[:, :3]))
        return built()(x[:, 3:], initial_state=first[:, -1])

    def long_row():
        given = keras.Input((1024, 2)), keras.Input((1024, 2))
        function = keras.Function(given, built().scan(*given))
        states = function((long_a.astype("float32"), long_b.astype("float32")))
        return {
            "the last states": states[:, -3:],
            "operations beyond the steps": max(0, len(function.operations) - len(given) - 1024),
        }

    def model(*layers):
        model = keras.Sequential(layers)
        model.layers[-1].set_weights(weights)
        return model

    def padded():
        embedding = keras.layers.Embedding(WORDS, FEATURES, mask_zero=True)
        reader = model(keras.Input((7,), dtype="int32"), embedding, student.MinGRU(UNITS))
        embedding.set_weights([vectors])
        return reader(numbers)

    def in_training():
        return trained(model(keras.Input(x.shape[1:]), student.MinGRU(UNITS)), (x, wanted))

    def loaded():
        return _reloaded(model(keras.Input(x.shape[1:]), student.MinGRU(UNITS)), student.MinGRU)(x)

    def rebuilt():
        layer = type(built()).from_config(built().get_config())
        layer.build(x.shape)
        return [built(again=True)(x), layer.get_weights()[1], without_counts(layer.name)]

    yield Case("seven steps", "七步", lambda: built()(x), STATES)
    yield Case("four steps", "四步", lambda: built()(x[:, :4]), STATES)
    yield Case("a single step", "只有一步", lambda: built()(x[:, :1]), STATES)
    yield Case("from an initial state", "从给定的初始状态出发", lambda: built()(x, initial_state=h), STATES)
    yield Case("two parts, the state carried", "分成两段，状态接着传", carried, STATES)
    yield Case("masked steps keep the state", "被掩码挡住的时间步保持状态不变", lambda: built()(x, mask=mask), STATES)
    yield Case(
        "an initial state, and the first steps masked",
        "给定初始状态，而且最初几步被掩码挡住",
        lambda: built()(x, initial_state=h, mask=mask),
        STATES,
    )
    yield Case("behind an embedding that masks zeros", "放在会给零加掩码的嵌入层之后", padded, STATES)
    yield Case("`scan` over 1,024 steps", "对 1,024 步做 `scan`", long_row, None, 1e-4)
    yield Case("after a step of training", "训练一步之后", in_training, STATES, 1e-4)
    yield Case("rebuilt from get_config", "由 get_config 重建", rebuilt)
    yield Case("saved and loaded", "保存后再载入", loaded, STATES)


@probe
def memory_weights(student, rng):
    z = rng.uniform(0.1, 0.6, size=(PLACES, UNITS))
    sharp, slow = z.copy(), rng.uniform(0.005, 0.02, size=(200, 2))
    sharp[2, 1], sharp[4, 2], sharp[-1, 3], sharp[3, 0], sharp[-1, 4] = 1.0, 1.0, 1.0, 0.0, 0.0

    def called(z):
        return lambda: student.memory_weights(z.copy())

    yield Case("random gates", "随机的门", called(z), STEPS)
    yield Case("some gates exactly 0 or 1", "有些门恰好为 0 或 1", called(sharp), STEPS)
    yield Case("two steps", "两步", called(z[:2]), STEPS)
    yield Case("a single step", "只有一步", called(z[:1]), STEPS)
    yield Case("200 steps, hardly open", "200 步，几乎关着", called(slow), STEPS)
    yield Case(
        *HANDED_IN,
        lambda: _afterwards(student.memory_weights, z),
    )


@probe
def keeping_bias(student, rng):
    some, many, share = int(rng.integers(3, 30)), int(rng.integers(1000, 9000)), float(rng.uniform(0.05, 0.95))
    yield Case("half after some steps", "若干步之后剩一半", lambda: student.keeping_bias(some))
    yield Case("half after many steps", "许多步之后剩一半", lambda: student.keeping_bias(many))
    yield Case("another share after one step", "一步之后剩下别的份额", lambda: student.keeping_bias(1, share))
    yield Case(
        "another share after some steps", "若干步之后剩下别的份额", lambda: student.keeping_bias(some + 1, share=share)
    )


@probe
def decay_and_gain(student, rng):
    nu, far = rng.uniform(-5, 1, size=(UNITS, 2)), rng.uniform(-15, -11, size=PLACES).astype("float32")

    def called(nu):
        a, gain = student.decay_and_gain(nu)
        return {"a": a, "gain": gain}

    def long_memory():
        a, gain = student.decay_and_gain(far.copy())
        return {"a": a, "gain, times 1,000": 1000 * gain}

    yield Case("units with shorter and longer memories", "记忆有长有短的单元", lambda: called(nu.copy()))
    yield Case("a single number", "只有一个数", lambda: called(float(nu[0, 0])))
    yield Case("units that keep next to nothing", "几乎什么也不保留的单元", lambda: called(nu + 7))
    given = nu.copy()
    yield Case("`nu`, afterwards", "调用之后的 `nu`", lambda: _afterwards(student.decay_and_gain, given))
    # What 1 - a * a gives here is another processor's own: it loses the case, and has no name.
    lost = "float32, memories of 100,000 steps and more: 1 - a² has lost its digits"
    yield Case(lost, "float32，十万步乃至更长的记忆：1 - a² 丢掉了有效数字", long_memory, None, 1e-4)


# -- fast --------------------------------------------------------------------------------------

_FAST_TIME, _FAST_BATCH, _FAST_FEATURES, _FAST_UNITS = 6, 3, 2, 5
_FAST_EXACT = 1e-8  # asked for in float64, and released with nine digits
_FAST_ROWS, _FAST_GATES = ("time", "batch", "units"), ("time", "batch", "gates")
_FAST_KERAS = ("keras.layers.LSTM", "keras.layers.LSTMCell", "keras.layers.RNN")
_FAST_AUTODIFF = ("tensorflow.GradientTape", "tensorflow.gradients")


class _Counted(np.ndarray):
    """An array that notes the matrix products that it, or a view of it, takes part in; results are plain arrays."""

    def __array_finalize__(self, source):
        self.noted = getattr(source, "noted", None)

    def _note(self, given):
        stacks = [array.shape[:-2] for array in given if np.ndim(array) > 2]
        several = len(stacks) == len(given)  # a stack of matrices times another one
        if self.noted is not None:
            self.noted.append(int(np.prod(np.broadcast_shapes(*stacks))) if several else 1)

    def __array_ufunc__(self, ufunc, method, *given, out=None, **options):
        if ufunc.__name__ in ("matmul", "matvec", "vecmat", "vecdot"):
            next(part for part in given if isinstance(part, _Counted))._note(given)
        plain = [part.view(np.ndarray) if isinstance(part, _Counted) else part for part in given]
        if out is not None:
            options["out"] = tuple(part.view(np.ndarray) if isinstance(part, _Counted) else part for part in out)
        return getattr(ufunc, method)(*plain, **options)

    def __array_function__(self, function, types, given, options):
        if function in (np.dot, np.inner, np.tensordot, np.einsum):
            self._note([1])
            given = [part.view(np.ndarray) if isinstance(part, _Counted) else part for part in given]
            return function(*given, **options)
        return super().__array_function__(function, types, given, options)

    def dot(self, other):
        return np.dot(self, other)


def _counted(array, noted):
    array = np.array(array).view(_Counted)
    array.noted = noted
    return array


class _Fast:
    """An LSTM, its inputs and states, and a mask with a gap and an early end, drawn anew."""

    def __init__(self, rng, time=_FAST_TIME, batch=_FAST_BATCH, features=_FAST_FEATURES, units=_FAST_UNITS):
        self.units = units
        self.x = rng.normal(size=(time, batch, features))
        self.h_0, self.c_0 = rng.normal(scale=0.7, size=(2, batch, units))
        shapes = {"W_x": (features, 4 * units), "W_h": (units, 4 * units), "b": (4 * units,)}
        self.weights = {name: rng.normal(scale=0.7, size=shape) for name, shape in shapes.items()}
        self.mask = np.ones((time, batch), bool)
        ended, gap = rng.permutation(batch)[:2] if batch > 1 else (0, 0)
        self.mask[-2:, ended], self.mask[2:4, gap] = False, False
        self.upstream, self.h = rng.normal(size=(2, time, batch, units))
        self.dc_last = rng.normal(size=(batch, units))
        squashed = [rng.uniform(low, 0.95, size=self.h.shape) for low in (0.05, 0.05, -0.95, 0.05)]
        self.gates = np.concatenate(squashed, axis=-1)
        self.deltas = rng.normal(size=self.gates.shape)
        self.late = self.mask.copy()  # begins with two steps that are none
        self.late[:2] = False

    def cells(self, mask=None):
        """Return the cell states that go with the gates."""
        i, f, candidate, _ = np.split(self.gates, 4, axis=-1)
        steps = np.ones(self.x.shape[:2], bool) if mask is None else mask
        states = [self.c_0]
        for now, keep, new in zip(steps[..., None], f, i * candidate, strict=True):
            states.append(np.where(now, keep * states[-1] + new, states[-1]))
        return np.stack(states[1:])

    def forward(self, **changed):
        """Return copies of what lstm_forward is given, without the mask."""
        whole = {"x": self.x, "h_0": self.h_0, "c_0": self.c_0, **self.weights, **changed}
        return [whole[name].copy() for name in ("x", "h_0", "c_0", "W_x", "W_h", "b")]


@probe
def multiplications(student, rng):
    time, batch, features, units = (int(n) for n in rng.permutation(np.arange(3, 60))[:4])

    def called(*sizes, hoisted):
        return lambda: student.multiplications(*sizes, hoisted)

    yield Case("as it was", "原来的样子", called(time, batch, features, units, hoisted=False))
    yield Case("hoisted", "外提之后", called(time, batch, features, units, hoisted=True))
    yield Case(
        "a single sequence, hoisted", "只有一个序列，外提之后", called(time + 1, 1, features, units, hoisted=True)
    )
    yield Case("a single feature, hoisted", "只有一个特征，外提之后", called(time, batch, 1, units + 1, hoisted=True))
    long = time * 10_000
    yield Case("a very long text", "非常长的文本", called(long, batch, 1000, units, hoisted=False))


@probe(forbid=_FAST_KERAS)
def lstm_forward(student, rng):
    net, other, long = _Fast(rng), _Fast(rng, 5, 2, 4, 3), _Fast(rng, 9, 2, 4, 3)

    def ran(net=net, mask=None, **changed):
        h, c, gates = student.lstm_forward(*net.forward(**changed), *[] if mask is None else [mask.copy()])
        gates = gates if mask is None else np.where(mask[..., None], gates, 0)
        return {"h": h, "c": c, "gates": gates}

    def part(name, axes, **changed):
        return lambda: ran(**changed)[name], axes, _FAST_EXACT

    def counted():
        """Run over two lengths, and count the products of W_x in each."""
        noted = {}
        for case in other, long:
            given = case.forward()
            given[3] = _counted(given[3], noted.setdefault(len(case.x), []))
            h, *_ = student.lstm_forward(*given)
        return {"h": np.asarray(h), "more products of W_x for 9 steps than for 5": sum(noted[9]) - sum(noted[5])}

    def twice():
        given = [*net.forward(), net.mask.copy()]
        student.lstm_forward(*given)
        return [student.lstm_forward(*given)[0], *given]

    yield Case("the hidden states", "隐藏状态", *part("h", _FAST_ROWS))
    yield Case("the cell states", "细胞状态", *part("c", _FAST_ROWS))
    yield Case("the gates and the candidate", "各个门与候选值", *part("gates", _FAST_GATES))
    yield Case("with W_h = 0", "W_h = 0", *part("h", _FAST_ROWS, W_h=0 * net.weights["W_h"]))
    yield Case(
        "a gap, and an early end: hidden states",
        "有空缺，也有提前结束：隐藏状态",
        *part("h", _FAST_ROWS, mask=net.mask),
    )
    yield Case(
        "a gap, and an early end: cell states", "有空缺，也有提前结束：细胞状态", *part("c", _FAST_ROWS, mask=net.mask)
    )
    yield Case("the first two steps are none", "最前面两步不算", lambda: ran(mask=net.late), None, _FAST_EXACT)
    yield Case("other sizes", "别的大小", lambda: ran(other), None, _FAST_EXACT)
    yield Case("more steps, as many products of W_x", "时间步更多，W_x 的乘积一样多", counted, None, _FAST_EXACT)
    yield Case(
        "asked twice; what was handed in stays as it was", "问两次；传入的数组保持原样", twice, None, _FAST_EXACT
    )


@probe(forbid=_FAST_AUTODIFF)
def lstm_backward_step(student, rng):
    net = _Fast(rng)
    dh, dc, c_prev = net.upstream[0], net.dc_last, net.c_0
    units, zero = _FAST_UNITS, np.zeros_like(net.dc_last)

    def back(dh=dh, dc=dc, rows=slice(None), **held):
        gates = net.gates[0].copy()
        for k, name in enumerate(("i", "f", "candidate", "o")):
            if name in held:
                gates[:, k * units : (k + 1) * units] = held[name]
        i, f, candidate, _ = np.split(gates, 4, axis=-1)
        given = dh, dc, gates, c_prev, f * c_prev + i * candidate
        delta, dh_prev, dc_prev = student.lstm_backward_step(
            *(a[rows].copy() for a in given), net.weights["W_h"].copy()
        )
        return {"delta": delta, "dh_prev": dh_prev, "dc_prev": dc_prev}

    def case(en, zh, **given):
        return Case(en, zh, lambda: back(**given), None, _FAST_EXACT)

    def untouched():
        given = [dh.copy(), dc.copy(), net.gates[0].copy(), c_prev.copy(), net.cells()[0], net.weights["W_h"].copy()]
        delta, *_ = student.lstm_backward_step(*given)
        return [delta, *given]

    yield Case("delta", "delta", lambda: back()["delta"], ("batch", "gates"), _FAST_EXACT)
    yield Case("the gradient by h_prev", "h_prev 的梯度", lambda: back()["dh_prev"], ("batch", "units"), _FAST_EXACT)
    yield Case("the gradient by c_prev", "c_prev 的梯度", lambda: back()["dc_prev"], ("batch", "units"), _FAST_EXACT)
    yield case("through the cell state only: dh = 0", "只经过细胞状态：dh = 0", dh=zero)
    yield case("dh = 0, and the forget gate open", "dh = 0，而且遗忘门开", dh=zero, f=1.0)
    yield case("through the hidden state only: dc = 0", "只经过隐藏状态：dc = 0", dc=zero)
    yield case("output gate shut", "输出门关", o=0.0)
    yield case("forget gate open, input gate shut", "遗忘门开，输入门关", f=1.0, i=0.0)
    yield case("a batch of one", "批次中只有一行", rows=slice(1))
    yield case("gradients a thousand times as large", "梯度大一千倍", dh=1000 * dh, dc=1000 * dc)
    yield Case(*HANDED_IN, untouched, None, _FAST_EXACT)


@probe(forbid=_FAST_AUTODIFF)
def lstm_backward(student, rng):
    net, other, single = _Fast(rng), _Fast(rng, 5, 2, 4, 3), _Fast(rng, 1, 4, 3, 2)

    def given(net, mask, upstream, dc_last):
        upstream = net.upstream if upstream is None else upstream
        dc_last = net.dc_last if dc_last is None else dc_last
        whole = upstream, dc_last, net.gates, net.cells(mask), net.c_0, net.weights["W_h"]
        return [*(part.copy() for part in whole), *([] if mask is None else [mask.copy()])]

    def back(net=net, mask=None, upstream=None, dc_last=None):
        deltas, dh_0, dc_0 = student.lstm_backward(*given(net, mask, upstream, dc_last))
        return {"deltas": deltas, "dh_0": dh_0, "dc_0": dc_0}

    def case(en, zh, part=None, axes=None, **changed):
        return Case(en, zh, lambda: back(**changed)[part] if part else back(**changed), axes, _FAST_EXACT)

    def twice():
        whole = given(net, net.mask, None, None)
        student.lstm_backward(*whole)
        return [student.lstm_backward(*whole)[0], *whole]

    last = net.upstream * (np.arange(_FAST_TIME) == _FAST_TIME - 1)[:, None, None]
    yield case("no mask: deltas", "没有掩码：deltas", "deltas", _FAST_GATES)
    yield case("no mask: the gradient by h_0", "没有掩码：h_0 的梯度", "dh_0", ("batch", "units"))
    yield case("no mask: the gradient by c_0", "没有掩码：c_0 的梯度", "dc_0", ("batch", "units"))
    yield case("a gap, and an early end: deltas", "有空缺，也有提前结束：deltas", "deltas", _FAST_GATES, mask=net.mask)
    yield case("a gap, and an early end: h_0", "有空缺，也有提前结束：h_0", "dh_0", ("batch", "units"), mask=net.mask)
    yield case("a gap, and an early end: c_0", "有空缺，也有提前结束：c_0", "dc_0", ("batch", "units"), mask=net.mask)
    yield case(
        "a loss at the last step only, with the mask", "只有最后一步有损失，带掩码", mask=net.mask, upstream=last
    )
    yield case("a loss of the last cell state only", "只有最后的细胞状态有损失", mask=net.mask, upstream=0 * last)
    yield case("the first two steps are none", "最前面两步不算", mask=net.late)
    yield case("other sizes", "别的大小", net=other)
    yield case("a single step", "只有一步", net=single)
    yield Case(
        "asked twice; what was handed in stays as it was", "问两次；传入的数组保持原样", twice, None, _FAST_EXACT
    )


@probe(forbid=_FAST_AUTODIFF)
def weight_gradients(student, rng):
    net, other, long, single = _Fast(rng), _Fast(rng, 5, 2, 4, 3), _Fast(rng, 9, 2, 4, 3), _Fast(rng, 1, 4, 3, 2)

    def found(net=net, **changed):
        whole = {"x": net.x, "h_0": net.h_0, "h": net.h, "deltas": net.deltas, **changed}
        return student.weight_gradients(*(part.copy() for part in whole.values()))

    def counted():
        noted = {}
        for case in other, long:
            parts = case.x, case.h_0, case.h, case.deltas
            noted[len(case.x)] = []
            gradients = student.weight_gradients(*(_counted(part, noted[len(case.x)]) for part in parts))
        more = sum(noted[9]) - sum(noted[5])
        return {"gradients": list(map(np.asarray, gradients)), "more products for 9 steps than for 5": more}

    def untouched():
        given = [net.x.copy(), net.h_0.copy(), net.h.copy(), net.deltas.copy()]
        return [list(student.weight_gradients(*given)), *given]

    first = net.deltas * (np.arange(_FAST_TIME) == 0)[:, None, None]
    names = {"W_x": ("features", "gates"), "W_h": ("units", "gates"), "b": ("gates",)}
    for k, (name, axes) in enumerate(names.items()):
        yield Case(f"the gradient by {name}", f"{name} 的梯度", lambda k=k: found()[k], axes, _FAST_EXACT)
    yield Case(
        "only the first step counts: W_h",
        "只有第一步有份：W_h",
        lambda: found(deltas=first)[1],
        names["W_h"],
        _FAST_EXACT,
    )
    yield Case("a single step", "只有一步", lambda: list(found(single)), None, _FAST_EXACT)
    yield Case("more steps, as many products", "时间步更多，乘积一样多", counted, None, _FAST_EXACT)
    yield Case(*HANDED_IN, untouched, None, _FAST_EXACT)


@probe
def stored_numbers(student, rng):
    batch, units, every = (int(n) for n in rng.permutation(np.arange(3, 30))[:3])
    segments = int(rng.integers(3, 9))

    def called(time, every):
        return lambda: student.stored_numbers(time, batch, units, every)

    yield Case("segments that come out even", "各段恰好分完", called(segments * every, every))
    yield Case("the last segment is shorter", "最后一段较短", called(segments * every + 1, every))
    yield Case("segments of one step", "每段一步", called(segments * every, 1))
    yield Case("one segment for all", "一段装下全部", called(segments * every, segments * every))
    yield Case("a segment longer than the sequence", "一段比序列还长", called(every, every + 5))


@probe(forbid=(*_FAST_KERAS, *_FAST_AUTODIFF))
def fast_lstm(student, rng):
    tensorflow = keras.backend.backend() == "tensorflow"
    net, names = _Fast(rng), ("a", "h_0", "c_0", "W_h", "mask")
    a = rng.normal(size=net.gates.shape)
    weights = net.mask[..., None].astype(float)

    def tensors(*arrays):
        return [keras.ops.convert_to_tensor(part.astype("float64" if tensorflow else "float32")) for part in arrays]

    def given(length=_FAST_TIME, mask=weights):
        return tensors(a[:length], net.h_0, net.c_0, net.weights["W_h"], mask[:length])

    @cache
    def run(masked, length=_FAST_TIME, pair=False):
        (h, c_last), gradient = student.fast_lstm(*given(length, weights if masked else np.ones_like(weights)))
        above = tensors(net.upstream[:length], net.dc_last)
        return {"h": h, "last c": c_last} | dict(zip(names, gradient(above) if pair else gradient(*above), strict=True))

    def part(name, axes, masked=False):
        return lambda: run(masked)[name], axes, _FAST_EXACT if tensorflow else 1e-5

    def through_keras(length, xla=False):
        """Let the backend use the gradient, compiled as `fit` does it: without XLA the batch may have any size.

        Under XLA the matrix products inside of the loops are counted as well: one in each direction.
        """
        if not tensorflow:
            return [run(True, length)[name] for name in names] + [2] * xla
        import tensorflow as tf

        batch = _FAST_BATCH if xla else None
        shapes = [(length, batch, 4 * net.units), (batch, net.units), (batch, net.units)]
        shapes += [(net.units, 4 * net.units), (length, batch, 1), (length, batch, net.units), (batch, net.units)]

        @tf.function(input_signature=[tf.TensorSpec(shape, "float64") for shape in shapes], jit_compile=xla)
        def gradients(*parts):
            *inputs, upstream, dc_last = parts
            with tf.GradientTape() as tape:
                tape.watch(inputs)
                h, c_last = keras.ops.custom_gradient(student.fast_lstm)(*inputs)
                loss = keras.ops.sum(h * upstream) + keras.ops.sum(c_last * dc_last)
            return tape.gradient(loss, inputs)

        handed = *given(length), *tensors(net.upstream[:length], net.dc_last)
        found = list(gradients.get_concrete_function()(*handed))
        if not xla:
            return found
        program, _, _ = gradients.experimental_get_compiler_ir(*handed)(stage="hlo").partition("ENTRY")
        return [*found, program.count(" dot(")]

    yield Case("all h", "所有的 h", *part("h", _FAST_ROWS))
    yield Case("the last c", "最后的 c", *part("last c", ("batch", "units")))
    yield Case("with a mask: h and c", "带掩码：h 与 c", lambda: [run(True)[name] for name in ("h", "last c")])
    for name, axes in zip(names, (_FAST_GATES, *[("batch", "units")] * 2, ("units", "gates")), strict=False):
        yield Case(f"the gradient by {name}", f"{name} 的梯度", *part(name, axes))
    for name, axes in zip(names, (_FAST_GATES, *[("batch", "units")] * 2, ("units", "gates")), strict=False):
        yield Case(f"with a mask: the gradient by {name}", f"带掩码：{name} 的梯度", *part(name, axes, True))
    yield Case("a single step, all gradients", "只有一步，所有梯度", lambda: run(False, 1))
    yield Case(
        "both gradients handed over as a pair, as JAX does",
        "两个梯度作为一对传入，如同 JAX",
        lambda: run(True, 6, True),
    )
    yield Case(
        "used by keras.ops.custom_gradient in a compiled training step",
        "在编译后的训练步骤中交给 keras.ops.custom_gradient 使用",
        lambda: through_keras(_FAST_TIME),
    )
    yield Case(
        "the same under XLA, with another length, and the products inside the loops",
        "在 XLA 下再做一次，换一种长度；以及循环内的乘积个数",
        lambda: through_keras(4, xla=True),
    )


def _fast_noted(layer, x, real):
    """Call a layer on x; return its output, and whether it runs fast_lstm, which is `real`."""
    calls = []

    def noted(*given):
        calls.append(given)
        return real(*given)

    with mock.patch.dict(type(layer).inner_loop.__globals__, fast_lstm=noted):
        output = layer(x)
    return {"output": output, "fast_lstm is run": bool(calls)}


@probe
def FastLSTM(student, rng):
    time, batch, features, units = _FAST_TIME, _FAST_BATCH, _FAST_FEATURES, _FAST_UNITS
    net, name = _Fast(rng), f"layer{rng.integers(10**6)}"
    x, mask, late = np.swapaxes(net.x, 0, 1).astype("float32"), net.mask.T, net.late.T.copy()
    late[rng.integers(batch)] = False
    start = [part.astype("float32") for part in (net.h_0, net.c_0)]
    weights = [part.astype("float32") for part in net.weights.values()]
    goal, wide = _floats(rng, batch, time, units), int(rng.integers(20, 40))

    def layer(again=False, **options):
        options = {"return_sequences": True, "name": name} | options
        layer = student.FastLSTM(units, **options)
        layer = type(layer).from_config(layer.get_config()) if again else layer
        layer.build((batch, time, features))
        layer.set_weights(weights)
        return layer

    def states(mask, **options):
        own = layer(return_state=True, **options)
        return list(own(x, initial_state=list(map(keras.ops.convert_to_tensor, start)), mask=mask))

    def chunks():
        own = layer(return_state=True)
        first, *carried = own(x[:, :2])
        second, *_ = own(x[:, 2:], initial_state=carried)
        return keras.ops.concatenate([first, second], axis=1)

    def with_other(**option):
        """Return what the layer gives, and what it gives where fast_lstm can't do it."""
        return [layer()(x), layer(**option)(x)]

    def with_padding():
        """Train a model that masks zeros, compiled as `fit` compiles it."""
        padded = np.where(mask[..., None], x, 0).astype("float32")
        inputs = keras.Input((None, features))
        model = keras.Model(inputs, layer()(keras.layers.Masking()(inputs)))
        return trained(model, (padded, goal))

    def loaded():
        own = layer()
        return _reloaded(keras.Sequential([keras.Input(x.shape[1:]), own]), type(own))(x)

    def new_weights():
        own = student.FastLSTM(wide)
        own.build((None, None, features))
        shapes = {weight.name: list(weight.shape) for weight in own.weights}
        return shapes | {"bias starts with": own.get_weights()[2], "output of one with given weights": layer()(x)}

    yield Case(
        "all outputs, by way of fast_lstm",
        "所有输出，经过 fast_lstm",
        lambda: _fast_noted(layer(), x, student.fast_lstm),
    )
    yield Case("the last output only", "只要最后的输出", lambda: layer(return_sequences=False)(x), ("batch", "units"))
    yield Case("outputs and states, from given ones", "输出与状态，从给定的状态出发", lambda: states(None))
    yield Case("masked: outputs and states", "带掩码：输出与状态", lambda: states(mask))
    yield Case(
        "masked: the first two steps are none, and one row has none at all",
        "带掩码：最前面两步不算，有一行一步也没有",
        lambda: [states(late), states(late, return_sequences=False)],
    )
    yield Case("two chunks with the states carried", "分成两段，状态接着传", chunks, ("batch", "time", "units"))
    yield Case(
        "trained, compiled as `fit` does it",
        "训练一步，像 `fit` 那样编译",
        lambda: trained(layer(), (x, goal)),
        None,
        1e-4,
    )
    yield Case(
        "trained on padded rows behind keras.layers.Masking",
        "在 keras.layers.Masking 之后训练，输入带填充",
        with_padding,
        None,
        1e-4,
    )
    yield Case("as it is, and going backwards", "照原样，以及倒着走", lambda: with_other(go_backwards=True))
    yield Case(
        "as it is, and with another activation", "照原样，以及换一种激活函数", lambda: with_other(activation="softsign")
    )
    yield Case(
        "rebuilt from get_config",
        "由 get_config 重建",
        lambda: [layer(again=True)(x), without_counts(layer(again=True).name)],
    )
    yield Case("saved and loaded", "保存后再载入", loaded, ("batch", "time", "units"))
    yield Case("the weights of a new layer", "新建层的权重", new_weights)


# -- scoreboard --------------------------------------------------------------------------------

MODELS = ("model",)


@probe
def pareto_front(student, rng):
    costs, bits = rng.permutation(40)[:14] * 0.5 + 0.25, rng.permutation(40)[:14] * 0.125 + 0.5
    classes, levels = rng.integers(1, 4, size=12) * 5.0, rng.integers(3, 8, size=12) * 0.25
    twins = rng.integers(14, size=20)
    line = rng.permutation(9) + 1.0
    way_down = np.append(np.sort(line), line), np.append(np.sort(line)[::-1], line + 10)
    order = rng.permutation(18)

    def called(costs, bits):
        return lambda: student.pareto_front(np.array(costs), np.array(bits))

    def by_number():
        front = student.pareto_front(costs.copy(), bits.copy())
        return [float(c) for c, stays in zip(costs, front, strict=True) if stays]

    yield Case("no two alike", "没有两个相同", called(costs, bits), MODELS)
    yield Case("the costs of those on the front", "前沿上各模型的代价", by_number)
    yield Case("the same costs, different bits", "代价相同，比特数不同", called(costs * 0 + 5, bits), MODELS)
    yield Case("the same bits, different costs", "比特数相同，代价不同", called(costs, bits * 0 + 2), MODELS)
    yield Case("few costs, few bits, many ties", "代价和比特数各只有几种，并列很多", called(classes, levels), MODELS)
    yield Case("some models twice", "有些模型出现两次", called(costs[twins], bits[twins]), MODELS)
    yield Case("half of them on the front", "一半在前沿上", called(*(part[order] for part in way_down)), MODELS)
    yield Case(
        "all alike, and none is better",
        "全部相同，没有更好的",
        called(*np.full((2, int(rng.integers(2, 40))), 2.0)),
        MODELS,
    )
    yield Case("some cost nothing", "有些没有代价", called(np.maximum(costs - 9, 0), bits), MODELS)
    yield Case(*HANDED_IN, lambda: _afterwards(student.pareto_front, costs, bits))
