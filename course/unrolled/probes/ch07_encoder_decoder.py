"""Probes of chapter 7, encoder and decoder. All sizes differ, so that no transpose passes by luck."""

import keras
import numpy as np

from unrolled.probes import Case, probe

# -- parallel_text -----------------------------------------------------------------------------


# -- encoder_decoder ---------------------------------------------------------------------------

WORDS, FEATURES, UNITS, BATCH, TIME, STEPS = 11, 3, 4, 2, 5, 6
LOGITS = ("batch", "time", "words")


def _floats(rng, *shape):
    return rng.normal(scale=0.7, size=shape).astype("float32")


def _ids(rng, *shape, low=1, high=WORDS):
    return rng.integers(low, high, size=shape, dtype="int32")


def _set(layer, arrays):
    """Give a layer that was called its weights, each by its shape, in whatever order the layer holds them."""
    by_shape = {array.shape: array for array in arrays}
    layer.set_weights([by_shape[tuple(weight.shape)] for weight in layer.weights])
    return layer


def _gru_weights(rng, features, units=UNITS):
    return [_floats(rng, features, 3 * units), _floats(rng, units, 3 * units), _floats(rng, 2, 3 * units)]


@probe
def Encoder(student, rng):
    axes = ("batch", "units")
    weights = [_floats(rng, WORDS, FEATURES), *_gru_weights(rng, FEATURES)]
    source = _ids(rng, BATCH, TIME)
    behind, before, mixed = (source.copy() for _ in range(3))
    behind[0, 3:] = 0
    before[0, :2] = 0
    mixed[0, 2], mixed[1, -1] = 0, 0
    words, features, units = (int(n) for n in rng.choice(np.arange(20, 60), size=3, replace=False))

    def context(source, rebuilt=False):
        encoder = student.Encoder(WORDS, FEATURES, UNITS)
        encoder = type(encoder).from_config(encoder.get_config()) if rebuilt else encoder
        encoder(source)
        return _set(encoder, weights)(source)

    def shapes():
        encoder = student.Encoder(words, features, units)
        encoder(source)
        return sorted(list(weight.shape) for weight in encoder.weights)

    yield Case("sentences without padding", "没有补齐的句子", lambda: context(source), axes)
    yield Case("zeros behind a sentence", "句子后面有零", lambda: context(behind), axes)
    yield Case("zeros in front of a sentence", "句子前面有零", lambda: context(before), axes)
    yield Case("zeros in the middle, and behind", "中间和后面有零", lambda: context(mixed), axes)
    yield Case("rebuilt from get_config", "由 get_config 重建", lambda: context(behind, rebuilt=True), axes)
    yield Case("the shapes of the weights", "权重的形状", shapes)


@probe
def Decoder(student, rng):
    joined = FEATURES + UNITS
    common = [_floats(rng, WORDS, FEATURES), _floats(rng, UNITS, WORDS), _floats(rng, WORDS)]
    weights = {False: [*common, *_gru_weights(rng, FEATURES)], True: [*common, *_gru_weights(rng, joined)]}
    context = _floats(rng, BATCH, UNITS)
    target = _ids(rng, BATCH, TIME)

    def ready(every_step, rebuilt=False):
        decoder = student.Decoder(WORDS, FEATURES, UNITS, every_step=every_step)
        decoder = type(decoder).from_config(decoder.get_config()) if rebuilt else decoder
        decoder(target, decoder.start(context))
        return _set(decoder, weights[every_step])

    def at_once(every_step, **options):
        decoder = ready(every_step, **options)
        state = decoder.start(context)
        decoder(target, state)
        return decoder(target, state)[0]  # the state that was handed in is as good as new

    def in_parts(every_step, cuts):
        decoder = ready(every_step)
        state, parts = decoder.start(context), []
        for part in np.split(target, cuts, axis=1):
            logits, state = decoder(part, state)
            parts.append(logits)
        return keras.ops.concatenate(parts, axis=1)

    word_by_word = range(1, TIME)
    yield Case("the context as first state", "上下文作为初始状态", lambda: at_once(False), LOGITS)
    yield Case("the context at every step", "每一步都有上下文", lambda: at_once(True), LOGITS)
    yield Case("two parts, the state carried", "分两段，状态接着传", lambda: in_parts(False, [2]), LOGITS)
    yield Case(
        "word by word, the context at every step",
        "逐词，每一步都有上下文",
        lambda: in_parts(True, word_by_word),
        LOGITS,
    )
    yield Case(
        "rebuilt from get_config, the context at every step",
        "由 get_config 重建，每一步都有上下文",
        lambda: at_once(True, rebuilt=True),
        LOGITS,
    )
    yield Case(
        "rebuilt from get_config, the context as first state",
        "由 get_config 重建，上下文作为初始状态",
        lambda: at_once(False, rebuilt=True),
        LOGITS,
    )


class Reader(keras.layers.Layer):
    """An encoder that keeps the contract and is none that anybody would build: a weighted sum of the words."""

    def __init__(self, table, **kwargs):
        super().__init__(**kwargs)
        self.table, self.calls = keras.ops.convert_to_tensor(table), 0

    def call(self, source):
        self.calls += 1
        place = keras.ops.arange(1, source.shape[1] + 1, dtype="float32")[:, None]
        return keras.ops.sum(keras.ops.take(self.table, source, axis=0) / place, axis=1)


class Writer(keras.layers.Layer):
    """A decoder that keeps the contract; its state is a dictionary, to be handed on and not to be looked into."""

    def __init__(self, table, weights, to_logits, again=0.0, **kwargs):
        super().__init__(**kwargs)
        parts = table, weights, to_logits
        self.table, self.mix, self.to_logits = map(keras.ops.convert_to_tensor, parts)
        self.again = again  # how much of the context is added at every step

    def start(self, context):
        return {"memory": keras.ops.tanh(keras.ops.matmul(context, self.mix)), "context": context}

    def call(self, target_in, state):
        memory, context = state["memory"], state["context"]
        read, logits = keras.ops.take(self.table, target_in, axis=0), []
        steps = target_in.shape[1]
        for t in range(steps):
            memory = keras.ops.tanh(keras.ops.matmul(memory, self.mix) + read[:, t] + self.again * context)
            logits.append(keras.ops.matmul(memory, self.to_logits))
        return keras.ops.stack(logits, axis=1), {"memory": memory, "context": context}


def _writer(rng, **options):
    return Writer(_floats(rng, WORDS, UNITS), _floats(rng, UNITS, UNITS), 3 * _floats(rng, UNITS, WORDS), **options)


@probe
def EncoderDecoder(student, rng):
    table, source, target = _floats(rng, WORDS, UNITS), _ids(rng, BATCH, TIME), _ids(rng, BATCH, STEPS)
    decoder = _writer(rng)

    def model():
        return student.EncoderDecoder(Reader(table), decoder)

    def walk():
        whole = model()
        state, steps = whole.start(source), []
        for t in range(3):
            logits, state = whole.step(target[:, t], state)
            steps.append(np.array(logits))
        return {"logits": np.stack(steps, axis=1), "how often the source was read": whole.encoder.calls}

    def other_encoder():
        features = source[:, :UNITS] / np.float32(WORDS)  # what an encoder of pictures may be handed
        whole = student.EncoderDecoder(keras.layers.Activation("tanh"), decoder)
        return whole((features, target))

    def learns():
        whole = model()
        whole.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=False)
        return whole.evaluate((source, target), target, verbose=0)

    yield Case("called on a source and a target", "输入原文和译文", lambda: model()((source, target)), LOGITS)
    yield Case("start: the decoder's first state", "start：解码器的初始状态", lambda: model().start(source))
    yield Case(
        "one step after the start", "从 start 走一步", lambda: model().step(target[:, 0], model().start(source))[0]
    )
    yield Case("three steps, the state carried; the source read once", "走三步，状态接着传；原文只读一次", walk)
    yield Case("with another encoder", "换一个编码器", other_encoder, LOGITS)
    yield Case("`evaluate` of Keras", "Keras 的 `evaluate`", learns)


@probe
def greedy_translate(student, rng):
    axes = ("rows", "time")
    rows, words, bos, eos = 3, 9, 2, 3
    noise = rng.normal(size=(7, rows, words))

    def scripted(script, end=None):
        """Return a step that follows a script, (rows, time), as long as it is fed what it wrote, and counts its calls."""
        seen = []

        def step(token, state):
            seen.append(np.array(token).tolist())
            logits = noise[state, : len(script)].copy()
            logits[np.arange(len(script)), script[:, state]] += 20
            return logits, state + 1

        return step, seen

    def written(script, limit):
        return lambda: student.greedy_translate(scripted(script)[0], 0, len(script), bos, eos, limit)

    def fed(script, limit):
        def run():
            step, seen = scripted(script)
            student.greedy_translate(step, 0, len(script), bos, eos, limit)
            return {"calls of step": len(seen), "what each was fed": np.array(seen)}

        return run

    script = rng.integers(4, words, size=(rows, 7))
    several = script.copy()
    several[0, 2] = several[1, 4] = several[2, 5] = eos
    one = script[:1].copy()
    one[0, int(rng.integers(1, 5))] = eos
    table = rng.normal(size=(words, words))
    table[:, :4] -= 9

    def chain():
        return student.greedy_translate(
            lambda token, state: (table[np.array(token)] + state, state), 0.5, 4, bos, eos, 5
        )

    def drifting():
        def step(token, state):
            return table[np.array(token)] + np.roll(table[bos], state), state + 2

        return student.greedy_translate(step, 1, 2, bos, eos, 6)

    yield Case("rows that end at different steps", "各行在不同的时间步结束", written(several, 7), axes)
    yield Case("what is fed to each step", "每一步读到什么", fed(several, 7))
    yield Case("nobody ends: the limit", "没有一行结束：上限", written(script, 5), axes)
    yield Case("one row", "只有一行", written(one, 7), axes)
    yield Case("the first word follows from bos", "第一个词取决于 bos", chain, axes)
    yield Case("the state is carried", "状态传下去", drifting, axes)
    yield Case("an end at the limit itself", "恰好在上限处结束", written(several, 6), axes)


@probe
def context_gradient(student, rng):
    axes = ("batch", "units")
    source, target_in, target = _ids(rng, BATCH, TIME), _ids(rng, BATCH, STEPS), _ids(rng, BATCH, STEPS)
    padded = target.copy()
    padded[0, 2:] = 0
    table = _floats(rng, WORDS, UNITS)
    once, always = _writer(rng), _writer(rng, again=float(rng.uniform(0.3, 0.9)))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)

    def squares(target, logits):
        return keras.ops.sum((logits - keras.ops.cast(target, "float32")[..., None]) ** 2)

    class Parts:
        """All that is needed of a model."""

        def __init__(self, decoder):
            self.encoder, self.decoder = Reader(table), decoder

    def gradient(decoder, target=target, loss=loss):
        return lambda: student.context_gradient(Parts(decoder), loss, source.copy(), target_in.copy(), target.copy())

    def with_encoder_of_weights():
        parts = Parts(once)
        parts.encoder = keras.Sequential([keras.layers.Embedding(WORDS, UNITS), keras.layers.GlobalAveragePooling1D()])
        parts.encoder(source)
        parts.encoder.set_weights([table])
        return student.context_gradient(parts, loss, source, target_in, target)

    yield Case("a decoder that starts from the context", "从上下文出发的解码器", gradient(once), axes)
    yield Case("one that reads it at every step", "每一步都读上下文的解码器", gradient(always), axes)
    yield Case("padding in the target", "译文里有补齐的零", gradient(always, padded), axes)
    yield Case("another loss", "另一种损失", gradient(once, loss=squares), axes)
    yield Case("an encoder with weights", "带权重的编码器", with_encoder_of_weights, axes)


@probe
def reverse_words(student, rng):
    axes = ("batch", "time")
    source = _ids(rng, 3, TIME, high=90)
    ragged = source.copy()
    ragged[0, 3:], ragged[2, 1:] = 0, 0
    empty = source.copy()
    empty[1] = 0

    def twice():
        given = ragged.copy()
        once = student.reverse_words(given)
        return {"what was handed in": given.copy(), "reversed twice": student.reverse_words(np.array(once))}

    yield Case("rows without zeros", "没有零的行", lambda: student.reverse_words(source.copy()), axes)
    yield Case("rows of different lengths", "长短不一的行", lambda: student.reverse_words(ragged.copy()), axes)
    yield Case("a row without words", "有一行没有单词", lambda: student.reverse_words(empty.copy()), axes)
    yield Case("twice is back again; what was handed in is unchanged", "倒两次就还原；传入的数组不变", twice)


@probe
def mixed_pass(student, rng):
    decoder = _writer(rng, again=0.3)
    context = _floats(rng, 3, UNITS)
    target = _ids(rng, 3, STEPS)
    forced = rng.random((3, STEPS)) < 0.5
    forced[:, 0] = False
    rows = np.array([[True] * STEPS, [False] * STEPS, [True, False] * (STEPS // 2)])

    def logits(forced, target=target):
        return lambda: student.mixed_pass(decoder, decoder.start(context), target.copy(), forced.copy())

    def in_graph():
        run = keras.layers.Lambda(lambda forced: student.mixed_pass(decoder, decoder.start(context), target, forced))
        inputs = keras.Input(batch_shape=(3, STEPS), dtype="bool")
        model = keras.Model(inputs, run(inputs))
        model.compile(jit_compile=False)
        return model.predict_on_batch(forced)

    yield Case("all forced: teacher forcing", "全为真：教师强制", logits(np.ones_like(forced)), LOGITS)
    yield Case("none forced: free running", "全为假：自由运行", logits(np.zeros_like(forced)), LOGITS)
    yield Case("some forced", "有真有假", logits(forced), LOGITS)
    yield Case("each row has its own coins", "每一行有自己的硬币", logits(rows), LOGITS)
    yield Case("a target of one word", "只有一个词的译文", logits(forced[:, :1], target[:, :1]), LOGITS)
    yield Case("inside of a Keras model", "在 Keras 模型里运行", in_graph, LOGITS)
