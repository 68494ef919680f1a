"""The state of a term in a line for each chapter, and the command that comes next."""

import re
import shutil
import subprocess
import sys

import pytest
from conftest import CHAPTERS, ROOT, SMALL, edit, grade_by_autograder, hand_in_mixed, sql

from autograder.__main__ import main

HOLD = "import sys; from autograder.classroom.lock import held\nwith held(*sys.argv[1:]): print(flush=True); input()"


@pytest.fixture
def status(capsys):
    """A function that returns what the command says of each chapter of a course: its cells, and what is next."""

    def call(root):
        capsys.readouterr()
        assert not main(["status", "--root", str(root)])
        _, *lines = capsys.readouterr().out.splitlines()
        rows = [re.split(r"  +", line, maxsplit=9) for line in lines]
        return {chapter: (cells[:-1], cells[-1]) for chapter, *cells in rows}

    return call


def counts(handed_in=0, graded=0, to_grade=0, refused=0, late=0, to_read=0, sent_back=0):
    """Return the numbers of a line as the table has them."""
    return [*map(str, (handed_in, graded, to_grade, refused, late, to_read, sent_back))]


def test_before_the_first_release_every_chapter_is_to_be_released(tmp_path, status):
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    said = status(tmp_path)
    assert [*said] == CHAPTERS
    for chapter, (cells, following) in said.items():
        assert cells == ["no", *counts()]
        assert following == f"next: autograder release {chapter}"
    assert not (tmp_path / "classroom").exists()
    assert not (tmp_path / ".build").exists()  # it only looks


def test_a_chapter_from_its_release_to_its_export(small_class, status):
    root, submitted = small_class, small_class / "classroom/submitted"
    assert status(root)[SMALL] == (["yes", *counts(2, to_grade=2)], f"next: autograder grade {SMALL}")
    shutil.move(submitted, root / "elsewhere")
    assert status(root)[SMALL] == (["yes", *counts()], f"next: autograder collect {SMALL} FROM")
    shutil.move(root / "elsewhere", submitted)
    assert grade_by_autograder() == 0
    sql(
        root / "classroom/gradebook.db",
        "UPDATE grade SET needs_manual_grade = 1 WHERE auto_score IS NULL OR auto_score = 0",
    )
    read = "next: jupyter lab, and read in formgrader"
    assert status(root)[SMALL] == (["yes", *counts(2, 2, to_read=2)], read)
    sql(root / "classroom/gradebook.db", "UPDATE grade SET manual_score = 2, needs_manual_grade = 0")
    assert status(root)[SMALL] == (["yes", *counts(2, 2)], f"next: autograder feedback {SMALL}")
    assert not main(["feedback", SMALL, "--root", str(root)])
    assert status(root)[SMALL] == (["yes", *counts(2, 2, sent_back=2)], f"next: autograder export {SMALL}")
    (root / f"classroom/feedback/ada/{SMALL}/mixing.html").unlink()
    assert status(root)[SMALL] == (["yes", *counts(2, 2, sent_back=1)], f"next: autograder feedback {SMALL}")


def test_what_is_late_refused_or_new_is_counted(small_class, status):
    assert grade_by_autograder() == 0
    submitted = small_class / "classroom/submitted"
    sql(small_class / "classroom/gradebook.db", "UPDATE assignment SET duedate = '2026-01-01 00:00:00'")
    (submitted / f"ada/{SMALL}/timestamp.txt").write_text("2026-03-01 12:00:00 UTC")
    (submitted / f"ben/{SMALL}/timestamp.txt").write_text("soon")
    hand_in_mixed(small_class, submitted / "cleo")
    assert status(small_class)[SMALL] == (
        ["yes", *counts(3, to_grade=2, refused=1, late=1)],
        f"next: autograder grade {SMALL}",
    )


def test_who_is_graded_with_the_settings_and_who_works_on_it_now_is_told(small_class, status):
    assert grade_by_autograder("--limit", "memory_mb=3000") == 0
    assert status(small_class)[SMALL][0] == ["yes", *counts(2, to_grade=2)]
    order = [sys.executable, "-c", HOLD, small_class, SMALL, "grading"]
    with subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        following = status(small_class)[SMALL][1]
        process.communicate(b"\n")
    assert re.fullmatch(
        rf"now: \S+ is grading it since \d{{4}}-\d\d-\d\d \d\d:\d\d \(process {process.pid}\)", following
    )
    (small_class / ".build/locks" / SMALL).write_text(
        "ada is grading it since 2026-01-01 00:00 (process 1)"
    )  # and was killed
    assert status(small_class)[SMALL][1].startswith("next: ")


def test_a_solution_that_changed_after_its_release_is_told(small_class, status):
    edit(small_class / "solutions" / SMALL / "mixing.py", "share * one", "1 * share * one")
    cells, following = status(small_class)[SMALL]
    assert (cells[0], following) == ("changed since", f"next: autograder release {SMALL}")
    (small_class / f"course/zh/{SMALL}/mixing.ipynb").unlink()
    assert status(small_class)[SMALL][0][0] == "no"


def test_a_gradebook_that_is_none_is_one_line(small_class, capsys):
    (small_class / "classroom/gradebook.db").write_text("no database, and long enough to be taken for one" * 99)
    assert main(["status", "--root", str(small_class)]) == 1
    assert re.fullmatch(r"autograder: the gradebook .* is no gradebook; .*\n", capsys.readouterr().err)
