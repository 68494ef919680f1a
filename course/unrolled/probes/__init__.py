"""What is asked of each exercise: one probe function per exercise, one module per chapter.

A probe calls the student's code on inputs drawn from a seeded generator and yields the calls, case by case. It touches the
student's code inside those calls only, so that a failure belongs to its case. It never holds an answer: expected values come from
running the same probe on the solution, which students do not have.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from unrolled.compare import explain

PROBES = {}


@dataclass(frozen=True)
class Case:
    """One thing that is asked: a title in both languages, the call, and how its result is judged."""

    en: str
    zh: str
    run: Callable  # () -> what the student's code returns
    axes: tuple | None = None  # the names of the result's axes, for messages
    tolerance: float = 1e-5
    judge: Callable = explain


def probe(function):
    """Register a probe under its function's name, which is the exercise's name."""
    if function.__name__ in PROBES:
        raise ValueError(f"two probes are called {function.__name__}; exercise names are unique in the whole course")
    PROBES[function.__name__] = function
    return function


def find(name):
    """Return the probe of an exercise; raise KeyError with the names there are."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    if name not in PROBES:
        raise KeyError(f"there is no check called {name!r}; there are: {', '.join(sorted(PROBES))}")
    return PROBES[name]
