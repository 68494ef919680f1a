"""Nothing that students receive holds an answer."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from autograder.source.notebooks import read

ROOT = Path(__file__).parents[1]
COURSE = ROOT / "course"
SOURCES = sorted((ROOT / "solutions").glob("ch*/*.py"))
TELLING = 12  # characters, from which on a line of a solution tells something
COMMON = re.compile(
    r"(return|import|from)( \w+)?|else:|try:|return super\(\)\.get_config\(\) \| \{|with np\.errstate\(.*\):|\"\"\".*\"\"\"|#.*|([\w.]+ = )?[\w.]+\("
)


def split(source):
    """Return the lines of a cell inside and outside its solution regions, stripped."""
    lines = {True: [], False: []}
    inside = False
    for line in map(str.strip, source.splitlines()):
        if line in ("### BEGIN SOLUTION", "### END SOLUTION"):
            inside = line == "### BEGIN SOLUTION"
        else:
            lines[inside].append(line)
    return lines[True], lines[False]


cells_of = cache(read)


@cache
def given():
    """Return the lines of code that students are given."""
    return {
        line for source in SOURCES for cell in cells_of(source) if cell.kind == "code" for line in split(cell.source)[1]
    }


def answers(cells):
    """Return the lines of solutions and model answers that tell something and are in no code that students are given."""
    lines = {line for cell in cells for line in split(cell.source)[0]}
    return {line for line in lines - given() if len(line) >= TELLING and not COMMON.fullmatch(line)}


@cache
def texts(course):
    """Return what stands in every file below a folder: path -> text; of notebooks and JSON, the text they encode."""
    found = {}
    for path in course.rglob("*"):
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & {*path.parts}:
            text = path.read_text(encoding="utf-8")
            found[path] = text + (strings(json.loads(text)) if path.suffix in (".ipynb", ".json") else "")
    return found


def strings(data):
    """Return all strings in JSON data, joined."""
    if isinstance(data, dict):
        return "".join(map(strings, data.values()))
    return "".join(map(strings, data)) if isinstance(data, list) else data if isinstance(data, str) else ""


def leaks(course, lines):
    """Return which lines stand in which files."""
    return {
        f"{path.relative_to(course)}: {line}" for path, text in texts(course).items() for line in lines if line in text
    }


def values(data, key):
    """Yield what stands under a key, anywhere in JSON data."""
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from values(part, key)
    if isinstance(data, dict) and key in data:
        yield data[key]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_line_of_a_solution_or_model_answer_is_in_the_course(source):
    cells = cells_of(source)
    for role in "exercise", "answer":
        own = [cell for cell in cells if cell.role == role]
        assert len(answers(own)) > min(5, 4 * len(own) - 1)  # a notebook may have one short exercise
    assert leaks(COURSE, answers(cells)) == set()


@pytest.mark.parametrize("name", ["lstm.ipynb", "probes.py", "expected.json", "notes.md"])
def test_a_leaked_line_would_be_found(tmp_path, name):
    line = 'candidate = gate("c", np.tanh)'
    assert line in answers(cells_of(ROOT / "solutions/ch05_gated_networks/lstm.py"))
    encoded = json.dumps({"cells": [{"source": [f"    {line}\n"]}]})
    (tmp_path / name).write_text(encoded if "json" in name or "ipynb" in name else f"def step():\n    {line}\n")
    assert leaks(tmp_path, [line]) == {f"{name}: {line}"}
    assert leaks(tmp_path, ["h_t = o_t * np.tanh(c_t)"]) == set()


def test_expected_values_hold_no_source_line():
    released = [path.read_text(encoding="utf-8") for path in COURSE.glob("unrolled/expected/*.json")]
    lines = [line for text in released for line in values(json.loads(text), "lines")]
    assert lines  # in some chapter a misconception ends in an error
    assert all(line == [] for line in lines)


def test_the_student_package_does_not_import_the_autograder():
    for path in COURSE.rglob("*.py"):
        assert not re.search(r"\bautograder\b", path.read_text(encoding="utf-8"))
