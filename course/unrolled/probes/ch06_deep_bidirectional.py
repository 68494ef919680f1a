"""Probes of chapter 6, deep and bidirectional networks. All sizes differ, so that no transpose passes by luck."""

from functools import partial

import keras
import numpy as np

from unrolled.compare import array, explain
from unrolled.probes import Case, probe, trained, without_counts
from unrolled.probes.ch05_gated_networks import _layer, _reloaded

ASKED = {
    "i": ("The values are right; asked for are whole numbers, of type int.", "数值是对的；但要求的是整数（int）。"),
    "b": (
        "The values are right; asked for are True and False, of type bool.",
        "数值是对的；但要求的是 True 与 False（bool）。",
    ),
}


def _exactly(expected, got, rtol, atol, axes):
    """Judge what is whole numbers or flags: 3.0 is no whole number and 1 no flag, which the cells below would notice."""

    def numbers(data):
        if (one := array(data)) is not None:
            return [one]
        if isinstance(data, dict):  # a list, say: {"list": [...]}
            data = list(data.values())
        return [one for part in data for one in numbers(part)] if isinstance(data, list) else []

    verdict = explain(expected, got, rtol, atol, axes)
    kinds = ["i" if one.dtype.kind == "u" else one.dtype.kind for one in numbers(got) if one.size]
    asked = numbers(expected)[0].dtype.kind
    return verdict or (None if set(kinds) <= {asked} else ASKED[asked])


def _again(call, *given):
    """Call twice with the same arrays and lists: return the second answer and what has become of what was handed in."""
    call(*given)
    answer = call(*given)
    return [answer, [part for part in keras.tree.flatten(list(given)) if not callable(part)]]


# -- deep --------------------------------------------------------------------------------------

STACK = ("batch", "time", "units")


def _plain_layers(rng, features, *units):
    """Draw weights layer by layer: a list of W_x (width below, units), W_h (units, units), b (units,)."""
    shapes = [((below, own), (own, own), (own,)) for below, own in zip((features, *units), units, strict=False)]
    return [tuple(rng.normal(scale=0.6, size=shape) for shape in three) for three in shapes]


@probe
def deep_rnn(student, rng):
    x = rng.normal(size=(2, 6, 3))
    two, three, alike = _plain_layers(rng, 3, 4, 5), _plain_layers(rng, 3, 5, 7, 4), _plain_layers(rng, 3, 3, 3)
    forgetful = [(W_x, 0 * W_h, b) for W_x, W_h, b in two]
    only_above = [two[0], (0 * two[1][0], *two[1][1:])]

    def run(layers, x=x):
        return student.deep_rnn(x.copy(), [[part.copy() for part in layer] for layer in layers])

    yield Case("one layer", "一层", lambda: run(two[:1]), STACK)
    yield Case("two layers", "两层", lambda: run(two), STACK)
    yield Case("three layers, each of another width", "三层，宽度各不相同", lambda: run(three), STACK)
    yield Case("two layers as wide as the input", "两层，与输入一样宽", lambda: run(alike), STACK)
    yield Case(
        "W_h of zeros in every layer: each step for itself",
        "每层的 W_h 都为零：每一步只看自己",
        lambda: run(forgetful),
        STACK,
    )
    yield Case(
        "the second layer deaf to the first: it goes on from its own state",
        "第二层听不到第一层：只由自己的状态往下走",
        lambda: run(only_above),
        STACK,
    )
    yield Case(
        "a single step, asked for twice with the same arrays",
        "只有一步，用同样的数组问两次",
        lambda: _again(student.deep_rnn, x[:, :1].copy(), list(two)),
    )


class _Recorder(keras.layers.Layer):
    """A cell without weights that hands out its input and its states side by side, and makes every state half of what it was."""

    def __init__(self, *sizes, features):
        super().__init__()
        self.state_size = sizes[0] if len(sizes) == 1 else list(sizes)
        self.output_size = features + sum(sizes)

    def call(self, inputs, states):
        """inputs (batch, features), states -> output, the new states; a single one is bare."""
        halves = [state / 2 for state in states]
        return keras.ops.concatenate([inputs, *states], axis=-1), halves if len(halves) > 1 else halves[0]


BATCH, TIME, FEATURES, UNITS = 2, 5, 3, 4


def _three_cells():
    return [keras.layers.LSTMCell(4), keras.layers.SimpleRNNCell(7), keras.layers.GRUCell(6)]


def _three_weights(rng):
    """Draw the weights of the three cells, one on top of the other."""
    shapes, below = [], FEATURES
    for cell in _three_cells():
        cell.build((BATCH, below))
        shapes += [weight.shape for weight in cell.weights]
        below = cell.units
    return [rng.normal(scale=0.5, size=shape).astype("float32") for shape in shapes]


def _one_step(stack, weights, x_t, states):
    """Build a stack, set the weights and take one step."""
    stack.build(x_t.shape)
    stack.set_weights(weights)
    given = [state.copy() for state in states]
    output, new = stack(x_t, given)
    return {"output": output, "new states": list(new), "states": given}


def _partly_built(student, weights, x_t, states):
    """Build a stack whose lowest cell has its weights already: return those, and what one step gives with all weights set."""
    cells = _three_cells()
    cells[0].build(x_t.shape)
    cells[0].set_weights(weights[:3])
    stack = student.StackedCells(cells)
    stack.build(x_t.shape)
    kept = [np.array(weight) for weight in stack.get_weights()[:3]]
    return [kept, _one_step(stack, weights, x_t, states)]


def _as_wide(student, weights, x):
    """Return what three cells give that are as wide as the input."""
    cells = [keras.layers.SimpleRNNCell(FEATURES) for _ in range(3)]
    return _layer(student.StackedCells(cells), weights)(x)


def _config_kept(expected, got, rtol, atol, axes):
    """Judge a rebuilt stack; a config may hold what its author likes, but has to be afterwards what it was."""
    entries = dict(got["dict"]) if isinstance(got, dict) and "dict" in got else {}
    before_and_after = entries.pop("config", None)
    readable = isinstance(before_and_after, dict) and isinstance(before_and_after.get("list"), list)
    if not entries or not readable:
        return explain(expected, got, rtol, atol, axes)
    wanted = {key: value for key, value in expected["dict"].items() if key != "config"}
    changed = len(set(map(repr, before_and_after["list"]))) > 1
    return explain({"dict": wanted}, {"dict": entries}, rtol, atol, axes) or (CONFIG_CHANGED if changed else None)


CONFIG_CHANGED = (
    "The second stack is right, but from_config has changed the config that it was given.",
    "第二个堆叠是对的，但 from_config 改动了传给它的配置。",
)


@probe(forbid=["keras.layers.StackedRNNCells"])
def StackedCells(student, rng):
    x = rng.normal(size=(BATCH, TIME, FEATURES)).astype("float32")
    sizes = [int(n) for n in rng.choice(np.arange(6, 40), size=4, replace=False)]
    weights = _three_weights(rng)
    same = [part.astype("float32") for layer in _plain_layers(rng, *[FEATURES] * 4) for part in layer]
    states = [rng.normal(size=(BATCH, n)).astype("float32") for n in (4, 4, 7, 6)]

    def stack(**options):
        return student.StackedCells(_three_cells(), **options)

    def loaded():
        inputs, own = keras.Input((TIME, FEATURES)), stack()
        return _reloaded(keras.Model(inputs, _layer(own, weights)(inputs)), type(own))(x)

    def sizes_told():
        lstm, gru, plain, other = sizes
        three = [keras.layers.LSTMCell(lstm), keras.layers.GRUCell(gru), keras.layers.SimpleRNNCell(plain)]
        several, single = student.StackedCells(three), student.StackedCells([keras.layers.GRUCell(other)])
        return {
            "state_size": list(several.state_size),
            "output_size": several.output_size,
            "state_size of a stack of one": list(single.state_size),
        }

    def shapes():
        below, *units = sizes
        cell = student.StackedCells([keras.layers.SimpleRNNCell(n) for n in units])
        outputs = keras.layers.RNN(cell, return_sequences=True)(keras.Input((TIME, below)))
        return {
            "weights": [list(weight.shape) for weight in cell.get_weights()],
            "outputs": list(outputs.shape[1:]),
        }

    def records():
        below, above, top, number = sizes
        cells = [
            _Recorder(below, features=FEATURES),
            _Recorder(above, 3, features=FEATURES + below),
            _Recorder(top, features=FEATURES + below + above + 3),
        ]
        given = [np.full((BATCH, n), number + k, "float32") for k, n in enumerate((below, above, 3, top))]
        output, new = student.StackedCells(cells)(x[:, 0], given)
        return {"output": output, "states": list(new)}

    def masked():
        mask = np.ones((BATCH, TIME), bool)
        mask[0, -2:] = False
        return list(_layer(stack(), weights, return_state=True)(x, mask=mask))

    def chunks():
        layer = _layer(stack(), weights, return_state=True)
        first, *carried = layer(x[:, :2])
        second, *_ = layer(x[:, 2:], initial_state=carried)
        return keras.ops.concatenate([first, second], axis=1)

    def nested():
        below, *above = _three_cells()
        return _layer(student.StackedCells([below, student.StackedCells(above)]), weights)(x)

    def rebuilt():
        config = stack(name="stack").get_config()
        given = without_counts(config)
        first, second = (student.StackedCells.from_config(config) for _ in range(2))
        step = _one_step(second, weights, x[:, 0], states)
        return {"name": without_counts(first.name), "one step": step, "config": [given, without_counts(config)]}

    def fitted():
        two = student.StackedCells(_three_cells()[:2])
        return trained(_layer(two, weights[:6]), (x[:, 1:], np.ones((BATCH, TIME - 1, 7))))

    yield Case("the sizes it tells: state_size and output_size", "它报告的大小：state_size 与 output_size", sizes_told)
    yield Case("the shapes of its weights and outputs", "权重与输出的形状", shapes)
    yield Case(
        "one step from given states: output and states",
        "从给定的状态走一步：输出与状态",
        lambda: _one_step(stack(), weights, x[:, 0], states),
        ("batch", "units"),
    )
    yield Case(
        "cells that hand out what they were given, some with a bare state",
        "把收到的东西原样交出的单元，有的状态不放在列表里",
        records,
    )
    yield Case(
        "in keras.layers.RNN, equal to three layers",
        "放进 keras.layers.RNN，与三个层相等",
        lambda: _layer(stack(), weights)(x),
        STACK,
    )
    yield Case("cells as wide as the input", "与输入一样宽的单元", lambda: _as_wide(student, same, x), STACK)
    yield Case("masked steps keep the states of all layers", "被掩码挡住的时间步保持各层状态不变", masked)
    yield Case("two chunks with the states carried", "分成两段，状态接着传", chunks, STACK)
    yield Case("a stack in a stack", "堆叠里再放堆叠", nested, STACK)
    yield Case("rebuilt twice from one config: one step", "由同一份配置重建两次，走一步", rebuilt, judge=_config_kept)
    yield Case(
        "the lowest cell is built already",
        "最下面的单元已经 build 过了",
        lambda: _partly_built(student, weights, x[:, 0], states),
    )
    yield Case("saved and loaded", "保存后再载入", loaded, STACK)
    yield Case(
        "built, then trained on sequences that are a step shorter",
        "build 之后，用少一步的序列训练",
        fitted,
        STACK,
        1e-4,
    )


@probe
def stack_cost(student, rng):
    def draw(count):
        return [int(n) for n in rng.choice(np.arange(9, 400), size=count, replace=False)]

    (first, one), (second, *two), (third, *four) = draw(2), draw(3), draw(5)
    wide = draw(1)[0]

    def ask(en, zh, features, units, **options):
        return Case(en, zh, lambda: student.stack_cost(features, list(units), **options), judge=_exactly)

    yield ask("one layer", "一层", first, [one])
    yield ask("two layers", "两层", second, two)
    yield Case(
        "four layers, asked for twice with the same list",
        "四层，用同一个列表问两次",
        lambda: _again(student.stack_cost, third, list(four)),
        judge=_exactly,
    )
    yield ask("three layers as wide as the input", "三层，与输入一样宽", wide, [wide] * 3)
    yield ask("two layers of one block each", "两层，每层一块权重", second, two, blocks=1)


@probe
def stack_layers(student, rng):
    x = rng.normal(size=(2, 5, 3))
    weights = [rng.normal(scale=0.6, size=shape) for shape in ((3, 4), (4, 4), (4, 4), (4, 4))]
    *layers, fourth = [lambda h, W=W: np.tanh(h @ W) for W in weights]
    silent = [layers[0], lambda h: 0 * h, lambda h: 0 * h]
    mask = rng.uniform(0.2, 2.0, size=(2, 5, 4))
    data = rng.normal(size=(2, 5, 3)).astype("float32")
    lstm = [rng.normal(scale=0.5, size=shape).astype("float32") for shape in ((3, 16), (4, 16), (16,))] + [
        rng.normal(scale=0.5, size=shape).astype("float32") for shape in ((4, 16), (4, 16), (16,))
    ]

    share = rng.uniform(0.3, 0.7)

    def between(h):
        return mask * h

    def run(layers=layers, x=x, **options):
        return student.stack_layers(x.copy(), list(layers), **options)

    def model():
        inputs = keras.Input((5, 3))
        two = [keras.layers.LSTM(4, return_sequences=True) for _ in range(2)]
        gap = keras.layers.Rescaling(share)
        net = keras.Model(inputs, list(student.stack_layers(inputs, two, between=gap, residual=True)))
        net.set_weights(lstm)
        return net(data)

    yield Case("three layers, one upon the other", "三层相叠", run, STACK)
    yield Case(
        "one layer with something between: there is no between",
        "只有一层：没有“层间”",
        lambda: run(layers[:1], between=between),
        STACK,
    )
    yield Case("something between the layers", "层与层之间有别的操作", lambda: run(between=between), STACK)
    yield Case(
        "residual, asked for twice with the same list",
        "残差，用同一个列表问两次",
        lambda: _again(partial(student.stack_layers, residual=True), x.copy(), list(layers)),
    )
    yield Case(
        "residual, an input as wide as the layers",
        "残差，输入与各层一样宽",
        lambda: run([*layers[1:], fourth, layers[1]], layers[0](x), residual=True),
        STACK,
    )
    yield Case(
        "residual, with something between", "残差，层间还有别的操作", lambda: run(between=between, residual=True), STACK
    )
    yield Case(
        "residual, upper layers that say nothing: the first passes untouched",
        "残差，上面各层输出为零：第一层原样通过",
        lambda: run(silent, residual=True),
        STACK,
    )
    yield Case(
        "two Keras layers and a Keras layer between as a model", "两个 Keras 层，层间一个 Keras 层，组成模型", model
    )


@probe
def units_within(student, rng):
    def rooms(features, depth, blocks):
        """Return numbers of parameters: just enough for some width, one too few for it, some more than it takes, and less than a single unit needs."""
        exact = [
            blocks * n * (features + n + 1) + (depth - 1) * blocks * n * (2 * n + 1)
            for n in map(int, rng.integers([3, 3, 1500], [90, 90, 2500]))
        ]
        return [exact[0], exact[1] - 1, exact[2] + int(rng.integers(2, 9)), blocks * (features + 1)]

    for en, zh, depth, blocks in (
        ("one layer", "一层", 1, 4),
        ("two layers", "两层", 2, 4),
        ("five layers", "五层", 5, 4),
        ("three layers of one block each", "三层，每层一块权重", 3, 1),
    ):
        features = int(rng.integers(5, 60))
        given = rooms(features, depth, blocks)
        options = {} if blocks == 4 else {"blocks": blocks}
        yield Case(
            f"{en}: room for just so many, for one parameter less, for a few more, for none",
            f"{zh}：正好放得下，少一个参数，多几个参数，一个单元也放不下",
            lambda given=given, depth=depth, features=features, options=options: [
                student.units_within(room, features, depth, **options) for room in given
            ],
            judge=_exactly,
        )


@probe
def linear_probe(student, rng):
    axes = ("sample", "fact")
    states, new_states = rng.normal(size=(30, 4)), rng.normal(size=(7, 4))
    facts = np.eye(3)[rng.integers(3, size=30)]
    shift = 3e3 * rng.uniform(1, 2, size=4)
    few, many_units = rng.normal(size=(9, 6)), rng.normal(size=(5, 6))
    truth = rng.normal(size=(4, 2))
    offset = rng.normal(size=2)

    def ask(states=states, facts=facts, new_states=new_states, **options):
        return student.linear_probe(states.copy(), facts.copy(), new_states.copy(), **options)

    yield Case("the scores of new states", "新状态的得分", ask, axes)
    yield Case("with a given ridge", "给定 ridge", lambda: ask(ridge=7.5), axes)
    yield Case(
        "all states moved far away by the same vector: the same scores",
        "所有状态沿同一个向量移到很远处：得分不变",
        lambda: ask(states + shift, new_states=new_states + shift),
        axes,
    )
    yield Case(
        "facts that are linear in the states, almost no ridge",
        "事实是状态的线性函数，ridge 几乎为零",
        lambda: ask(facts=states @ truth + offset, ridge=1e-9),
        axes,
    )
    yield Case(
        "an enormous ridge: the mean of the facts for all",
        "极大的 ridge：一律得到事实的平均值",
        lambda: ask(facts=facts + offset[0], ridge=1e12),
        axes,
    )
    # Not more units than samples: what comes without the ridge would then hang on rounding.
    yield Case("few samples for so many units", "单元很多，样本很少", lambda: ask(few, facts[:9], many_units), axes)
    yield Case(
        "one new state, asked for twice",
        "只有一个新状态，问两次",
        lambda: _again(student.linear_probe, states.copy(), facts.copy(), new_states[:1].copy()),
    )


# -- bidirectional -----------------------------------------------------------------------------

BOTH_STATES, BOTH_LAST = ("batch", "time", "states"), ("batch", "states")
STATES, SYMBOLS, OVER_TIME = 3, 9, ("time", "states")
PADS = {
    "padding at the end": ("末尾有填充", [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]),
    "padding in front": ("前面有填充", [[1, 1, 1, 1, 1], [0, 0, 1, 1, 1]]),
    "padding in between": ("中间有填充", [[1, 0, 1, 1, 0], [0, 1, 1, 0, 1]]),
}


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
        return _again(lambda *given: student.both_ways(*given, *steps, UNITS), *given)

    yield Case("no padding: all states", "没有填充：所有状态", run(0), BOTH_STATES)
    yield Case("no padding: the last states", "没有填充：最后的状态", run(1), BOTH_LAST)
    for en, (zh, mask) in PADS.items():
        yield Case(f"{en}: all states", f"{zh}：所有状态", run(0, mask), BOTH_STATES)
        yield Case(f"{en}: the last states", f"{zh}：最后的状态", run(1, mask), BOTH_LAST)
    gap = np.arange(TIME) != 2, np.arange(TIME) < 2
    yield Case("a step that is padding in all rows", "有一步在所有行中都是填充", run(0, gap), BOTH_STATES)
    yield Case("asked twice, with the same arrays", "用同样的数组问两次", twice, BOTH_STATES)


KINDS = {"SimpleRNN": (1, (UNITS,)), "GRU": (3, (2, 3 * UNITS)), "LSTM": (4, (4 * UNITS,))}


def _both_weights(rng, kind):
    """Draw the weights of a layer for each direction, one after the other."""
    blocks, bias = KINDS[kind]
    shapes = (FEATURES, blocks * UNITS), (UNITS, blocks * UNITS), bias
    return [rng.normal(scale=0.7, size=shape).astype("float32") for _ in range(2) for shape in shapes]


def _holding(layer, weights):
    """Build a layer for the usual inputs, set its weights and return it."""
    layer.build((BATCH, TIME, FEATURES))
    layer.set_weights(weights)
    return layer


@probe(forbid=["keras.layers.Bidirectional"])
def Bidirectional(student, rng):
    x = rng.normal(size=(BATCH, TIME, FEATURES)).astype("float32")
    weights = {kind: _both_weights(rng, kind) for kind in KINDS}
    units = int(rng.integers(20, 60))
    masks = {name: np.array(mask, bool) for name, (_, mask) in PADS.items()}

    def make(kind, merge_mode, sequences):
        inner = getattr(keras.layers, kind)(UNITS, return_sequences=sequences)
        return _holding(student.Bidirectional(inner, merge_mode), weights[kind])

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
        W_x, W_h = weights["SimpleRNN"][0], weights["SimpleRNN"][1]
        one = [W_x[:, :FEATURES], W_h[:FEATURES, :FEATURES], W_x[0, :FEATURES]]
        return _holding(layer, one + [weight.T for weight in one])

    def new():
        layer = student.Bidirectional(keras.layers.LSTM(units))
        layer.build((BATCH, TIME, FEATURES))
        return [list(weight.shape) for weight in layer.get_weights()]

    def given():
        """What the given layer says after a second one has been made of its configuration."""
        inner = _holding(keras.layers.SimpleRNN(UNITS, return_sequences=True), weights["SimpleRNN"][3:])
        layer = _holding(student.Bidirectional(inner, "sum"), weights["SimpleRNN"])
        return {"layer": inner(x), "merged": layer(x)}

    def options():
        inner = keras.layers.SimpleRNN(UNITS, activation="sigmoid", use_bias=False, return_sequences=True)
        layer = student.Bidirectional(inner)
        return _holding(layer, [weight for weight in weights["SimpleRNN"] if weight.ndim == 2])(x)

    def fitted():
        """Train with padding where the inputs are 9."""
        padded = np.where(masks["padding at the end"][:, 1:, None], x[:, 1:], np.float32(9))
        inputs = [keras.Input((None, FEATURES)), keras.layers.Masking(9.0)]
        model = keras.Sequential([*inputs, make("SimpleRNN", "concat", True)])
        return trained(model, (padded, np.ones((BATCH, TIME - 1, 2 * UNITS))))

    def loaded():
        inputs = keras.Input((TIME, FEATURES))
        layer = student.Bidirectional(keras.layers.GRU(UNITS), "ave")
        model = keras.Model(inputs, layer(inputs))
        model.set_weights(weights["GRU"])
        return _reloaded(model, type(layer))(x)

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
        "two layers, one on the other, in a model with a mask", "带掩码的模型中，两层叠在一起", padding, BOTH_LAST
    )
    yield Case("the weights of a new layer", "新建的层的权重", new)
    yield Case("the given layer stays what it was", "给定的层保持原样", given, BOTH_STATES)
    yield Case("a layer with options of its own", "自带选项的层", options, BOTH_STATES)
    yield Case("saved and loaded", "保存后再载入", loaded, BOTH_LAST)
    yield Case(
        "built, then trained on sequences that are a step shorter",
        "build 之后，用少一步的序列训练",
        fitted,
        BOTH_STATES,
        1e-4,
    )


@probe
def dependence(student, rng):
    x = rng.normal(size=(BATCH, TIME, FEATURES))
    pairs = rng.random((4, TIME, TIME)) < 0.5
    weights = rng.uniform(0.5, 1.5, size=pairs.shape) * pairs
    axes = ("output", "input")
    factors = rng.uniform(0.7, 1.4, size=(BATCH, rng.integers(6, 40), FEATURES))

    def mix(k, x):
        return np.einsum("ts,bsf->btf", weights[k], np.asarray(x))

    signs = rng.choice([-1, 1], size=(TIME, 1))
    plain = x.copy()
    plain[:, rng.permutation(TIME)[:2]] = np.array([0, 1])[:, None]

    def twice():
        given = x.copy()
        return _again(partial(student.dependence, lambda x: np.exp(mix(0, x))), given)

    def ask(en, zh, f, x=x):
        return Case(en, zh, lambda: student.dependence(f, x.copy()), axes, judge=_exactly)

    yield ask("a mixture of the inputs", "输入的混合", partial(mix, 1))
    yield ask("an input of zeros and one of ones", "有一步输入全为零，一步全为一", lambda x: x + mix(2, x), plain)
    yield ask(
        "where the inputs rise, some outputs rise a little and others fall a little",
        "输入升高时，有的输出略微升高，有的略微降低",
        lambda x: 2e-3 * signs * mix(3, x),
    )
    ends = {0: ("first", "第一"), -1: ("last", "最后一")}
    for row, feature in (0, -1), (-1, 0), (0, 0), (-1, -1):
        (en, zh), (feature_en, feature_zh) = ends[row], ends[feature]
        only = np.zeros((BATCH, 1, FEATURES))
        only[row, 0, feature] = 1
        yield ask(
            f"only the {en} row of the batch and its {feature_en} feature count",
            f"只有批次的{zh}行及其{feature_zh}个特征起作用",
            lambda x, row=row, only=only: mix(2 + row, x * only)[..., ::-1],
        )
    yield ask(
        "what rises in one unit falls in another, as a Keras tensor",
        "一个单元升多少，另一个单元就降多少；结果是 Keras 张量",
        lambda x: keras.ops.convert_to_tensor(mix(0, x[..., :1]) * [1, -1]),
    )
    yield ask("a running product", "累乘", partial(np.cumprod, axis=1), factors)
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
    rare = [table.copy() for table in _hmm(rng)]
    rare[2][:, observed[1::2]] *= 1e-30

    def call(*given):  # the name is looked up here: one that is missing belongs to the case
        return getattr(student, name)(*given)

    def run(observed, tables):
        return lambda: call(observed.copy(), *(table.copy() for table in tables[1 - with_initial :]))

    def twice():
        return _again(call, observed.copy(), *(table.copy() for table in apart[1 - with_initial :]))

    yield "seven steps", "七步", run(observed, tables)
    yield "two steps", "两步", run(observed[:2], apart)
    yield "moves that are impossible", "有些转移不可能发生", run(observed, blocked)
    yield "symbols that are very rare", "有些符号极少出现", run(observed, rare)
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
    yield Case(
        "the states of eight steps",
        "八步的状态",
        lambda: student.viterbi(observed, *tables)[0],
        ("time",),
        judge=_exactly,
    )
    many = [(rng.permutation(SYMBOLS)[:6], *_hmm(rng)) for _ in range(40)]
    yield Case(
        "the states of forty other models, six steps each",
        "另外四十个模型的状态，各六步",
        lambda: [student.viterbi(*given)[0] for given in many],
        ("model", "time"),
        judge=_exactly,
    )
    yield Case("log p(z, x) of eight steps", "八步的 log p(z, x)", lambda: student.viterbi(observed, *tables)[1])
    for en, zh, run in _hmm_cases(rng, student, "viterbi", of_long=lambda answer: answer[1]):
        yield Case(en, zh, run, ("time",))

    # Many symbols that the first state hardly shows, then many that the second hardly shows: the way back is the one thing in between.
    stay, slip = rng.uniform(0.3, 0.7), rng.uniform(1e-6, 2e-6)
    one_way = np.array([1.0, 0.0]), np.array([[stay, 1 - stay], [0, 1]]), np.array([[1 - slip, slip], [slip, 1 - slip]])
    symbols = np.repeat([0, 1, 0], [1, *rng.integers([30, 200], [45, 300])])
    yield Case(
        "a way back that is impossible, and tempting",
        "很诱人却不可能的回头路",
        lambda: student.viterbi(symbols.copy(), *(table.copy() for table in one_way)),
        ("time",),
    )


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
        return {"F1": student.span_f1(*given), "predicted, gold": given}

    outside = [["O"] * len(tags) for tags in gold]
    kinds = str.maketrans("PL", "LP")  # PER becomes LER, LOC becomes POC
    others = [[tag.translate(kinds) for tag in tags] for tags in gold]
    some = [(outside, outside), (gold, outside), (outside, gold), (gold, others), (predicted, gold)]
    yield Case(
        "nothing to find and nothing found; nothing found; nothing to find; nothing right; then something",
        "没有可找的也没有找到的；什么也没找到；没有什么可找；没有一个对的；最后有一些对的",
        lambda: [student.span_f1(*pair) for pair in some],
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

    def half(units):
        return np.asarray(student.around_gap(forward, backward))[..., units]

    def ones(*parts):
        return student.around_gap(*(part * np.ones_like(part) for part in parts))

    axes = ("batch", "time", "states")
    yield Case("the forward half", "前向的一半", lambda: half(slice(UNITS)), axes)
    yield Case("the backward half", "后向的一半", lambda: half(slice(UNITS, None)), axes)
    yield Case("more units backwards than forwards", "后向的单元比前向多", lambda: ones(backward, forward), axes)
    yield Case(
        "a single step, then two",
        "先一步，再两步",
        lambda: [student.around_gap(forward[:, :n], backward[:, :n]) for n in (1, 2)],
        axes,
    )
    yield Case("inside a Keras model", "在 Keras 模型里", symbolic, axes)
