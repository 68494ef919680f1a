"""What the solutions give, and what each known mistake would: the values that results are compared with.

The solutions run in this process, which is trusted; a submission never does.
"""

import contextlib
import hashlib
import io
import linecache
import math
import threading
import warnings
import zlib
from functools import cache, cached_property, partial
from pathlib import Path

import numpy as np
from unrolled.check import collect, judge, public_seed
from unrolled.compare import said

from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import NOT_GRADED, read


def namespace(cells, replace=None):
    """Run the code cells of a source in a fresh namespace and return it; cells that only show something are left out.

    replace  exercise name -> source that takes the place of its solution cell
    """
    space = {"__name__": "__main__"}
    for cell in cells:
        if cell.kind != "code" or cell.role in ("check", *NOT_GRADED):
            continue
        source = (replace or {}).get(cell.name, cell.source) if cell.role == "exercise" else cell.source
        # One name for one text: AutoGraph reads the source of a function again, by this name, when it is compiled.
        filename = f"<cell at line {cell.line}>#{zlib.crc32(source.encode()):08x}"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, filename, "exec"), space)
    return space


class Reference:
    """What the solutions of one source give for one seed, and what each known mistake would give."""

    _lock = threading.RLock()  # one for all: running a solution redirects the process's stdout

    def __init__(self, path, seed, cells=None):
        """Read the source at `path`, unless its cells are known; `seed` gives each exercise's name its seed."""
        self.path, self.cells = Path(path), cells or read(path)
        self.seed = seed
        self._space = cache(lambda: namespace(self.cells))
        self.expected = cache(self._expected)
        self.wrong = cache(self._wrong)
        self.together = cache(self._together)

    @property
    def exercises(self):
        """The exercises in reading order: name -> the solution cell."""
        return {cell.name: cell for cell in self.cells if cell.role == "exercise"}

    @property
    def points(self):
        """What the checks are worth: exercise name -> points."""
        return {cell.name: cell.points for cell in self.cells if cell.role == "check"}

    def _expected(self, name):
        """Return the cases of an exercise and the solution's result for each, as plain data."""
        return collect(name, self._space(), self.seed(name))

    def results(self, name, source):
        """Return the results of an exercise when `source` takes the place of its solution."""
        # Mistakes are meant here: that one divides by zero, or that Keras takes it for a slip, is no news.
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return collect(name, namespace(self.cells, {name: source}), self.seed(name))[1]

    def _wrong(self, name):
        """Return the known mistakes of an exercise: dicts of "en", "zh" and "got", the results they lead to."""
        solution = self.exercises[name].source
        return [
            {"en": mistake.en, "zh": mistake.zh, "got": self.results(name, mistake.edit(solution))}
            for mistake in misconceptions(name)
        ]

    def _together(self, name, first, second):
        """Return the results of two known mistakes made at once, by their positions; None where the one leaves no place for the other."""
        mistakes, source = misconceptions(name), self.exercises[name].source
        try:
            return self.results(name, mistakes[second].edit(mistakes[first].edit(source)))
        except Exception:  # the text is not there any more, or what becomes of it is no Python
            return None

    @cached_property
    def public(self):
        """The same for the inputs of `check` in the notebook, which everybody may see."""
        return Reference(self.path, public_seed, self.cells)

    def mark(self, name, got):
        """Tell only which cases are right; raises as `judge` does."""
        with self._lock:
            return judge(name, *self.expected(name), got)

    def judge(self, name, got, lang="en"):
        """Judge one exercise's results; the known mistakes are run only where something is wrong.

        Raises ValueError where there is not one result per case.
        """
        with self._lock:
            cases, expected = self.expected(name)
            report = judge(name, cases, expected, got, lang=lang)
            if report.share == 1 or report.unattempted:
                return report
            return judge(name, cases, expected, got, self.wrong(name), lang, partial(self.together, name))


def secret_seeds(secret):
    """Return the function that gives each exercise its seed: a student's code that learns one learns no other."""
    return lambda name: int.from_bytes(hashlib.sha256(f"{secret} {name}".encode()).digest()[:8])


def another_draw(k):
    """Return a function that gives each exercise the seed of its k-th other draw of inputs, for the proofs."""
    return lambda name: public_seed(f"{name}, draw {k}")


def near(old, new, tolerance):
    """Say whether plain data is the same but for a small difference of floats."""
    if isinstance(old, dict) and isinstance(new, dict):
        return list(old) == list(new) and all(
            said(old[key]) == said(new[key]) if key == "message" else near(old[key], new[key], tolerance) for key in old
        )
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(near(*pair, tolerance) for pair in zip(old, new, strict=True))
    if isinstance(old, float) and isinstance(new, float):
        return old == new or abs(old - new) <= tolerance * (1 + abs(new)) or (math.isnan(old) and math.isnan(new))
    return old == new
