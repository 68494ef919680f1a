"""The mistakes students make, one module per chapter, each as an edit of the solution with what a tutor would say about it.

Each serves three times: it must lose points (a test of the check), its results are released so that a student whose numbers match is told
which mistake it is, and it makes the synthetic students of `make demo`.
"""

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from autograder.source.notebooks import SourceError


class Misconception(NamedTuple):
    """An edit of an exercise's solution cell and its diagnosis in both languages."""

    exercise: str
    right: str
    wrong: str
    en: str
    zh: str
    place: tuple  # the file and the line where it is declared

    def edit(self, source):
        """Return the solution with the mistake in it; raise SourceError unless the text to replace is there exactly once."""
        found = source.count(self.right)
        if found != 1:
            raise SourceError(
                f"misconception of {self.exercise}: {self.right!r} is in the solution {found} times, not once"
            )
        return source.replace(self.right, self.wrong)


_ALL = []


def wrong(exercise, right, wrong, *, en, zh):
    """Declare a mistake: in the solution of `exercise`, the text `right` becomes `wrong`."""
    declared = inspect.currentframe().f_back
    _ALL.append(Misconception(exercise, right, wrong, en, zh, (declared.f_code.co_filename, declared.f_lineno)))


def misconceptions(exercise=None):
    """Return the known mistakes of an exercise, of all exercises unless one is named."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return [mistake for mistake in _ALL if exercise in (None, mistake.exercise)]
