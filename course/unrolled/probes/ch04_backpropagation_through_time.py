"""Probes of chapter 4, backpropagation through time. All sizes differ, so that no transpose passes by luck."""

import tracemalloc

import keras
import numpy as np

from unrolled.compare import array, at_most, explain, say
from unrolled.probes import Case, probe

UNITS = 4


def _listed(data, depth=2):
    """Return plain data of lists of arrays as such, None where it is something else."""
    if not (type(data) is dict and type(data.get("list")) is list and depth):
        return array(data)
    parts = [_listed(part, depth - 1) for part in data["list"]]
    return None if any(part is None for part in parts) else parts


def _entry(data, key):
    """Return one entry of a dict in plain data, None where there is no such thing."""
    entries = data.get("dict") if type(data) is dict else None
    return entries.get(key) if type(entries) is dict else None


# -- bptt --------------------------------------------------------------------------------------

_BPTT_BATCH, _BPTT_TIME, _BPTT_FEATURES, _BPTT_UNITS, _BPTT_OUTPUTS = 2, 7, 3, 4, 5
_BPTT_STATES = ("batch", "time", "units")
_BPTT_EXACT = 1e-8  # gradients are asked for in float64, and released with nine digits
_BPTT_MEASURED = 1e-6  # a slope by central differences has fewer digits
_BPTT_AUTODIFF = ("tensorflow.GradientTape", "tensorflow.gradients", "keras.layers.SimpleRNN", "keras.layers.RNN")


class _Bptt:
    """A network and its data, drawn anew."""

    def __init__(self, rng, batch=_BPTT_BATCH, time=_BPTT_TIME, sizes=(_BPTT_FEATURES, _BPTT_UNITS, _BPTT_OUTPUTS)):
        features, units, outputs = sizes
        shapes = {"W_x": (features, units), "W_h": (units, units), "b": (units,)}
        shapes |= {"W_o": (units, outputs), "b_o": (outputs,)}
        self.weights = {name: rng.normal(scale=0.7, size=shape) for name, shape in shapes.items()}
        self.x, self.y = rng.normal(size=(batch, time, features)), rng.normal(size=(batch, time, outputs))
        self.h_0 = rng.normal(size=(batch, units))

    def given(self, **changed):
        """Return copies of x, y, h_0 and the weights."""
        weights = {name: changed.get(name, array).copy() for name, array in self.weights.items()}
        return *(changed.get(name, getattr(self, name)).copy() for name in ("x", "y", "h_0")), weights

    def layers(self):
        """Return Keras' layers with these weights, to be asked for what they compute."""
        rnn = keras.layers.SimpleRNN(self.h_0.shape[1], return_sequences=True, dtype="float64")
        readout = keras.layers.Dense(self.y.shape[2], dtype="float64")
        rnn.build(self.x.shape)
        readout.build((*self.x.shape[:2], self.h_0.shape[1]))
        rnn.set_weights([self.weights[name] for name in ("W_x", "W_h", "b")])
        readout.set_weights([self.weights[name] for name in ("W_o", "b_o")])
        return rnn, readout

    def kept(self):
        """Return a cache as forward_pass is to return it, from Keras' layers."""
        rnn, readout = self.layers()
        states = rnn(self.x, initial_state=keras.ops.convert_to_tensor(self.h_0))
        h = np.concatenate([self.h_0[:, None], np.array(states)], axis=1)
        return {"x": self.x.copy(), "h": h, "error": np.array(readout(states)) - self.y}

    def loss(self, **changed):
        """Return half the sum of squares that Keras' layers compute, with other weights, x or h_0."""
        rnn, readout = self.layers()
        for name, weight in zip(("W_x", "W_h", "b", "W_o", "b_o"), [*rnn.weights, *readout.weights], strict=True):
            weight.assign(changed.get(name, self.weights[name]))
        x, h_0 = (keras.ops.convert_to_tensor(changed.get(name, getattr(self, name))) for name in ("x", "h_0"))
        o = readout(rnn(x, initial_state=h_0))
        return float(np.sum((np.array(o) - self.y) ** 2)) / 2

    def loss_from(self, t, h_t):
        """Return the same for the steps from t on only, as it depends on the state h_t."""
        rnn, readout = self.layers()
        states = keras.ops.convert_to_tensor(h_t)[:, None]
        if t < self.x.shape[1]:
            later = rnn(self.x[:, t:], initial_state=states[:, 0])
            states = keras.ops.concatenate([states, later], axis=1)
        return float(np.sum((np.array(readout(states)) - self.y[:, t - 1 :]) ** 2)) / 2


def _afterwards(given):
    """Return what was handed in to a function of x, y, h_0 and weights, by the names of its arguments, as it is now."""
    return dict(zip(("x", "y", "h_0", "weights"), given, strict=False))


def _slope(direction, loss):
    """Return how fast loss(step) changes along a direction, by central differences."""
    return (loss(1e-5 * direction) - loss(-1e-5 * direction)) / 2e-5


def _as_measured(directions):
    """Return a judge of gradients: along these directions they agree to six digits with the slope that central differences measured.

    The measured slope is that of the expected results.
    """

    def judge(expected, got, rtol, atol, axes):
        slope, found = array(_entry(expected, "slope")), _listed(_entry(got, "gradients"))
        if type(found) is list and [np.shape(part) for part in found] == [np.shape(part) for part in directions]:
            with np.errstate(all="ignore"):
                total = sum(np.sum(part * direction) for part, direction in zip(found, directions, strict=True))
            if abs(total - slope) < _BPTT_MEASURED * (1 + abs(slope)):
                return None
        return explain(_entry(expected, "gradients"), _entry(got, "gradients") or got, rtol, atol, axes)

    return judge


@probe(forbid=_BPTT_AUTODIFF[2:])
def forward_pass(student, rng):
    net, long, single = _Bptt(rng), _Bptt(rng, 3, 9, (2, 5, 4)), _Bptt(rng, 1, 1, (4, 3, 2))
    parts = (
        ("the loss", "损失", lambda result: result[0], None),
        ("the states in the cache", "缓存中的状态", lambda result: result[1]["h"], _BPTT_STATES),
        ("the errors in the cache", "缓存中的误差", lambda result: result[1]["error"], ("batch", "time", "outputs")),
    )
    for en, zh, pick, axes in parts:
        yield Case(en, zh, lambda pick=pick: pick(student.forward_pass(*net.given())), axes, _BPTT_EXACT)

    def forgetful():
        cache = student.forward_pass(*net.given(W_h=np.zeros((_BPTT_UNITS, _BPTT_UNITS))))[1]
        return cache["h"][:, 1:]  # as the way back takes them

    def whole(given):
        loss, cache = student.forward_pass(*given)
        return {"loss": loss, **{name: cache[name] for name in ("x", "h", "error")}}

    def twice():
        given = net.given()
        student.forward_pass(*given)
        loss, cache = student.forward_pass(*given)
        return {"loss": loss, 'cache["x"]': cache["x"], **_afterwards(given)}

    yield Case("with W_h = 0 each step forgets", "W_h = 0：每一步都忘记过去", forgetful, _BPTT_STATES, _BPTT_EXACT)
    yield Case("other sizes", "别的大小", lambda: whole(long.given()), None, _BPTT_EXACT)
    yield Case("a single step", "只有一步", lambda: whole(single.given()), None, _BPTT_EXACT)
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        twice,
        None,
        _BPTT_EXACT,
    )


@probe(forbid=_BPTT_AUTODIFF)
def state_gradients(student, rng):
    direct = rng.normal(size=(_BPTT_BATCH, _BPTT_TIME, _BPTT_UNITS))
    h, W_h = np.tanh(rng.normal(size=direct.shape)), rng.normal(scale=0.7, size=(_BPTT_UNITS, _BPTT_UNITS))
    last = direct * (np.arange(_BPTT_TIME) == _BPTT_TIME - 1)[:, None]
    net = _Bptt(rng)
    direction, nudged = rng.normal(size=(_BPTT_BATCH, _BPTT_UNITS)), (1, 4)

    def totals(direct=direct, h=h, W_h=W_h):
        return lambda: student.state_gradients(direct.copy(), h.copy(), W_h.copy())

    def again():
        given = {"direct": direct.copy(), "h": h.copy(), "W_h": W_h.copy()}
        student.state_gradients(*given.values())
        return {"totals": student.state_gradients(*given.values()), **given}

    def measured():
        """Nudge states of a network of Keras' layers and see what becomes of the loss from there on."""
        kept = net.kept()
        given = kept["error"] @ net.weights["W_o"].T, kept["h"][:, 1:].copy(), net.weights["W_h"].copy()
        found = np.asarray(student.state_gradients(*given))
        slopes = [_slope(direction, lambda step, t=t: net.loss_from(t, kept["h"][:, t] + step)) for t in nudged]
        return {"gradients": [found[:, t - 1] for t in nudged], "slope": sum(slopes)}

    yield Case("random gradients and states", "随机的梯度与状态", totals(), _BPTT_STATES, _BPTT_EXACT)
    yield Case(
        "a loss at the last step only: it has to reach the first state",
        "只有最后一步有损失：它要传到第一个状态",
        totals(direct=last),
        _BPTT_STATES,
        _BPTT_EXACT,
    )
    yield Case(
        "with W_h = 0 nothing is handed back", "W_h = 0：什么也不传回", totals(W_h=0 * W_h), _BPTT_STATES, _BPTT_EXACT
    )
    yield Case("states of zero: all slopes are 1", "状态为零：斜率都是 1", totals(h=0 * h), _BPTT_STATES, _BPTT_EXACT)
    yield Case("a single step", "只有一步", totals(direct[:, :1], h[:, :1]), _BPTT_STATES, _BPTT_EXACT)
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        again,
        None,
        _BPTT_EXACT,
    )
    yield Case(
        "h_1 and h_4 against central differences of Keras' layers",
        "h_1 和 h_4 与 Keras 层的中心差分比较",
        measured,
        ("batch", "units"),
        _BPTT_MEASURED,
        _as_measured([direction] * len(nudged)),
    )


@probe(forbid=_BPTT_AUTODIFF)
def backward_pass(student, rng):
    net, single = _Bptt(rng), _Bptt(rng, 3, 1, (2, 5, 4))
    after, factors = rng.normal(size=(_BPTT_BATCH, _BPTT_UNITS)), rng.normal(size=(_BPTT_TIME, 1))
    given = net.weights | {"x": net.x, "h_0": net.h_0}
    directions = {name: rng.normal(size=values.shape) for name, values in given.items()}

    def gradient(name, net=net, **options):
        def run():
            weights = {key: array.copy() for key, array in net.weights.items()}
            return student.backward_pass(net.kept(), weights, **options)[name]

        return run

    def again():
        cache, weights = net.kept(), {key: array.copy() for key, array in net.weights.items()}
        arrived = after.copy()
        student.backward_pass(cache, weights, arrived)
        found = student.backward_pass(cache, weights, arrived)
        return {"gradient of W_h": found["W_h"], "cache": cache, "weights": weights, "after": arrived}

    def other_rule():
        """Have the gradients of the states made by another recursion, which notes what it is given."""
        seen = {}

        def rule(direct, h, W_h):
            seen.update(direct=np.array(direct), h=np.array(h), W_h=np.array(W_h))
            return direct * factors

        found = student.backward_pass(net.kept(), dict(net.weights), recursion=rule)
        return seen | {"gradient of W_x": found["W_x"], "gradient of h_0": found["h_0"]}

    def measured():
        found = student.backward_pass(net.kept(), dict(net.weights))
        slope = _slope(1.0, lambda step: net.loss(**{name: given[name] + step * directions[name] for name in given}))
        return {"gradients": [np.asarray(found[name]) for name in given], "slope": slope}

    axes = {"W_x": ("features", "units"), "W_h": ("units", "units"), "b": ("units",)}
    axes |= {"W_o": ("units", "outputs"), "b_o": ("outputs",), "x": ("batch", "time", "features")}
    for name in (*net.weights, "x", "h_0"):
        names = axes.get(name, ("batch", "units"))
        yield Case(f"gradient of {name}", f"{name} 的梯度", gradient(name), names, _BPTT_EXACT)
    yield Case(
        "with a gradient that arrives after the last step: W_h",
        "最后一步之后还有梯度到达：W_h",
        gradient("W_h", after=after),
        axes["W_h"],
        _BPTT_EXACT,
    )
    yield Case(
        "with a gradient that arrives after the last step: h_0",
        "最后一步之后还有梯度到达：h_0",
        gradient("h_0", after=after),
        ("batch", "units"),
        _BPTT_EXACT,
    )
    yield Case("a single step: W_h", "只有一步：W_h", gradient("W_h", single), axes["W_h"], _BPTT_EXACT)
    yield Case("with another recursion", "换一种递推", other_rule, None, _BPTT_EXACT)
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        again,
        None,
        _BPTT_EXACT,
    )
    yield Case(
        "all gradients together against a central difference of Keras' layers",
        "所有梯度合起来与 Keras 层的中心差分比较",
        measured,
        None,
        _BPTT_MEASURED,
        _as_measured(list(directions.values())),
    )


@probe(forbid=_BPTT_AUTODIFF)
def hand_rnn(student, rng):
    dtype = "float64" if keras.backend.backend() == "tensorflow" else "float32"
    shape = _BPTT_TIME, _BPTT_BATCH, _BPTT_UNITS
    a, upstream, h_0 = rng.normal(size=shape), rng.normal(size=shape), rng.normal(size=shape[1:])
    W_h = rng.normal(scale=0.7, size=(_BPTT_UNITS, _BPTT_UNITS))
    axes = ("time", "batch", "units")

    def tensors(*arrays):
        return [keras.ops.convert_to_tensor(array.astype(dtype)) for array in arrays]

    def run(a=a, h_0=h_0, W_h=W_h, upstream=upstream):
        h, gradient = student.hand_rnn(*tensors(a, h_0, W_h))
        return h, *gradient(*tensors(upstream))

    def pick(k, **changed):
        return lambda: run(**changed)[k]

    def named():
        """Hand over the upstream gradient by its name, after others, as PyTorch does."""
        given = tensors(a, h_0, W_h)
        _, gradient = student.hand_rnn(*given)
        return list(gradient(*given, upstream=tensors(upstream)[0]))

    def through_keras(length):
        """Let the backend use the gradient, compiled as `fit` does it: the batch may have any size, and nothing has a value yet."""
        if keras.backend.backend() != "tensorflow":
            return list(run(a=a[:length], upstream=upstream[:length])[1:])
        import tensorflow as tf

        sequence, state, square = (length, None, _BPTT_UNITS), (None, _BPTT_UNITS), (_BPTT_UNITS, _BPTT_UNITS)

        @tf.function(input_signature=[tf.TensorSpec(shape, dtype) for shape in (sequence, state, square, sequence)])
        def gradients(a, h_0, W_h, upstream):
            with tf.GradientTape() as tape:
                tape.watch([a, h_0, W_h])
                h = keras.ops.custom_gradient(student.hand_rnn)(a, h_0, W_h)
                loss = keras.ops.sum(h * upstream)
            return tape.gradient(loss, [a, h_0, W_h])

        return list(gradients.get_concrete_function()(*tensors(a[:length], h_0, W_h, upstream[:length])))

    yield Case("the states", "状态", pick(0), axes)
    yield Case("the gradient of a", "a 的梯度", pick(1), axes)
    yield Case("the gradient of h_0", "h_0 的梯度", pick(2), ("batch", "units"))
    yield Case("the gradient of W_h", "W_h 的梯度", pick(3), ("units", "units"))
    last = upstream * (np.arange(_BPTT_TIME) == _BPTT_TIME - 1)[:, None, None]
    yield Case(
        "a loss at the last step only: h_0", "只有最后一步有损失：h_0", pick(2, upstream=last), ("batch", "units")
    )
    single = {"a": a[:1], "upstream": upstream[:1]}
    yield Case("a single step", "只有一步", lambda: list(run(**single)))
    yield Case("the upstream gradient by its name", "按名字传入上游梯度", named)
    yield Case(
        "used by keras.ops.custom_gradient in a compiled training step",
        "在编译后的训练步骤中交给 keras.ops.custom_gradient 使用",
        lambda: through_keras(_BPTT_TIME),
    )
    yield Case("the same with sequences of another length", "换一种序列长度再做一次", lambda: through_keras(3))


@probe(forbid=_BPTT_AUTODIFF)
def truncated_bptt(student, rng):
    net, even = _Bptt(rng), _Bptt(rng, 3, 6, (2, 5, 4))

    def gradient(name, window, net=net):
        return lambda: student.truncated_bptt(*net.given(), window)[1][name]

    def beyond():
        """Change the targets of the last window: see which gradients by the inputs change, and by how much."""
        x, y, h_0, weights = net.given()
        other = y.copy()
        other[:, 6:] += 1
        found = [np.asarray(student.truncated_bptt(x, target, h_0, weights, 3)[1]["x"]) for target in (y, other)]
        return found[1] - found[0]

    def again():
        given = net.given()
        student.truncated_bptt(*given, 3)
        loss, gradients = student.truncated_bptt(*given, 3)
        return {"loss": loss, "gradient of W_h": gradients["W_h"], **_afterwards(given)}

    yield Case(
        "the loss: that of the whole sequence",
        "损失：整个序列的损失",
        lambda: student.truncated_bptt(*net.given(), 3)[0],
        None,
        1e-6,
    )
    for name in ("W_x", "W_h", "b", "W_o", "x"):
        yield Case(
            f"windows of 3, the last one shorter: gradient of {name}",
            f"窗口为 3，最后一个较短：{name} 的梯度",
            gradient(name, 3),
            ("batch", "time", "features") if name == "x" else None,
            _BPTT_EXACT,
        )
    yield Case("windows that come out even: W_h", "窗口恰好分完：W_h", gradient("W_h", 2, even), None, _BPTT_EXACT)
    yield Case("windows of a single step: W_h", "每个窗口一步：W_h", gradient("W_h", 1), None, _BPTT_EXACT)
    yield Case("a window for all: h_0", "一个窗口装下全部：h_0", gradient("h_0", 50), None, _BPTT_EXACT)
    yield Case("windows of 3: h_0", "窗口为 3：h_0", gradient("h_0", 3), None, _BPTT_EXACT)
    yield Case(
        "when the targets of the last window change: how the gradient of x changes",
        "最后一个窗口的目标改变时，x 的梯度怎样变化",
        beyond,
        ("batch", "time", "features"),
        _BPTT_EXACT,
    )
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        again,
        None,
        _BPTT_EXACT,
    )


@probe(forbid=_BPTT_AUTODIFF)
def randomised_state_gradients(student, rng):
    shape = _BPTT_BATCH, 5, _BPTT_UNITS
    direct, h = rng.normal(size=shape), np.tanh(rng.normal(size=shape))
    W_h, p = rng.normal(scale=0.7, size=(_BPTT_UNITS, _BPTT_UNITS)), rng.uniform(0.1, 0.6, size=4)
    every = [np.array([number >> t & 1 for t in range(4)], bool) for number in range(16)]

    def totals(cuts, p=p, direct=direct, h=h):
        cuts = np.array(cuts, bool)
        return student.randomised_state_gradients(direct.copy(), h.copy(), W_h.copy(), cuts.copy(), p.copy())

    def chances():
        return [np.prod(np.where(cuts, p, 1 - p)) for cuts in every]

    def mean():
        return sum(chance * np.asarray(totals(cuts)) for chance, cuts in zip(chances(), every, strict=True))

    def spread():
        squares = sum(
            chance * (np.asarray(totals(cuts)) - mean()) ** 2 for chance, cuts in zip(chances(), every, strict=True)
        )
        return np.sqrt(squares)

    def again():
        given = {"direct": direct.copy(), "h": h.copy(), "W_h": W_h.copy(), "cuts": every[5].copy(), "p": p.copy()}
        student.randomised_state_gradients(*given.values())
        return {"totals": student.randomised_state_gradients(*given.values()), **given}

    yield Case("one cut", "切一处", lambda: totals([0, 0, 1, 0]), _BPTT_STATES, _BPTT_EXACT)
    yield Case("cuts at both ends", "两端各切一处", lambda: totals([1, 0, 0, 1]), _BPTT_STATES, _BPTT_EXACT)
    yield Case("no cut", "一处也没切", lambda: totals([0, 0, 0, 0]), _BPTT_STATES, _BPTT_EXACT)
    yield Case("cut everywhere", "处处切断", lambda: totals([1, 1, 1, 1]), _BPTT_STATES, _BPTT_EXACT)
    yield Case(
        "the mean over all patterns of cuts is the full gradient",
        "对所有切法取平均，得到完整的梯度",
        mean,
        _BPTT_STATES,
        _BPTT_EXACT,
    )
    yield Case("how far the patterns lie apart", "各种切法之间的差异", spread, _BPTT_STATES, _BPTT_EXACT)
    yield Case(
        "never any cut: p = 0", "从不切断：p = 0", lambda: totals([0, 0, 0, 0], 0 * p), _BPTT_STATES, _BPTT_EXACT
    )
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        again,
        None,
        _BPTT_EXACT,
    )


def _in_little_memory(expected, got, rtol, atol, axes):
    """Judge a gradient, and the memory it took as a share of all states: less than half."""
    wrong = explain(_entry(expected, "b"), _entry(got, "b") or got, _BPTT_EXACT, _BPTT_EXACT)
    return wrong or at_most(0.5)(
        _entry(expected, "memory, as a share of all states"), _entry(got, "memory, as a share of all states")
    )


@probe(forbid=_BPTT_AUTODIFF)
def checkpointed(student, rng):
    net, even, long = _Bptt(rng), _Bptt(rng, 3, 6, (2, 5, 4)), _Bptt(rng, 32, 2000, (1, 24, 1))
    long.weights["W_h"] /= 5  # so that the states of so many units do not saturate

    def gradient(name, window, net=net):
        return lambda: student.checkpointed(*net.given(), window)[name]

    def again():
        given = net.given()
        student.checkpointed(*given, 3)
        return {"gradient of W_h": student.checkpointed(*given, 3)["W_h"], **_afterwards(given)}

    def memory():
        states = 32 * 2000 * 24 * 8
        for _ in range(3):  # what other threads take meanwhile is counted as well
            given = long.given()
            tracemalloc.start()
            try:
                found = student.checkpointed(*given, 20)
                _, most = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
            if most < states / 2:
                break
        return {"memory, as a share of all states": most / states, "b": found["b"]}

    for name in ("W_x", "W_h", "b", "W_o", "b_o", "x", "h_0"):
        yield Case(
            f"windows of 3, the last one shorter: gradient of {name}",
            f"窗口为 3，最后一个较短：{name} 的梯度",
            gradient(name, 3),
            ("batch", "time", "features") if name == "x" else None,
            _BPTT_EXACT,
        )
    yield Case("windows that come out even: W_h", "窗口恰好分完：W_h", gradient("W_h", 2, even), None, _BPTT_EXACT)
    yield Case("windows of a single step: h_0", "每个窗口一步：h_0", gradient("h_0", 1), None, _BPTT_EXACT)
    yield Case("a window for all: W_h", "一个窗口装下全部：W_h", gradient("W_h", 50), None, _BPTT_EXACT)
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        again,
        None,
        _BPTT_EXACT,
    )
    # The tolerance is for the memory, which no two machines use alike; the gradient is judged like the others.
    yield Case("2000 steps in windows of 20: memory", "2000 步，窗口为 20：内存", memory, None, 0.3, _in_little_memory)


@probe(forbid=["tensorflow.clip_by_global_norm", "tensorflow.clip_by_norm", "tensorflow.clip_by_value"])
def clip_three_ways(student, rng):
    gradients = [rng.normal(size=shape) for shape in ((3, 4), (4,), (2, 3, 2))]
    uneven = [20 * gradients[0], 0.01 * gradients[1]]
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    ways = ("by value", "按值"), ("by variable", "按变量"), ("by global norm", "按全局范数")

    def clip(gradients, limit):
        return [list(way) for way in student.clip_three_ways([g.copy() for g in gradients], limit)]

    def again():
        given = [g.copy() for g in gradients]
        student.clip_three_ways(given, norm / 4)
        return {"clipped": [list(way) for way in student.clip_three_ways(given, norm / 4)], "gradients": given}

    for k, (en, zh) in enumerate(ways):
        yield Case(en, zh, lambda k=k: clip(gradients, 0.6)[k], None, _BPTT_EXACT)
        yield Case(
            f"{en}: a large gradient beside a small one",
            f"{zh}：一大一小两个梯度",
            lambda k=k: clip(uneven, 1.5)[k],
            None,
            _BPTT_EXACT,
        )
    yield Case(
        "a limit that nothing exceeds", "谁也没有超过的上限", lambda: clip(gradients, 2 * norm), None, _BPTT_EXACT
    )
    yield Case(
        "between the norms of the variables and that of all",
        "上限介于各变量的范数与总范数之间",
        lambda: clip(gradients, 0.95 * norm),
        None,
        1e-6,
    )
    zeros = np.zeros(int(rng.integers(2, 60)))
    yield Case("a gradient of zeros", "零梯度", lambda: clip([zeros, gradients[1]], 0.5), None, _BPTT_EXACT)
    yield Case(
        "a second time with the same arrays, which stay as they were",
        "用同样的数组再算一次，数组保持原样",
        again,
        None,
        _BPTT_EXACT,
    )


@probe(forbid=["keras.optimizers.schedules.ExponentialDecay"])
def WarmUpSteps(student, rng):
    peak, factor = rng.uniform(0.01, 0.9), rng.uniform(0.2, 0.8)
    warm_up, every = int(rng.integers(11, 30)), int(rng.integers(31, 60))

    def make():
        return student.WarmUpSteps(peak, warm_up=warm_up, factor=factor, every=every)

    def rates(steps, make=make):
        return lambda: [float(make()(step)) for step in steps]

    def rebuilt():
        schedule = make()
        return type(schedule).from_config(schedule.get_config())

    def compiled():
        """Train as `fit` does, with a loss whose gradient is always 1: the weight goes down by the rate each time."""
        schedule = student.WarmUpSteps(peak, warm_up=3, factor=factor, every=2)
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
        model.compile(keras.optimizers.SGD(schedule), lambda y, y_pred: y_pred)
        one, weights = np.ones((1, 1)), []
        for _ in range(8):
            weights.append(model.get_weights()[0].item())
            model.train_on_batch(one, one)
        return -np.diff(weights)

    end = warm_up + every
    yield Case("the first updates", "最初几次更新", rates(range(4)), None, 1e-4)
    yield Case("around the peak", "峰值附近", rates(range(warm_up - 3, warm_up + 3)), None, 1e-4)
    yield Case("around the first fall", "第一次下降附近", rates(range(end - 3, end + 3)), None, 1e-4)
    yield Case("far out", "很久以后", rates([end + every - 2, end + every - 1, end + 3 * every]), None, 1e-4)
    yield Case(
        "the number of updates as a tensor",
        "更新次数是张量",
        lambda: make()(keras.ops.convert_to_tensor(warm_up // 2, "int64")),
        None,
        1e-4,
    )
    yield Case(
        "rebuilt from get_config",
        "由 get_config 重建",
        rates([1, warm_up + 1, end + 2, end + every], rebuilt),
        None,
        1e-4,
    )
    yield Case(
        "in an optimizer, in compiled training steps",
        "用在优化器里，训练步骤经过编译",
        compiled,
        ("updates",),
        1e-3,
    )


# -- long_term_dependencies --------------------------------------------------------------------

PRODUCT = ("h_n", "h_0")  # the axes of a Jacobian


def _many(rng, *bounds):
    """Draw one size per pair of bounds."""
    return [int(rng.integers(low, high)) for low, high in bounds]


def _kept(call, *given):
    """Call with states and W_h and return the result and what has become of both."""
    return {"result": call(*given), **dict(zip(("states", "W_h"), given, strict=True))}


def _judged(*rules):
    """Return a judge for lists of arrays drawn at random: of the shapes expected, and as the rules say.

    A rule is a function of the arrays that says whether they keep it, and what to say if not, in English and Chinese.
    """

    def flat(parts):
        return [one for part in parts for one in (part if type(part) is list else [part])]

    def judge(expected, got, rtol, atol, axes):
        want, have = _listed(expected), _listed(got)
        if type(have) is not list or len(have) != len(want) or len(flat(have)) != len(flat(want)):
            return explain(expected, got, rtol, atol, axes)
        for one, other in zip(flat(want), flat(have), strict=True):
            if one.shape != other.shape:
                return say("shape", came=f"{other.shape}", shape=f"{one.shape}")
        with np.errstate(all="ignore"):
            return next(((en, zh) for kept, en, zh in rules if not kept(*have)), None)

    return judge


def _whole(*arrays):
    return all(part.dtype.kind in "iu" for part in arrays)


_WHOLE = (
    _whole,
    "Whole numbers are asked for, and the dtype is another: an embedding, or an index, takes int.",
    "要求的是整数，而 dtype 不是整数类型：嵌入层和下标要的是 int。",
)


def _four_times(draw, seed):
    """Draw lists of arrays: from a generator, from another of the same seed, from one of another seed, and from the first again."""
    first, same, other = (np.random.default_rng(number) for number in (seed, seed, seed + 1))
    return [[np.asarray(part) for part in draw(source)] for source in (first, same, other, first)]


def _alike(one, other):
    return [np.array_equal(*pair) for pair in zip(one, other, strict=True)]


_FROM_RNG = _judged(
    (
        lambda first, same, other, again: all(_alike(first, same)),
        "Two generators of the same seed do not give the same: something is not drawn from `rng`.",
        "种子相同的两个发生器给出的结果不同：有东西不是从 `rng` 抽取的。",
    ),
    (
        lambda first, same, other, again: not any(_alike(first, other) + _alike(first, again)),
        "A generator of another seed, or the same one asked again, gives the same: something is not drawn from `rng`.",
        "换一个种子的发生器，或者用同一个再抽一次，结果还是一样：有东西不是从 `rng` 抽取的。",
    ),
)


@probe
def gradient_chain(student, rng):
    axes = ("steps",)
    small, slope = rng.uniform(0.5, 0.9), rng.uniform(0.5, 0.9)
    large = rng.uniform(1.3, 1.9)
    T = int(rng.integers(5, 9))
    yield Case(
        "an eigenvalue below 1, some saturation",
        "特征值小于 1，有些饱和",
        lambda: student.gradient_chain(small, slope, T),
        axes,
    )
    yield Case(
        "an eigenvalue above 1, no saturation",
        "特征值大于 1，没有饱和",
        lambda: student.gradient_chain(large, 1.0, T + 1),
        axes,
    )
    yield Case("a negative eigenvalue", "特征值为负", lambda: student.gradient_chain(-large, slope, T + 2), axes)

    def shortest():
        return np.concatenate([student.gradient_chain(small, slope, 1), student.gradient_chain(small, slope**2, 2)])

    def long():
        with np.errstate(divide="ignore"):
            return np.log(student.gradient_chain(small, slope, 60))

    yield Case("60 states: the logarithms of the factors", "60 个状态：各因子的对数", long, axes)
    yield Case(
        "one state, nothing to go back; and two states, one factor",
        "一个状态，无处可回；以及两个状态，一个因子",
        shortest,
        axes,
    )


@probe
def jacobian_product(student, rng):
    steps, units = 6, int(rng.integers(3, 7))
    W_h, states = rng.normal(size=(units, units)), rng.uniform(-0.9, 0.9, size=(steps, units))
    saturated = states.copy()
    saturated[2, 1] = 1.0
    direction = rng.normal(size=units)

    def product(states):
        return lambda: student.jacobian_product(states.copy(), W_h.copy())

    yield Case("one step", "一步", product(states[:1]), PRODUCT)
    yield Case("two steps", "两步", product(states[:2]), PRODUCT)
    yield Case("states at zero, where tanh has slope 1", "状态为零，tanh 的斜率为 1", product(0 * states[:3]), PRODUCT)
    yield Case(
        "six steps, and the arrays stay as they were",
        "六步，传入的数组保持原样",
        lambda: _kept(student.jacobian_product, states.copy(), W_h.copy()),
        PRODUCT,
    )
    yield Case(
        "nearly saturated units, very large weights",
        "几乎饱和的单元，非常大的权重",
        lambda: student.jacobian_product(1 - 1e-6 * np.abs(states[:1]), 1e5 * W_h),
        PRODUCT,
    )
    yield Case("a unit that is saturated once", "有一个单元在某一步饱和", product(saturated), PRODUCT)
    yield Case(
        "no step at all, times a vector",
        "一步也没有，再乘一个向量",
        lambda: np.asarray(student.jacobian_product(states[:0].copy(), W_h.copy())) @ direction,
        ("h_n",),
    )


@probe
def growth(student, rng):
    steps, units = 6, int(rng.integers(3, 7))
    W_h = -2 * np.eye(units) + rng.normal(size=(units, units))  # its largest eigenvalue is negative or complex
    states = rng.uniform(-0.9, 0.9, size=(steps, units))
    turned, _ = np.linalg.qr(rng.normal(size=(units, units)))
    scale = rng.uniform(1.1, 1.6)

    def curves(states, W_h):
        return lambda: student.growth(states.copy(), W_h.copy())

    axes = ("steps",)
    yield Case("states at zero", "状态为零", curves(0 * states, W_h), axes)
    yield Case("states that differ", "各步状态不同", curves(states, W_h), axes)
    yield Case(
        "nearly saturated units, very large weights",
        "几乎饱和的单元，非常大的权重",
        curves(1 - 1e-6 * np.abs(states[:1]), 1e5 * W_h),
        axes,
    )
    yield Case(
        "a multiple of an orthogonal matrix: three curves meet while the states are zero",
        "正交矩阵的倍数：状态为零时三条曲线重合",
        curves(0 * states[:4], scale * turned),
        axes,
    )
    yield Case(
        "three steps, and the arrays stay as they were",
        "三步，传入的数组保持原样",
        lambda: _kept(student.growth, states[:3].copy(), W_h.copy()),
        axes,
    )


@probe(forbid=["keras.initializers.Orthogonal"])
def recurrent_matrix(student, rng):
    gains = rng.uniform(1.3, 2.5, size=4)
    few, some, many = _many(rng, (5, 9), (10, 30), (200, 300))
    seeds = [int(seed) for seed in rng.integers(2**32, size=4)]
    vector = rng.normal(size=some)

    def matrix(k, units, kind, **gain):
        return np.asarray(student.recurrent_matrix(np.random.default_rng(seeds[k]), units, kind, **gain))

    def products():
        W = matrix(0, few, "orthogonal", gain=gains[0])
        return W.T @ W

    def draws(source):
        return [student.recurrent_matrix(source, few, kind)[:2] for kind in ("orthogonal", "xavier", "he")]

    def unit_gain():
        W = matrix(1, some, "orthogonal")
        return W @ (W.T @ vector)

    def spread(k, kind):
        W = matrix(k, many, kind, gain=gains[k])
        scaled = np.sqrt(many) * W
        return {
            "shape": list(W.shape),
            "mean * sqrt(units)": scaled.mean(),
            "std * sqrt(units)": scaled.std(),
            "share of weights within one std of the mean": np.mean(np.abs(scaled - scaled.mean()) < scaled.std()),
        }

    square = ("units", "units")
    yield Case("identity", "identity", lambda: matrix(0, few, "identity", gain=gains[0]), square)
    yield Case("orthogonal: W.T @ W", "orthogonal：W.T @ W", products, square)
    yield Case(
        "orthogonal with the gain left out: a vector, times W.T, times W",
        "orthogonal，省略 gain：一个向量乘以 W.T 再乘以 W",
        unit_gain,
        ("units",),
    )
    yield Case(
        "orthogonal: how far the weights spread",
        "orthogonal：权重散布多宽",
        lambda: spread(0, "orthogonal"),
        None,
        0.03,
    )
    yield Case("xavier: how far the weights spread", "xavier：权重散布多宽", lambda: spread(2, "xavier"), None, 0.03)
    yield Case("he: how far the weights spread", "he：权重散布多宽", lambda: spread(3, "he"), None, 0.03)
    yield Case(
        "everything is drawn from the generator handed in",
        "一切都从传入的发生器抽取",
        lambda: _four_times(draws, seeds[0]),
        judge=_FROM_RNG,
    )


@probe
def copy_batch(student, rng):
    samples, payload, delay, symbols, seed = _many(rng, (20, 60), (3, 6), (12, 20), (5, 12), (0, 2**32))

    def batch(samples=samples, delay=delay):
        x, y = student.copy_batch(np.random.default_rng(seed), samples, payload, delay, symbols)
        return np.asarray(x), np.asarray(y)

    def behind():
        x, _ = batch()
        return x[:, payload:]

    def statistics():
        _, y = batch(samples=20_000)
        counts = np.bincount(y.astype(int).ravel(), minlength=symbols + 2)
        return {
            "symbols": symbols,
            "share of each token, times symbols": counts * symbols / y.size,
            "share of equal neighbours, times symbols": np.mean(y[:, 0] == y[:, 1]) * symbols,
            "share of equal first symbols in successive rows, times symbols": np.mean(y[1:, 0] == y[:-1, 0]) * symbols,
        }

    repeats = (
        lambda x, y: np.array_equal(x[:, :payload], y),
        "The targets are not what `x` begins with.",
        "目标与 `x` 开头的符号不同。",
    )
    asks_at_once = (
        lambda x, y: np.all(x[:, payload] == symbols + 1) and not x[:, payload + 1 :].any(),
        "With a delay of 0 the question follows the payload directly, and then come blanks only.",
        "延迟为 0 时，提问紧跟在载荷之后，再往后全是空白。",
    )

    def draws(source):
        return [student.copy_batch(source, samples, payload, delay, symbols)[1]]

    axes = ("samples", "time")
    yield Case("what follows the payload", "载荷之后的部分", behind, axes)
    yield Case(
        "the targets are the payload, in whole numbers",
        "目标就是载荷，都是整数",
        lambda: list(batch()),
        judge=_judged(_WHOLE, repeats),
    )
    yield Case("a delay of 0", "延迟为 0", lambda: list(batch(delay=0)), judge=_judged(repeats, asks_at_once))
    yield Case("every symbol is as likely as every other", "每个符号的概率相同", statistics, None, 0.15)
    yield Case(
        "everything is drawn from the generator handed in",
        "一切都从传入的发生器抽取",
        lambda: _four_times(draws, seed),
        judge=_FROM_RNG,
    )


@probe
def adding_batch(student, rng):
    samples, even, seed = _many(rng, (16, 32), (4, 8), (0, 2**32))
    length = 2 * even + 1

    def batch(samples=samples, length=length):
        x, y = student.adding_batch(np.random.default_rng(seed), samples, length)
        return np.asarray(x), np.asarray(y)

    sums = (
        lambda x, y: np.allclose((x[:, :, 0] * x[:, :, 1]).sum(axis=1), y, atol=1e-5),
        "`y` is not the sum of the numbers in `x[:, :, 0]` that are marked by a 1 in `x[:, :, 1]`.",
        "`y` 不是 `x[:, :, 0]` 中由 `x[:, :, 1]` 的 1 标记的数之和。",
    )
    zeros_and_ones = (
        lambda marks: np.isin(marks, (0, 1)).all(),
        "A mark is 1, and everything else is 0.",
        "标记是 1，其余都是 0。",
    )

    def one_in_each(half):
        return (
            lambda marks: np.all(marks[:, :half].sum(axis=1) == 1) and np.all(marks[:, half:].sum(axis=1) == 1),
            "Not every row has one mark in its first `length // 2` steps and one in the rest.",
            "不是每一行都在前 `length // 2` 步中有一个标记，在其余的步中有一个。",
        )

    def marked(length):
        case = _judged(zeros_and_ones, one_in_each(length // 2))
        return lambda: [batch(length=length)[0][:, :, 1]], case

    def draws(source):
        x, _ = student.adding_batch(source, 6, length)
        return list(np.moveaxis(np.asarray(x), -1, 0))

    def places():
        x, _ = batch(samples=20_000)
        return x[:, :, 1].mean(axis=0) * (length // 2)

    def statistics():
        x, y = batch(samples=20_000)
        middle = length // 2
        numbers, _ = np.histogram(x[:, :, 0], bins=length, range=(0, 1))
        return {
            "share of numbers per bin, times bins": numbers * length / x[:, :, 0].size,
            "6 * squared error of always saying 1": 6 * np.mean((y - 1) ** 2),
            "std of the distance between the marks": (
                x[:, middle:, 1].argmax(axis=1) - x[:, :middle, 1].argmax(axis=1)
            ).std(),
        }

    (odd, in_odd), (evenly, in_evenly) = marked(length), marked(length + 1)
    yield Case(
        "the target is the sum of the two marked numbers",
        "目标是两个被标记的数之和",
        lambda: list(batch()),
        judge=_judged(sums),
    )
    yield Case("one mark in each half", "每一半各有一个标记", odd, judge=in_odd)
    yield Case("one mark in each half, even length", "每一半各有一个标记，偶数长度", evenly, judge=in_evenly)
    yield Case("every place is marked equally often", "每个位置被标记的机会相同", places, ("time",), 0.15)
    yield Case(
        "numbers even in [0, 1], the chance level, and how far the marks lie apart",
        "数在 [0, 1] 上均匀，瞎猜的水平，以及两个标记的间隔",
        statistics,
        None,
        0.06,
    )
    yield Case(
        "everything is drawn from the generator handed in",
        "一切都从传入的发生器抽取",
        lambda: _four_times(draws, seed),
        judge=_FROM_RNG,
    )


def _brackets(rng, pairs):
    """Draw pairs of parentheses in a row that closes as it should: a shuffled row, begun after its lowest point."""
    steps = rng.permutation([1, -1] * pairs)
    lowest = int(np.argmin(np.cumsum(steps))) + 1
    return "".join("(" if step == 1 else ")" for step in np.roll(steps, -lowest))


@probe
def nesting_depth(student, rng):
    matched = [_brackets(rng, int(rng.integers(1, 12))) for _ in range(15)]
    early = [text[::-1] for text in matched[5:10]] + [f"{text})({text}" for text in matched[10:]]
    open_end = [text + "(" * int(rng.integers(1, 4)) for text in matched[:5]]
    too_many = [text + ")" for text in matched[:5]]

    def depths(*texts):
        order = rng.permutation(len(texts))
        chosen = [texts[k] for k in order]
        return lambda: [student.nesting_depth(text) for text in chosen]

    yield Case("matched", "匹配的", depths(*matched))
    yield Case("some are closed before they are opened", "有些还没打开就关闭了", depths(*matched, *early))
    yield Case("some are left open", "有些没有关闭", depths(*matched[5:], *open_end))
    yield Case("some have one too many at the end", "有些末尾多了一个", depths(*matched[5:], *too_many))
    yield Case(
        "deep ones, and none at all",
        "嵌套很深的，以及空串",
        depths("", *("(" * n + ")" * n for n in rng.permutation(20)[:6])),
    )


def _closes(rows):
    """Return for each row whether no bracket, 1 or 2, is closed before it is opened; as many are opened as closed."""
    return (np.cumsum(np.where(rows == 1, 1, -1), axis=1) >= 0).all(axis=1)


@probe
def bracket_batch(student, rng):
    pairs_of, pairs, seed = _many(rng, (10, 25), (5, 8), (0, 2**32))

    def batch(length, samples, seed=seed):
        x, y = student.bracket_batch(np.random.default_rng(seed), samples, length)
        return [np.asarray(x), np.asarray(y)]

    rules = (
        (lambda x, y: _whole(x), *_WHOLE[1:]),
        (lambda x, y: np.isin(x, (1, 2)).all(), "A token is neither 1 nor 2.", "有的 token 既不是 1 也不是 2。"),
        (
            lambda x, y: (x[:, 0] == 1).all() and (x[:, -1] == 2).all(),
            "Not every row begins with 1 and ends with 2.",
            "不是每一行都以 1 开头、以 2 结尾。",
        ),
        (
            lambda x, y: (2 * (x == 1).sum(axis=1) == x.shape[1]).all(),
            "In some rows there are not as many 1 as 2.",
            "有的行里 1 和 2 不一样多。",
        ),
        (
            lambda x, y: np.isin(y, (0, 1)).all() and 2 * np.sum(y == 1) == len(y),
            "The labels are 0 and 1, and of an even number of samples exactly half match.",
            "标签是 0 和 1；样本数为偶数时，恰好一半匹配。",
        ),
        (
            lambda x, y: np.array_equal(_closes(x), y == 1),
            "A label does not say of its row whether the brackets match.",
            "有的标签与那一行括号是否匹配不符。",
        ),
    )

    def labels():
        _, y = batch(8, 1000)
        return {
            "samples": len(y),
            "matched in each of five batches": [batch(6, 2 * pairs_of, seed + k)[1].sum() for k in range(5)],
            "their share among the first half": y[: len(y) // 2].mean(),
            "share of neighbours of the same kind": np.mean(y[1:] == y[:-1]),
        }

    def different():
        """Count the strings of length 6 that come: of five that match and the one that does not."""
        x, y = batch(6, 20 * pairs_of)
        kinds = {"that match": 1, "that do not": 0}
        found = {name: len({tuple(row) for row in x[y == kind].tolist()}) for name, kind in kinds.items()}
        return {"rows": len(y), **found}

    def opened():
        """Say how often each place is an opening bracket: what favours some strings shows there."""
        x, y = batch(2 * pairs, 4000)
        return [(x[y == kind] == 1).mean(axis=0) for kind in (1, 0)]

    def draws(source):
        return [np.column_stack(student.bracket_batch(source, 14, 2 * pairs))]

    yield Case(
        "brackets as they are said to be",
        "括号如其所说",
        lambda: batch(2 * pairs, 2 * pairs_of),
        judge=_judged(*rules),
    )
    yield Case("half of them match, in random order", "一半匹配，次序随机", labels, None, 0.1)
    yield Case("length 6: how many different strings come", "长度 6：出现多少种不同的字符串", different)
    yield Case(
        "how often each place is an opening bracket, in strings that match and in the others",
        "每个位置是左括号的频率，匹配的字符串与其余的",
        opened,
        ("place",),
        0.05,
    )
    yield Case(
        "everything is drawn from the generator handed in",
        "一切都从传入的发生器抽取",
        lambda: _four_times(draws, seed),
        judge=_FROM_RNG,
    )


@probe
def agreement_batch(student, rng):
    samples, phrases, nouns, between, seed = _many(rng, (10, 25), (2, 6), (5, 8), (3, 6), (0, 2**32))
    words = [f"w{k}" for k in rng.integers(5, size=40)]
    answers = {"w1", "w3"}
    places = sorted(int(at) for at in rng.choice(np.arange(10, 40), size=8, replace=False))

    def nearest():
        return [student.distance(list(words), at, set(answers)) for at in places]

    def edges():
        row = ["a", "b", "c", "b", "d", "a"]
        return {
            "the first of many": student.distance(["a", *["b"] * samples, "c"], samples + 1, {"a", "c"}),
            "the word just before": student.distance(row, 2, {"b"}),
            "the word at the place itself, and one behind it": student.distance(row, 4, {"d", "a"}),
            "none before": student.distance(row, 4, {"d", "e"}),
            "the first place": student.distance(row, 0, {"a", "b"}),
        }

    def batch(samples=samples, phrases=phrases):
        x, y = student.agreement_batch(np.random.default_rng(seed), samples, phrases, nouns, between)
        return [np.asarray(x), np.asarray(y)]

    first = between + 2  # the id of the first noun
    rules = (
        _WHOLE,
        (
            lambda x, y: (x[:, ::3] == 1).all(),
            "Column 0 and every third one after it is *the*, 1.",
            "第 0 列以及往后每隔三列都是 *the*，即 1。",
        ),
        (
            lambda x, y: ((x[:, 2::3] >= 2) & (x[:, 2::3] < first)).all(),
            "Before each later *the* stands a preposition, 2, …, `between + 1`.",
            "后面的每个 *the* 之前是介词，即 2, …, `between + 1`。",
        ),
        (
            lambda x, y: ((x[:, 1::3] >= first) & (x[:, 1::3] < first + 2 * nouns)).all(),
            "After each *the* stands a noun, and the nouns begin at `between + 2`, two numbers each.",
            "每个 *the* 之后是名词；名词从 `between + 2` 开始，每个占两个数。",
        ),
        (
            lambda x, y: np.array_equal((x[:, 1] - first) % 2, y),
            "A label does not say whether the first noun is plural.",
            "有的标签没有说出第一个名词是不是复数。",
        ),
    )

    def statistics():
        x, _ = batch(20_000, 2)
        these, linking = x[:, 1::3].astype(int), x[:, 2::3].astype(int)
        plural = (these - first) % 2
        return {
            "share of each noun and number, times their number": np.bincount(
                np.clip(these - first, 0, 2 * nouns).ravel(), minlength=2 * nouns + 1
            )[: 2 * nouns]
            * 2
            * nouns
            / these.size,
            "share of each preposition, times their number": np.bincount(
                np.clip(linking - 2, 0, between).ravel(), minlength=between + 1
            )[:between]
            * between
            / linking.size,
            "twice the share of rows whose last noun agrees with the first": 2 * np.mean(plural[:, 0] == plural[:, -1]),
            "share of rows with the same noun twice, times nouns": nouns
            * np.mean((these[:, 0] - first) // 2 == (these[:, 1] - first) // 2),
            "share of rows with the same preposition twice, times prepositions": between
            * np.mean(linking[:, 0] == linking[:, 1]),
            "share of successive rows with the same first noun, times nouns": nouns
            * np.mean((these[1:, 0] - first) // 2 == (these[:-1, 0] - first) // 2),
        }

    def draws(source):
        x, y = student.agreement_batch(source, samples, phrases, nouns, between)
        return [np.column_stack([x, y])]

    yield Case("distance: back to the nearest", "distance：到最近的一个", nearest, ("place",))
    yield Case("distance: at the edges", "distance：边界情形", edges)
    yield Case("words, nouns and labels in their places", "词、名词和标签各就各位", batch, judge=_judged(*rules))
    yield Case(
        "no phrase at all", "一个短语也没有", lambda: batch(phrases=0), judge=_judged(rules[0], rules[1], *rules[3:])
    )
    yield Case(
        "everything is as likely as it should be, and drawn for itself",
        "一切的概率都如要求，而且各自独立",
        statistics,
        None,
        0.2,
    )
    yield Case(
        "everything is drawn from the generator handed in",
        "一切都从传入的发生器抽取",
        lambda: _four_times(draws, seed),
        judge=_FROM_RNG,
    )


@probe
def palindrome_batch(student, rng):
    pairs_of, half, symbols, seed = _many(rng, (10, 40), (4, 9), (4, 9), (0, 2**32))
    samples = 2 * pairs_of

    def batch(length, samples=samples, seed=seed):
        x, y = student.palindrome_batch(np.random.default_rng(seed), samples, length, symbols)
        x, y = np.asarray(x), np.asarray(y)
        return x, y, x != x[:, ::-1]

    rules = (
        (lambda x, y: _whole(x), *_WHOLE[1:]),
        (
            lambda x, y: np.all((x >= 0) & (x < symbols)),
            "A symbol lies outside 0, …, `symbols - 1`.",
            "有符号不在 0, …, `symbols - 1` 之内。",
        ),
        (
            lambda x, y: np.isin(y, (0, 1)).all() and 2 * np.sum(y == 1) == len(y),
            "The labels are 0 and 1, and of an even number of samples exactly half are palindromes.",
            "标签是 0 和 1；样本数为偶数时，恰好一半是回文。",
        ),
        (
            lambda x, y: np.array_equal(x[y == 1], x[y == 1][:, ::-1]),
            "A row labelled 1 is no palindrome.",
            "有标为 1 的行不是回文。",
        ),
        (
            lambda x, y: np.all(np.sum(x != x[:, ::-1], axis=1)[y == 0] == 2),
            "In a row labelled 0 exactly one symbol is to spoil the palindrome; some have none, or several pairs that differ.",
            "标为 0 的行应当恰好因一个符号而不是回文；有的行仍是回文，或有好几对不同。",
        ),
    )

    def rows(length, samples):
        return lambda: list(batch(length, samples)[:2])

    def draws(source):
        x, y = student.palindrome_batch(source, 14, 2 * half, symbols)
        return [np.column_stack([x, y])]

    def labels():
        _, y, _ = batch(2 * half, 2000 + samples)
        return {
            "samples": len(y),
            "palindromes in each of five batches": [batch(2 * half, seed=seed + k)[1].sum() for k in range(5)],
            "their share among the first half": y[: len(y) // 2].mean(),
            "share of neighbours of the same kind": np.mean(y[1:] == y[:-1]),
        }

    def many():
        """Draw from several generators: what is drawn once for a whole batch shows."""
        drawn = [batch(2 * half, 3000, seed + k) for k in range(7)]
        return [np.concatenate(parts) for parts in zip(*drawn, strict=True)]

    def places():
        _, y, broken = many()
        return broken[y == 0].mean(axis=0) * half

    def shares():
        x, y, _ = batch(2 * half, 20_000)
        rows = {name: x[y == label] for label, name in ((1, "palindromes"), (0, "the others"))}
        return {
            name: np.bincount(part.astype(int).ravel(), minlength=symbols) * symbols / part.size
            for name, part in rows.items()
        }

    def replaced():
        x, y, broken = many()
        others, where = x[y == 0].astype(int), broken[y == 0]
        left, right = others[:, :half][where[:, :half]], others[:, ::-1][:, :half][where[:, :half]]
        return np.bincount((left - right) % symbols, minlength=symbols) * (symbols - 1) / max(1, len(left))

    yield Case(
        "one broken pair or none, even length",
        "坏掉一对或完好，偶数长度",
        rows(2 * half, 20 + samples),
        judge=_judged(*rules),
    )
    # So many that it would show if the middle might be replaced.
    yield Case(
        "one broken pair or none, odd length",
        "坏掉一对或完好，奇数长度",
        rows(7, 120 + samples),
        judge=_judged(*rules),
    )
    yield Case("half of them are palindromes, in random order", "一半是回文，次序随机", labels, None, 0.1)
    yield Case("every pair is broken equally often", "每一对坏掉的机会相同", places, ("time",), 0.15)
    yield Case("every symbol is as likely as every other", "每个符号的概率相同", shares, None, 0.1)
    yield Case(
        "every other symbol takes its place equally often",
        "换上来的符号各有相同的机会",
        replaced,
        ("difference",),
        0.15,
    )
    yield Case(
        "everything is drawn from the generator handed in",
        "一切都从传入的发生器抽取",
        lambda: _four_times(draws, seed),
        judge=_FROM_RNG,
    )


@probe
def TrainingMonitor(student, rng):
    x, y = rng.normal(size=(40, 5, 3)).astype("float32"), rng.normal(size=(40, 2)).astype("float32")
    shapes = (3, UNITS), (UNITS, UNITS), (UNITS,), (UNITS, 2), (2,)
    first, second = ([rng.normal(scale=0.5, size=shape).astype("float32") for shape in shapes] for _ in range(2))
    below, last = (
        [rng.normal(size=shape).astype("float32") for shape in shapes]
        for shapes in (((3, 3), (3, 3), (3,)), ((2, 2), (2,)))
    )
    first[1] -= np.eye(UNITS, dtype="float32")  # its largest eigenvalue is negative or complex

    def model(dropout=0.0, loss="mse"):
        layers = [keras.Input((5, 3)), keras.layers.SimpleRNN(UNITS, dropout=dropout), keras.layers.Dense(2)]
        network = keras.Sequential(layers)
        network.compile("sgd", loss)
        network.set_weights(first)
        return network

    def watch(network, *weights, k=0, y=y):
        monitor = student.TrainingMonitor(x.copy(), y.copy(), network.layers[k])
        callbacks = keras.callbacks.CallbackList([monitor], model=network)
        callbacks.on_train_begin()
        for epoch, values in enumerate(weights):
            callbacks.on_epoch_begin(epoch)
            for step in range(2):
                callbacks.on_train_batch_begin(step)
                network.set_weights(values)
                callbacks.on_train_batch_end(step)
            callbacks.on_epoch_end(epoch)
        return {name: np.array([float(value) for value in values]) for name, values in monitor.history.items()}

    def left_alone():
        network = model()
        before = watch(network, first)
        return [before, *network.get_weights()]

    def two():
        one, other = model(), model(loss="mae")
        watch(one, second)
        return watch(other, first)

    def frozen():
        """Watch the second layer of a regularised network, a part of which is not trained, with a loss that tells y from y_pred."""
        layers = [
            keras.Input((5, 3)),
            keras.layers.SimpleRNN(3, return_sequences=True, kernel_regularizer=keras.regularizers.L2(0.1)),
            keras.layers.SimpleRNN(UNITS),
            keras.layers.Dense(2),
            keras.layers.Dense(2, trainable=False),
        ]
        network = keras.Sequential(layers)
        network.compile("sgd", keras.losses.BinaryCrossentropy(from_logits=True))
        learnt = [*below, *first, *last], [*below, *second, *last]
        return watch(network, *learnt, k=1, y=(y > 0).astype("float32"))

    axes = ("epochs",)
    yield Case("one epoch", "一轮", lambda: watch(model(), first), axes)
    yield Case(
        "three epochs, the weights after each",
        "三轮，每轮之后的权重",
        lambda: watch(model(), first, second, first),
        axes,
    )
    yield Case("another loss, and a second monitor", "换一个损失，并用第二个监视器", two, axes)
    yield Case(
        "dropout is for training only", "dropout 只在训练时起作用", lambda: watch(model(dropout=0.5), second), axes
    )
    yield Case(
        "the second layer of a network with regularisation and a layer that is not trained, and another loss",
        "带正则化、有一层不训练的网络的第二层，换一个损失",
        frozen,
        axes,
    )
    yield Case("the weights are left as they are", "权重保持原样", left_alone)
