"""Probes of chapter 8, search. The models are small random networks, so that any search has to carry the right states."""

import copy

import keras
import numpy as np
from keras import ops

from unrolled.compare import array, explain
from unrolled.probes import Case, probe
from unrolled.probes.ch03_language_models import ids, kept, left_alone

UNITS, VOCABULARY, START, END = 3, 5, 5, 2
PAIR = ("tokens", "log_prob")


class Network:
    """A small random recurrent network as a step function, of NumPy arrays or of tensors; it counts what it is asked.

    spread  how sure it is of the next token
    end     what is added to the end token's logit
    """

    def __init__(self, rng, spread=1.5, end=0.0, vocabulary=VOCABULARY):
        self.recurrent = rng.normal(size=(UNITS, UNITS))
        self.embedding = 1.5 * rng.normal(size=(max(vocabulary, START) + 1, UNITS))
        self.readout = spread * rng.normal(size=(UNITS, vocabulary))
        self.bias = end * (np.arange(vocabulary) == END)
        self.state = rng.normal(size=(1, UNITS))
        self.calls, self.rows = 0, 0

    def step(self, tokens, state):
        self.calls, self.rows = self.calls + 1, self.rows + len(state)
        inputs = np.stack([self.embedding[token] for token, _ in zip(tokens, state, strict=True)])
        state = np.tanh(state @ self.recurrent + inputs)
        logits = state @ self.readout + self.bias
        return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True)), state

    def tensor_step(self, tokens, state):
        recurrent, embedding, readout, bias = (
            ops.convert_to_tensor(part.astype("float32"))
            for part in (self.recurrent, self.embedding, self.readout, self.bias)
        )
        state = ops.tanh(ops.matmul(state, recurrent) + ops.take(embedding, tokens, axis=0))
        return ops.log_softmax(ops.matmul(state, readout) + bias), state


def _worded(rng):
    """Return a step function whose state is what was written so far, one text for each hypothesis, and the state before."""
    seed = int(rng.integers(1_000_000))

    def step(tokens, state):
        state = np.array([f"{old}{token}" for token, old in zip(tokens, state, strict=True)])
        p = [np.random.default_rng([seed, *map(ord, text)]).dirichlet(np.ones(VOCABULARY)) for text in state]
        return np.log(p), state

    return step, np.array([""])


def _compiled(function, *given):
    """Call a function of tensors as one graph, compiled as the cells below do it."""
    given = list(map(ops.convert_to_tensor, given))
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        function = tf.function(function).get_concrete_function(*given)
    return function(*given)


def _tied(rng, rows=START + 1, vocabulary=VOCABULARY):
    """Return a step function whose log-probabilities are whole numbers, so that sums are exact and many are equal."""
    table = rng.integers(-3, 0, size=(rows, vocabulary)).astype(float)

    def step(tokens, state):
        return table[np.array(tokens)], state

    return step, np.zeros((1, UNITS))


def _forbidden(network, rng):
    """Return a step function that gives some tokens no probability at all, others after each token."""
    never = rng.random((START + 1, VOCABULARY)) < 0.5
    never[:, END] = False
    never[START, [0, 1]] = False

    def step(tokens, state):
        log_probs, state = network.step(tokens, state)
        return np.where(never[np.array(tokens)], -np.inf, log_probs), state

    return step


@probe
def greedy_search(student, rng):
    networks = [Network(rng) for _ in range(20)]

    def search(networks, max_length, end=END):
        return lambda: [student.greedy_search(n.step, START, n.state.copy(), end, max_length) for n in networks]

    def apart(part, max_length):
        return lambda: [
            student.greedy_search(n.step, START, n.state.copy(), END, max_length)[part] for n in networks[:9]
        ]

    def late():
        return [Network(rng_, end=-9.0) for rng_ in rngs]

    rngs = rng.spawn(4)
    yield Case("the first token", "第一个词元", search(networks[:9], 1))
    yield Case("the outputs, of seven tokens at most", "至多七个词元的输出", apart(0, 7), judge=ids)
    yield Case("their log-probabilities", "它们的对数概率", apart(1, 7))
    yield Case("models that seldom end: max_length stops them", "很少结束的模型：由 max_length 来停", search(late(), 6))
    again = [Network(rng) for _ in range(9)]
    yield Case(
        "models whose start token is their end token",
        "起始词元就是结束词元的模型",
        lambda: [student.greedy_search(n.step, END, n.state.copy(), END, 5) for n in again],
    )
    yield Case("models whose end token is token 0", "结束词元是词元 0 的模型", search(networks[9:], 6, 0))
    worded = [_worded(rng) for _ in range(5)]
    yield Case(
        "models whose state is a text, as that of the table",
        "状态是文本的模型，与概率表一样",
        lambda: [student.greedy_search(step, START, state.copy(), END, 5) for step, state in worded],
    )


@probe
def exhaustive_search(student, rng):
    one, other, early = Network(rng), Network(rng), Network(rng, end=2.0)
    never = _forbidden(Network(rng), rng)

    def search(network, max_length, step=None):
        return student.exhaustive_search(step or network.step, START, network.state.copy(), END, max_length)

    def counted():
        outputs = search(other, 4)
        lengths = np.bincount([len(tokens) for tokens, _ in outputs], minlength=5)
        return {
            "outputs of each length": lengths,
            "their probabilities": np.bincount(
                [len(tokens) for tokens, _ in outputs], [np.exp(log_prob) for _, log_prob in outputs], minlength=5
            ),
        }

    def last():
        return [list(tokens) for tokens, _ in search(one, 3)[-5:]]

    yield Case("outputs of one token", "一个词元的输出", lambda: search(one, 1))
    yield Case("all outputs of up to two tokens", "至多两个词元的全部输出", lambda: search(early, 2))
    yield Case("how many there are of each length, and how probable", "每种长度各有多少个，概率多大", counted)
    yield Case("the most probable of up to four tokens", "至多四个词元中概率最大的几个", lambda: search(other, 4)[:6])
    yield Case("the least probable of up to three tokens", "至多三个词元中概率最小的几个", last)

    def impossible():
        outputs = search(one, 3, never)
        return [len(outputs), sum(log_prob == -np.inf for _, log_prob in outputs), outputs[:2]]

    worded = _worded(rng)
    yield Case(
        "the tokens alone, with an end token of 0",
        "只看词元，结束词元是 0",
        lambda: [tokens for tokens, _ in student.exhaustive_search(early.step, START, early.state.copy(), 0, 2)],
        judge=ids,
    )
    yield Case(
        "a model whose state is a text, as that of the table",
        "状态是文本的模型，与概率表一样",
        lambda: student.exhaustive_search(worded[0], START, worded[1].copy(), END, 2),
    )
    yield Case(
        "the state handed in stays as it was",
        "传入的状态保持原样",
        lambda: kept(lambda state: student.exhaustive_search(one.step, START, state, END, 2)[:3], one.state),
        judge=left_alone,
    )
    yield Case("outputs of probability zero count too", "概率为零的输出也算", impossible)


def _beam(student, network, max_length, k, step=None, start=START, **options):
    step = step or network.step
    return student.beam_search(step, start, network.state.copy(), END, max_length, k, **options)


@probe
def beam_search(student, rng):
    networks = [Network(rng) for _ in range(12)]
    early, late = Network(rng, end=2.5), Network(rng, end=-4.0)
    long = [Network(rng, end=-0.5, spread=2.0) for _ in range(4)]
    never = [_forbidden(network, rng) for network in networks[:4]]
    ties = [_tied(rng) for _ in range(6)]
    number = int(rng.integers(5, 9))

    def count():
        work = []
        for network in long:
            network.calls = network.rows = 0
            _beam(student, network, 6, 3)
            work += [network.calls, network.rows]
        return [work, _beam(student, long[0], 6, 3)[0]]

    def stopped(network):
        seen = []

        def stop(finished, live):
            seen.append(
                [
                    sorted([list(map(int, tokens)), float(log_prob)] for tokens, log_prob in part)
                    for part in (finished, live)
                ]
            )
            return len(seen) == 3

        return [_beam(student, network, number, 4, stop=stop), seen]

    def heard():
        seen = []
        _beam(student, early, 5, 2, stop=lambda finished, live: seen.append([len(finished), len(live)]))
        return [seen, _beam(student, early, 5, 2)]

    def tied(step, state):
        """Return outputs in one order: what a search does with the ties among its outputs is its own affair."""
        found = student.beam_search(step, START, state.copy(), END, 4, 3)
        return sorted([-float(log_prob), list(map(int, tokens))] for tokens, log_prob in found)

    def search(network, *args, **options):
        return lambda: _beam(student, network, *args, **options)

    yield Case("a beam of one", "宽度为一", lambda: [_beam(student, n, 6, 1) for n in networks])
    yield Case("a beam of two", "宽度为二", lambda: [_beam(student, n, 6, 2) for n in networks])
    yield Case(
        "a beam of four, on models that go on for long",
        "宽度为四，模型很长才结束",
        lambda: [_beam(student, n, 8, 4) for n in long],
    )
    yield Case("so wide that it keeps everything", "宽到什么都留得下", lambda: _beam(student, networks[0], 3, 90)[:8])
    yield Case("a single step", "只有一步", search(late, 1, 3))
    yield Case(
        "models that end early: complete hypotheses keep their places",
        "很早结束的模型：完整的假设保住位置",
        lambda: [_beam(student, early, n, 5) for n in (2, 3, 7)],
    )
    yield Case(
        "no output of fewer than min_length tokens",
        "没有少于 min_length 个词元的输出",
        lambda: (
            [_beam(student, early, 5, 3, min_length=n) for n in (2, 3, 4, 5)]
            + [_beam(student, early, 3, 30, min_length=2)]
        ),
    )
    yield Case(
        "equal scores: the earlier hypothesis first, then the lower token",
        "并列：靠前的假设优先，其次是编号小的词元",
        lambda: [tied(step, state) for step, state in ties],
    )
    yield Case(
        "what has no probability is never kept",
        "概率为零的绝不保留",
        lambda: [_beam(student, n, 3, 40, step) for n, step in zip(networks, never, strict=False)],
    )
    yield Case(
        "one call of step per step, with the live hypotheses only", "每一步调用一次 step，只传还在延长的假设", count
    )
    yield Case(
        "stop is asked after each step, with both lists, and obeyed",
        "每一步之后询问 stop，传入两个列表，并照办",
        lambda: [stopped(long[1]), stopped(late)],
    )
    yield Case("stop is not asked when no hypothesis is left to extend", "没有假设可延长时不再询问 stop", heard)
    worded = _worded(rng)
    yield Case(
        "the tokens alone, with an end token of 0",
        "只看词元，结束词元是 0",
        lambda: [tokens for tokens, _ in student.beam_search(early.step, START, early.state.copy(), 0, 5, 4)],
        judge=ids,
    )
    yield Case(
        "a model whose state is a text, as that of the table",
        "状态是文本的模型，与概率表一样",
        lambda: student.beam_search(worded[0], START, worded[1].copy(), END, 4, 3),
    )
    yield Case(
        "the state handed in stays as it was",
        "传入的状态保持原样",
        lambda: kept(lambda state: student.beam_search(long[2].step, START, state, END, 4, 3), long[2].state),
        judge=left_alone,
    )


@probe
def search_cost(student, rng):
    vocabulary, length, k = (int(n) for n in rng.integers([30, 4, 3], [90, 9, 20]))
    small, wide = int(rng.integers(3, 6)), int(rng.integers(40, 90))
    yield Case("greedy search", "贪心搜索", lambda: student.search_cost(vocabulary, length, 1))
    yield Case("a beam", "束搜索", lambda: student.search_cost(vocabulary, length, k))
    yield Case(
        "a wide beam, which takes several steps to fill up",
        "很宽的束，要几步才填满",
        lambda: student.search_cost(small, length + 2, wide),
    )
    yield Case("exhaustive search", "穷举搜索", lambda: student.search_cost(small, length))
    large = int(rng.integers(5_000, 20_000))
    yield Case(
        "exhaustive search with a real vocabulary: numbers too large for int64",
        "真实词表的穷举搜索：数字大到 int64 放不下",
        lambda: student.search_cost(large, 10),
    )
    yield Case("a single step", "只有一步", lambda: [student.search_cost(vocabulary, 1, n) for n in (k, None)])


def _outputs(rng, count=12):
    """Draw lengths, all different, and log-probabilities, longer outputs the less probable ones."""
    lengths = rng.choice(np.arange(2, 40), size=count, replace=False)
    return -rng.uniform(0.4, 1.2, size=count) * lengths**0.75, lengths


@probe
def length_normalised(student, rng):
    log_probs, lengths = _outputs(rng)
    alpha = float(rng.uniform(0.3, 1.2))

    def ranked(gnmt):
        return [
            np.argsort(student.length_normalised(log_probs.copy(), lengths.copy(), a, gnmt)) for a in (0.1, 0.75, 1.5)
        ]

    one = float(log_probs[0]), int(lengths[0])
    yield Case(
        "one output, alpha as it is by default", "一个输出，alpha 取默认值", lambda: student.length_normalised(*one)
    )
    alphas = rng.uniform(0, 1.5, size=5)

    def scores(*how, **form):
        return lambda: student.length_normalised(log_probs.copy(), lengths.copy(), *how, **form)

    yield Case("arrays, and another alpha", "数组，另一个 alpha", scores(alpha))
    yield Case("alpha = 0 changes nothing", "alpha = 0 时不变", scores(0))
    yield Case("the form of GNMT", "GNMT 的形式", scores(alpha, gnmt=True))
    yield Case(
        "one output at several values of alpha, an array",
        "一个输出，alpha 是数组",
        lambda: [student.length_normalised(*one, alphas.copy(), gnmt) for gnmt in (False, True)],
    )
    yield Case(
        "a table, (sentences, k), with an empty slot",
        "表格 (sentences, k)，其中一个位置为空",
        lambda: student.length_normalised(
            np.where(np.arange(12) == 7, -np.inf, log_probs).reshape(3, 4), lengths.reshape(3, 4), alpha
        ),
    )
    yield Case(
        "the ranking at three values of alpha, both forms",
        "三个 alpha 下的排名，两种形式",
        lambda: [ranked(False), ranked(True)],
    )
    yield Case(
        "the arrays handed in stay as they were",
        "传入的数组保持原样",
        lambda: kept(student.length_normalised, log_probs, lengths, 0.5),
        judge=left_alone,
    )


@probe
def flip_alpha(student, rng):
    log_probs, lengths = _outputs(rng)
    order = np.argsort(lengths)

    def flip(a, b):
        return student.flip_alpha([float(log_probs[a]), float(log_probs[b])], [int(lengths[a]), int(lengths[b])])

    yield Case(
        "the shorter output first", "短的在前", lambda: [flip(a, b) for a, b in zip(order[:6], order[6:], strict=True)]
    )
    yield Case("the longer output first", "长的在前", lambda: flip(order[-1], order[0]))
    better, ratio = -float(rng.uniform(1, 3)), float(rng.uniform(1.2, 3))
    yield Case(
        "the longer output is the more probable one: below zero",
        "长的概率更大：结果小于零",
        lambda: student.flip_alpha((ratio * better, better), (4, 11)),
    )
    yield Case(
        "an array of log-probabilities",
        "对数概率是数组",
        lambda: student.flip_alpha(log_probs[order[1:3]], lengths[order[1:3]].tolist()),
    )
    many = int(rng.integers(60, 90)), int(rng.integers(100, 200))
    yield Case("outputs of many tokens", "词元很多的输出", lambda: student.flip_alpha((better, ratio * better), many))


def _hypotheses(rng, count, low, high, per_token, most=9):
    """Draw hypotheses whose log-probabilities are a few per token."""
    lengths = rng.integers(low, high, size=count)
    return [
        (tuple(int(t) for t in rng.integers(0, most, size=n)), -float(per_token * n * rng.uniform(0.6, 1.5)))
        for n in lengths
    ]


@probe
def can_stop(student, rng):
    limit = int(rng.integers(24, 30))

    def situations(low, high, count=60):
        found = []
        while len(found) < count:
            finished = _hypotheses(rng, int(rng.integers(1, 4)), 3, 12, 1.0)
            live = _hypotheses(rng, int(rng.integers(1, 4)), low, high, rng.uniform(0.5, 3.5))
            found.append((finished, live))
        return found

    def ask(found, **how):
        """Return the answers, and what has become of the lists: rows of situation, live or not, length and log-probability."""

        def run():
            asked = copy.deepcopy(found)
            answers = [student.can_stop(*pair, max_length=limit, **how) for pair in asked]
            rows = [
                [k, part, len(tokens), round(log_prob, 4)]
                for k, pair in enumerate(asked)
                for part in (0, 1)
                for tokens, log_prob in pair[part]
            ]
            return answers, np.array(rows)

        return run

    unequal = [
        (_hypotheses(rng, int(rng.integers(0, 2)), 3, 6, 0.1), _hypotheses(rng, 2, 6, 9, 3.0)) for _ in range(40)
    ]
    equal = []
    for _ in range(40):
        log_prob, tokens = -float(rng.integers(9, 80)) / 8, tuple(range(int(rng.integers(3, 7))))
        equal.append(
            ([(tokens, log_prob)], [((*tokens, 1), log_prob - float(rng.integers(0, 2)) + float(rng.integers(0, 2)))])
        )
    titles = (
        ("without normalisation", "不做归一化"),
        ("with alpha = 0.75", "alpha = 0.75"),
        ("with alpha = 1", "alpha = 1"),
    )
    for title, alpha, lengths in zip(titles, (0.0, 0.75, 1.0), ((3, 12), (3, 12), (4, 20)), strict=True):
        yield Case(*title, ask(situations(*lengths), alpha=alpha), judge=_stops)
    yield Case("sometimes nothing is complete yet", "有时还没有完整的输出", ask(unequal), judge=_stops)
    yield Case("equal scores: nothing can be above", "并列：没有能超过的", ask(equal), judge=_stops)


def _stops(expected, got, **how):
    """Judge answers to "may we stop?": say which way they are wrong, and where first."""
    message = explain(expected, got, **how)
    parts = got.get("tuple") if isinstance(got, dict) else None
    if message is None or not isinstance(parts, list) or len(parts) != 2:
        return message
    (want, lists), have = expected["tuple"], parts[0]
    want, have = (_flags(answers) for answers in (want, have))
    if None in (want, have) or len(want) != len(have):
        return explain(expected["tuple"][0], parts[0], **how)
    if want == have:
        return (
            "The lists handed in have been changed; the search still needs them.",
            "传入的列表被改动了；搜索还要用到它们。",
        )
    early, late = (sum(h is here for w, h in zip(want, have, strict=True) if w != h) for here in (True, False))
    k = next(k for k, (w, h) in enumerate(zip(want, have, strict=True)) if w != h)
    lists = array(lists)
    finished, live = (
        [(int(n), float(log_p)) for situation, part, n, log_p in lists if (situation, part) == (k, here)]
        for here in (0, 1)
    )
    en = f"Of {len(want)} situations it stops too early in {early} and too late in {late}. The first: (length, log P) of the complete ones {finished}, of the live ones {live}; yours is {have[k]}."
    zh = f"{len(want)} 种情形中，停得太早的有 {early} 种，停得太晚的有 {late} 种。第一种：完整的 (长度, log P) 为 {finished}，还在延长的为 {live}；你的回答是 {have[k]}。"
    return en, zh


def _flags(answers):
    """Return the truth values in a list of plain data, None if there is anything else in it."""
    values = [array(answer) for answer in answers.get("list", ())] if isinstance(answers, dict) else [None]
    return None if any(v is None or v.shape or v.dtype != bool for v in values) else [bool(v) for v in values]


def _slots(scores, parents, tokens, finished):
    """Return the hypotheses of each sentence in one order, whatever the slots: best first, the empty ones left out."""
    rows = []
    for row in zip(*(np.array(part) for part in (scores, parents, tokens, finished)), strict=True):
        found = [slot for slot in zip(*(part.tolist() for part in row), strict=True) if slot[0] > -np.inf]
        rows.append([[score, parent, token, bool(end)] for score, parent, token, end in sorted(found, reverse=True)])
    return rows


@probe
def advance_beams(student, rng):
    batch, k, vocabulary, end = 3, 4, 7, int(rng.integers(1, 6))

    def draw(*shape, scale=2.0):
        return -np.abs(rng.normal(scale=scale, size=shape))

    def log_probs(k=k, vocabulary=vocabulary):
        logits = rng.normal(scale=2.0, size=(batch, k, vocabulary))
        return (logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))).astype("float32")

    def advance(scores, finished, log_p):
        given = [ops.convert_to_tensor(part) for part in (scores.astype("float32"), finished, log_p)]
        return student.advance_beams(*given, end)

    nothing = np.zeros((batch, k), bool)
    scores, first = draw(batch, k), np.where(np.arange(k) == 0, 0.0, -np.inf) + np.zeros((batch, 1))
    some = np.array([[True, False, False, False], [False, True, False, True], [True, True, True, False]])
    poor = np.where(some, scores - 3000, scores)
    likely = log_probs() - np.float32(8)
    likely[..., end] += 8
    few = log_probs(k, 6)
    drawn = [log_probs() for _ in range(5)]

    def shapes():
        found = advance(scores, some, few)
        return [[list(part.shape) for part in found], _slots(*found)]

    def compiled():
        given = scores.astype("float32"), some, few
        return _slots(*_compiled(lambda *parts: student.advance_beams(*parts, end), *given))

    yield Case("nothing is complete", "都不完整", lambda: _slots(*advance(scores, nothing, drawn[0])))
    yield Case(
        "the first step: one hypothesis, the other slots empty",
        "第一步：一个假设，其余位置为空",
        lambda: _slots(*advance(first, nothing, drawn[1])),
    )
    yield Case(
        "the end token is chosen: these are finished now",
        "选中了结束词元：从此完整",
        lambda: _slots(*advance(scores, nothing, likely)),
    )
    yield Case(
        "complete hypotheses stay as they are",
        "完整的假设保持原样",
        lambda: _slots(*advance(scores, some, drawn[2])),
    )
    yield Case("even those with poor scores", "即使分数很差", lambda: _slots(*advance(poor, some, drawn[3])))
    yield Case("all are complete", "全部完整", lambda: _slots(*advance(scores, ~nothing, drawn[4])))

    def narrow():
        """Two tokens and three slots: some slots stay empty, and an empty slot is never finished."""
        here = np.where(np.arange(3) == 0, scores[:, :1], -np.inf)
        given = here.astype("float32"), np.zeros((batch, 3), bool), few[:, :3, :2]
        found = student.advance_beams(*map(ops.convert_to_tensor, given), 0)
        empty = np.array(found[0]) == -np.inf
        return [_slots(*found), int((np.array(found[3]) & empty).sum()), empty.sum(axis=1)]

    yield Case("fewer candidates than slots: the empty ones are not finished", "候选比位置少：空位置不算完整", narrow)
    yield Case("the shapes, with another vocabulary", "形状，换一个词表", shapes)
    yield Case("compiled to a graph", "编译成一张图", compiled)


@probe
def batched_beam_search(student, rng):
    network, early = Network(rng), Network(rng, end=1.5)
    states = rng.normal(size=(4, UNITS))

    def search(network, k, max_length, states=states, end=END):
        state = ops.convert_to_tensor(states.astype("float32"))
        return student.batched_beam_search(network.tensor_step, START, state, end, max_length, k)

    def compiled():
        def graph(state):
            return student.batched_beam_search(network.tensor_step, START, state, END, 4, 3)

        return _compiled(graph, states.astype("float32"))

    def real(network, k, max_length, **options):
        """Return tokens and scores of the slots that hold a hypothesis."""
        tokens, scores = (np.array(part) for part in search(network, k, max_length, **options))
        filled = scores > -np.inf
        return [[row[keep] for row, keep in zip(part, filled, strict=True)] for part in (tokens, scores)]

    yield Case("a beam of one", "宽度为一", lambda: search(network, 1, 6), tolerance=1e-4)
    yield Case("a beam of three", "宽度为三", lambda: search(network, 3, 7), tolerance=1e-4)
    yield Case("models that end early", "很早结束的模型", lambda: search(early, 4, 6), tolerance=1e-4)
    yield Case("so wide that many slots stay empty", "宽到许多位置是空的", lambda: real(early, 20, 2), tolerance=1e-4)
    yield Case(
        "one sentence, one step", "一个句子，一步", lambda: search(network, 2, 1, states=states[:1]), tolerance=1e-4
    )
    yield Case("the tokens alone", "只看词元", lambda: search(network, 4, 5)[0], judge=ids)
    yield Case("an end token of 0", "结束词元是 0", lambda: search(network, 3, 5, end=0), tolerance=1e-4)
    yield Case("compiled to a graph", "编译成一张图", compiled, tolerance=1e-4)
    yield Case(
        "one sentence alone, as in the batch",
        "单独一个句子，与在批次中一样",
        lambda: search(network, 3, 7, states=states[2:3]),
        tolerance=1e-4,
    )


@probe
def sample_top_k(student, rng):
    rows, vocabulary = 60, 11
    logits = rng.normal(scale=1.5, size=(rows, vocabulary))
    log_probs = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    u = rng.random(rows)
    k = int(rng.integers(3, 7))

    def sample(k, u=u, log_probs=log_probs):
        return student.sample_top_k(log_probs.copy(), k, u.copy())

    yield Case(
        "what is handed in stays as it was",
        "传入的数组保持原样",
        lambda: kept(lambda log_probs, u: student.sample_top_k(log_probs, k, u), log_probs, u),
        judge=left_alone,
    )
    yield Case("from the k most probable tokens", "从概率最大的 k 个词元中抽取", lambda: sample(k), judge=ids)
    yield Case("from all tokens", "从全部词元中抽取", lambda: sample(vocabulary))
    yield Case("from two", "从两个中抽取", lambda: sample(2))
    yield Case("u = 0: the most probable token", "u = 0：概率最大的词元", lambda: sample(4, np.zeros(rows)))
    yield Case(
        "u just below 1: the last that can be drawn",
        "u 略小于 1：能抽到的最后一个",
        lambda: sample(k, np.full(rows, 1 - 1e-9)),
    )
    yield Case(
        "log-probabilities that do not sum to one, as after a temperature",
        "对数概率之和不为一，例如用过温度之后",
        lambda: sample(k, log_probs=log_probs / 1.7),
    )
