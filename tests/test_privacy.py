"""An instructor is told what other users of the machine can read, and how to close it."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.classroom.privacy import open_to_others
from autograder.doctor import findings


@pytest.fixture
def place():
    """A folder that everybody can read, which those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="for all ", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture
def course(place):
    """The folder of a course that everybody can read, as a clone has it."""
    for name in ("solutions/ch98_small/mixing.py", "classroom/gradebook.db", "course/en/readme.txt"):
        path = place / "course" / name
        path.parent.mkdir(parents=True)
        path.write_text("x")
    for path in place.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place / "course"


def test_what_everybody_can_read_is_named_with_the_command_that_closes_it(course):
    (line,) = open_to_others(course)
    said, command = line.split(": ")
    assert said == "solutions/ and classroom/ are readable by every user of this machine"
    assert re.fullmatch(r"chmod 700 '/.*'", command)
    subprocess.run(command, shell=True, check=True)
    assert list(open_to_others(course)) == []


@pytest.mark.parametrize("name", ["solutions", "solutions/ch98_small", "solutions/ch98_small/mixing.py"])
def test_what_is_closed_further_down_is_closed(course, name):
    (course / "classroom/gradebook.db").chmod(0o600)
    assert [line.split()[0] for line in open_to_others(course)] == ["solutions/"]
    (course / name).chmod(0o700)
    assert list(open_to_others(course)) == []


def test_a_folder_whose_names_cannot_be_listed_is_no_closed_one(course):
    (course / "solutions").chmod(0o711)
    assert next(open_to_others(course)).startswith("solutions/ and ")


def test_a_gradebook_elsewhere_is_closed_by_itself(course, place):
    elsewhere = place / "grades.db"
    elsewhere.write_text("x")
    elsewhere.chmod(0o644)
    (course / "nbgrader_config.py").write_text(f"c.CourseDirectory.db_url = 'sqlite:///{elsewhere}'\n")
    course.chmod(0o700)
    assert list(open_to_others(course)) == [
        f"{elsewhere} is readable by every user of this machine: chmod 600 '{elsewhere}'"
    ]


def test_release_grade_and_doctor_say_so_and_go_on(course, capsys):
    said = f"solutions/ and classroom/ are readable by every user of this machine: chmod 700 '{course}'"
    for command in "release", "grade":
        assert main([command, "ch99_none", "--root", str(course)]) == 1
        first, *rest = capsys.readouterr().err.splitlines()
        assert first == f"autograder: {said}"
        assert [line.split(": ")[1] for line in rest] == ["solutions"]  # no such chapter
    closed = next(finding for finding in findings(course) if "other users" in finding.what)
    assert (closed.good, closed.needed, closed.remedy) == (False, False, said)
    assert str(closed).startswith("· ")
