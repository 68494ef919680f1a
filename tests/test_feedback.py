"""`autograder feedback` makes the pages of whoever has something new on them, and no others."""

import re
import shutil
import zipfile

import nbformat
import pytest
from conftest import SMALL, edit, fill, grade_by_autograder, sql

from autograder.__main__ import main


@pytest.fixture
def send(small_class, capsys):
    """A function that sends back; it returns the exit status, what became of each student, and the totals; all is read."""
    assert grade_by_autograder() == 0
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 0")

    def call(*arguments):
        capsys.readouterr()
        status = main(["feedback", SMALL, "--root", str(small_class), *arguments])
        said = capsys.readouterr()
        *lines, totals = said.out.splitlines()
        lines += said.err.splitlines()
        return status, dict(line.removeprefix(f"{SMALL} ").split(": ", 1) for line in lines), totals

    return call


def page(root, student):
    """Return a student's page."""
    return root / f"classroom/feedback/{student}/{SMALL}/mixing.html"


def test_a_page_says_what_was_given_and_is_made_once(small_class, send):
    assert send() == (
        0,
        {"ada": "sent back", "ben": "sent back"},
        "2 sent back, 0 as before, 0 to read, 0 not sent back",
    )
    text = page(small_class, "ada").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    assert "mix: 1 of 2 cases right" in text
    before = page(small_class, "ada").stat().st_mtime_ns
    assert send()[1:] == (
        {"ada": "as before", "ben": "as before"},
        "0 sent back, 2 as before, 0 to read, 0 not sent back",
    )
    assert page(small_class, "ada").stat().st_mtime_ns == before
    assert send("--again")[1] == {"ada": "sent back", "ben": "sent back"}
    assert send("--only", "ben")[1] == {"ben": "as before"}


OF_BEN = (
    "notebook_id IN (SELECT submitted_notebook.id FROM submitted_notebook JOIN submitted_assignment"
    " ON submitted_notebook.assignment_id = submitted_assignment.id WHERE student_id = 'ben')"
)


def marks_by_hand(root):
    """Give ben's answer points."""
    sql(root / "classroom/gradebook.db", f"UPDATE grade SET manual_score = 1.5 WHERE auto_score = 0 AND {OF_BEN}")


def comment_by_hand(root):
    """Write ben a comment."""
    sql(root / "classroom/gradebook.db", f"UPDATE comment SET manual_comment = 'Well put.' WHERE {OF_BEN}")


def other_work(root):
    """Have ben hand in anew, and grade it."""
    path = root / f"classroom/submitted/ben/{SMALL}/mixing.ipynb"
    work = nbformat.read(path, as_version=4)
    nbformat.write(fill(work, {"mix": "def mix(share, one, other):\n    return other"}), path)
    assert grade_by_autograder() == 0


@pytest.mark.parametrize(
    "change",
    [
        marks_by_hand,
        comment_by_hand,
        other_work,
        lambda root: page(root, "ben").unlink(),
        lambda root: shutil.rmtree(page(root, "ben").parent),
    ],
    ids=["marks", "comment", "work", "page", "pages"],
)
def test_whoever_has_something_new_gets_a_new_page_and_nobody_else(small_class, send, change):
    assert send()[0] == 0
    change(small_class)
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 0")
    assert send()[1] == {"ada": "as before", "ben": "sent back"}
    assert send()[1] == {"ada": "as before", "ben": "as before"}


def test_who_has_answers_to_read_waits_unless_told_otherwise(small_class, send):
    sql(small_class / "classroom/gradebook.db", "UPDATE grade SET needs_manual_grade = 1 WHERE auto_score = 0")
    assert send() == (
        0,
        {"ada": "not sent back, 1 to read", "ben": "not sent back, 1 to read"},
        "0 sent back, 0 as before, 2 to read, 0 not sent back",
    )
    assert not page(small_class, "ada").exists()
    assert send("--partial")[1] == {"ada": "sent back", "ben": "sent back"}


def test_what_cannot_be_made_is_one_line_and_the_others_get_theirs(small_class, send):
    shutil.rmtree(small_class / f"classroom/autograded/ada/{SMALL}")
    path = small_class / f"classroom/autograded/ben/{SMALL}/mixing.ipynb"
    status, said, totals = send()
    assert status == 1
    assert said["ada"] == f"the graded notebooks are gone; run: autograder grade {SMALL}"
    assert said["ben"] == "sent back"
    path.chmod(0o644)
    path.write_text("no notebook")
    status, said, totals = send()
    assert status == 1
    assert re.fullmatch(r"not sent back: [^\n]+", said["ben"])
    assert totals == "0 sent back, 0 as before, 0 to read, 2 not sent back"


def test_before_anything_is_graded_it_says_what_to_run(small_class, capsys):
    assert main(["feedback", SMALL, "--root", str(small_class)]) == 1
    assert capsys.readouterr().err == f"autograder: nothing of {SMALL} is graded; run: autograder grade {SMALL}\n"
    edit(small_class / "nbgrader_config.py", "c = get_config()", "c = get_config()\nc.CourseDirectory.rot = 1")
    assert main(["feedback", SMALL, "--root", str(small_class)]) == 1
    assert "is unknown; do you mean" in capsys.readouterr().err


def test_a_disk_that_fills_up_is_one_line_and_the_page_is_made_again(small_class, send, monkeypatch, capsys):
    with monkeypatch.context() as full:
        full.setattr("autograder.classroom.feedback.MADE_OF", "no folder/.made-of")
        assert main(["feedback", SMALL, "--root", str(small_class)]) == 1
        *_, said = capsys.readouterr().err.splitlines()
        assert re.fullmatch(
            r"autograder: .*/no folder/\.made-of can't be written \(.*\); mend that and run this again", said
        )
    assert send()[1] == {"ada": "sent back", "ben": "sent back"}


@pytest.fixture
def zipped(small_class, tmp_path, capsys):
    """A function that sends back with a zip; it returns the exit status, what was said last, and the zip's members."""
    path = tmp_path / "feedback.zip"

    def call(*arguments):
        capsys.readouterr()
        status = main(["feedback", *arguments, "--zip", str(path), "--root", str(small_class)])
        said = "".join(capsys.readouterr()).splitlines()[-1].replace(str(path), "FILE")
        if not path.exists():
            return status, said, {}
        with zipfile.ZipFile(path) as archive:
            return status, said, {name: archive.read(name).decode() for name in archive.namelist()}

    return call


def test_moodle_gets_the_pages_in_folders_with_its_own_numbers(small_class, send, zipped):
    roster = small_class / "classroom/roster.csv"
    assert zipped(SMALL)[:2] == (
        1,
        "autograder: nobody who is sent back has an lms_id in classroom/roster.csv; collect with --roster and Moodle's worksheet",
    )
    roster.write_text("id,lms_id\nada,801\n", encoding="utf-8")
    status, said, members = zipped(SMALL)
    assert (status, said) == (0, "1 of 2 in FILE; no lms_id in classroom/roster.csv: ben")
    assert members == {"ada_801_assignfeedback_file_/mixing.html": page(small_class, "ada").read_text(encoding="utf-8")}
    roster.write_text("id,lms_id\nada,801\nben,802\n", encoding="utf-8")
    status, said, members = zipped(SMALL)
    assert (status, said) == (0, "2 of 2 in FILE")
    for name, number in ("ada", 801), ("ben", 802):  # as Moodle takes such a name to pieces
        (member,) = (member for member in members if member.startswith(name))
        who, participant, kind, plugin, rest = member.split("_", 4)
        assert (who, participant, kind, plugin, rest) == (name, str(number), "assignfeedback", "file", "/mixing.html")


def test_what_is_not_sent_back_is_not_in_the_zip(small_class, send, zipped):
    (small_class / "classroom/roster.csv").write_text("id,lms_id\nada,801\nben,802\n", encoding="utf-8")
    sql(small_class / "classroom/gradebook.db", f"UPDATE grade SET needs_manual_grade = 1 WHERE {OF_BEN}")
    assert zipped(SMALL)[:2] == (0, "1 of 1 in FILE")


@pytest.mark.parametrize("chapters", [(), (SMALL, "ch99_other")])
def test_a_zip_is_of_one_chapter(send, zipped, chapters):
    said = "autograder: feedback --zip: name one chapter; Moodle's numbers are those of one assignment"
    assert zipped(*chapters) == (1, said, {})


def test_a_zip_that_cannot_be_written_is_one_line(small_class, send, capsys):
    (small_class / "classroom/roster.csv").write_text("id,lms_id\nada,801\n", encoding="utf-8")
    assert main(["feedback", SMALL, "--zip", str(small_class / "none/f.zip"), "--root", str(small_class)]) == 1
    *_, said = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"autograder: .*/none/f\.zip can't be written \(.*\); mend that and run this again", said)
