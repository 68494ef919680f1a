"""Probes of chapter 4, backpropagation through time. All sizes differ, so that no transpose passes by luck."""

import keras
import numpy as np

from unrolled.probes import Case, probe

UNITS = 4

# -- bptt --------------------------------------------------------------------------------------


# -- long_term_dependencies --------------------------------------------------------------------

PRODUCT = ("h_n", "h_0")  # the axes of a Jacobian


def _many(rng, *bounds):
    """Draw one size per pair of bounds."""
    return [int(rng.integers(low, high)) for low, high in bounds]


def _redrawn(call):
    """Say whether a generator of batches draws anew each time."""
    first, second = np.asarray(call()), np.asarray(call())
    return "the same again" if np.array_equal(first, second) else "drawn anew"


def _kept(call, *given):
    """Call with arrays and return the result and what has become of the arrays."""
    copies = [array.copy() for array in given]
    result = call(*given)
    unchanged = all(map(np.array_equal, given, copies))
    return {"result": result, "the arrays handed in": "unchanged" if unchanged else "changed"}


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
    yield Case("two states, one factor", "两个状态，一个因子", lambda: student.gradient_chain(small, slope**2, 2), axes)


@probe
def jacobian_product(student, rng):
    steps, units = 6, UNITS
    W_h = rng.normal(size=(UNITS, UNITS))
    states = rng.uniform(-0.9, 0.9, size=(steps, units))
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
        "几乎饱和的神经元，非常大的权重",
        lambda: student.jacobian_product(1 - 1e-6 * np.abs(states[:1]), 1e5 * W_h),
        PRODUCT,
    )
    yield Case("a unit that is saturated once", "有一个神经元在某一步饱和", product(saturated), PRODUCT)
    yield Case(
        "no step at all, times a vector",
        "一步也没有，再乘一个向量",
        lambda: np.asarray(student.jacobian_product(states[:0].copy(), W_h.copy())) @ direction,
        ("h_n",),
    )


@probe
def growth(student, rng):
    steps, units = 6, UNITS
    W_h = rng.normal(size=(UNITS, UNITS)) - 2 * np.eye(UNITS)  # its largest eigenvalue is negative or complex
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
        "几乎饱和的神经元，非常大的权重",
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
        "one step, and the arrays stay as they were",
        "一步，传入的数组保持原样",
        lambda: _kept(student.growth, states[:1].copy(), W_h.copy()),
        axes,
    )


@probe(forbid=["keras.initializers.Orthogonal", "keras.initializers.OrthogonalInitializer"])
def recurrent_matrix(student, rng):
    gains = rng.uniform(0.5, 2.5, size=4)
    few, some, many = _many(rng, (5, 9), (10, 30), (200, 300))
    seeds = [int(seed) for seed in rng.integers(2**32, size=4)]
    vector = rng.normal(size=some)

    def matrix(k, units, kind, *gain):
        return np.asarray(student.recurrent_matrix(np.random.default_rng(seeds[k]), units, kind, *gain))

    def drawn():
        source, W = np.random.default_rng(seeds[0]), matrix(0, few, "orthogonal", gains[0])
        return {
            "W.T @ W": W.T @ W,
            "a second one": _redrawn(lambda: student.recurrent_matrix(source, few, "orthogonal", gains[0])),
        }

    def unit_gain():
        W = matrix(1, some, "orthogonal")
        return W @ (W.T @ vector)

    def spread(k, kind):
        W = matrix(k, many, kind, gains[k])
        scaled = np.sqrt(many) * W
        return {"shape": list(W.shape), "mean * sqrt(units)": scaled.mean(), "std * sqrt(units)": scaled.std()}

    square = ("units", "units")
    yield Case("identity", "identity", lambda: matrix(0, few, "identity", gains[0]), square)
    yield Case("orthogonal: W.T @ W, and drawn anew each time", "orthogonal：W.T @ W，且每次重新抽取", drawn, square)
    yield Case(
        "orthogonal with the gain left out: a vector, times W.T, times W",
        "orthogonal，省略 gain：一个向量乘以 W.T 再乘以 W",
        unit_gain,
        ("units",),
    )
    yield Case("xavier: how far the weights spread", "xavier：权重散布多宽", lambda: spread(2, "xavier"), None, 0.03)
    yield Case("he: how far the weights spread", "he：权重散布多宽", lambda: spread(3, "he"), None, 0.03)


@probe
def copy_batch(student, rng):
    samples, payload, delay, symbols, seed = _many(rng, (20, 60), (3, 6), (12, 20), (5, 12), (0, 2**32))

    def batch(samples=samples, delay=delay):
        x, y = student.copy_batch(np.random.default_rng(seed), samples, payload, delay, symbols)
        return np.asarray(x), np.asarray(y)

    def behind():
        x, _ = batch()
        return x[:, payload:]

    def against_labels():
        x, y = batch()
        return {"y": list(y.shape), "x - y": x[:, :payload] - y}

    def no_delay():
        x, y = batch(delay=0)
        return {"x, payload - y": x[:, :payload] - y, "x, the rest": x[:, payload:]}

    def statistics():
        _, y = batch(samples=20_000)
        counts = np.bincount(y.astype(int).ravel(), minlength=symbols + 2)
        return {
            "symbols": symbols,
            "share of each token, times symbols": counts * symbols / y.size,
            "share of equal neighbours, times symbols": np.mean(y[:, 0] == y[:, 1]) * symbols,
        }

    def again():
        source = np.random.default_rng(seed)
        return {
            "x": list(batch()[0].shape),
            "a second batch": _redrawn(lambda: student.copy_batch(source, samples, payload, delay, symbols)[1]),
        }

    axes = ("samples", "time")
    yield Case("what follows the payload", "载荷之后的部分", behind, axes)
    yield Case("the payload against the targets", "载荷与目标相比", against_labels, axes)
    yield Case("a delay of 0", "延迟为 0", no_delay, axes)
    yield Case("every symbol is as likely as every other", "每个符号的概率相同", statistics, None, 0.15)
    yield Case("another batch from the same generator", "用同一个发生器再抽一批", again)


@probe
def adding_batch(student, rng):
    samples, even, seed = _many(rng, (20, 60), (4, 9), (0, 2**32))
    length = 2 * even + 1

    def batch(samples=samples, length=length):
        x, y = student.adding_batch(np.random.default_rng(seed), samples, length)
        return np.asarray(x), np.asarray(y)

    def sums():
        x, y = batch()
        return {"shape of x": list(x.shape), "shape of y": list(y.shape), "y - sum": y - x.prod(axis=-1).sum(axis=1)}

    def halves(length):
        x, _ = batch(length=length)
        marks = x[:, :, 1]
        return {
            "marks in the first half": marks[:, : length // 2].sum(axis=1),
            "marks in the second half": marks[:, length // 2 :].sum(axis=1),
            "largest mark": marks.max(axis=1),
        }

    def places():
        x, _ = batch(samples=20_000)
        return x[:, :, 1].mean(axis=0) * (length // 2)

    def statistics():
        x, y = batch(samples=20_000)
        numbers, _ = np.histogram(x[:, :, 0], bins=length, range=(0, 1))
        return {
            "share of numbers per bin, times bins": numbers * length / x[:, :, 0].size,
            "6 * squared error of always saying 1": 6 * np.mean((y - 1) ** 2),
        }

    yield Case("the target is the sum of the two marked numbers", "目标是两个被标记的数之和", sums)
    yield Case("one mark in each half", "每一半各有一个标记", lambda: halves(length))
    yield Case("one mark in each half, even length", "每一半各有一个标记，偶数长度", lambda: halves(length + 1))
    yield Case("every place is marked equally often", "每个位置被标记的机会相同", places, ("time",), 0.15)
    yield Case(
        "numbers even in [0, 1], and the chance level", "数在 [0, 1] 上均匀，以及瞎猜的水平", statistics, None, 0.06
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


@probe
def palindrome_batch(student, rng):
    pairs_of, half, symbols, seed = _many(rng, (10, 40), (4, 9), (4, 9), (0, 2**32))
    samples = 2 * pairs_of

    def batch(length, samples=samples):
        x, y = student.palindrome_batch(np.random.default_rng(seed), samples, length, symbols)
        x, y = np.asarray(x), np.asarray(y)
        return x, y, x != x[:, ::-1]

    def pairs(length):
        x, y, broken = batch(length)
        return {"x": list(x.shape), "broken pairs - (1 - y)": broken.sum(axis=1) // 2 - (1 - y)}

    def labels():
        _, y, _ = batch(2 * half, 2000 + samples)
        return {
            "samples": len(y),
            "palindromes": y.sum(),
            "their share among the first half": y[: len(y) // 2].mean(),
            "share of neighbours of the same kind": np.mean(y[1:] == y[:-1]),
        }

    def places():
        _, y, broken = batch(2 * half, 20_000)
        return broken[y == 0].mean(axis=0) * half

    def shares():
        x, y, _ = batch(2 * half, 20_000)
        rows = {name: x[y == label] for label, name in ((1, "palindromes"), (0, "the others"))}
        return {
            name: np.bincount(part.astype(int).ravel(), minlength=symbols) * symbols / part.size
            for name, part in rows.items()
        }

    def replaced():
        x, y, broken = batch(2 * half, 20_000)
        others, where = x[y == 0].astype(int), broken[y == 0]
        left, right = others[:, :half][where[:, :half]], others[:, ::-1][:, :half][where[:, :half]]
        return np.bincount((left - right) % symbols, minlength=symbols) * (symbols - 1) / max(1, len(left))

    yield Case("one broken pair or none, even length", "坏掉一对或完好，偶数长度", lambda: pairs(2 * half))
    yield Case("one broken pair or none, odd length", "坏掉一对或完好，奇数长度", lambda: pairs(2 * half + 1))
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


@probe
def TrainingMonitor(student, rng):
    x, y = rng.normal(size=(6, 5, 3)).astype("float32"), rng.normal(size=(6, 2)).astype("float32")
    shapes = (3, UNITS), (UNITS, UNITS), (UNITS,), (UNITS, 2), (2,)
    first, second = ([rng.normal(size=shape).astype("float32") for shape in shapes] for _ in range(2))
    first[1] -= 2 * np.eye(UNITS, dtype="float32")  # its largest eigenvalue is negative or complex

    def model(dropout=0.0, loss="mse"):
        layers = [keras.Input((5, 3)), keras.layers.SimpleRNN(UNITS, dropout=dropout), keras.layers.Dense(2)]
        network = keras.Sequential(layers)
        network.compile("sgd", loss)
        network.set_weights(first)
        return network

    def watch(network, *weights):
        monitor = student.TrainingMonitor(x.copy(), y.copy(), network.layers[0])
        callbacks = keras.callbacks.CallbackList([monitor], model=network)
        callbacks.on_train_begin()
        for epoch, values in enumerate(weights):
            callbacks.on_epoch_begin(epoch)
            callbacks.on_train_batch_begin(0)
            network.set_weights(values)
            callbacks.on_train_batch_end(0)
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
    yield Case("the weights are left as they are", "权重保持原样", left_alone)
