"""The layers that the course builds are Keras layers like any other: each in each situation gives what Keras' own gives with the same weights.

ROWS are the layers, SITUATIONS what may happen to one; what a layer can't do is in LIMITS, with the sentence of its notebook that says so.
JAX is none of the situations: the course does not depend on it. tests/test_backends.py runs the layers there where it is installed.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from unittest import mock

import jupytext
import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers, ops

from autograder.marking.reference import namespace
from autograder.source.notebooks import read

ROOT = Path(__file__).parents[1]
SOURCES = {
    "RNNCell": "ch03_language_models/rnn_language_model",
    "HandRNN": "ch04_backpropagation_through_time/bptt",
    "LSTMCell": "ch05_gated_networks/lstm",
    "GRUCell": "ch05_gated_networks/gru",
    "StackedCells": "ch06_deep_bidirectional/deep",
    "Bidirectional": "ch06_deep_bidirectional/bidirectional",
    "Encoder": "ch07_encoder_decoder/encoder_decoder",
    "Decoder": "ch07_encoder_decoder/encoder_decoder",
    "EncoderDecoder": "ch07_encoder_decoder/encoder_decoder",
}
BATCH, TIME, FEATURES, UNITS, MORE, WORDS, FOREIGN = 4, 5, 3, 6, 7, 8, 9  # sources have words, targets foreign ones
MASK = np.array([[1, 1, 1, 0, 0], [0, 0, 1, 1, 1], [1, 1, 0, 0, 1], [0, 0, 0, 0, 0]], bool)  # right, left, a gap, all


# -- what the course builds ------------------------------------------------------------------------


@cache
def cells_of(name):
    """Return the cells of a notebook's source."""
    return read(ROOT / "solutions" / f"{name}.py")


@cache
def solved(name):
    """Return the namespace of a notebook, down to the last of the layers that are tested here."""
    cells = cells_of(name)
    begins = tuple(f"class {layer}(" for layer, source in SOURCES.items() if source == name)
    last = max(k for k, cell in enumerate(cells) if cell.kind == "code" and any(b in cell.source for b in begins))
    return namespace(cells[: last + 1])


@cache
def course():
    """Return the layers of the solutions as attributes."""
    return SimpleNamespace(**{layer: solved(name)[layer] for layer, name in SOURCES.items()})


@cache
def answers(layer):
    """Return the layers of the course, once for each other right answer to an exercise, with that in the solution's place."""
    file = ROOT / "tests/alternatives" / Path(SOURCES[layer]).parent / f"{layer}.py"
    found = []
    for cell in jupytext.read(file, fmt="py:percent").cells:
        space = {**solved(SOURCES[layer])}
        exec(cell.source, space)
        found.append(SimpleNamespace(**vars(course()) | {layer: space[layer]}))
    return found


class StepByStep(keras.Model):
    """What chapter 7 builds, as a loop: a source is read, a target is written from a context, or both."""

    def __init__(self, reads, writes, every_step=False):
        super().__init__()
        self.reads, self.writes, self.every_step = reads, writes, every_step
        if reads:
            self.words, self.reader = layers.Embedding(WORDS, FEATURES), layers.GRUCell(UNITS)
        if writes:
            self.foreign, self.writer = layers.Embedding(FOREIGN, FEATURES), layers.GRUCell(UNITS)
            self.logits = layers.Dense(FOREIGN)

    def call(self, inputs):
        source, target = inputs if self.writes else (inputs, None)
        context = self.read(source) if self.reads else ops.cast(source, self.compute_dtype)
        return self.write(target, context) if self.writes else context

    def read(self, source):
        h = ops.zeros((source.shape[0], UNITS), self.compute_dtype)
        for t in range(source.shape[1]):
            h = ops.where(source[:, t, None] == 0, h, self.reader(self.words(source[:, t]), [h])[0])
        return h

    def write(self, target, context):
        h, logits = context, []
        for t in range(target.shape[1]):
            x = self.foreign(target[:, t])
            h, _ = self.writer(ops.concatenate([x, context], axis=-1) if self.every_step else x, [h])
            logits.append(self.logits(h))
        return ops.stack(logits, axis=1)


def sequences(rng, time):
    """Draw what a recurrent layer reads."""
    return rng.normal(size=(BATCH, time, FEATURES)).astype("float32")


def sentences(rng, time, words=WORDS):
    """Draw sentences with padding on the right, on the left, in a gap, and one of nothing else."""
    return rng.integers(1, words, size=(BATCH, time), dtype="int32") * np.resize(MASK.T, (time, BATCH)).T


def begun(rng, time):
    """Draw contexts, and targets to be written from them."""
    return rng.normal(size=(BATCH, UNITS)).astype("float32"), sentences(rng, time, FOREIGN)


def translations(rng, time):
    """Draw sources and targets, which are longer."""
    return sentences(rng, time), sentences(rng, time + 1, FOREIGN)


def called(layer, inputs, **given):
    """Call a layer as most are called."""
    return layer(inputs, **given)


def written(decoder, inputs):
    """Call a decoder: it writes a target from a context."""
    context, target = inputs
    return decoder(target, decoder.start(context))[0]


class Row(NamedTuple):
    """A layer of the course beside Keras' own."""

    own: Callable  # (the layers of the course, **options) -> the layer
    twin: Callable  # (**options) -> Keras' own, with the same weights
    draw: Callable = sequences  # (rng, number of steps) -> what it is called on
    call: Callable = called


class Cell(NamedTuple):
    """A cell of the course: how it is made, and the name of Keras' layer with such a cell."""

    make: Callable  # (the layers of the course, units) -> the cell
    keras: str
    options: dict

    def layer(self, **options):
        """Return Keras' layer."""
        return getattr(layers, self.keras)(UNITS, **self.options, **options)

    def cell(self, units):
        """Return Keras' cell."""
        return getattr(layers, f"{self.keras}Cell")(units, **self.options)


CELLS = {
    "RNNCell": Cell(lambda c, units: c.RNNCell(units), "SimpleRNN", {}),
    "LSTMCell": Cell(lambda c, units: c.LSTMCell(units), "LSTM", {}),
    "GRUCell": Cell(lambda c, units: c.GRUCell(units), "GRU", {}),
    "GRUCell, reset before": Cell(lambda c, units: c.GRUCell(units, reset_after=False), "GRU", {"reset_after": False}),
}


def three(make):
    """Return three cells for a stack, the middle one Keras'."""
    return [make(UNITS), layers.GRUCell(MORE), make(MORE)]


def dropping(options):
    """Return two of Keras' cells, which take what is theirs out of the options of a layer."""
    own = {name: options.pop(name) for name in ("dropout", "recurrent_dropout", "seed") if name in options}
    return [layers.LSTMCell(UNITS, **own), layers.SimpleRNNCell(MORE, **own)]


def of_cell(name, one):
    """Yield a cell in whatever runs one."""

    def cells(c):
        return three(partial(one.make, c))

    def run(c, **options):
        return layers.RNN(one.make(c, UNITS), **options)

    def stacked(c, **options):
        return layers.RNN(c.StackedCells(cells(c)), **options)

    def listed(c, **options):
        return layers.RNN(cells(c), **options)  # of a list Keras makes its own stack

    def twin(**options):
        return layers.RNN(three(one.cell), **options)

    if one.options:  # the same cell in another way
        yield f"RNN({name})", Row(run, one.layer)
        return
    yield from of_layer(f"RNN({name})", run, one.layer)
    yield f"StackedCells([{name}, …])", Row(stacked, twin)
    yield f"StackedRNNCells([{name}, …])", Row(listed, twin)


def of_layer(name, own, twin):
    """Yield a layer, alone and in what reads from both sides."""

    def in_keras(c, **options):
        return layers.Bidirectional(own(c, **options))

    yield name, Row(own, twin)
    yield f"Bidirectional({name})", turned(own, twin)
    yield f"Keras' Bidirectional({name})", Row(in_keras, turned(own, twin).twin)


def turned(own, twin):
    """Return a layer in the Bidirectional of the course."""
    return Row(
        lambda c, **options: c.Bidirectional(own(c, **options)),
        lambda **options: layers.Bidirectional(twin(**options)),
    )


def of_translation(every_step):
    """Yield a decoder, or one and a model with it."""

    def decoder(c):
        return c.Decoder(FOREIGN, FEATURES, UNITS, every_step=every_step)

    def model(c):
        return c.EncoderDecoder(c.Encoder(WORDS, FEATURES, UNITS), decoder(c))

    name = "Decoder, every step" if every_step else "Decoder"
    yield name, Row(decoder, partial(StepByStep, False, True, every_step), begun, written)
    if every_step:
        yield "EncoderDecoder", Row(model, partial(StepByStep, True, True, every_step), translations)


def rows():
    """Yield all layers, each with a name."""
    for name, one in CELLS.items():
        yield from of_cell(name, one)
    yield from of_layer("HandRNN", lambda c, **options: c.HandRNN(UNITS, **options), partial(layers.SimpleRNN, UNITS))
    for name in "SimpleRNN", "LSTM", "GRU":
        layer = partial(getattr(layers, name), UNITS)
        yield f"Bidirectional({name})", turned(lambda c, layer=layer, **options: layer(**options), layer)
    yield (
        "StackedCells of Keras' cells",
        Row(
            lambda c, **options: layers.RNN(c.StackedCells(dropping(options)), **options),
            lambda **options: layers.RNN(dropping(options), **options),
        ),
    )
    yield "Encoder", Row(lambda c: c.Encoder(WORDS, FEATURES, UNITS), partial(StepByStep, True, False), sentences)
    for every_step in False, True:
        yield from of_translation(every_step)


ROWS = dict(rows())
RECURRENT = [name for name, row in ROWS.items() if row.draw is sequences]
TRANSLATING = [name for name in ROWS if name not in RECURRENT]
MODELS = ["EncoderDecoder"]
SOME = [  # for what takes a second or two: every layer, not in every wrapper
    *(f"RNN({name})" for name in CELLS),
    "HandRNN",
    "StackedCells([LSTMCell, …])",
    "Bidirectional(RNN(LSTMCell))",
    "Bidirectional(GRU)",
    *TRANSLATING,
]


# -- what happens to them --------------------------------------------------------------------------


class Trial:
    """A row in a situation: its layer and Keras' own, with the same weights, and what they are called on."""

    def __init__(self, row, space, folder):
        self.row, self.space, self.folder = row, space, folder
        self.rng = np.random.default_rng(0)
        self.recurrent = row.draw is sequences

    def draw(self, time=TIME):
        """Draw what the layers are called on."""
        return self.row.draw(self.rng, time)

    def pair(self, **options):
        """Return the layer and Keras' own; options are for recurrent layers."""
        own, twin = self.row.own(self.space, **options), self.row.twin(**options)
        for layer, call in (own, self.row.call), (twin, called):
            # A call would change the state of what has one; the layers of chapter 7 have no build.
            layer.build((BATCH, TIME, FEATURES)) if self.recurrent else call(layer, self.draw())
        twin.set_weights([self.rng.normal(scale=0.6, size=weight.shape) for weight in twin.get_weights()])
        left = twin.get_weights()
        for weight in own.weights:  # in this order, or by shape where no order is agreed on
            shapes = [array.shape for array in left]
            weight.assign(left.pop(0 if self.recurrent else shapes.index(tuple(weight.shape))))
        return own, twin

    def call(self, layer, inputs, **given):
        """Call the layer of the course."""
        return self.row.call(layer, inputs, **given)

    def model(self, layer):
        """Return a functional model of a layer, for any length; what is a model already stays as it is."""
        if isinstance(layer, keras.Model):
            return layer
        inputs = keras.tree.map_structure(unknown, self.draw())
        return keras.Model(inputs, self.call(layer, inputs))

    def compare(self, own, twin):
        """Compare what is called on inputs of two lengths."""
        for time in (TIME, 2):
            inputs = self.draw(time)
            same(own(inputs), twin(inputs))


def unknown(array):
    """Return a place for arrays like this one, of any length."""
    static = array.ndim == 2 and array.dtype == np.float32  # a context
    return keras.Input(array.shape[1:] if static else (None, *array.shape[2:]), dtype=array.dtype.name)


def same(got, expected, tolerance=1e-5):
    """Assert that two structures of arrays are the same, but for rounding."""
    got, expected = (list(map(np.array, keras.tree.flatten(arrays))) for arrays in (got, expected))
    assert [array.shape for array in got] == [array.shape for array in expected]
    for one, other in zip(got, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance)


SITUATIONS = {}


def situation(title, rows):
    """Register a function of a Trial."""

    def register(function):
        SITUATIONS[title] = function, rows
        return function

    return register


@situation("called", ROWS)
def _(trial):
    for options in [{}, {"return_sequences": True}] if trial.recurrent else [{}]:
        own, twin = trial.pair(**options)
        trial.compare(partial(trial.call, own), twin)


@situation("Sequential", [name for name in SOME if name in {*RECURRENT, "Encoder"}])
def _(trial):
    own, twin = trial.pair()
    trial.compare(keras.Sequential([unknown(trial.draw()), own]), twin)


@situation("functional", SOME)
def _(trial):
    own, twin = trial.pair()
    inputs = keras.tree.map_structure(unknown, trial.draw())
    trial.compare(keras.Model(inputs, trial.call(own, inputs)), twin)


class Around(keras.Model):
    """A subclassed model of one layer."""

    def __init__(self, layer, run):
        super().__init__()
        self.layer, self.run = layer, run

    def call(self, inputs):
        return self.run(self.layer, inputs)


@situation("subclassed, as a graph", SOME)
def _(trial):
    own, twin = trial.pair()
    trial.compare(Around(own, trial.row.call).predict_on_batch, twin)


@situation("masks", RECURRENT)
def _(trial):
    x = trial.draw()
    for sequences_too in (False, True):
        own, twin = trial.pair(return_sequences=sequences_too)
        same(own(x, mask=MASK), twin(x, mask=MASK))
        assert own.compute_mask(x, MASK) is twin.compute_mask(x, MASK)  # the mask itself, or None


@situation("stateful", RECURRENT)
def _(trial):
    own, twin = trial.pair(stateful=True)
    x = trial.draw()
    for part in (x[:, :2], x[:, 2:]):
        same(own(part), twin(part))


@situation("return_state", RECURRENT)
def _(trial):
    own, twin = trial.pair(return_state=True)
    x = trial.draw()
    same(own(x), twin(x))


@situation("initial_state", RECURRENT)
def _(trial):
    own, twin = trial.pair()
    x = trial.draw()
    shapes = [state.shape for state in keras.tree.flatten(trial.row.twin(return_state=True)(x))[1:]]
    flat = [trial.rng.normal(size=shape).astype("float32") for shape in shapes]

    def start(layer):
        return (
            keras.tree.pack_sequence_as(layer.get_initial_state(BATCH), flat) if isinstance(layer, layers.RNN) else flat
        )

    same(own(x, initial_state=start(own)), twin(x, initial_state=start(twin)))


def fitted(trial, eagerly=True, **options):
    """Train the layer as a graph, Keras' own with or without one, by a step on each of two lengths; return what `fit` has called back with."""
    own, twin = trial.pair(**options)
    batches = [(x, trial.rng.normal(size=twin(x).shape)) for x in (trial.draw(), trial.draw(TIME - 2))]
    untrained = [np.array(trial.call(own, x)) for x, _ in batches]
    path = trial.folder / "trained.keras"
    for layer, at_once, callbacks in (own, False, [keras.callbacks.ModelCheckpoint(path)]), (twin, eagerly, []):
        model = trial.model(layer)
        model.compile(keras.optimizers.SGD(0.5), "mse", run_eagerly=at_once)
        model.fit((batch for batch in batches), steps_per_epoch=2, shuffle=False, callbacks=callbacks, verbose=0)
    for (x, _), before in zip(batches, untrained, strict=True):
        assert np.abs(trial.call(own, x) - before).max() > 1e-3
        same(trial.call(own, x), twin(x), 1e-4)
    return own, batches[0][0], path


@situation("fit", SOME)
def _(trial):
    own, x, path = fitted(trial)
    same(keras.saving.load_model(path)(x), trial.call(own, x))


# Keras leaves the seed of a SimpleRNN out of its config, so two copies of one do not drop the same.
@situation("dropout in fit", ["HandRNN", "Bidirectional(LSTM)", "Bidirectional(GRU)", "StackedCells of Keras' cells"])
def _(trial):
    fitted(trial, eagerly=False, dropout=0.4, recurrent_dropout=0.3, seed=1)


@contextmanager
def policy(name):
    """Let layers compute in another precision."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


@situation("mixed precision", SOME)
def _(trial):
    with policy("mixed_float16"):
        own, twin = trial.pair()
        x = trial.draw()
        output, expected = trial.call(own, x), twin(x)
    assert {output.dtype, expected.dtype} == {tf.float16}
    assert {weight.dtype for weight in own.get_weights()} == {np.dtype("float32")}
    same(output, expected, 5e-3)


@situation("jit_compile", [name for name in SOME if name not in {"Encoder", *MODELS}])
def _(trial):
    own, twin = trial.pair()
    x = trial.draw()

    def gradients(layer, call):
        with tf.GradientTape() as tape:
            loss = ops.sum(ops.sin(call(layer, x)))
        return [loss, *map(tf.convert_to_tensor, tape.gradient(loss, [w.value for w in layer.trainable_weights]))]

    compiled = tf.function(partial(gradients, own, trial.row.call), jit_compile=True)
    same(compiled(), gradients(twin, called), 1e-4)


def saved(name, trial):
    """Save a model, and load it again."""
    own, twin = trial.pair()
    path = trial.folder / name
    trial.model(own).save(path)
    trial.compare(keras.saving.load_model(path), twin)


situation(".keras", ROWS)(partial(saved, "model.keras"))
situation(".h5", [name for name in SOME if name not in MODELS])(
    partial(saved, "model.h5")
)  # Keras takes functional models


@situation("weights only", SOME)
def _(trial):
    own, twin = trial.pair()
    path = trial.folder / "model.weights.h5"
    trial.model(own).save_weights(path)
    other = trial.model(trial.pair()[0])
    other.load_weights(path)
    trial.compare(other, twin)


@situation("clone_model", SOME)
def _(trial):
    own, twin = trial.pair()
    clone = keras.models.clone_model(trial.model(own))
    x = trial.draw()
    assert np.abs(clone(x) - twin(x)).max() > 1e-3  # a clone has weights of its own
    clone.set_weights(own.get_weights())
    trial.compare(clone, twin)


def settings(config):
    """Return a config without the shapes with which a layer in it was built."""
    if isinstance(config, dict):
        return {key: settings(value) for key, value in config.items() if key != "build_config"}
    return [settings(value) for value in config] if isinstance(config, list | tuple) else config


@situation("get_config", SOME)
def _(trial):
    own, twin = trial.pair()
    again = type(own).from_config(own.get_config())
    trial.call(again, trial.draw())
    assert settings(again.get_config()) == settings(own.get_config())
    again.set_weights(own.get_weights())
    trial.compare(partial(trial.call, again), twin)


# -- what they can't do ----------------------------------------------------------------------------


class Limit(NamedTuple):
    """Which layers can't do what, and the notebook and the words that say so, in both languages."""

    layers: str  # a pattern for the names of rows
    situations: tuple
    source: str
    en: str
    zh: str
    answers: bool = False  # whether it holds for other right answers, and the solution can do more


LIMITS = [
    Limit(
        r"Bidirectional\(.*",
        ("return_state", "initial_state"),
        SOURCES["Bidirectional"],
        "States are neither taken nor returned: for `initial_state` and `return_state` there is Keras' own layer.",
        "状态既不传入也不返回：需要 `initial_state` 和 `return_state` 时，用 Keras 自带的层。",
    ),
    Limit(
        "StackedCells of Keras' cells",
        ("dropout in fit",),
        SOURCES["StackedCells"],
        "One thing only Keras' own stack can do: cells that have a `dropout` of their own.",
        "只有一件事是 Keras 自己的堆叠才会的：单元自带 `dropout`。",
    ),
    Limit(
        "Decoder, every step",
        ("functional",),
        SOURCES["Decoder"],
        "You may rely on the length of a target being known, as it is in every batch of this notebook.",
        "可以认为译文的长度是已知的，本笔记本的每个批次都是如此。",
        answers=True,
    ),
]


def limited(name, title, answers=False):
    """Whether a layer can't do what a situation asks of it."""
    found = [one for one in LIMITS if title in one.situations and re.fullmatch(one.layers, name)]
    return any(answers or not one.answers for one in found)


def text_of(source, lang):
    """Return what a notebook says in a language, without blanks and ends of lines."""
    return re.sub(r"\s", "", "".join(cell.source for cell in cells_of(source) if cell.lang == lang))


@pytest.mark.parametrize("one", LIMITS, ids=lambda one: one.layers)
def test_a_limit_is_told_in_the_notebook(one):
    for lang, sentence in ("en", one.en), ("zh", one.zh):
        assert re.sub(r"\s", "", sentence) in text_of(one.source, lang)


def tried(name, title, space, folder, answers=False):
    """Put a layer into a situation; one that has a limit there has to fail."""
    known = {keras.saving.get_registered_name(layer): layer for layer in vars(space).values()}
    function, trial = SITUATIONS[title][0], Trial(ROWS[name], space, folder)
    with mock.patch.dict(keras.saving.get_custom_objects(), known):
        if limited(name, title, answers):
            with pytest.raises((AssertionError, AttributeError, TypeError, ValueError)):
                function(trial)
        else:
            function(trial)


def trials():
    """Yield the row and the situation of each test; `make test` leaves the slow ones out, and puts cells in all their wrappers into two of the situations."""
    for title, (_, names) in SITUATIONS.items():
        for name in names:
            slow = title in ("dropout in fit", "jit_compile") or (
                name == "EncoderDecoder" and title not in ("called", ".keras")
            )
            brief = (name in SOME and not slow) or title in ("masks", "return_state") or limited(name, title)
            yield pytest.param(name, title, marks=[] if brief else [pytest.mark.proof])


@pytest.mark.parametrize(("name", "title"), [*trials()])
def test_a_layer_of_the_course_is_like_any_other(name, title, tmp_path):
    tried(name, title, course(), tmp_path)


OTHERS = {  # where the other right answers to an exercise stand
    "RNNCell": ["RNN(RNNCell)"],
    "LSTMCell": ["RNN(LSTMCell)"],
    "GRUCell": ["RNN(GRUCell)", "RNN(GRUCell, reset before)"],
    "StackedCells": ["StackedCells([LSTMCell, …])"],
    "Bidirectional": ["Bidirectional(GRU)", "Bidirectional(RNN(LSTMCell))"],
    "Encoder": ["Encoder"],
    "Decoder": ["Decoder, every step"],
    "EncoderDecoder": ["EncoderDecoder"],
}
BRIEF = ["called", "functional", "masks", "stateful", "return_state", ".keras", "get_config"]


def others():
    """Yield the exercise, the row and the situation of each test of other right answers."""
    for layer, names in OTHERS.items():
        for name in names:
            for title in BRIEF:
                unlike = layer == "Decoder" and title == ".keras"  # a model for any length is saved
                if name in SITUATIONS[title][1] and not unlike:
                    marks = [] if title == "called" else [pytest.mark.proof]
                    yield pytest.param(layer, name, title, marks=marks)


@pytest.mark.parametrize(("layer", "name", "title"), [*others()])
def test_so_is_every_other_right_answer(layer, name, title, tmp_path):
    for space in answers(layer):
        tried(name, title, space, tmp_path, answers=True)
