"""Probes of chapter 5, gated recurrent networks. All sizes differ, so that no transpose passes by luck."""

import tempfile
from pathlib import Path
from unittest import mock

import keras
import numpy as np

from unrolled.probes import Case, probe, trained

BATCH, TIME, FEATURES, UNITS = 2, 5, 3, 4
STEP, SEQUENCE = ("batch", "units"), ("batch", "time", "units")
KERAS_LSTM, KERAS_GRU = (tuple(f"keras.layers.{kind}{part}" for part in ("", "Cell")) for kind in ("LSTM", "GRU"))
OPEN, SHUT = 40.0, -40.0  # a gate's bias that leaves the other terms no say


def _gates(rng, names, features=FEATURES, units=UNITS):
    """Draw weights per gate: name -> W_x (features, units), W_h (units, units), b (units,)."""
    shapes = (features, units), (units, units), (units,)
    return {name: tuple(rng.normal(scale=0.7, size=shape) for shape in shapes) for name in names}


def _driven(gates, **biases):
    """Return the gates with the named ones held by a large bias."""
    return gates | {name: (*gates[name][:2], np.full_like(gates[name][2], bias)) for name, bias in biases.items()}


def _copy(gates):
    """Copy all arrays: an in-place update in the student's code must not reach a later case."""
    return {name: tuple(array.copy() for array in arrays) for name, arrays in gates.items()}


def _again(call, *given):
    """Call twice with the same arrays and return what came the second time: one that was changed in place shows."""
    call(*given)
    return call(*given)


def _floats(rng, *shape):
    return rng.normal(scale=0.7, size=shape).astype("float32")


@probe(forbid=KERAS_LSTM)
def lstm_step(student, rng):
    x = rng.normal(size=(TIME, BATCH, FEATURES))
    h, c = rng.normal(size=(2, BATCH, UNITS))
    gates = _gates(rng, "ocfi")  # a dictionary may list them in any order

    def step(**biases):
        return lambda: student.lstm_step(x[0].copy(), h.copy(), c.copy(), _copy(_driven(gates, **biases)))

    def walk():
        inputs, start, weights = x.copy(), (h.copy(), c.copy()), _copy(gates)
        states, path = start, []
        for x_t in inputs:
            states = student.lstm_step(x_t, *states, weights)
            path.append([np.array(state) for state in states])
        return {
            "h_t": np.stack([h_t for h_t, _ in path], axis=1),
            "c_t": np.stack([c_t for _, c_t in path], axis=1),
            **{"x_t": inputs, "h_prev": start[0], "c_prev": start[1], "gates": weights},  # as they are afterwards
        }

    yield Case("one step", "走一步", step(), STEP)
    yield Case(
        "a batch of one",
        "批次中只有一行",
        lambda: student.lstm_step(x[0, :1].copy(), h[:1].copy(), c[:1].copy(), _copy(gates)),
        STEP,
    )
    yield Case(
        "forget gate open, input gate shut: the cell keeps its value",
        "遗忘门开、输入门关：细胞状态保持不变",
        step(f=OPEN, i=SHUT),
        STEP,
    )
    yield Case(
        "forget gate shut, input gate open: the cell takes the candidate",
        "遗忘门关、输入门开：细胞状态等于候选值",
        step(f=SHUT, i=OPEN),
        STEP,
    )
    yield Case("output gate shut: the hidden state is zero", "输出门关：隐藏状态为零", step(o=SHUT), STEP)
    yield Case(
        "five steps, both states carried; what was handed in stays as it was",
        "走五步，两个状态都传下去；传入的数组保持原样",
        walk,
        SEQUENCE,
    )


@probe
def to_keras_weights(student, rng):
    gates = _gates(rng, "ocfi")
    units = int(rng.integers(5, 9))
    wider = _gates(rng, "cfio", units=units)
    x = _floats(rng, BATCH, TIME, FEATURES)
    parts = ("kernel", ("features", "gates")), ("recurrent_kernel", ("units", "gates")), ("bias", ("gates",))
    for k, (part, axes) in enumerate(parts):
        yield Case(f"{part}", f"{part}", lambda k=k: student.to_keras_weights(_copy(gates))[k], axes)

    def layer():
        lstm = keras.layers.LSTM(units, return_sequences=True)
        lstm.build(x.shape)
        lstm.set_weights(_again(student.to_keras_weights, _copy(wider)))
        return lstm(x)

    yield Case(
        "keras.layers.LSTM of another width with its weights packed a second time",
        "换一个宽度的 keras.layers.LSTM，权重打包两次",
        layer,
        SEQUENCE,
    )


@probe
def cell_path_gradient(student, rng):
    axes = ("time", "units")
    f = rng.uniform(0.2, 0.95, size=(TIME, UNITS))
    even = np.full((TIME, UNITS), rng.uniform(0.4, 0.9))
    cut = f.copy()
    cut[2] = 0.0

    def twice():
        given = f[:3].copy()
        return {"gradient": _again(student.cell_path_gradient, given), "f": given}

    yield Case("random forget gates", "随机的遗忘门", lambda: student.cell_path_gradient(f.copy()), axes)
    yield Case("all gates alike", "所有门都相同", lambda: student.cell_path_gradient(even.copy()), axes)
    yield Case("a gate that shuts once", "有一步门完全关上", lambda: student.cell_path_gradient(cut.copy()), axes)
    yield Case("a single step", "只有一步", lambda: student.cell_path_gradient(f[:1].copy()), axes)
    yield Case(
        "asked twice; `f` stays as it was",
        "问两次；`f` 保持原样",
        twice,
        axes,
    )


@probe
def forget_bias(student, rng):
    keep, steps = rng.uniform(0.2, 0.8), int(rng.integers(20, 60))
    single, some, many = rng.uniform(0.1, 0.9), int(rng.integers(5, 500)), int(rng.integers(200_000, 1_000_000))
    yield Case("a share that is left after one step", "一步之后剩下的比例", lambda: student.forget_bias(single, 1))
    yield Case("half is left after some steps", "若干步之后剩一半", lambda: student.forget_bias(0.5, some))
    yield Case(
        "1/e is left after very many steps",
        "走过非常多步之后剩 1/e",
        lambda: student.forget_bias(float(np.exp(-1)), many),
    )
    yield Case("another share, another distance", "别的比例，别的步数", lambda: student.forget_bias(keep, steps))


def _weights(rng, rows, blocks, bias_shape):
    return [_floats(rng, rows, blocks * UNITS), _floats(rng, UNITS, blocks * UNITS), _floats(rng, *bias_shape)]


def _layer(cell, weights, **options):
    """Build `keras.layers.RNN` around a cell and set the weights."""
    layer = keras.layers.RNN(cell, return_sequences=True, **options)
    layer.build((BATCH, TIME, FEATURES))
    layer.set_weights(weights)
    return layer


def _step(cell, weights, x, states):
    """Build a cell, set the weights and take one step; return the output and the new states, in a list."""
    cell.build(x.shape)
    cell.set_weights(weights)
    output, new = cell(x, states)
    return output, list(new) if isinstance(new, list | tuple) else [new]


def _reloaded(model, own):
    """Return a model as it is after it was saved and loaded; `own` is the student's class in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        # A class of the same name may have been registered since, by running its cell again; a scope of Keras' own would give way to it.
        names = own.__name__, keras.saving.get_registered_name(own)
        with mock.patch.dict(keras.saving.get_custom_objects(), dict.fromkeys(names, own)):
            return keras.models.load_model(path)


def _symbolic(cell, features, *sizes):
    """Take a step with shapes in place of numbers, as a functional model does: keras.ops can, NumPy and TensorFlow can't.

    `sizes` are those of the states. Returns the shapes of the output, of the states and of the weights that are trained.
    """
    cell.build((BATCH, features))
    x, *states = (keras.KerasTensor((None, size)) for size in (features, *sizes))
    output, new = cell.call(x, states)
    new = new if isinstance(new, list | tuple) else [new]
    return [list(part.shape) for part in (output, *new, *cell.trainable_weights)]


def _cell_cases(rng, make, weights, x, states):
    """Yield the cases that every recurrent Keras cell has to pass; `make(units)` returns the student's cell."""
    features, units = (int(n) for n in rng.choice(np.arange(20, 40), size=2, replace=False))
    batch = x, _floats(rng, BATCH, TIME, UNITS)

    def loaded():
        inputs, cell = keras.Input((TIME, FEATURES)), make()
        model = keras.Model(inputs, _layer(cell, weights)(inputs))
        return _reloaded(model, type(cell))(x)

    def new_weights():
        cell = make(units)
        cell.build((BATCH, features))
        kernel, recurrent_kernel, bias = map(np.array, (cell.kernel, cell.recurrent_kernel, cell.bias))
        # Random weights, and yet the same answer each time: of a thousand uniform ones the largest is always near their limit.
        largest = np.abs(kernel).max() / np.sqrt(6 / sum(kernel.shape))
        products = recurrent_kernel @ recurrent_kernel.T
        return {
            "kernel": {"shape": list(kernel.shape), "largest weight / Glorot's limit": np.round(largest, 1)},
            "recurrent_kernel": {
                "shape": list(recurrent_kernel.shape),
                "rows": "orthogonal" if np.allclose(products, np.eye(len(products)), atol=1e-3) else "not orthogonal",
            },
            "bias": {"shape": list(bias.shape), "largest entry": np.abs(bias).max()},
        }

    def masked():
        mask = np.ones((BATCH, TIME), bool)
        mask[0, -2:] = False
        return _layer(make(), weights)(x, mask=mask)

    def chunks():
        layer = _layer(make(), weights, return_state=True)
        first, *carried = layer(x[:, :2])
        second, *_ = layer(x[:, 2:], initial_state=carried)
        return keras.ops.concatenate([first, second], axis=1)

    def rebuilt():
        cell = make()
        return _step(type(cell).from_config(cell.get_config()), weights, x[:, 0], states)

    yield Case("one step: output and states", "一步：输出与状态", lambda: _step(make(), weights, x[:, 0], states), STEP)
    yield Case(
        "in keras.layers.RNN, equal to Keras' own layer",
        "放进 keras.layers.RNN，与 Keras 自带的层相等",
        lambda: _layer(make(), weights)(x),
        SEQUENCE,
    )
    yield Case(
        "in keras.layers.RNN, after a step of training",
        "放进 keras.layers.RNN，训练一步之后",
        lambda: trained(_layer(make(), weights), batch),
        SEQUENCE,
        1e-4,
    )
    yield Case(
        "made of keras.ops: a step with shapes in place of numbers",
        "由 keras.ops 写成：用形状代替数走一步",
        lambda: _symbolic(make(units), features, *[units] * len(states)),
    )
    yield Case("masked steps keep the state", "被掩码挡住的时间步保持状态不变", masked, SEQUENCE)
    yield Case("two chunks with the state carried", "分成两段，状态接着传", chunks, SEQUENCE)
    yield Case("rebuilt from get_config: one step", "由 get_config 重建，走一步", rebuilt, STEP)
    yield Case("saved and loaded", "保存后再载入", loaded, SEQUENCE)
    yield Case(
        "the weights of a new cell: shapes and what they start with",
        "新建单元的权重：形状与初始值",
        new_weights,
    )


@probe(forbid=KERAS_LSTM)
def LSTMCell(student, rng):
    x = _floats(rng, BATCH, TIME, FEATURES)
    states = [_floats(rng, BATCH, UNITS), _floats(rng, BATCH, UNITS)]
    weights = _weights(rng, FEATURES, 4, (4 * UNITS,))
    forget_bias = rng.uniform(2, 6)

    def bias(rebuilt, start=forget_bias):
        cell = student.LSTMCell(UNITS, forget_bias=start)
        cell = student.LSTMCell.from_config(cell.get_config()) if rebuilt else cell
        cell.build((BATCH, FEATURES))
        return np.array(cell.bias)

    def biases():
        return np.stack([bias(False), bias(False, start=0.0)])

    yield from _cell_cases(rng, lambda units=UNITS: student.LSTMCell(units), weights, x, states)
    yield Case(
        "the bias with a given forget_bias, and with 0",
        "给定 forget_bias 时的偏置，以及 forget_bias 为 0 时的偏置",
        biases,
        ("cells", "gates"),
    )
    yield Case(
        "the bias with a given forget_bias, rebuilt from get_config",
        "给定 forget_bias，由 get_config 重建后的偏置",
        lambda: bias(True),
        ("gates",),
    )


@probe(forbid=KERAS_GRU)
def gru_step(student, rng):
    x = rng.normal(size=(TIME, BATCH, FEATURES))
    h = rng.normal(size=(BATCH, UNITS))
    gates = _gates(rng, "hrz")

    def step(**biases):
        return lambda: student.gru_step(x[0].copy(), h.copy(), _copy(_driven(gates, **biases)))

    def walk():
        inputs, state, weights = x.copy(), h.copy(), _copy(gates)
        h_prev, path = state, []
        for x_t in inputs:
            state, *_ = student.gru_step(x_t, state, weights)
            path.append(np.array(state))
        return {
            "h_t": np.stack(path, axis=1),
            **{"x_t": inputs, "h_prev": h_prev, "gates": weights},  # as they are afterwards
        }

    yield Case("one step: state and both gates", "一步：状态与两个门", step(), STEP)
    yield Case(
        "a batch of one",
        "批次中只有一行",
        lambda: student.gru_step(x[0, :1].copy(), h[:1].copy(), _copy(gates)),
        STEP,
    )
    yield Case("update gate open: the state is copied", "更新门全开：状态原样复制", step(z=OPEN), STEP)
    yield Case("update gate shut: the candidate takes over", "更新门关闭：由候选状态接替", step(z=SHUT), STEP)
    yield Case(
        "update and reset gate shut: the past is forgotten",
        "更新门与重置门都关闭：忘记过去",
        step(z=SHUT, r=SHUT),
        STEP,
    )
    yield Case(
        "five steps, the state carried; what was handed in stays as it was",
        "走五步，状态传下去；传入的数组保持原样",
        walk,
        SEQUENCE,
    )


@probe(forbid=KERAS_GRU)
def GRUCell(student, rng):
    x = _floats(rng, BATCH, TIME, FEATURES)
    states = [_floats(rng, BATCH, UNITS)]
    after = _weights(rng, FEATURES, 3, (2, 3 * UNITS))
    before = _weights(rng, FEATURES, 3, (3 * UNITS,))
    features, units = (int(n) for n in rng.choice(np.arange(20, 40), size=2, replace=False))

    def classic():
        return _layer(student.GRUCell(UNITS, reset_after=False), before)(x)

    def rebuilt():
        cell = student.GRUCell.from_config(student.GRUCell(UNITS, reset_after=False).get_config())
        return _step(cell, before, x[:, 0], states)

    yield from _cell_cases(rng, lambda units=UNITS: student.GRUCell(units), after, x, states)
    yield Case(
        "reset_after=False, equal to Keras' own layer", "reset_after=False，与 Keras 自带的层相等", classic, SEQUENCE
    )
    yield Case(
        "reset_after=False, made of keras.ops: a step with shapes in place of numbers",
        "reset_after=False，由 keras.ops 写成：用形状代替数走一步",
        lambda: _symbolic(student.GRUCell(units, reset_after=False), features, units),
    )
    yield Case(
        "reset_after=False, rebuilt from get_config: one step",
        "reset_after=False，由 get_config 重建，走一步",
        rebuilt,
        STEP,
    )


@probe
def flip_convention(student, rng):
    gates = _gates(rng, "zrh")
    names = ("update gate", "更新门"), ("reset gate", "重置门"), ("candidate", "候选状态")
    for key, (en, zh) in zip("zrh", names, strict=True):
        yield Case(f"weights of the {en}", f"{zh}的权重", lambda key=key: student.flip_convention(_copy(gates))[key])

    def again():
        given = _copy(gates)
        return {"flipped": _again(student.flip_convention, given), "gates": given}

    yield Case(
        "the weights handed in stay as they were: asked again, the answer is the same",
        "传入的权重保持原样：再问一次，答案相同",
        again,
    )
    yield Case(
        "twice is back again",
        "翻转两次回到原样",
        lambda: student.flip_convention(student.flip_convention(_copy(gates))),
    )


@probe
def as_simple_rnn(student, rng):
    kernel, recurrent, bias = _floats(rng, FEATURES, UNITS), _floats(rng, UNITS, UNITS) / 2, _floats(rng, UNITS)
    x = _floats(rng, BATCH, TIME, FEATURES)

    units = int(rng.integers(5, 9))
    wider = _floats(rng, FEATURES, units), np.zeros((units, units), "float32"), _floats(rng, units)

    def run(x, kernel=kernel, recurrent=recurrent, bias=bias):
        return behave(x, student.as_simple_rnn(kernel.copy(), recurrent.copy(), bias.copy()), len(bias))

    def behave(x, weights, units=UNITS, **state):
        gru = keras.layers.GRU(units, return_sequences=True)
        gru.build(x.shape)
        gru.set_weights(list(weights))
        return gru(x, **state)

    def twice():
        given = {"kernel": kernel.copy(), "recurrent_kernel": recurrent.copy(), "bias": bias.copy()}
        weights = _again(student.as_simple_rnn, *given.values())
        return {"states": behave(x, weights, initial_state=recurrent[:BATCH]), **given}

    # A GRU can only come close: its gates never reach 0 and 1. Three decimals are asked for, half a thousandth: here nothing enlarges what
    # is left of a state, and with states of nearly 1 and -1 it is as large as it gets. Elsewhere later steps may enlarge it.
    large = x * np.array([1, 100], "float32")[:, None, None]  # a state that only saturates tells too little
    yield Case(
        "with a recurrent_kernel of zeros: every step for itself",
        "recurrent_kernel 为零：每一步只看自己的输入",
        lambda: run(large, *wider),
        SEQUENCE,
        2.5e-4,
    )
    yield Case(
        "keras.layers.GRU runs like the SimpleRNN",
        "keras.layers.GRU 与 SimpleRNN 结果一致",
        lambda: run(x),
        SEQUENCE,
        1e-2,
    )
    yield Case(
        "with the second sequence a hundred times as large",
        "第二个序列放大一百倍",
        lambda: run(large),
        SEQUENCE,
        1e-2,
    )
    yield Case(
        "asked twice, from a given initial state; the weights handed in stay as they were",
        "问两次，并从给定的初始状态出发；传入的权重保持原样",
        twice,
        SEQUENCE,
        1e-2,
    )


@probe(forbid=[f"keras.layers.{kind}{part}" for kind in ("SimpleRNN", "GRU", "LSTM") for part in ("", "Cell")])
def count_parameters(student, rng):
    features, units = (int(n) for n in rng.choice(np.arange(5, 90), size=2, replace=False))
    for cell in "SimpleRNN", "GRU", "LSTM":
        yield Case(cell, cell, lambda cell=cell: student.count_parameters(cell, features, units))
    yield Case(
        "GRU with reset_after=False",
        "reset_after=False 的 GRU",
        lambda: student.count_parameters("GRU", features, units, reset_after=False),
    )
