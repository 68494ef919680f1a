"""Try it all out on a class of synthetic students: release, hand in, grade, give feedback, and compare every mark with the expected one."""

import copy
import os
import secrets
import shutil
import sys
import time
from functools import partial
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.api import Gradebook
from unrolled.check import collect

from autograder.classroom.grade import grade
from autograder.classroom.gradebook import book, questions, transaction
from autograder.classroom.settings import nbgrader, settings
from autograder.marking.reference import Reference, namespace, secret_seeds
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import LANGS, solution_chapters, without_solution


class Student(NamedTuple):
    """A synthetic student: what stands in each solution cell, the share of the points it deserves, and other changes."""

    name: str
    lang: str
    sources: dict  # exercise -> source of the solution cell
    shares: dict  # exercise -> expected share of the points
    change: object = None  # function of the notebook, for what else the student did


def students(reference):
    """Return the class for one notebook."""
    solutions = {name: cell.source for name, cell in reference.exercises.items()}
    stubs = {name: without_solution(source) for name, source in solutions.items()}
    right, first = dict.fromkeys(solutions, 1.0), next(iter(solutions))

    def mistaken(name, lang, sources):
        space = namespace(reference.cells, sources)  # one mistake may show in another exercise as well
        results = {exercise: collect(exercise, space, reference.seed(exercise))[1] for exercise in sources}
        shares = {exercise: reference.judge(exercise, got).share for exercise, got in results.items()}
        return Student(name, lang, sources, shares)

    lost = mistaken("first-missing", "en", solutions | {first: stubs[first]}).shares
    everyone = [
        Student("right", "en", solutions, right),
        Student("right-zh", "zh", solutions, right),
        Student("untouched", "en", stubs, dict.fromkeys(solutions, 0.0)),
        Student("syntax-error", "zh", solutions | {first: f"def {first}(:"}, lost),
        Student("helper-fails", "en", solutions, right, lambda notebook: add_cell(notebook, 1, "scratch = 1 / 0")),
        Student(
            "cells-added",
            "zh",
            {**solutions, first: f"{first} = my_{first}"},
            right,
            move_to_own_cell(first, solutions[first]),
        ),
        Student("cells-copied", "en", solutions, right, copy_cells(stubs)),
    ]
    half = list(solutions)[: len(solutions) // 2]
    everyone.append(
        Student(
            "half-done",
            "zh",
            {name: (solutions if name in half else stubs)[name] for name in solutions},
            {name: float(name in half) for name in solutions},
        )
    )
    edits = {name: [mistake.edit(solutions[name]) for mistake in misconceptions(name)] for name in solutions}
    for k in range(max(map(len, edits.values()))):
        sources = {name: edits[name][k] if k < len(edits[name]) else solutions[name] for name in solutions}
        everyone.append(mistaken(f"mistake-{k + 1}", LANGS[k % 2], sources))
    everyone.append(mistaken("two-mistakes", "en", {name: two_mistakes(name, solutions[name]) for name in solutions}))
    hostile = {
        f"hostile-{what}": solutions | {first: source.replace("NAME", first)} for what, source in HOSTILE.items()
    }
    everyone += [Student(what, LANGS[k % 2], sources, lost) for k, (what, sources) in enumerate(hostile.items())]
    everyone.append(Student("hostile-metadata", "en", solutions | {first: stubs[first]}, lost, forge_metadata))
    return everyone


# What stands in the cell of the first exercise, which is called NAME; tests/redteam has many more.
HOSTILE = {
    "printer": "def NAME(*_):\n    import sys\n    sys.displayhook('5 of 5 cases right')\n    return 1.0\n",
    "parrot": """\
import unrolled.check as course
def parrot(name, *more, collect=course.collect):
    return (None, course._expected()[name]["expected"]) if name == "NAME" else collect(name, *more)
course.collect = parrot
""",
    "forger": """\
import unrolled.check as course
def forge(value, plain=course.plain):
    return {"dtype": "float64", "shape": [10**9, -1], "data": [float("nan")]} if repr(value) == "'forged'" else plain(value)
course.plain = forge
def NAME(*_): return "forged"
""",
    "thief": """\
def NAME(*_):
    from pathlib import Path
    found = [path for folder in Path.cwd().parents for path in folder.glob("**/solutions/**/*.py")]
    return found[0].read_text()
""",
    "caller": "def NAME(*_):\n    import urllib.request\n    return urllib.request.urlopen('http://127.0.0.1').read()\n",
    "leaver": "def NAME(*_):\n    import os\n    os._exit(0)\n",
    "sleeper": """\
def NAME(*_):
    while True:
        try:
            while True: pass
        except BaseException: pass
""",
    "glutton": "def NAME(*_):\n    kept = []\n    while True: kept.append(bytearray(10**7))\n",
    "breeder": "def NAME(*_):\n    import os\n    while True: os.fork()\n",
}


def forge_metadata(notebook):
    """Hand in a notebook that says of itself that it is right."""
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution", "play"]
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.metadata.nbgrader |= {"points": 100.0, "locked": False}
            cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "100.0"})]


def two_mistakes(name, source):
    """Return a solution with the first two mistakes in it that can be made together."""
    first, *others = misconceptions(name)
    source = first.edit(source)
    for other in others:
        if source.count(other.right) == 1:
            return other.edit(source)
    return source


def add_cell(notebook, position, source):
    """Insert a code cell of the student's own."""
    notebook.cells.insert(position, nbformat.v4.new_code_cell(source))


def solution_position(notebook, name):
    """Return where the solution cell of an exercise stands."""
    return next(k for k, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def move_to_own_cell(name, source):
    """Return a change that moves a solution into a cell of the student's own, under another name."""
    return lambda notebook: add_cell(
        notebook, solution_position(notebook, name), source.replace(f"def {name}(", f"def my_{name}(")
    )


def copy_cells(stubs):
    """Return a change that copies solution and check cells with all their metadata, the last copy unfinished."""

    def change(notebook):
        for name, stub in stubs.items():
            k = solution_position(notebook, name)
            solution, check = copy.deepcopy(notebook.cells[k : k + 2])
            solution.update(id=f"copy-{name}"[:64], source=stub)
            check.update(id=f"copy-check-{name}"[:64])
            notebook.cells[k + 2 : k + 2] = [solution, check]

    return change


def hand_in(root, folder, chapter, notebook, student):
    """Write a student's notebook: the released one with the student's work in it."""
    path = Path(root, "course", student.lang, chapter, f"{notebook}.ipynb")
    work = nbformat.read(path, as_version=4)
    for cell in work.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in student.sources:
            cell.source = student.sources[grade_id]
    if student.change:
        student.change(work)
    target = Path(folder, student.name, chapter, f"{notebook}.ipynb")
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(work, target)


def demo(root, chapters=()):
    """Take a class of synthetic students the whole way and print what became of each; return whether every mark is as expected."""
    root, classroom = Path(root).resolve(), ".build/demo"
    shutil.rmtree(root / classroom, ignore_errors=True)
    config = settings(root, classroom=classroom)
    agree, selected, secret = True, solution_chapters(root, *chapters), secrets.token_hex(8)
    for chapter, paths in selected.items():
        expected = {}
        for path in paths:
            reference = Reference(path, secret_seeds(secret))  # some mistakes show with some inputs only
            for student in students(reference):
                hand_in(root, root / classroom / "submitted", chapter, path.stem, student)
                points = {f"check_{name}": reference.points[name] * student.shares[name] for name in student.shares}
                expected.setdefault(student.name, {}).update(
                    {(path.stem, check): mark for check, mark in points.items()}
                )
        released = (root / "course/en" / chapter).glob("*.ipynb")
        with transaction(config.CourseDirectory.db_url) as gradebook:
            wanted = {path.stem: questions(nbformat.read(path, as_version=4)) for path in released}
            book(gradebook, config.CourseDirectory.course_id, chapter, wanted)
            gradebook.commit()
        print(f"{chapter}: {len(expected)} students\n{'student':14} {'mark':>7} {'expected':>9}  first diagnosis")
        started = time.perf_counter()
        say = partial(print, file=sys.stdout)  # as it is now: solutions, whose words nobody needs, run beside this
        limits = {"cell_seconds": 30, "memory_mb": 500}  # some students use all they get
        options = {"limits": limits, "seed": secret}
        for said in grade(root, [chapter], classroom=classroom, workers=os.cpu_count(), options=options):
            if not said.good:
                say(f"✗ {said.line}")
            agree &= said.good and show(config, chapter, said.student, expected[said.student], say)
        api = nbgrader(config)
        pages = [api.generate_feedback(chapter, name, force=True)["success"] for name in expected]
        agree &= all(pages)
        seconds = time.perf_counter() - started
        print(
            f"{sum(pages)} feedback pages in {classroom}/feedback; {seconds:.0f} s, {seconds / len(expected):.1f} s a student"
        )
    print("every mark is as expected" if agree else "some marks differ from the expected ones")
    return agree


def show(config, chapter, student, expected, say):
    """Say a student's row; return whether every exercise has its expected mark."""
    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        notebooks = gradebook.find_submission(chapter, student).notebooks
        marks = {
            (n.name, g.name): g.auto_score or 0.0 for n in notebooks for g in n.grades if g.name.startswith("check_")
        }
        comments = [c.auto_comment for n in notebooks for c in n.comments if c.auto_comment]
    differing = [check for check in expected if abs(marks.get(check, -1) - expected[check]) > 1e-9]
    say(f"{student:14} {sum(marks.values()):7.2f} {sum(expected.values()):9.2f}  {diagnosis(comments)[:90]}")
    for notebook, check in differing:
        say(f"  ✗ {notebook} {check}: {marks.get((notebook, check))}, expected {expected[notebook, check]}")
    return not differing


def diagnosis(comments):
    """Return the first diagnosis among the comments: a named mistake, else a message, else what was not attempted."""
    rows = [row for comment in comments for row in comment.splitlines()]
    named = [row.removeprefix("  ➜ ") for row in rows if row.startswith("  ➜ ")]
    messages = [row.strip() for row in rows if row.startswith("      ")]
    unattempted = [comment for comment in comments if ": " in comment and "\n" not in comment]
    return next(iter(named + messages + unattempted), "")
