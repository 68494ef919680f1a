"""Make what students receive: notebooks in both languages, and the values their checks compare with."""

import json
import math
import traceback
from pathlib import Path

from unrolled.check import judge, public_seed
from unrolled.probes import PROBES, find

from autograder.classroom.settings import nbgrader, settings
from autograder.marking.reference import Reference
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import LANGS, SourceError, build, solution_chapters, write


def release(root, names=(), langs=LANGS):
    """Release chapters, all of them unless named; raise SourceError, before anything is written, for what an author has to mend."""
    root = Path(root)
    selected = solution_chapters(root, *names)
    expected = {chapter: expected_values(chapter, paths) for chapter, paths in selected.items()}
    for mistake in misconceptions():
        if mistake.exercise not in PROBES:
            raise SourceError(f"misconceptions: {mistake.exercise} has no exercise; correct its name or delete it")
    build_sources(root, selected, langs)
    for chapter, values in expected.items():
        write_expected(root / f"course/unrolled/expected/{chapter}.json", values)
        for lang in langs:
            generate(root, chapter, lang)
        yield chapter


def build_sources(root, selected, langs=LANGS):
    """Build nbgrader's source notebooks of the selected chapters, all of them before the first is written."""
    built = {
        Path(root, ".build/source", lang, chapter, f"{path.stem}.ipynb"): build(path, lang)
        for chapter, paths in selected.items()
        for path in paths
        for lang in langs
    }
    for target, notebook in built.items():
        write(notebook, target)


def expected_values(chapter, paths):
    """Run every probe of a chapter on its solution and on each misconception; return what checks in the notebook compare with.

    Returns exercise name -> {"expected": plain data per case, "wrong": [{"en", "zh", "got"}]}.
    """
    values = {}
    for path in paths:
        reference = Reference(path, public_seed)
        for name, cell in reference.exercises.items():
            where = f"{path}:{cell.line}"
            if name in values:
                raise SourceError(f"{where}: {name} is an exercise of another notebook, too; choose another name")
            expected, wrong = _tried(reference, name, cell.source, where)
            values[name] = {"expected": _released(expected), "wrong": _released(wrong)}
    for name, probe in PROBES.items():
        if probe.__module__.endswith(f".{chapter}") and name not in values:
            raise SourceError(f"solutions/{chapter}: the probe {name} has no exercise; write one or delete the probe")
    return values


def _tried(reference, name, solution, where):
    """Run one exercise's probe; return the solution's results and the misconceptions', once they are as they have to be."""
    try:
        find(name)
        mistakes = misconceptions(name)
        for mistake in mistakes:
            mistake.edit(solution)
    except (KeyError, SourceError) as error:
        raise SourceError(f"{where}: {error.args[0]}") from error
    try:
        (cases, expected), wrong = reference.expected(name), reference.wrong(name)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"{type(error).__name__}: {error} in {place.filename}, line {place.lineno}"
        raise SourceError(f"{where}: it does not run: {' '.join(problem.split())}") from error
    for case, value, line in zip(cases, expected, judge(name, cases, expected, expected).lines, strict=True):
        if not line.right or (isinstance(value, dict) and "error" in value):
            problem = line.message[0] or "it stops with an error"
            raise SourceError(f"{where}: the solution of {name} fails its own case {case.en!r}: {problem}")
    for mistake, variant in zip(mistakes, wrong, strict=True):
        if judge(name, cases, expected, variant["got"]).share == 1:
            raise SourceError(f"{where}: {name} accepts the misconception {mistake.wrong!r}; add a case to its probe")
    return expected, wrong


def _released(value):
    """Round numbers well inside the judge's tolerance, and leave out source lines of the solution."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [_released(part) for part in value]
    if isinstance(value, dict):
        return {key: [] if key == "lines" else _released(part) for key, part in value.items()}
    return value


def write_expected(path, values):
    """Write expected values, unless those already there agree: CPUs differ in the last bits, and a release must not depend on them."""
    if path.exists() and _agree(json.loads(path.read_text(encoding="utf-8")), values):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in values.items()]
    temporary = path.with_suffix(".tmp")
    temporary.write_text("{\n" + ",\n".join(entries) + "\n}\n", encoding="utf-8")
    temporary.replace(path)


def _agree(old, new):
    if isinstance(old, dict) and isinstance(new, dict):
        return list(old) == list(new) and all(_agree(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_agree, old, new))
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=2e-6, abs_tol=5e-7) or (math.isnan(old) and math.isnan(new))
    return old == new


def generate(root, chapter, lang, classroom="classroom"):
    """Have nbgrader make the student edition of a chapter; the English one is booked in the gradebook, which serves both."""
    config = settings(root, lang, classroom)
    config.GenerateAssignment.no_database = lang != "en"
    Path(root, classroom).mkdir(parents=True, exist_ok=True)
    result = nbgrader(config).generate_assignment(chapter, force=True, create=True)
    if not result["success"]:
        raise SourceError(f"nbgrader could not release {chapter} ({lang}): {result['log'].strip()}")
