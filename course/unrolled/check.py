"""Check an exercise: run its probe on the student's code, compare, and say which mistake it is.

The same functions serve the notebook (`check("gru_step")`) and grading, where `collect` runs next to the student's code and `judge`
runs outside, on data only.
"""

import contextlib
import inspect
import json
import linecache
import os
import random
import re
import sys
import traceback
import zlib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from IPython import get_ipython
from IPython.display import JSON, display

from unrolled import shown
from unrolled.compare import close, plain
from unrolled.fresh import fresh, set_back
from unrolled.notebook import NotThere, contents, exercises, language, nearest
from unrolled.probes import PROBES, find
from unrolled.rules import against_the_rules, noting
from unrolled.standing import Row, Standing, note
from unrolled.unsolved import STUB_MESSAGE

NOT_ATTEMPTED = ("not attempted yet", "尚未作答")
PERHAPS = ("Perhaps: ", "也许：")
NOT_ISOLATED = ("graded without isolation", "评分时未作隔离")
UNKNOWN = (
    ("no exercise is called {!r}", "没有名为 {!r} 的练习"),
    ('; did you mean check("{}")?', '；你是想写 check("{}") 吗？'),
    ("; this notebook has {}", "；本笔记本中有：{}"),
    ('the name of an exercise goes in quotes: check("{}")', '练习的名称要加引号：check("{}")'),
)
CHECKING = ("checking {}, {} of {}", "正在检查 {}，{} / {}")
CHECKED = ("{} exercises checked", "已检查 {} 个练习")
WHICH = (
    'nothing tells which notebook this is; name an exercise, as in check("gru_step")',
    '无法得知这是哪个笔记本；请写出练习的名称，例如 check("gru_step")',
)


class NotDefined(Exception):
    """The notebook has no object of this name yet."""


class NotAllRight(Exception):
    """What `check` tells nbgrader's Validate, which takes for right whatever raises nothing: the report."""

    def _render_traceback_(self):
        """What IPython shows in place of the way to where it was raised."""
        return str(self).splitlines()


class Student:
    """The student's namespace by attribute: `student.gru_step` is what the notebook calls `gru_step`."""

    def __init__(self, namespace):
        self._namespace = namespace

    def __getattr__(self, name):
        if name not in self._namespace:
            raise NotDefined(name)
        return self._namespace[name]


def public_seed(name):
    """The seed of `check(name)` in the notebook; grading draws its own."""
    return zlib.crc32(name.encode())


def collect(name, namespace, seed):
    """Run the probe of exercise `name` on a namespace and return what came back.

    Returns two lists of the same length: the cases, and what the student's code returned for each, as plain data
    (see `unrolled.compare.plain`); a raised exception becomes plain data too.
    """
    cases = list(find(name)(Student(namespace), np.random.default_rng(seed)))
    state = random.getstate()
    try:
        return cases, [_outcome(case, namespace) for case in cases]
    finally:
        random.setstate(state)


def _outcome(case, namespace):
    # Keras draws the seeds of its initialisers from it: what begins at random does so alike everywhere, and has its name.
    random.seed(0)
    try:
        return plain(case.run())
    except (Exception, SystemExit) as error:  # `exit()` in an answer ends its case, not the kernel
        return _plain_error(error, namespace)


def _plain_error(error, namespace):
    """Describe an exception with the student's own lines only: the frames that run in the student's namespace."""
    if isinstance(error, NotDefined):
        return {"error": {"type": "NotDefined", "message": str(error), "lines": [], "unattempted": False}}
    lines, innermost = [], None
    for frame, number in traceback.walk_tb(error.__traceback__):
        innermost = frame
        if frame.f_globals is namespace:
            line = linecache.getline(frame.f_code.co_filename, number).strip()
            lines.append(f"line {number}: {line}")
    lines = list(dict.fromkeys(lines))  # a comprehension is a frame of its own, at the same line
    own = innermost is not None and innermost.f_globals is namespace
    about = {"type": type(error).__name__, "message": _message(error), "lines": lines[-3:]}
    stub = isinstance(error, NotImplementedError) and about["message"] == STUB_MESSAGE
    return {"error": about | {"unattempted": own and stub}}


def _message(error):
    """Return the first line of what an exception says, without what Keras and TensorFlow put around it."""
    try:
        text = str(error)
    except Exception:  # a student's own exception, with a `__str__` that fails
        return ""
    # Keras' own words stand above the part in bold.
    inner = re.search(r"\x1b\[1m(?:.*Error encountered:)?(.*?)\x1b\[0m", text, re.DOTALL)
    text = re.sub(r"\{\{.*?\}\} ?| \[Op:.*", "", inner[1] if inner else text)  # node names
    # Keras counts what was made before: "Layer rnn_69" becomes "Layer rnn". A student's h_0 stays.
    text = re.sub(r"((?:[Ll]ayer '?|'name': ')[a-z_]+?)_\d+\b", r"\1", text)
    # And of a node's path, "sequential_2_1/rnn_69_1/zeros_1", the names stay.
    text = re.sub(r"\w+(?:/\w+)+", lambda path: re.sub(r"(?:_\d+)+\b", "", path[0]), text)
    return text.strip().split("\n")[0][:300]


@dataclass(frozen=True)
class Line:
    """One case of a report: its title, whether it is right, and if not, the diagnosis; texts as (English, Chinese)."""

    title: tuple
    right: bool
    message: tuple = ("", "")


@dataclass(frozen=True)
class Report:
    """What became of one exercise; shows as rich HTML in a notebook and as plain text elsewhere."""

    name: str
    lines: tuple
    named: tuple = ()  # the misconceptions recognised, as (English, Chinese)
    unattempted: bool = False
    attention: tuple | None = None  # for the instructor's eye: why there is no result, or which rule was broken
    lang: str = "en"
    isolated: bool = True
    left_on: tuple | None = None  # what was set back, as (English, Chinese)

    @property
    def right(self):
        """How many cases are right."""
        return sum(line.right for line in self.lines)

    @property
    def share(self):
        """The part of the points that is earned: right cases / cases."""
        return self.right / len(self.lines) if self.lines else 0.0

    @property
    def good(self):
        """Whether nothing is left to do: every case is right, and no rule is broken."""
        return self.share == 1 and not self.attention

    def headline(self):
        """The first line of the report."""
        chinese = self.lang == "zh"
        if self.attention and not self.lines:
            return f"{self.name}: {self.attention[chinese]}"
        if self.unattempted:
            return f"{self.name}: {NOT_ATTEMPTED[chinese]}"
        if chinese:
            return f"{self.name}: {len(self.lines)} 个用例中有 {self.right} 个正确"
        return f"{self.name}: {self.right} of {len(self.lines)} cases right"

    def remarks(self):
        """What is to be said besides, as (English, Chinese)."""
        return [
            *([self.attention] if self.attention and self.lines else []),
            *([self.left_on] if self.left_on and self.share < 1 and not self.unattempted else []),
            *([] if self.isolated else [NOT_ISOLATED]),
        ]

    def __repr__(self):
        chinese = self.lang == "zh"
        rows = [self.headline(), *(f"  ⚠ {text[chinese]}" for text in self.remarks())]
        if not self.unattempted:
            rows += [f"  ➜ {text[chinese]}" for text in self.named]
            for line in self.lines:
                rows.append(f"  {'✓' if line.right else '✗'} {line.title[chinese]}")
                rows += [f"      {part}" for part in line.message[chinese].splitlines()]
        return "\n".join(rows)

    def _repr_html_(self):
        chinese = self.lang == "zh"
        rows = [shown.heading(self.headline()), *(shown.line(f"⚠ {text[chinese]}") for text in self.remarks())]
        if not self.unattempted:
            rows += [shown.note(text[chinese]) for text in self.named]
            for line in self.lines:
                rows.append(shown.line(line.title[chinese], "✓" if line.right else "✗"))
                rows += [shown.under(line.message[chinese])] if line.message[chinese] else []
        return shown.box(rows, shown.GOOD if self.share == 1 else shown.BAD)


def send(name, seed, path):
    """Run the probe on the caller's namespace and write what came back to a file, as JSON: what grading runs in the student's kernel."""
    namespace = inspect.currentframe().f_back.f_globals
    with noting(name, namespace) as calls, fresh() as left_on:
        _, got = collect(name, namespace, seed)
    written = {"results": got, "ruled_out": list(calls), "left_on": left_on}
    Path(path).write_text(json.dumps(written), encoding="utf-8")
    Path(path).chmod(0o600)  # the caller's code may have left a umask with which nobody can read the file


def judge(name, cases, expected, got, wrong=(), lang="en", together=None):
    """Compare what came back with what was expected, and name the mistake where it is a known one.

    cases     the cases of the probe, as yielded where `expected` was made
    expected  plain data per case, from the solution
    got       plain data per case, from the student
    wrong     the known misconceptions: dicts with "en", "zh" and "got", the plain data per case they lead to
    together  function of two positions in `wrong`: what both lead to when they are made at once, None where they can't be

    Returns a Report. Raises ValueError if `got` has not one entry per case.
    """
    if len(got) != len(expected):
        raise ValueError(f"{name}: {len(got)} results for {len(expected)} cases")
    verdicts = [case.verdict(want, have) for case, want, have in zip(cases, expected, got, strict=True)]
    failed = [k for k, verdict in enumerate(verdicts) if verdict is not None]
    named, perhaps = _recognise(cases, expected, got, failed, wrong, together)
    lines, said = [], set()
    for k, (case, verdict) in enumerate(zip(cases, verdicts, strict=True)):
        message = ("", "") if verdict is None or named else perhaps.get(k, verdict)
        lines.append(Line((case.en, case.zh), verdict is None, ("", "") if message in said else message))
        said.add(message)
    unattempted = bool(failed) and any(_unattempted(have) for have in got) and len(failed) == len(cases)
    return Report(name, tuple(lines), tuple(named), unattempted, lang=lang)


def _recognise(cases, expected, got, failed, wrong, together):
    """Find the misconception whose results these are; return its text, in a list, and what may explain single cases: case -> text.

    A name is certain where it explains every case that failed and is right in every other. Two are where their results are those of both
    made at once. Of what explains some cases only, or is one of several that explain all, nobody can be sure.
    """

    def explains(k, results):
        """Say whether a case is as it would be with these results: equally wrong, or right as well."""
        if k not in failed:
            return cases[k].right(expected[k], results[k])
        tolerance = cases[k].tolerance
        same = close(results[k], got[k], rtol=max(tolerance, min(10 * tolerance, 1e-3)), atol=tolerance)
        return same and not cases[k].right(expected[k], results[k])

    everywhere = range(len(cases))
    possible = [v for v in wrong if all(explains(k, v["got"]) for k in everywhere if k not in failed)] if failed else []
    # What would be right where the student is wrong is not the whole mistake; what explains none of it is none of it.
    explained = [(v, [k for k in failed if explains(k, v["got"])]) for v in possible]
    explained = [(v, found) for v, found in explained if found]
    whole = list(dict.fromkeys((v["en"], v["zh"]) for v, found in explained if len(found) == len(failed)))
    if len(whole) == 1:
        return whole, {}
    if together and explained and not whole:
        pairs = {
            tuple(sorted((wrong.index(v), k))) for v, _ in explained for k in range(len(wrong)) if wrong[k] is not v
        }
        made = [(pair, results) for pair in sorted(pairs) if (results := together(*pair))]
        both = [pair for pair, results in made if all(explains(k, results) for k in everywhere)]
        if len(both) == 1:
            return [(wrong[k]["en"], wrong[k]["zh"]) for k in both[0]], {}
    perhaps = {}
    for k in failed:
        texts = list(dict.fromkeys((v["en"], v["zh"]) for v, found in explained if k in found))
        if texts and (len(texts) == 1 or whole):
            perhaps[k] = tuple("\n".join(word + text[lang] for text in texts) for lang, word in enumerate(PERHAPS))
    return [], perhaps


def _unattempted(value):
    return isinstance(value, dict) and isinstance(value.get("error"), dict) and bool(value["error"].get("unattempted"))


@cache
def _expected():
    """The released answers' values of every exercise: name -> {"expected": [...], "wrong": [...]}."""
    merged = {}
    for file in sorted(files("unrolled").joinpath("expected").iterdir(), key=lambda entry: entry.name):
        merged |= json.loads(file.read_text(encoding="utf-8"))
    return merged


def _known(name, namespace):
    """Raise NotThere, with the name that was probably meant, where `name` is no exercise's."""
    try:
        find(name)
    except KeyError:
        chinese = language() == "zh"
        unknown, meant, there, quotes = (text[chinese] for text in UNKNOWN)
        if getattr(name, "__name__", None) in PROBES:
            raise NotThere(quotes.format(name.__name__)) from None
        own = [each for names in exercises(namespace).values() for each in names]
        if near := nearest(name, PROBES):
            raise NotThere(unknown.format(name) + meant.format(near)) from None
        raise NotThere(unknown.format(name) + (there.format(", ".join(own)) if own else "")) from None


def check(name=None):
    """Check your answer to exercise `name` on public inputs; grading does the same on inputs nobody has seen.

    Returns a Report; without a name a Standing, of all exercises of the notebook. Under nbgrader's Validate, which looks for errors and for
    words on stderr, raises NotAllRight unless all is right.
    """
    namespace = inspect.currentframe().f_back.f_globals
    validating = os.environ.get("NBGRADER_EXECUTION") == "validate"
    if name is not None:
        _known(name, namespace)
    with contextlib.redirect_stderr(sys.stdout) if validating else contextlib.nullcontext():
        found = _checked(name, namespace) if name is not None else _all_checked(namespace)
    if validating and not found.good:
        raise NotAllRight(repr(found))
    return found


def tell(name):
    """Return what `check(name)` says of the caller's namespace as data that IPython shows as JSON: what `unrolled.kernel` asks for."""
    report = _report(name, inspect.currentframe().f_back.f_globals)
    told = {
        "headline": report.headline(),
        "cases": len(report.lines),
        "right": report.right,
        "share": report.share,
        "all_right": report.good,
        "not_attempted": report.unattempted,
        "named": [{"en": en, "zh": zh} for en, zh in report.named],
        "remarks": [{"en": en, "zh": zh} for en, zh in report.remarks()],
    }
    return JSON(told)


def _report(name, namespace):
    """Return the Report of an exercise on a notebook's namespace, with the public inputs."""
    with noting(name, namespace) as calls, fresh() as left_on:
        cases, got = collect(name, namespace, public_seed(name))
    released = _expected()[name]
    report = judge(name, cases, released["expected"], got, released["wrong"], language())
    return replace(report, attention=against_the_rules(name, calls), left_on=set_back(left_on))


def _checked(name, namespace):
    """Return the Report on an exercise, of which `progress` will know."""
    report = _report(name, namespace)
    if name in namespace and not report.unattempted:
        note(name, _row(report))
    return report


def _row(report):
    return Row(report.right, len(report.lines), bool(report.attention))


def _all_checked(namespace):
    """Return the Standing of all exercises of the notebook; raise NotThere where nothing tells which it is."""
    there, chinese = exercises(namespace), language() == "zh"
    if not there:
        raise NotThere(WHICH[chinese])
    names = [name for names in there.values() for name in names]
    say, reports = _line(), {}
    for k, name in enumerate(names, 1):
        say(CHECKING[chinese].format(name, k, len(names)))
        reports[name] = _checked(name, namespace)
    say(CHECKED[chinese].format(len(names)))
    attempted = {name: report for name, report in reports.items() if name in namespace and not report.unattempted}
    rows = {name: _row(report) for name, report in attempted.items()}
    points = {f"{chapter}, {notebook}": contents()[chapter][notebook]["exercises"] for chapter, notebook in there}
    return Standing(rows, points, undefined=tuple(name for name in reports if name not in namespace), lang=language())


def _line():
    """Return what shows a text in a notebook, in the place of the one before; outside of a notebook it shows none."""
    if not hasattr(get_ipython(), "kernel"):
        return lambda text: None
    line = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda text: line.update({"text/plain": text}, raw=True)
