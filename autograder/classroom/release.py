"""Make what students receive: notebooks in both languages, and the values their checks compare with."""

import json
import logging
import traceback
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import nbformat
import numpy as np
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config
from unrolled.check import Student, judge, public_seed
from unrolled.probes import PROBES, find

from autograder.classroom.gradebook import book, booked, differences, handed_in, listed, questions, transaction
from autograder.classroom.lock import held
from autograder.classroom.settings import settings
from autograder.classroom.swap import repair, swapped, unfinished
from autograder.marking.reference import Reference, near
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import LANGS, SourceError, build, content, in_order, read, solution_chapters

CONTENTS = "course/unrolled/contents.json"
ALL_NOTEBOOKS = {"en": "all notebooks", "zh": "全部笔记本"}


def release(root, names=(), after_hand_ins=False, config=None, say=lambda line: None):
    """Release chapters, all of them unless named: both languages, what checks compare with and the gradebook, all of it or nothing.

    after_hand_ins  go on where somebody has handed in and questions or points change; marks of questions that stay are kept
    config          nbgrader's, that of the course unless given
    say             told, line by line, what is being done

    Returns the names of the chapters. Raises SourceError, with everything as it was, for what an author or instructor has to mend.
    """
    root = Path(root).resolve()
    config = config or settings(root)
    selected = solution_chapters(root, *names)
    try:
        with ExitStack() as locks:
            for name in ("course", *selected):
                locks.enter_context(held(root, name, "releasing"))
            mended(root, config, say)
            _release(root, selected, config, after_hand_ins, say)
    except OSError as error:
        problem = f"{error.filename2 or error.filename or root} can't be read or written ({error.strerror})"
        end = "nothing was changed" if unfinished(root) is None else "then release again: a part was changed"
        raise SourceError(f"{problem}; make room or correct its permissions; {end}") from error
    return list(selected)


def _release(root, selected, config, after_hand_ins, say):
    files = editions(selected, config) | {CONTENTS: contents_file(root, selected)}
    with transaction(
        config.CourseDirectory.db_url
    ) as session:  # to know of its problems before the long part: no commit
        _book(session, config, files, after_hand_ins)
    for number, (chapter, paths) in enumerate(selected.items(), 1):
        say(f"{number} of {len(selected)}: {chapter}, its solutions and misconceptions are run")
        name = f"course/unrolled/expected/{chapter}.json"
        files[name] = expected_file(root / name, expected_values(chapter, paths))
    for mistake in misconceptions():
        if mistake.exercise not in PROBES:
            raise SourceError(f"misconceptions: {mistake.exercise} has no exercise; correct its name or delete it")
    for line in publish(root, files, config, after_hand_ins):
        say(line)


def editions(selected, config):
    """Return what students get of the selected chapters, in both languages, and nbgrader's source of it: path below root -> content."""
    root, files = next(chain(*selected.values())).parents[2], {}
    order = in_order(root, chain(*solution_chapters(root).values()))
    for chapter, paths in selected.items():
        for path in paths:
            for lang in LANGS:
                source, name = build(path, lang), f"{lang}/{chapter}/{path.stem}.ipynb"
                files[f".build/source/{name}"] = content(source)
                notebook = for_students(source, path, config)
                notebook.cells.append(nbformat.v4.new_markdown_cell(_ways_on(path, order, lang), id="ways_on"))
                files[f"course/{name}"] = content(notebook)
    return files


def _ways_on(path, order, lang):
    """Return links to the notebook before, to the list of all, and to the next in order, as the last text of a notebook."""
    place = order.index(path)
    before, after = order[:place][-1:], order[place + 1 :][:1]
    named = [("← {}", before), ("{} →", after)]
    back, on = (
        [f"[{label.format(path.stem)}](../{path.parent.name}/{path.stem}.ipynb)" for path in paths]
        for label, paths in named
    )
    return " · ".join([*back, f"[{ALL_NOTEBOOKS[lang]}](../../README.md)", *on])


def contents_file(root, selected):
    """Return the file from which students' package knows what the course has, with the selected chapters as they are now."""
    there = json.loads((root / CONTENTS).read_text(encoding="utf-8")) if (root / CONTENTS).exists() else {}
    there |= {chapter: {path.stem: _worth(read(path)) for path in paths} for chapter, paths in selected.items()}
    kept = {chapter: there[chapter] for chapter in solution_chapters(root) if chapter in there}
    return (json.dumps(kept, indent=1) + "\n").encode()


def _worth(cells):
    """Return the points of a notebook's exercises and answers, by their names."""
    points = {role: {cell.name: cell.points for cell in cells if cell.role == role} for role in ("check", "answer")}
    return {"exercises": points["check"], "answers": points["answer"]}


def for_students(source, path, config):
    """Return a source notebook without its solutions, as nbgrader makes it of one."""
    own = Config(config, Exporter={"default_preprocessors": []})
    exporter = NotebookExporter(config=own, log=logging.getLogger(__name__))  # in formgrader's it would note every step
    for step in GenerateAssignment(config=config).preprocessors:
        if step is not SaveCells:  # it books cell by cell
            exporter.register_preprocessor(step)
    names = {"assignment": path.parent.name, "notebook": path.stem, "student": ".", "db_url": ""}
    try:
        text, _ = exporter.from_notebook_node(source, {"nbgrader": names})
    except Exception as error:
        raise SourceError(f"{path}: nbgrader can't release it ({' '.join(str(error).split())})") from error
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    return notebook


def publish(root, files, config, after_hand_ins=False):
    """Put files of a release in place and book its questions, all of it or nothing; return lines that say what has changed."""
    root = Path(root)
    new = {name: text for name, text in files.items() if not _same(root / name, text)}
    there = {str(path.relative_to(root)) for name in files for path in (root / name).parent.glob("*.ipynb")}
    with transaction(config.CourseDirectory.db_url) as session:
        about, lines = _book(session, config, files, after_hand_ins)
        with swapped(root, new, there - files.keys(), about):
            session.commit()
    changed = sorted(name for name in [*new, *there - files.keys()] if name.startswith("course/"))
    return [f"changed: {listed(changed) or 'nothing'}", *lines]


def _same(path, content):
    return path.is_file() and path.read_bytes() == content


def _book(session, config, files, after_hand_ins):
    """Book the questions of a release; return them, chapter by chapter, and what is to be said of those who have handed in."""
    course, chapters, lines = config.CourseDirectory, {}, []
    for name, text in files.items():
        if name.startswith("course/en/"):
            notebook = nbformat.reads(text.decode(), as_version=4)
            chapters.setdefault(Path(name).parent.name, {})[Path(name).stem] = questions(notebook)
    for chapter, wanted in chapters.items():
        known = booked(session, chapter)
        change = known and differences(known, wanted)  # a new gradebook has no marks to lose
        students = handed_in(session, course, chapter) if change else []
        if students:
            have = f"{listed(students)} {'has' if len(students) == 1 else 'have'} handed in"
            if not after_hand_ins:
                again = f"autograder release {chapter} --after-hand-ins"
                kept = "every mark of the questions that stay is kept"
                raise SourceError(
                    f"{chapter}: {have}, and this release {change}; keep the old one, or go on with: {again} ({kept})"
                )
            lines.append(f"{chapter}: {have}; grade again: autograder grade {chapter}")
        book(session, course.course_id, chapter, wanted)
    return chapters, lines


def mended(root, config, say):
    """Finish or undo what a killed release left half done; return whether there was one. What the gradebook keeps tells how far it came."""
    chapters = unfinished(root)
    if chapters is None:
        return False
    with transaction(config.CourseDirectory.db_url) as session:
        done = all(booked(session, chapter) == wanted for chapter, wanted in chapters.items())
    repair(root, done)
    say(f"a release that was killed is {'finished' if done else 'undone'}: {', '.join(chapters)}")
    return True


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
        problem = f"{type(error).__name__}: {error} in {place.filename.partition('#')[0]}, line {place.lineno}"
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


def expected_file(path, values):
    """Return a file of expected values, the one there where it agrees: CPUs differ in the last bits, and a release must not depend on them."""
    if path.exists():
        old = json.loads(there := path.read_text(encoding="utf-8"))
        if list(old) == list(values) and all(_agree(name, old[name], values[name]) for name in values):
            return there.encode()
    entries = [f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in values.items()]
    return ("{\n" + ",\n".join(entries) + "\n}\n").encode()


def _agree(name, old, new):
    """Say whether the released values of an exercise are as good as new ones: the same but for half of what its judge allows."""
    tolerances = [case.tolerance for case in find(name)(Student({}), np.random.default_rng(0))]

    def parts(entry):
        return entry["expected"], *(variant["got"] for variant in entry["wrong"])

    def words(entry):
        return [(variant["en"], variant["zh"], len(variant["got"])) for variant in entry["wrong"]]

    return (
        words(old) == words(new)
        and len(old["expected"]) == len(new["expected"]) == len(tolerances)
        and all(
            near(*pair, tolerance / 2)
            for results in zip(parts(old), parts(new), strict=True)
            for *pair, tolerance in zip(*results, tolerances, strict=True)
        )
    )
