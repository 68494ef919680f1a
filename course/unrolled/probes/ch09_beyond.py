"""Probes of chapter 9, beyond the notes. All sizes differ, so that no transpose passes by luck."""

from functools import cache

import keras
import numpy as np

from unrolled.probes import Case, probe, without_counts

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
