"""All there is to an exercise, at one glance: it lives in five files, and this is the door to each of them."""

import re
from pathlib import Path
from textwrap import indent

import jupytext
from unrolled.check import public_seed
from unrolled.probes import find
from unrolled.rules import rule

from autograder.marking.reference import Reference
from autograder.proof.trials import survivors_file
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import LANGS, SourceError, solution_chapters

HOLDS = re.compile(r'^# %% exercise="(\w+)"', re.MULTILINE)


def show(root, name):
    """Yield what an author needs to know of an exercise, as text, part by part, each with file:line.

    The text in both languages, the solution, what is ruled out, the cases, each misconception with the cases it fails and the sentence it
    gets, the alternatives, and the mutants that may survive. Raises SourceError for an exercise that does not exist.
    """
    root = Path(root)
    chapter, path = _home(root, name)
    reference = Reference(path, public_seed)
    cells, solution = reference.cells, reference.exercises[name]
    here = path.relative_to(root)
    yield f"{name} · {chapter} · {reference.points[name]:g} points"
    above = cells[: cells.index(solution)]
    for lang in LANGS:
        text = next(cell for cell in reversed(above) if cell.lang == lang)
        yield _part(f"text ({lang})", here, text.line, text.source)
    if rule(name):
        yield "\n".join(rule(name))
    yield _part("solution", here, solution.line, solution.source)
    probe = find(name).__code__
    cases, _ = reference.expected(name)
    listed = "\n".join(f"{k}  {case.en} · {case.zh}" for k, case in enumerate(cases, 1))
    yield _part("cases of the probe", Path(probe.co_filename).relative_to(root), probe.co_firstlineno, listed)
    for mistake, variant in zip(misconceptions(name), reference.wrong(name), strict=True):
        report = reference.judge(name, variant["got"])
        failed = ", ".join(str(k) for k, line in enumerate(report.lines, 1) if not line.right) or "none"
        gets = report.named or [line.message for line in report.lines if not line.right]
        said = "\n".join(f"➜ {text}" for pair in gets for text in pair if text)
        change = f"- {mistake.right}\n+ {mistake.wrong}".replace("\n", "\n  ")
        head = f"misconception, wrong in {failed}" + ("" if report.named else ", NOT NAMED")
        file, line = mistake.place
        yield _part(head, Path(file).relative_to(root), line, f"{change}\n{said}")
    alternatives = root / "tests/alternatives" / chapter / f"{name}.py"
    if alternatives.exists():
        lines = _lines(alternatives, "# %%")
        for line, cell in zip(lines, jupytext.read(alternatives, fmt="py:percent").cells, strict=True):
            share = reference.judge(name, reference.results(name, cell.source)).share
            head = f"alternative, {share:.0%}: {cell.metadata.get('title', '')}"
            yield _part(head, alternatives.relative_to(root), line)
    file = survivors_file(root, chapter)
    for line in _lines(file, f"[[{name}]]") if file.exists() else ():
        entry = file.read_text(encoding="utf-8").splitlines()[line:]
        yield _part("may survive", file.relative_to(root), line, "\n".join(_until_blank(entry)))


def _home(root, name):
    """Return the chapter and the source that hold an exercise."""
    known = {}
    for chapter, paths in solution_chapters(root).items():
        for path in paths:
            known |= dict.fromkeys(HOLDS.findall(path.read_text(encoding="utf-8")), (chapter, path))
    if name not in known:
        raise SourceError(f"there is no exercise {name!r}; there are: {', '.join(known)}")
    return known[name]


def _part(head, file, line, body=""):
    return f"\n{head}  ({file}:{line})" + (f"\n{indent(body, '    ')}" if body else "")


def _lines(path, start):
    """Return the numbers of the lines of a file that begin so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if line.startswith(start)]


def _until_blank(lines):
    return lines[: next((k for k, line in enumerate(lines) if not line.strip()), len(lines))]
