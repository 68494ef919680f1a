"""What several tests share: the real chapters, run once, and a chapter so small that a test can break it and release it again."""

import ast
import importlib
import inspect
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from functools import cache
from pathlib import Path

import absl.logging
import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp
from unrolled import figures, probes
from unrolled.check import Line, Report, public_seed

from autograder.__main__ import main
from autograder.classroom.release import release
from autograder.classroom.settings import nbgrader, settings
from autograder.marking.reference import Reference
from autograder.proof.record import run
from autograder.source import misconceptions
from autograder.source.notebooks import read

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted(path.name for path in (ROOT / "solutions").glob("ch*"))
CHAPTER = "ch05_gated_networks"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SMALL = "ch98_small"

os.environ["MPLBACKEND"] = "Agg"  # as the command line sets it
os.environ.pop("JPY_SESSION_NAME", None)  # a student's notebook has it; what runs here is none
# An application of nbgrader's closes every log handler there is; that of TensorFlow's log would close pytest's own stream with it.
absl.logging.get_absl_handler().python_handler.stream = sys.__stderr__

SOURCE = '''\
# %% [markdown] lang="en"
# # Mix two numbers
#
# Some of one, some of the other.

# %% [markdown] lang="zh"
# # 混合两个数
#
# 一个取一些，另一个取一些。

# %%
from unrolled.check import check

half = 0.5

# %% exercise="mix"
def mix(share, one, other):
    """Return share times one plus the rest of the other."""
    ### BEGIN SOLUTION
    rest_of_it = 1 - share
    return share * one + rest_of_it * other
    ### END SOLUTION


# %% check="mix" points=3
check("mix")

# %% [markdown] answer="why_mix" points=2 lang="en"
# Why do the shares sum to one?
#
# ### BEGIN SOLUTION
# Otherwise the size of the result would change.
# ### END SOLUTION

# %% [markdown] answer="why_mix" points=2 lang="zh"
# 为什么两个份额之和为一？
#
# ### BEGIN SOLUTION
# 否则结果的大小会改变。
# ### END SOLUTION

# %% play="show"
print(mix(half, 1.0, 2.0))
'''
PROBE = """\
from unrolled.probes import Case, probe


@probe
def mix(student, rng):
    one, other = rng.normal(size=2)
    yield Case("all of the first", "全取第一个", lambda: student.mix(1.0, one, other))
    yield Case("a quarter of it", "取四分之一", lambda: student.mix(0.25, one, other))
"""
MISTAKES = """\
from autograder.source.misconceptions import wrong

wrong("mix", "1 - share", "share", en="Both get the same share.", zh="两者的份额相同。")
wrong("mix", "share * one", "one", en="The first is taken whole.", zh="第一个全取了。")
"""
ALTERNATIVES = """\
# %% from the other's side
def mix(share, one, other):
    return other + share * (one - other)
"""


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups
def pytest_collection_modifyitems(items):
    """Give one process of `pytest -n 2` all tests that need the same costly things: those of a file, unless they name their group.

    Named groups are the long ones, and begin first.
    """
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def together(group, value, *marks):
    """Return a parameter whose tests belong to a group, and have other marks too."""
    return pytest.param(value, marks=[pytest.mark.xdist_group(group), *marks])


@pytest.fixture(scope="session")
def references():
    """The real notebooks with the public seeds: name -> Reference, which remembers what it has run."""
    return {path.stem: Reference(path, public_seed) for path in sorted((ROOT / "solutions").glob("ch*/*.py"))}


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """A gradebook to copy: nbgrader takes seconds to make one."""
    root = tmp_path_factory.mktemp("empty")
    path = root / "classroom" / "gradebook.db"
    path.parent.mkdir()
    config = settings(root)
    nbgrader(config)  # finds alembic for it
    Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id).close()
    return path


def open_classroom(root, gradebook):
    """Put a gradebook where `root` has it."""
    (root / "classroom").mkdir()
    shutil.copy(gradebook, root / "classroom")


@pytest.fixture(scope="session")
def fresh(tmp_path_factory, empty_gradebook, references):
    """A function that releases a real chapter anew, next to a copy of the expected values that are there; it returns the folder."""

    @cache
    def course(chapter):
        root = tmp_path_factory.mktemp("fresh")
        open_classroom(root, empty_gradebook)
        for folder in "solutions", "course/unrolled/expected":
            shutil.copytree(ROOT / folder, root / folder)
        shutil.copy(ROOT / "README.md", root)  # tells the order of the notebooks
        with pytest.MonkeyPatch.context() as patch:  # what the tests of the selftest run as well is run once
            patch.setattr("autograder.classroom.release.Reference", lambda path, seed: references[path.stem])
            assert list(release(root, [chapter])) == [chapter]
        return root

    return course


@pytest.fixture(scope="session")
def fresh_course(fresh):
    """The folder in which one real chapter was released anew."""
    return fresh(CHAPTER)


@pytest.fixture
def small_course(tmp_path, monkeypatch, empty_gradebook):
    """The folder of a course with one small chapter, whose probe and misconceptions this process knows."""
    files = {
        f"solutions/{SMALL}/mixing.py": SOURCE,
        f"probes/{SMALL}.py": PROBE,
        f"misconceptions/{SMALL}.py": MISTAKES,
        f"tests/alternatives/{SMALL}/mix.py": ALTERNATIVES,
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    open_classroom(tmp_path, empty_gradebook)
    monkeypatch.setattr(misconceptions, "_ALL", misconceptions.misconceptions())  # the real ones outlive this test
    for package in probes, misconceptions:
        folder = tmp_path / package.__name__.rpartition(".")[2]
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    importlib.invalidate_caches()
    yield tmp_path
    for package in probes, misconceptions:
        sys.modules.pop(f"{package.__name__}.{SMALL}", None)
    for name in [name for name, probe in probes.PROBES.items() if probe.__module__.endswith(f".{SMALL}")]:
        del probes.PROBES[name]


MIXED = "def mix(share, one, other):\n    return share * one + (1 - share) * other"


@pytest.fixture
def marked(monkeypatch):
    """Half of the points for every exercise, for hand-ins of the small course, without a kernel: its commands are called here."""
    halves = Line(("one", "一"), True), Line(("other", "二"), False)
    monkeypatch.setattr(
        "autograder.classroom.plugin.grade",
        lambda notebook, reference, *_: {name: Report(name, halves) for name in reference.exercises},
    )
    monkeypatch.setattr(sys, "path", [*sys.path])  # nbgrader adds the folder in which it is called


@pytest.fixture
def small_class(small_course, marked, monkeypatch):
    """The released small course, with its settings and what ada and ben handed in; commands are called there."""
    release(small_course)
    shutil.copy(ROOT / "nbgrader_config.py", small_course)
    for student in "ada", "ben":
        hand_in_mixed(small_course, small_course / "classroom/submitted" / student)
    monkeypatch.chdir(small_course)
    return small_course


def hand_in_mixed(course, folder):
    """Put a solved notebook of the small course into a student's folder."""
    work = nbformat.read(course / "course/en" / SMALL / "mixing.ipynb", as_version=4)
    (folder / SMALL).mkdir(parents=True)
    nbformat.write(fill(work, {"mix": MIXED}), folder / SMALL / "mixing.ipynb")


def grade_by_autograder(*arguments):
    """Grade the small course of this folder; return the exit status."""
    return main(["grade", SMALL, "--root", os.getcwd(), *arguments])


def grade_by_nbgrader(*arguments):
    """Grade it with nbgrader's own command."""
    return called(AutogradeApp, SMALL, "--force", *arguments)


def called(app, *arguments):
    """Call a command of nbgrader's; return its exit status."""
    command = app()
    try:
        command.initialize([*arguments])
        command.start()
    except SystemExit as end:
        return end.code
    finally:
        app.clear_instance()
    return 0


@pytest.fixture
def released(fresh_course):
    """A function that returns the released LSTM notebook of one language."""
    return lambda lang="en": nbformat.read(fresh_course / "course" / lang / CHAPTER / "lstm.ipynb", as_version=4)


def executed(notebook, chapter, **environment):
    """Run a notebook where students have it, in a kernel of its own, for the short budget; return its outputs as pairs (cell, output)."""
    run(notebook, ROOT / "course/en" / chapter, timeout=600, **{"UNROLLED_BUDGET": "quick"} | environment)
    return [(cell, output) for cell in notebook.cells for output in cell.get("outputs", [])]


def sql(path, statement):
    """Read or change a gradebook by hand; return the rows that are found."""
    with closing(sqlite3.connect(path)) as gradebook:
        found = gradebook.execute(statement).fetchall()
        gradebook.commit()
        return found


def figures_of(path):
    """Return of a source each cell that draws, as (line of its marker, lines of the calls that draw, calls that say what is seen)."""
    drawing = {f"figures.{name}" for name, _ in inspect.getmembers(figures, inspect.isfunction)} | {"plt.figure"}
    drawing = drawing - {"figures.described", "figures.style", "figures.picture"} | {"plt.subplots", "plt.plot"}
    found = []
    for cell in read(path):
        if cell.kind == "code" and cell.lang != "zh":
            nodes = list(ast.walk(ast.parse(cell.source)))
            calls = [(ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call)]
            lines = [node.lineno for name, node in calls if name in drawing]
            for node in nodes:  # a function that draws is one more of them
                if isinstance(node, ast.FunctionDef) and any(node.lineno < line <= node.end_lineno for line in lines):
                    drawing.add(node.name)
            if lines:
                told = "figures.described", "figures.frames"
                found.append((cell.line, lines, [node for name, node in calls if name in told]))
    return found


def said_of(call):
    """Return the pairs of texts, English and Chinese, that a call says of its figure, or of its frames."""
    if ast.unparse(call.func) == "figures.described":
        return [call.args]
    frames = call.args[-1]
    return [pair.elts for pair in ([frames.value] if isinstance(frames, ast.DictComp) else frames.values)]


def edit(path, old, new):
    """Replace a text in a file, where it stands once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def where(notebook, grade_id):
    """Return the position of the cell with this grade id."""
    return next(
        k for k, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def fill(notebook, sources):
    """Put answers into a notebook's solution cells."""
    for name, source in sources.items():
        notebook.cells[where(notebook, name)].source = source
    return notebook


def new(source):
    """Return a code cell of a student's own."""
    return nbformat.v4.new_code_cell(source)
