"""What is asked of each exercise: one probe function per exercise, one module per chapter.

A probe calls the student's code on inputs drawn from a seeded generator and yields the calls, case by case. It touches the
student's code inside those calls only, so that a failure belongs to its case. It never holds an answer: expected values come from
running the same probe on the solution, which students do not have.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

import keras
import numpy as np

from unrolled.compare import as_asked, close, explain, same_error

PROBES, FORBIDDEN = {}, {}


@dataclass(frozen=True)
class Case:
    """One thing that is asked: a title in both languages, the call, and how its result is judged."""

    en: str
    zh: str
    run: Callable  # () -> what the student's code returns
    axes: tuple | None = None  # the names of the result's axes, for messages
    tolerance: float = 1e-5
    judge: Callable = explain

    def verdict(self, expected, got):
        """Return None where a result is right, else what to say, in both languages."""
        return self.judge(expected, got, rtol=self.tolerance, atol=self.tolerance, axes=self.axes)

    def right(self, expected, got):
        """Return whether a result is right: what `verdict` finds, without looking for words."""
        if self.judge is explain:
            got = as_asked(expected, got)
            return close(expected, got, rtol=self.tolerance, atol=self.tolerance) or same_error(expected, got)
        return self.verdict(expected, got) is None


def probe(function=None, *, forbid=()):
    """Register a probe under its function's name, which is the exercise's name.

    forbid  dotted names of what an answer may not use, such as "keras.layers.GRU" where one is to be built
    """
    if function is None:
        return partial(probe, forbid=forbid)
    if function.__name__ in PROBES:
        raise ValueError(f"two probes are called {function.__name__}; exercise names are unique in the whole course")
    PROBES[function.__name__] = function
    FORBIDDEN[function.__name__] = tuple(forbid)
    return function


def ruled_out(name):
    """Return the dotted names of what an answer to an exercise may not use; none for an exercise that nobody knows."""
    _load()
    return FORBIDDEN.get(name, ())


def _load():
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")


def find(name):
    """Return the probe of an exercise; raise KeyError with the names there are."""
    _load()
    if name not in PROBES:
        raise KeyError(f"there is no check called {name!r}; there are: {', '.join(sorted(PROBES))}")
    return PROBES[name]


def without_counts(config):
    """Return a name or a config as text, without the numbers by which Keras tells apart what it made before: those hang on what ran earlier."""
    return re.sub(r"_\d+\b", "", str(config))


def trained(model, *batches, loss="mse"):
    """Train a layer or model on batches (x, y), compiled as `fit` compiles it, one step each; return its output afterwards and how many weights moved.

    What a student writes into `call` may run well on arrays and die here, where tensors have no values and lengths change.
    """
    if not isinstance(model, keras.Model):
        model = keras.Sequential([model])
    model.compile(keras.optimizers.SGD(0.1), loss)
    if not model.built:
        model.build((None, None, *batches[0][0].shape[2:]))
    before = model.get_weights()
    tensorflow = logging.getLogger("tensorflow")
    level = tensorflow.level
    tensorflow.setLevel(logging.ERROR)  # it counts how often a step was traced anew; here that is meant
    try:
        for x, y in batches:
            model.train_on_batch(x, y)
    finally:
        tensorflow.setLevel(level)
    moved = sum(not np.array_equal(*pair) for pair in zip(before, model.get_weights(), strict=True))
    return {"output after training": model(batches[0][0]), "weights that moved": moved}
