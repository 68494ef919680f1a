"""A student's folder is found by its exact name, whatever that is; only what was asked for enters, by every way in."""

import os
import re
import shutil
import subprocess

import pytest
from conftest import SMALL, edit, grade_by_autograder, grade_by_nbgrader, hand_in_mixed

from autograder.__main__ import main
from autograder.classroom.settings import nbgrader, settings

WAYS = [pytest.param(grade_by_autograder, id="autograder"), pytest.param(grade_by_nbgrader, id="nbgrader")]
PATTERNS = "[a-z]*", "wang*", "wang_li", "Ann [team 2]", "?", "*", "**", "[!x]da", "{ada,ben}", "$HOME", "%s", "王 丽"
NO_NAMES = (
    "b\nch98_small ben: 5 of 5",
    "c\x1b[2J\x1b[H",
    "d\u202egpj",
    "e" + " " * 9 + "f",
    " g",
    "h ",
    "\udcff",
    "i\x7f",
    "j<img src=x onerror=alert(1)>",
)


def formgrader(*arguments):
    """Grade the small course as the button in formgrader does, student by student; return the exit status."""
    config = settings(os.getcwd())
    names = [arguments[1]] if arguments else sorted(os.listdir("classroom/submitted"))
    done = [nbgrader(config).autograde(SMALL, name) for name in names]
    return int(not all(result["success"] for result in done))


WAYS.append(pytest.param(formgrader, id="formgrader"))


def hand_in(course, *names):
    """Hand in under some names; each work holds the number of its own."""
    for number, name in enumerate(names):
        hand_in_mixed(course, course / "classroom/submitted" / name)
        edit(
            course / "classroom/submitted" / name / SMALL / "mixing.ipynb",
            "share * one +",
            f"share * one + 0 * {number} +",
        )


def graded(course):
    """Return whose work was graded: name of the folder -> the number that the work holds."""
    paths = list((course / "classroom/autograded").glob(f"*/{SMALL}/mixing.ipynb"))
    return {path.parts[-3]: int(re.search(r"0 \* (\d+)", path.read_text())[1]) for path in paths}


@pytest.fixture
def course(small_class):
    """The small course, in which nobody has handed in yet."""
    shutil.rmtree(small_class / "classroom/submitted")
    return small_class


@pytest.mark.parametrize("grade", WAYS)
def test_a_name_that_is_a_pattern_means_that_folder_and_no_other(course, grade):
    hand_in(course, *PATTERNS)
    assert grade() == 0
    assert graded(course) == {name: number for number, name in enumerate(PATTERNS)}


@pytest.mark.parametrize("grade", WAYS)
@pytest.mark.parametrize("name", ["[a-z]*", "wang*", "Ann [team 2]"])
def test_one_student_of_such_a_name_can_be_graded_alone(course, grade, name):
    hand_in(course, *PATTERNS)
    assert grade("--only" if grade is grade_by_autograder else "--student", name) == 0
    assert graded(course) == {name: PATTERNS.index(name)}


def test_only_those_who_are_named_are_graded_each_by_an_exact_name(course):
    hand_in(course, *PATTERNS, "ada", "ben")
    assert grade_by_autograder("--only", "ben", "wang*", "ada") == 0
    assert set(graded(course)) == {"ada", "ben", "wang*"}


def test_whoever_is_named_may_have_handed_in_some_chapters_only(course, capsys):
    hand_in(course, "ada", "ben")
    (course / "solutions/ch99_later").mkdir()
    (course / "solutions/ch99_later/later.py").touch()
    assert main(["grade", "--root", str(course), "--only", "ben"]) == 0
    assert set(graded(course)) == {"ben"}
    capsys.readouterr()
    assert main(["grade", SMALL, "ch99_later", "--root", str(course), "--only", "ben"]) == 1
    place = course / "classroom/submitted/STUDENT/ch99_later"
    said = f"autograder: nothing of ch99_later was handed in by ben; put notebooks into {place}\n"
    assert capsys.readouterr() == ("", said)


def test_who_is_unknown_is_refused_in_one_line_with_what_to_do_and_nobody_is_graded(course, capsys):
    hand_in(course, "ada", "ben", "\x1b[2J")
    refused = {
        ("ada", "been", "eve"): f" of {SMALL} was handed in by been, eve (do you mean ben?); put notebooks into",
        ("../autograded",): f" of {SMALL} was handed in by ../autograded; put notebooks into",
    }
    for names, said in refused.items():
        capsys.readouterr()
        assert grade_by_autograder("--only", *names) == 1
        place = course / "classroom/submitted/STUDENT" / SMALL
        assert capsys.readouterr() == ("", f"autograder: nothing{said} {place}\n")
        assert graded(course) == {}
    assert grade_by_autograder("--only", "ada") == 0
    capsys.readouterr()
    assert main(["feedback", "--root", str(course), "--only", "ada", "adda"]) == 1
    said = "autograder: nothing is graded of adda (do you mean ada?); run: autograder grade\n"
    assert capsys.readouterr() == ("", said)
    assert not (course / "classroom/feedback").exists()


@pytest.mark.parametrize("grade", WAYS)
def test_a_name_that_is_not_what_it_looks_like_is_refused_and_nobody_else(course, grade, capsys):
    hand_in(course, "ada", *NO_NAMES, "ben")
    capsys.readouterr()
    assert grade() == 1
    assert set(graded(course)) == {"ada", "ben"}
    said = "".join(capsys.readouterr())
    assert all(line.isprintable() for line in said.splitlines())
    assert "\x0c" not in said
    if grade is not formgrader:
        lines = [
            line
            for line in said.splitlines()
            if "its folder has a name that is not what it looks like; rename it" in line
        ]
        assert len(lines) == len(NO_NAMES)
        assert not [line for line in said.splitlines() if line.startswith(f"{SMALL} ben: 5 ")]


@pytest.mark.parametrize("grade", WAYS)
def test_a_folder_deeper_than_a_path_can_say_is_refused_alone(course, grade):
    hand_in(course, "ada", "eve", "ben")
    here = os.open(course / "classroom/submitted/eve" / SMALL, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        there = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)
    try:
        assert grade() == 1
        assert set(graded(course)) == {"ada", "ben"}
    finally:
        subprocess.run(["rm", "-rf", course / "classroom/submitted/eve"], check=True)


@pytest.mark.parametrize("grade", WAYS)
@pytest.mark.parametrize(
    "what",
    ["link", "pipe", "pipe for a time", "link for a time", "folder for a secret", "link as folder", "linked notebook"],
)
def test_what_is_no_file_is_refused_before_anything_is_copied(course, grade, what, monkeypatch):
    """A pipe nobody writes into would be waited for, a device copied for ever: neither may be opened."""
    hand_in(course, "ada", "eve", "ben")
    folder, outside = course / "classroom/submitted/eve" / SMALL, course / "outside"
    outside.write_text("2026-03-01 12:00:00 UTC")
    {
        "link": lambda: (folder / "data.csv").symlink_to(outside),
        "pipe": lambda: os.mkfifo(folder / "data.csv"),
        "pipe for a time": lambda: os.mkfifo(folder / "timestamp.txt"),
        "link for a time": lambda: (folder / "timestamp.txt").symlink_to(outside),
        "folder for a secret": (folder / "submission_secret.txt").mkdir,
        "link as folder": lambda: (folder / "deep").symlink_to(course),
        "linked notebook": lambda: (folder / "other.ipynb").symlink_to(outside),
    }[what]()
    copied, copy = [], shutil.copy
    monkeypatch.setattr(shutil, "copy", lambda source, target: (copied.append(str(source)), copy(source, target))[1])
    assert grade() == 1
    assert set(graded(course)) == {"ada", "ben"}
    assert not [path for path in copied if "eve" in path]
    assert not (course / "classroom/autograded/eve").exists()
    if grade is formgrader:
        nbgrader(settings(course)).get_submissions(SMALL)  # what its page lists


@pytest.mark.parametrize("grade", WAYS[1:])
def test_a_file_with_a_name_that_a_terminal_obeys_is_only_shown(course, grade, capsys):
    hand_in(course, "ada")
    for name in "a\x1b[2Jb", "c\rd", "e\nf.ipynb":
        (course / "classroom/submitted/ada" / SMALL / name).write_text("{}")
    capsys.readouterr()
    assert grade() == 0
    assert all(line.isprintable() for line in "".join(capsys.readouterr()).split("\n"))


def test_feedback_goes_to_whose_name_is_a_pattern_as_well(course):
    hand_in(course, "wang*", "wang_li", "Ann [team 2]")
    assert grade_by_autograder() == 0
    done = nbgrader(settings(course)).generate_feedback(SMALL, "wang*", force=True)
    assert done["success"]
    pages = course / "classroom/feedback"
    assert sorted(path.parts[-3:] for path in pages.glob("*/*/*")) == [
        ("wang*", SMALL, name) for name in ("index.html", "mixing.html")
    ]
    assert nbgrader(settings(course)).generate_feedback(SMALL, force=True)["success"]
    assert {path.parts[-3] for path in pages.glob("*/*/*.html")} == {"wang*", "wang_li", "Ann [team 2]"}
    assert {path.suffix for path in pages.glob("*/*/*")} == {".html"}  # and nothing of what lay beside it
    for page in pages.glob("*/*/*.html"):
        head, _, body = page.read_text(encoding="utf-8").partition("<meta ")
        assert "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in body.partition("<meta ")[0]
        assert head.split() == ["<!DOCTYPE", "html>", "<html", 'lang="en">', "<head>"]
