"""What was graded, and has not changed since, is not graded again; and a run that was killed is gone on with."""

import random
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import nbformat
import pytest
from conftest import ROOT, SMALL, edit, fill, grade_by_autograder, grade_by_nbgrader, hand_in_mixed, sql

from autograder.classroom import plugin
from autograder.classroom.release import release
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import read

CHAPTER = "ch05_gated_networks"
KILLS = 20


@pytest.fixture
def graded(small_class, monkeypatch, capsys):
    """A function that grades the class and returns whom, and what it said last; it was graded once already."""
    judged, runs = [], plugin.Grade.run

    def run(step, nb, chapter, notebook):
        judged.append(notebook)
        return runs(step, nb, chapter, notebook)

    monkeypatch.setattr(plugin.Grade, "run", run)

    def again(*arguments):
        judged.clear()
        capsys.readouterr()
        assert grade_by_autograder(*arguments) == 0
        *lines, total = capsys.readouterr().out.splitlines()
        names = [line.split()[1].rstrip(":") for line in lines if ", as before" not in line]
        assert len(names) == len(judged)
        assert total.startswith(f"{len(names)} graded, {len(lines) - len(names)} as before, 0 not graded")
        return names

    assert again() == ["ada", "ben"]
    return again


def test_a_class_that_has_not_changed_is_not_graded_again(graded):
    assert graded() == []
    assert graded("--again") == ["ada", "ben"]
    assert graded("--only", "ben") == []


def test_whoever_hands_in_anew_is_graded(small_class, graded):
    hand_in_mixed(small_class, small_class / "classroom/submitted/cleo")
    assert graded() == ["cleo"]
    path = small_class / f"classroom/submitted/ben/{SMALL}/mixing.ipynb"
    work = nbformat.read(path, as_version=4)
    nbformat.write(fill(work, {"mix": "def mix(share, one, other):\n    return other"}), path)
    assert graded() == ["ben"]
    (path.parent / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC", encoding="utf-8")
    assert graded() == ["ben"]
    assert graded() == []


def settings_with(line):
    """Return a change of the course's settings."""

    def change(root):
        with open(root / "nbgrader_config.py", "a", encoding="utf-8") as file:
            file.write(f"\nc = get_config()\n{line}\n")

    return change


def due_yesterday(root):
    """Give the chapter a deadline."""
    sql(root / "classroom/gradebook.db", "UPDATE assignment SET duedate = '2026-01-01 00:00:00'")


def another_solution(root):
    """Change the solution, and release it."""
    edit(root / "solutions" / SMALL / "mixing.py", "share * one", "1 * share * one")
    release(root, after_hand_ins=True)


@pytest.mark.parametrize(
    "change",
    [
        settings_with("c.Grade.limits = {'memory_mb': 3000}"),
        settings_with("c.Grade.strict = True"),
        settings_with("c.LateSubmissionPlugin.penalty_method = 'zero'"),
        due_yesterday,
        another_solution,
        lambda root: sql(root / "classroom/gradebook.db", "UPDATE grade SET auto_score = 0"),
        lambda root: shutil.rmtree(root / "classroom/autograded"),
        lambda root: shutil.rmtree(root / ".build/graded"),
    ],
    ids=["limits", "strict", "penalty", "deadline", "solution", "marks", "graded notebooks", "memory"],
)
def test_where_anything_that_marks_depend_on_has_changed_all_are_graded(small_class, graded, change):
    change(small_class)
    assert graded() == ["ada", "ben"]
    assert graded() == []


@pytest.mark.parametrize("grade", [grade_by_autograder, grade_by_nbgrader])
def test_an_extension_in_the_roster_moves_the_deadline_of_one_student(small_class, graded, grade):
    due_yesterday(small_class)
    settings_with("c.LateSubmissionPlugin.penalty_method = 'zero'")(small_class)
    for student in "ada", "ben":
        time = small_class / f"classroom/submitted/{student}/{SMALL}/timestamp.txt"
        time.write_text("2026-01-02 12:00:00 UTC", encoding="utf-8")
    assert graded() == ["ada", "ben"]

    def late(extension):
        (small_class / "classroom/roster.csv").write_text(f"id,extension\nada,\nben,{extension}\n", encoding="utf-8")
        if grade is grade_by_autograder:
            assert graded() == ["ben"]
        else:
            assert grade() == 0
        lost = sql(small_class / "classroom/gradebook.db", "SELECT late_submission_penalty FROM submitted_notebook")
        return sum(bool(points) for (points,) in lost)

    assert [late(days) for days in ("1.4", "1.6", "", "0")] == [2, 1, 1, 2]


def test_marks_that_a_person_gives_stay_and_nobody_is_graded_for_them(small_class, graded):
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET manual_score = 2, needs_manual_grade = 0")
    assert graded() == []
    assert sql(small_class / "classroom/gradebook.db", "SELECT DISTINCT manual_score FROM grade") == [(2,)]


@pytest.mark.parametrize("again", [grade_by_autograder, grade_by_nbgrader])
def test_an_answer_that_was_read_need_not_be_read_again_while_it_is_the_same(small_class, graded, again):
    def answer(student, text):
        path = small_class / f"classroom/submitted/{student}/{SMALL}/mixing.ipynb"
        nbformat.write(fill(nbformat.read(path, as_version=4), {"why_mix": text}), path)

    for student in "ada", "ben":
        answer(student, "It has to.")
    assert graded() == ["ada", "ben"]
    book = small_class / "classroom/gradebook.db"
    waiting = "SELECT needs_manual_grade FROM grade WHERE auto_score IS NULL"
    assert sql(book, waiting) == [(1,), (1,)]
    sql(book, "UPDATE grade SET manual_score = 2, needs_manual_grade = 0 WHERE auto_score IS NULL")
    options = ["--again"] if again is grade_by_autograder else []
    assert again(*options) == 0
    assert sql(book, waiting) == [(0,), (0,)]
    answer("ben", "It adds up to one.")
    assert again(*options) == 0
    assert sorted(sql(book, waiting)) == [(0,), (1,)]


def test_a_memory_that_cannot_be_written_is_said_in_one_line(small_class, graded, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.classroom.unchanged.os.replace", full)
    hand_in_mixed(small_class, small_class / "classroom/submitted/cleo")
    assert grade_by_autograder() == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"autograder: .*\.new can't be written \(No space left on device\); mend that and .*\n", said)


@pytest.mark.proof
def test_a_run_that_is_killed_at_any_moment_is_gone_on_with_to_the_same_marks(fresh_course, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(fresh_course, root, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "graded"))
    cells = read(ROOT / "solutions" / CHAPTER / "lstm.py")
    right = {cell.name: cell.source for cell in cells if cell.role == "exercise"}
    mistaken = right | {"lstm_step": misconceptions("lstm_step")[0].edit(right["lstm_step"])}
    for k, sources in enumerate((right, mistaken, right | {"forget_bias": "1 / 0"}, {}, right)):
        path = root / f"classroom/submitted/student-{k}/{CHAPTER}/lstm.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(fill(nbformat.read(root / f"course/en/{CHAPTER}/lstm.ipynb", as_version=4), sources), path)
    command = [sys.executable, "-m", "autograder", "grade", CHAPTER, "--root", root, "--workers", "2"]
    draw = random.Random(0)
    for _ in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(draw.uniform(2, 25))
            process.send_signal(signal.SIGKILL)
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
    columns = "submitted_notebook.assignment_id, cell_id, auto_score, needs_manual_grade"
    tables = "grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id"
    marks = f"SELECT {columns} FROM {tables} ORDER BY 1, 2"
    comments = "SELECT notebook_id, cell_id, auto_comment FROM comment ORDER BY 1, 2"
    book = root / "classroom/gradebook.db"
    after = sql(book, marks), sql(book, comments)
    assert subprocess.run([*command, "--again"], capture_output=True, text=True, check=False).returncode == 0
    assert (sql(book, marks), sql(book, comments)) == after
