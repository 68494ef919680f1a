"""Probes of chapter 6, deep and bidirectional networks. All sizes differ, so that no transpose passes by luck."""

import tempfile
from functools import partial
from pathlib import Path

import keras
import numpy as np

from unrolled.probes import Case, probe

# -- deep --------------------------------------------------------------------------------------


# -- bidirectional -----------------------------------------------------------------------------

BATCH, TIME, FEATURES, UNITS = 2, 5, 3, 4
BOTH_STATES, BOTH_LAST = ("batch", "time", "states"), ("batch", "states")
STATES, SYMBOLS, OVER_TIME = 3, 9, ("time", "states")
PADS = {
    "padding at the end": ("末尾有填充", [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]),
    "padding in front": ("前面有填充", [[1, 1, 1, 1, 1], [0, 0, 1, 1, 1]]),
    "padding in between": ("中间有填充", [[1, 0, 1, 1, 0], [0, 1, 1, 0, 1]]),
}


def _unchanged(given, kept):
    """Say what has become of arrays that were handed in, of which copies were kept."""
    return "unchanged" if all(map(np.array_equal, given, kept)) else "changed"


def _plain_step(rng):
    """Draw a step of a plain recurrent network."""
    W_x, W_h, b = (rng.normal(scale=0.7, size=shape) for shape in ((FEATURES, UNITS), (UNITS, UNITS), (UNITS,)))
    return lambda x_t, h_prev: np.tanh(x_t @ W_x + h_prev @ W_h + b)


@probe
def both_ways(student, rng):
    x = rng.normal(size=(BATCH, TIME, FEATURES))
    steps = _plain_step(rng), _plain_step(rng)
    whole = np.ones((BATCH, TIME), bool)

    def run(part, mask=whole):
        return lambda: student.both_ways(x.copy(), np.array(mask, bool), *steps, UNITS)[part]

    def twice():
        given = x.copy(), np.array(PADS["padding in between"][1], bool)
        kept = [array.copy() for array in given]
        student.both_ways(*given, *steps, UNITS)
        states, last = student.both_ways(*given, *steps, UNITS)
        return {"states": states, "last": last, "the arrays handed in": _unchanged(given, kept)}

    yield Case("no padding: all states", "没有填充：所有状态", run(0), BOTH_STATES)
    yield Case("no padding: the last states", "没有填充：最后的状态", run(1), BOTH_LAST)
    for en, (zh, mask) in PADS.items():
        yield Case(f"{en}: all states", f"{zh}：所有状态", run(0, mask), BOTH_STATES)
        yield Case(f"{en}: the last states", f"{zh}：最后的状态", run(1, mask), BOTH_LAST)
    yield Case("asked twice, with the same arrays", "用同样的数组问两次", twice, BOTH_STATES)


KINDS = {"SimpleRNN": (1, (UNITS,)), "GRU": (3, (2, 3 * UNITS)), "LSTM": (4, (4 * UNITS,))}


def _both_weights(rng, kind):
    """Draw the weights of a layer for each direction, one after the other."""
    blocks, bias = KINDS[kind]
    shapes = (FEATURES, blocks * UNITS), (UNITS, blocks * UNITS), bias
    return [rng.normal(scale=0.7, size=shape).astype("float32") for _ in range(2) for shape in shapes]


@probe(forbid=["keras.layers.Bidirectional"])
def Bidirectional(student, rng):
    x = rng.normal(size=(BATCH, TIME, FEATURES)).astype("float32")
    weights = {kind: _both_weights(rng, kind) for kind in KINDS}
    units = int(rng.integers(20, 60))
    masks = {name: np.array(mask, bool) for name, (_, mask) in PADS.items()}

    def make(kind, merge_mode, sequences):
        inner = getattr(keras.layers, kind)(UNITS, return_sequences=sequences)
        layer = student.Bidirectional(inner, merge_mode)
        layer.build(x.shape)
        layer.set_weights(weights[kind])
        return layer

    def run(kind, merge_mode, pads=None, sequences=True):
        mask = {} if pads is None else {"mask": masks[pads]}
        return lambda: make(kind, merge_mode, sequences)(x, **mask)

    def padding():
        """The same sentences in a wider batch, with padding behind; then two layers, one on the other, in a model that knows the mask."""
        wide = np.concatenate([x, np.full((BATCH, 2, FEATURES), 9, "float32")], axis=1)
        inputs = keras.Input(wide.shape[1:])
        masked = keras.layers.Masking(9.0)(inputs)
        model = keras.Model(inputs, make("LSTM", "sum", False)(make_square()(masked)))
        return model(wide)

    def make_square():
        """A layer that returns as many features as it takes."""
        layer = student.Bidirectional(keras.layers.SimpleRNN(FEATURES, return_sequences=True), "ave")
        layer.build(x.shape)
        W_x, W_h = weights["SimpleRNN"][0], weights["SimpleRNN"][1]
        one = [W_x[:, :FEATURES], W_h[:FEATURES, :FEATURES], W_x[0, :FEATURES]]
        layer.set_weights(one + [weight.T for weight in one])
        return layer

    def new():
        layer = student.Bidirectional(keras.layers.LSTM(units))
        layer.build((BATCH, TIME, FEATURES))
        shapes = [list(weight.shape) for weight in layer.get_weights()]
        kernels = [weight for weight in layer.get_weights() if weight.shape == (FEATURES, 4 * units)]
        same = len(kernels) == 2 and np.array_equal(*kernels)
        return {"shapes of the weights": shapes, "the two kernels": "the same" if same else "not the same"}

    def loaded():
        inputs = keras.Input((TIME, FEATURES))
        layer = student.Bidirectional(keras.layers.GRU(UNITS), "ave")
        model = keras.Model(inputs, layer(inputs))
        model.set_weights(weights["GRU"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            model.save(path)
            # A class of the same name may have been registered since, by running its cell again.
            for name in type(layer).__name__, keras.saving.get_registered_name(type(layer)):
                keras.saving.get_custom_objects()[name] = type(layer)
            return keras.models.load_model(path)(x)

    for mode in "concat", "sum", "ave", "mul":
        yield Case(f"merge_mode={mode!r}", f"merge_mode={mode!r}", run("SimpleRNN", mode), BOTH_STATES)
    for kind, mode, pads in (
        ("GRU", "concat", "padding at the end"),
        ("LSTM", "mul", "padding in front"),
        ("SimpleRNN", "ave", "padding in between"),
    ):
        yield Case(f"{kind}, {pads}", f"{kind}，{PADS[pads][0]}", run(kind, mode, pads), BOTH_STATES)
    yield Case("the last states of an LSTM", "LSTM 的最后状态", run("LSTM", "concat", sequences=False), BOTH_LAST)
    yield Case(
        "the last states of a GRU, padding at the end",
        "GRU 的最后状态，末尾有填充",
        run("GRU", "sum", "padding at the end", sequences=False),
        BOTH_LAST,
    )
    yield Case(
        "two layers, one on the other, in a model with a mask", "带遮罩的模型中，两层叠在一起", padding, BOTH_LAST
    )
    yield Case("the weights of a new layer", "新建的层的权重", new)
    yield Case("saved and loaded", "保存后再载入", loaded, BOTH_LAST)


@probe
def dependence(student, rng):
    x = rng.normal(size=(BATCH, TIME, FEATURES))
    pairs = rng.random((3, TIME, TIME)) < 0.5
    weights = rng.uniform(0.5, 1.5, size=pairs.shape) * pairs
    axes = ("output", "input")
    factors = rng.uniform(0.7, 1.4, size=(BATCH, rng.integers(6, 40), FEATURES))

    def mix(k, x):
        return np.einsum("ts,bsf->btf", weights[k], np.asarray(x))

    def twice():
        given = x.copy()
        student.dependence(lambda x: np.exp(mix(0, x)), given)
        answer = student.dependence(lambda x: np.exp(mix(0, x)), given)
        return {"answer": answer, "x": _unchanged([given], [x])}

    yield Case("a mixture of the inputs", "输入的混合", lambda: student.dependence(partial(mix, 1), x.copy()), axes)
    for k, (en, zh) in {0: ("first", "第一"), -1: ("last", "最后一")}.items():
        only = np.zeros((BATCH, 1, FEATURES))
        only[k, 0, k] = 1
        yield Case(
            f"only the {en} row of the batch and its {en} feature count",
            f"只有批次的{zh}行及其{zh}个特征起作用",
            lambda k=k, only=only: student.dependence(lambda x: mix(2 + k, x * only)[..., ::-1], x.copy()),
            axes,
        )
    yield Case(
        "what rises in one unit falls in another, as a Keras tensor",
        "一个单元升多少，另一个单元就降多少；结果是 Keras 张量",
        lambda: student.dependence(lambda x: keras.ops.convert_to_tensor(mix(0, x[..., :1]) * [1, -1]), x.copy()),
        axes,
    )
    yield Case(
        "a running product",
        "累乘",
        lambda: student.dependence(partial(np.cumprod, axis=1), factors.copy()),
        axes,
    )
    yield Case("asked twice, with the same x", "用同样的 x 问两次", twice, axes)


def _hmm(rng, states=STATES, symbols=SYMBOLS):
    """Draw the tables of a hidden Markov model: initial, transition, emission."""
    shapes = (states,), (states, states), (states, symbols)
    return tuple(rng.dirichlet(np.ones(shape[-1]), size=shape[:-1]) for shape in shapes)


def _hmm_cases(rng, student, name, with_initial=True, of_long=lambda answer: answer):
    """Yield the questions about a hidden Markov model to a function that takes the symbols and the tables.

    No symbol comes twice in the short sequences, so that no two sequences of states are equally probable.
    """
    tables, observed = _hmm(rng), rng.permutation(SYMBOLS)[:7]
    apart = tuple(table**3 / np.sum(table**3, axis=-1, keepdims=True) for table in _hmm(rng))
    long = rng.integers(6, size=3000)
    wide = _hmm(rng, 5, 6)
    blocked = [table.copy() for table in _hmm(rng)]
    blocked[1] *= 1 - np.roll(np.eye(STATES), 1, axis=1)  # no state may be followed by the next one
    blocked[1] /= blocked[1].sum(axis=1, keepdims=True)

    def call(*given):  # the name is looked up here: one that is missing belongs to the case
        return getattr(student, name)(*given)

    def run(observed, tables):
        return lambda: call(observed.copy(), *(table.copy() for table in tables[1 - with_initial :]))

    def twice():
        given = [observed.copy(), *(table.copy() for table in apart[1 - with_initial :])]
        kept = [array.copy() for array in given]
        call(*given)
        return {"answer": call(*given), "the arrays handed in": _unchanged(given, kept)}

    yield "seven steps", "七步", run(observed, tables)
    yield "two steps", "两步", run(observed[:2], apart)
    yield "moves that are impossible", "有些转移不可能发生", run(observed, blocked)
    yield "three thousand steps, five states", "三千步，五个状态", lambda: of_long(run(long, wide)())
    yield "asked twice, with the same tables", "用同样的表问两次", twice


@probe
def hmm_forward(student, rng):
    tables, observed = _hmm(rng), rng.permutation(SYMBOLS)[:6]
    yield Case("a single step", "只有一步", lambda: student.hmm_forward(observed[:1], *tables), OVER_TIME)
    yield Case("log p(x) of six steps", "六步的 log p(x)", lambda: student.hmm_forward(observed, *tables)[1])
    for en, zh, run in _hmm_cases(rng, student, "hmm_forward"):
        yield Case(en, zh, run, OVER_TIME)


@probe
def hmm_backward(student, rng):
    for en, zh, run in _hmm_cases(rng, student, "hmm_backward", with_initial=False):
        yield Case(en, zh, run, OVER_TIME)


@probe
def hmm_posterior(student, rng):
    tables, observed = _hmm(rng), rng.permutation(SYMBOLS)[:6]
    yield Case("a single step", "只有一步", lambda: student.hmm_posterior(observed[:1], *tables), OVER_TIME)
    for en, zh, run in _hmm_cases(rng, student, "hmm_posterior"):
        yield Case(en, zh, run, OVER_TIME)


@probe
def viterbi(student, rng):
    tables, observed = _hmm(rng), rng.permutation(SYMBOLS)[:8]
    yield Case("a single step", "只有一步", lambda: student.viterbi(observed[:1], *tables))
    yield Case("the states of eight steps", "八步的状态", lambda: student.viterbi(observed, *tables)[0], ("time",))
    many = [(rng.permutation(SYMBOLS)[:6], *_hmm(rng)) for _ in range(40)]
    yield Case(
        "the states of forty other models, six steps each",
        "另外四十个模型的状态，各六步",
        lambda: np.stack([student.viterbi(*given)[0] for given in many]),
        ("model", "time"),
    )
    yield Case("log p(z, x) of eight steps", "八步的 log p(z, x)", lambda: student.viterbi(observed, *tables)[1])
    for en, zh, run in _hmm_cases(rng, student, "viterbi", of_long=lambda answer: answer[1]):
        yield Case(en, zh, run, ("time",))


def _tags(rng, kinds, sentences=12):
    """Draw sentences of tags, and what somebody may have predicted for them: each tag in three is drawn anew."""
    gold, predicted = [], []
    for _ in range(sentences):
        row = rng.choice(kinds, size=rng.integers(3, 15))
        anew = rng.random(len(row)) < 0.3
        gold.append(row.tolist())
        predicted.append(np.where(anew, rng.choice(kinds, size=len(row)), row).tolist())
    return gold, predicted


@probe
def span_f1(student, rng):
    cases = [
        ("names of one word", "一个词的名称", ["O", "O", "B-PER"]),
        ("names of two kinds", "两种名称", ["O", "O", "B-PER", "B-LOC"]),
        ("names of several words", "几个词的名称", ["O", "B-PER", "I-PER", "I-PER"]),
        ("all tags, in any order", "所有的标签，任意顺序", ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]),
        ("other kinds of names", "别的种类的名称", ["O", "B-XA", "I-XA", "B-YA", "I-YA", "B-XB", "I-XB"]),
    ]
    for en, zh, kinds in cases:
        rows = _tags(rng, kinds)
        yield Case(en, zh, lambda rows=rows: student.span_f1(*rows))
    gold, predicted = _tags(rng, cases[3][2])
    rare = [tags if k < 2 else ["O"] * len(tags) for k, tags in enumerate(predicted)]
    yield Case("predicted in two sentences only", "只有两个句子有预测", lambda: student.span_f1(gold, rare))

    def twice():
        given = [[list(row) for row in rows] for rows in (predicted, gold)]
        student.span_f1(*given)
        return {
            "F1": student.span_f1(*given),
            "the lists handed in": "unchanged" if given == [predicted, gold] else "changed",
        }

    yield Case(
        "nothing to find, then something",
        "先是没有什么可找，然后有",
        lambda: [student.span_f1([["O"]], [["O"]]), student.span_f1(predicted, gold)],
    )
    yield Case("asked twice, with the same lists", "用同样的列表问两次", twice)


@probe
def around_gap(student, rng):
    forward = rng.normal(size=(BATCH, TIME, UNITS)).astype("float32")
    backward = rng.normal(size=(BATCH, TIME, FEATURES)).astype("float32")

    def symbolic():
        inputs = keras.Input((TIME, UNITS)), keras.Input((TIME, FEATURES))
        model = keras.Model(inputs, student.around_gap(*inputs))
        return model([forward, backward])

    def ones(*parts):
        return student.around_gap(*(part * np.ones_like(part) for part in parts))

    axes = ("batch", "time", "states")
    yield Case("the forward half", "前向的一半", lambda: student.around_gap(forward, backward)[..., :UNITS], axes)
    yield Case("the backward half", "后向的一半", lambda: student.around_gap(forward, backward)[..., UNITS:], axes)
    yield Case("more units backwards than forwards", "后向的单元比前向多", lambda: ones(backward, forward), axes)
    yield Case(
        "a single step, then two",
        "先一步，再两步",
        lambda: [student.around_gap(forward[:, :n], backward[:, :n]) for n in (1, 2)],
        axes,
    )
    yield Case("inside a Keras model", "在 Keras 模型里", symbolic, axes)
