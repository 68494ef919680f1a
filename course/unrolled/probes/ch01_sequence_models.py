"""Probes of chapter 1, sequence models. All sizes differ, so that no transpose passes by luck."""

import numpy as np

from unrolled.compare import array_of
from unrolled.probes import Case, probe, trained

WORDS = ["river", "stone", "cloud", "lamp", "green", "walks", "under", "seven", "paper", "night", "early", "sings"]


def _distributions(rng, *shape):
    """Draw probabilities that sum to one along the last axis."""
    weights = rng.uniform(0.1, 1.0, size=shape)
    return weights / weights.sum(axis=-1, keepdims=True)


def _sizes(rng, low, high, count):
    """Draw whole numbers that all differ."""
    return (int(n) for n in rng.choice(np.arange(low, high), size=count, replace=False))


def _again(call, *given):
    """Call twice with the same arguments and return what came the second time: one that was changed in place shows."""
    call(*given)
    return call(*given)


@probe
def bag_of_words(student, rng):
    known, unknown, length = list(rng.permutation(WORDS)[:7]), "zebra", int(rng.integers(20, 30))
    known = [str(word) for word in known]
    words = [str(word) for word in rng.choice(known, size=length)]
    rare = [str(word) for word in rng.choice(known[:3], size=length)]
    parts = [known[0][:-1], f"{known[0]}s", f"{known[1]}{known[2]}", known[3].upper()]
    axes = ("words",)

    def count(words, vocabulary=known):
        # A list is as good as an array.
        return lambda: np.asarray(student.bag_of_words(list(words), list(vocabulary)))

    def kept():
        given = list(words[::2]), list(known)
        return {"counts": np.asarray(student.bag_of_words(*given)), "lists, afterwards": list(given)}

    mixed = [unknown, *words[: length // 2], unknown, *words[length // 2 :], unknown]
    for en, zh, run in (
        ("a sentence", "一个句子", count(words)),
        ("the same sentence backwards", "同一个句子倒过来", count(words[::-1])),
        ("words of the vocabulary that do not occur", "词表里有些词没有出现", count(rare * 60)),
        ("words that are not in the vocabulary", "有些词不在词表里", count(mixed)),
        ("words that only resemble those of the vocabulary", "有些词只是与词表里的相像", count([*words[:9], *parts])),
    ):
        yield Case(en, zh, run, axes, judge=array_of("whole numbers"))
    yield Case("the lists handed in stay as they were", "传入的列表保持原样", kept, axes)


@probe
def phrase_scores(student, rng):
    batch, words = _sizes(rng, 3, 8, 2)
    bags = rng.integers(4, size=(batch, words))
    bags[0, :3] = 2, 0, 3  # a word that occurs more than once, beside one that does not occur
    single, pairs = rng.normal(size=words), rng.normal(size=(words, words))
    phrases = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 1], [0, 1, 1]])  # good, bad, not good, not bad
    numbers = rng.integers(-9, 9, size=words), rng.integers(-9, 9, size=(words, words))
    axes = ("batch",)

    def score(bags=bags, single=single, pairs=pairs):
        return lambda: student.phrase_scores(bags.copy(), single.copy(), pairs.copy())

    def whole():
        given = bags.copy(), *(part.copy() for part in numbers)
        scores = np.array(student.phrase_scores(*given))
        return {"scores": scores, "what was handed in, afterwards": list(given)}

    yield Case("words and pairs", "词和词对", score(), axes)
    yield Case("words only: scores are added", "只有词：分数相加", score(pairs=0 * pairs), axes)
    yield Case("pairs only", "只有词对", score(single=0 * single), axes)
    yield Case("a single bag", "只有一个词袋", score(bags[:1]), axes)
    yield Case(
        "bags that hold each word once, or not at all", "每个词最多出现一次的词袋", score(np.minimum(bags, 1)), axes
    )
    yield Case(
        "good, bad, not good, not bad",
        "good、bad、not good、not bad 四句",
        score(phrases, rng.normal(size=3), rng.normal(size=(3, 3))),
        axes,
    )
    yield Case("whole numbers, which stay as they were", "整数，并保持原样", whole, axes)


@probe
def sequence_scores(student, rng):
    some = rng.uniform(0.2, 0.9, size=int(rng.integers(4, 9)))
    sure = rng.uniform(0.2, 0.9, size=9)
    sure[:4], sure[4] = 1.0, 1e-12  # as small as this is not zero
    many = rng.uniform(0.2, 0.9, size=int(rng.integers(3000, 4000)))
    # A toy model of three tokens, each 0 or 1, whose chances hang on all that came before.
    first, second, third = _distributions(rng, 2), _distributions(rng, 2, 2), _distributions(rng, 2, 2, 2)

    def score(probabilities):
        return lambda: student.sequence_scores(probabilities.copy())

    def kept():
        given = some[1:].copy()
        return {"scores": student.sequence_scores(given), "probabilities, afterwards": given}

    def every_sequence():
        joint = [
            student.sequence_scores([first[i], second[i, j], third[i, j, k]])[0] for i, j, k in np.ndindex(2, 2, 2)
        ]
        return {"joint probability of each": joint, "of all together": np.sum(joint)}

    yield Case("a few steps, in a list", "若干步，放在列表里", lambda: student.sequence_scores(some.tolist()))
    yield Case("a single step", "只有一步", score(some[:1]))
    yield Case(
        "steps that are certain, and one that hardly ever happens", "有几步是必然的，有一步极少发生", score(sure)
    )
    yield Case("thousands of steps", "几千步", score(many))
    yield Case(
        "all sequences of a toy model, which share the probability one",
        "玩具模型的所有序列，合起来概率为一",
        every_sequence,
    )
    yield Case("the array handed in stays as it was", "传入的数组保持原样", kept)


@probe
def transition_matrix(student, rng):
    states, length = 4, int(rng.integers(60, 90))
    axes = ("from", "to")
    sequence = rng.integers(states, size=length)
    # Round and round in one direction more than in the other, so that the way back has other counts.
    without = np.array([0, 1, 3])[rng.choice([1, 1, 1, 2], size=length).cumsum() % 3]
    dead_end = np.append(rng.integers(3, size=length), 3)
    table = _distributions(rng, 3, 3)
    chain = [0]
    for u in rng.random(2000):
        chain.append(int((np.cumsum(table[chain[-1]])[:-1] < u).sum()))

    def count(sequence, states=states):
        return lambda: _again(student.transition_matrix, np.array(sequence), states)

    def kept():
        given = np.array(sequence)
        return {"matrix": student.transition_matrix(given, states), "sequence, afterwards": given}

    def known():
        found = _again(student.transition_matrix, np.array(chain), 3)
        same = np.shape(found) == table.shape
        return {"matrix": found, "largest distance from the table": np.abs(found - table).max() if same else "none"}

    def shortest():
        alone, pair = int(rng.integers(3)), rng.permutation(3)[:2]
        return [student.transition_matrix(np.array(few), 3) for few in ([alone], pair)]

    yield Case("a random sequence, which stays as it was", "随机序列，并保持原样", kept, axes)
    yield Case(
        "a long chain drawn from a known table, which comes back",
        "由已知的表抽出的长链，数出来又得到这张表",
        known,
        axes,
    )
    yield Case("a state that never occurs", "有一个状态从未出现", count(without), axes)
    yield Case(
        "a state that is reached at the end and never left", "有一个状态最后才到达，从未离开", count(dead_end), axes
    )
    yield Case("sequences of one state and of two", "只有一个或两个状态的序列", shortest, axes)


@probe
def marginals(student, rng):
    states, steps = _sizes(rng, 3, 8, 2)
    axes = ("time", "states")
    start, transition = _distributions(rng, states), _distributions(rng, states, states)
    first = np.eye(states, dtype=int)[int(rng.integers(states))]
    ring = np.roll(np.eye(states), 1, axis=1)

    def run(start=start, transition=transition, steps=steps):
        return lambda: student.marginals(start.copy(), transition.copy(), steps)

    yield Case("a random chain", "随机的链", run(), axes)
    yield Case("one step, and none", "一步，以及零步", lambda: [run(steps=1)(), run(steps=0)()], axes)
    yield Case("from a state that is certain, in whole numbers", "从确定的状态出发，用整数表示", run(first), axes)
    yield Case("a chain that stays where it is", "停在原处的链", run(transition=np.eye(states)), axes)
    yield Case("a chain that goes round in a circle", "转圈的链", run(transition=ring), axes)

    def kept():
        given = start.copy(), transition.copy()
        path = np.array(student.marginals(*given, 40))
        return {"p_t": path, "start, afterwards": given[0], "transition, afterwards": given[1]}

    yield Case("forty steps, and the arrays handed in stay as they were", "四十步，传入的数组保持原样", kept, axes)


@probe
def stateless(student, rng):
    time, features, units, outputs = _sizes(rng, 3, 12, 4)
    x = rng.normal(size=(2, time, features)).astype("float32")
    longer = rng.normal(size=(2, time + 4, features)).astype("float32")
    target = rng.normal(size=(2, time, outputs)).astype("float32")
    step = int(rng.integers(time - 1))
    order = np.roll(np.arange(time)[::-1], step)
    seed = int(rng.integers(2**31))

    def model():
        """Build the student's model and give it weights, the same ones for the same shapes."""
        built = student.stateless(features, units, outputs)
        draw = np.random.default_rng(seed)
        built.set_weights([draw.normal(scale=0.4, size=weight.shape) for weight in built.get_weights()])
        return built

    def look():
        built = model()
        y = np.asarray(built(x))
        shapes = {"shape of the input": list(built.input_shape), "shape of the output": list(y.shape)}
        return shapes | {"parameters": built.count_params(), "output": y}

    def another_step():
        built, changed = model(), x.copy()
        changed[:, step] += 1
        return np.abs(np.asarray(built(changed)) - np.asarray(built(x))).max(axis=0)

    def fitted():
        other = model()
        result = trained(model(), (x, target), (longer[:, :time], target))
        return result | {"output of another model, not trained": other(x)}

    axes = ("batch", "time", "outputs")
    yield Case("shapes, parameters and output", "形状、参数量和输出", look)
    yield Case("the same model on a longer input", "同一个模型，更长的输入", lambda: np.asarray(model()(longer)), axes)
    yield Case("an input of one step", "只有一步的输入", lambda: np.asarray(model()(x[:, :1])), axes)
    yield Case("an input whose steps are shuffled", "各步被打乱的输入", lambda: np.asarray(model()(x[:, order])), axes)
    yield Case(
        "how far each output moves when one step changes", "改变一步时，每个输出变了多少", another_step, axes[1:]
    )
    yield Case("trained, as in the cells below", "像下面的单元格那样训练", fitted, tolerance=1e-4)


@probe
def build_model(student, rng):
    time, features, units, outputs, time_out = _sizes(rng, 3, 12, 5)
    x = rng.normal(size=(2, time, features)).astype("float32")
    longer = rng.normal(size=(2, time + 4, features)).astype("float32")
    target = rng.normal(size=(2, outputs)).astype("float32")
    seed = int(rng.integers(2**31))

    def model(task):
        """Build the student's model and give it weights, the same ones for the same shapes."""
        built = student.build_model(task, features, units, outputs, time_out)
        draw = np.random.default_rng(seed)
        built.set_weights([draw.normal(scale=0.4, size=weight.shape) for weight in built.get_weights()])
        return built

    def look(task):
        built = model(task)
        y = np.asarray(built(x[:, 0] if task.startswith("one") else x))
        shapes = {"shape of the input": list(built.input_shape), "shape of the output": list(y.shape)}
        return shapes | {"parameters": built.count_params(), "output": y}

    def both_lengths(task):
        built = model(task)
        return [np.asarray(built(x)), np.asarray(built(longer))]

    for task, zh in {
        "one to one": "一对一",
        "one to many": "一对多",
        "many to one": "多对一",
        "aligned": "对齐的多对多",
        "many to many": "不对齐的多对多",
    }.items():
        yield Case(task, zh, lambda task=task: look(task))

    def fitted():
        other = model("many to one")
        result = trained(model("many to one"), (longer, target), (x, target))
        return result | {"output of another model, not trained": other(x)}

    yield Case("many to one: trained on inputs of two lengths", "多对一：用两种长度的输入训练", fitted, tolerance=1e-4)
    for task, zh in {"aligned": "对齐的多对多", "many to many": "不对齐的多对多"}.items():
        yield Case(
            f"{task}: the same model on a longer input",
            f"{zh}：同一个模型，更长的输入",
            lambda task=task: both_lengths(task),
        )


@probe
def window_parameters(student, rng):
    window, features, units = _sizes(rng, 5, 60, 3)
    for kind in "MLP", "Conv1D", "SimpleRNN":
        yield Case(kind, kind, lambda kind=kind: student.window_parameters(kind, window, features, units))
    yield Case(
        "all three, the window ten times as long",
        "三种都算，窗口长十倍",
        lambda: [
            student.window_parameters(kind, 10 * window, features, units) for kind in ("MLP", "Conv1D", "SimpleRNN")
        ],
    )


@probe
def lag_matrix(student, rng):
    tau = int(rng.integers(3, 6))
    series = rng.normal(size=int(rng.integers(11, 19)))

    def cut(tau, series=series):
        return lambda: student.lag_matrix(series.copy(), tau)

    def kept():
        given = series.copy()
        X, y = student.lag_matrix(given, 2)
        return {"X": np.array(X), "y": np.array(y), "series, afterwards": given}

    def forecast():
        # What the cells below do with it.
        X, y = student.lag_matrix(series.copy(), tau)
        return {"last column of X": X[:, -1], "squared errors": (X @ np.ones(tau) - y)[2:] ** 2}

    yield Case("a random series", "随机序列", cut(tau))
    yield Case("windows of one value", "窗口只有一个值", cut(1))
    yield Case("a single window", "只有一个窗口", cut(len(series) - 1))
    yield Case("whole numbers", "整数序列", cut(2, rng.integers(1000, size=9)))
    yield Case("used as the cells below use it", "像下面的单元格那样使用", forecast)
    yield Case("the series stays as it was", "序列保持原样", kept)


@probe
def fit_ar(student, rng):
    axes = ("tau",)
    w, b = rng.uniform(-0.4, 0.4, size=3), rng.uniform(0.5, 2.0)
    exact = list(rng.normal(size=3))
    for _ in range(12):
        exact.append(exact[-3:] @ w + b)
    noisy = 5 + np.cumsum(rng.normal(size=80)) * 0.3 + rng.normal(size=80)

    def fit(series, tau):
        def answer():
            weights, number = _again(student.fit_ar, np.array(series), tau)
            return {"w": np.asarray(weights), "b": np.asarray(number)}

        return answer

    yield Case("a series without noise: its own weights", "没有噪声的序列：得到它自己的权重", fit(exact, 3), axes)
    yield Case("a series with noise", "有噪声的序列", fit(noisy, 4), axes)
    yield Case("the same, far from zero", "同一个序列，远离零", fit(noisy + 30, 4), axes)
    yield Case("one past value", "只看一个过去的值", fit(noisy, 1), axes)

    def kept():
        given = noisy[:40].copy()
        weights, number = student.fit_ar(given, 3)
        return {"w": np.asarray(weights), "b": np.asarray(number), "series, afterwards": given}

    yield Case("the series stays as it was", "序列保持原样", kept, axes)


@probe
def as_dense(student, rng):
    tau = int(rng.integers(3, 8))
    w, b = rng.normal(size=tau), rng.normal() - 2
    windows = rng.normal(size=(tau + 4, tau)).astype("float32")
    axes = ("batch", "outputs")

    def run(w=w, b=b):
        return lambda: np.asarray(student.as_dense(w.copy(), b)(windows))

    def weights():
        model = student.as_dense(w.copy(), b)
        student.as_dense(-w, 2 * b)  # another model, of which the first knows nothing
        return {"shape of the input": list(model.input_shape), "kernel and bias": model.get_weights()}

    def further():
        model, y = student.as_dense(w.copy(), b), np.arange(tau + 4.0)
        before = model.predict(windows, verbose=0)
        return {"forecasts": before} | trained(model, (windows, y), (windows[:3], y[:3]))

    yield Case("forecasts of random windows", "随机窗口的预测", run(), axes)
    yield Case("without b", "b 为零", run(b=0.0), axes)
    yield Case("a single lag", "只有一个滞后", lambda: np.asarray(student.as_dense(w[:1], b)(windows[:, :1])), axes)
    yield Case("kernel and bias", "kernel 与 bias", weights)
    yield Case("trained further, as in the cell below", "像下面的单元格那样继续训练", further, axes, tolerance=1e-4)


@probe
def forecast(student, rng):
    batch, tau, k = _sizes(rng, 3, 9, 3)
    windows, w, b = rng.normal(size=(batch, tau)), rng.normal(size=tau), rng.normal()
    w /= np.abs(w).sum()
    axes = ("batch", "time")

    def run(windows=windows, w=w, b=b, k=k):
        return lambda: student.forecast(windows.copy(), w.copy(), b, k)

    def kept():
        given = windows.copy()
        path = np.array(student.forecast(given, w, b, 2 * tau))
        return {"forecasts": path, "windows, afterwards": given}

    yield Case("one step", "一步", run(k=1), axes)
    yield Case("several steps", "若干步", run(), axes)
    yield Case(
        "the oldest value comes back: the window repeats",
        "取最旧的值：窗口重复出现",
        run(w=np.eye(tau)[0], b=0.0),
        axes,
    )
    yield Case("the last value and b: it counts up", "上一个值加 b：往上数", run(w=np.eye(tau)[-1]), axes)
    yield Case("a window of one value", "窗口只有一个值", run(windows[:, :1], np.array([0.7])), axes)
    yield Case("windows of whole numbers", "整数的窗口", run(rng.integers(9, size=(batch, tau))), axes)
    yield Case("further than the window is long; windows stays as it was", "比窗口还远；windows 保持原样", kept, axes)


@probe
def companion(student, rng):
    tau = int(rng.integers(3, 7))
    w = rng.uniform(-1, 1, size=tau)
    radius, angle = rng.uniform(0.3, 1.4), rng.uniform(0.5, 2.5)
    swing = np.array([-(radius**2), 2 * radius * np.cos(angle)])
    negative = -rng.uniform(0.2, 1.5, size=1)
    below = -rng.uniform(
        0.2, 1, size=tau
    )  # no eigenvalue is a positive number, so the largest real part is not the radius
    window = rng.normal(size=tau)
    axes = ("from", "to")

    def part(k, w=w):
        return lambda: student.companion(w.copy())[k]

    def walk():
        A, s, path = np.asarray(_again(student.companion, w.copy())[0]), window, []
        for _ in range(tau + 1):
            s = s @ A
            path.append(s[-1])
        return np.array(path)

    yield Case("the matrix", "矩阵", part(0), axes)
    yield Case("multiplying a window by it: forecasts", "窗口乘以它：得到预测", walk, ("time",))
    yield Case("the spectral radius", "谱半径", part(1, below))
    yield Case("the radius of two complex eigenvalues", "两个复特征值的谱半径", part(1, swing))

    def kept():
        given = w.copy()
        return {"A and its radius": student.companion(given), "w, afterwards": given}

    yield Case("w stays as it was", "w 保持原样", kept, axes)
    yield Case("a single negative weight", "只有一个负权重", lambda: student.companion(negative.copy()))
