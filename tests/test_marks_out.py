"""Marks go into one column of the file that the platform gave, and not a byte of the rest changes."""

import csv
import io
import os
import random
import re

import pytest
from conftest import SMALL, open_classroom
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.classroom.platforms import _rows
from autograder.source.notebooks import SourceError

MARKS = {  # student -> points of the check and of the answer, the latter None until it is read, and points lost for being late
    "ada": (3, 2, 0),
    "ben": (1.5, 1, 0.5),
    "cleo": (0, 0, 0),
    "=dora": (3, 1, 0),
    "801": (1, 0, 0),
}
HEAD = 'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
HEAD += '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
MOODLE = HEAD + (
    '"Participant 801","Ada ""Countess"" L","ada@a.example","Submitted, late",{ada},100.00,Yes,-,-,"one\r\ntwo; ""x"""\r\n'
    'Participant 802,Ben,BEN@A.example,Submitted,{ben},20.00,Yes,"Monday, 2 March","=1+1",\r\n'
    "\r\n"
    "Participant 807,王 丽,wang@a.example,,{stranger},100.00,Yes,-,-,\r\n"
    'Participant 803,Cleo,cleo@a.example,Submitted,{cleo},"",Yes,-,-,"é"\n'
    '"Participant 805","Dora",dora@a.example,Submitted,{dora},100.00,Yes,-,-,'
)
BEFORE = {"ada": "", "ben": '"12.50"', "stranger": "7.00", "cleo": "-", "dora": ""}
AFTER = BEFORE | {"ada": "100", "ben": '"8"', "cleo": "0", "dora": "80"}
CANVAS = (
    f"Student;ID;SIS User ID;SIS Login ID;Section;Mixing (old) (11);{SMALL.replace('_', ' ').title()} (12);"
    "Current Score;Unposted Final Score\n"
    ";;;;;Manual Posting;;;\n"
    '"    Points Possible";;;;;4;"10,5";"(read only)";"(read only)"\n'
    '"L; Ada";901;s1;ada;"A;\nB";EX;{ada};55,3;\n'
    "Ben;902;s2;BEN@a.example;A;3,5;{ben};;\n"
    '"""Cleo""";903;s3;cleo;A;;{cleo};1;\n'
    "Eve;904;;;A;2;{stranger};;\n"
    "Student, Test;905;;0a1b;A;;{dora};;\n"
)
BEFORE_CANVAS = {"ada": "", "ben": '"3,1"', "cleo": "EX", "stranger": "1,25", "dora": ""}
AFTER_CANVAS = BEFORE_CANVAS | {"ada": '"10,5"', "ben": '"4,2"'}
ROSTER = "id,first_name,last_name,email,lms_id,extension\nada,Ada,L,,801,\n801,Zoe,,zoe@a.example,,\n"


@pytest.fixture
def course(tmp_path, empty_gradebook, monkeypatch):
    """The folder of a course with marks, in which commands are called; it has a roster."""
    open_classroom(tmp_path, empty_gradebook)
    (tmp_path / "solutions" / SMALL).mkdir(parents=True)
    (tmp_path / "solutions" / SMALL / "mixing.py").write_text("# %%\n")
    (tmp_path / "classroom/roster.csv").write_text(ROSTER, encoding="utf-8-sig")
    with Gradebook(f"sqlite:///{tmp_path}/classroom/gradebook.db", "unrolled") as book:
        book.add_assignment(SMALL)
        book.add_notebook("mixing", SMALL)
        for cell, most, kind in (("check_mix", 3, "code"), ("why_mix", 2, "markdown")):
            book.add_grade_cell(cell, "mixing", SMALL, max_score=most, cell_type=kind)
        for name, (points, answer, late) in MARKS.items():
            book.add_student(name, email=f"{name.strip('=')}@a.example")
            book.add_submission(SMALL, name)
            book.find_submission_notebook("mixing", SMALL, name).late_submission_penalty = late
            book.find_grade("check_mix", "mixing", SMALL, name).auto_score = points
            book.find_grade("why_mix", "mixing", SMALL, name).manual_score = answer
            for cell in "check_mix", "why_mix":
                book.find_grade(cell, "mixing", SMALL, name).needs_manual_grade = False
        book.db.commit()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def export(course, capsys):
    """A function that calls the command; it returns the exit status and what was said."""

    def call(*arguments):
        status = main(["export", SMALL, "--root", str(course), *arguments])
        said = capsys.readouterr()
        return status or 0, said.out + said.err

    return call


def to_read(course, name):
    """Leave a student's answer to be read."""
    with Gradebook(f"sqlite:///{course}/classroom/gradebook.db", "unrolled") as book:
        book.find_grade("why_mix", "mixing", SMALL, name).needs_manual_grade = True
        book.db.commit()


def written(name, text, encoding="utf-8"):
    """Write a platform's file as it is, line ends and all; return its name."""
    with open(name, "w", newline="", encoding=encoding) as file:
        file.write(text)
    return name


def same_but(column, before, after, separator):
    """Say whether two files differ in one column only, as csv reads them; return that column of the second."""
    tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) for text in (before, after)]
    assert [row[:column] + row[column + 1 :] for row in tables[0]] == [
        row[:column] + row[column + 1 :] for row in tables[1]
    ]
    return [row[column] for row in tables[1] if row]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_worksheet_of_moodle_gets_its_grades_and_no_other_byte(course, export, encoding):
    file = written("sheet.csv", MOODLE.format(**BEFORE), encoding)
    os.chmod(file, 0o640)
    status, said = export("--format", "moodle", "--into", file)
    assert (status, said.splitlines()) == (
        0,
        [
            "sheet.csv: 4 marks in column Grade",
            "no mark for the rows: Participant 807 王 丽",
            "no row for the marks of: 801",
        ],
    )
    changed = (course / file).read_bytes()
    assert changed == MOODLE.format(**AFTER).encode(encoding)
    assert (course / file).stat().st_mode & 0o777 == 0o640
    marks = same_but(4, MOODLE.format(**BEFORE), changed.decode(encoding), ",")
    assert marks == ["Grade", "100", "8", "7.00", "0", "80"]
    assert export("--format", "moodle", "--into", file) == (0, said)
    assert (course / file).read_bytes() == changed
    assert not list(course.glob(".marks-*"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_gradebook_of_canvas_gets_its_points_and_no_other_byte(course, export, encoding):
    file = written("grades.csv", CANVAS.format(**BEFORE_CANVAS), encoding)
    status, said = export("--format", "canvas", "--into", file)
    assert (status, said.splitlines()) == (
        0,
        [
            "grades.csv: 2 marks in column Ch98 Small (12)",
            "left as it was: cleo (excused)",
            "no mark for the rows: Eve 904, Student, Test 905",
            "no row for the marks of: 801, =dora",
        ],
    )
    changed = (course / file).read_bytes()
    assert changed == CANVAS.format(**AFTER_CANVAS).encode(encoding)
    marks = same_but(6, CANVAS.format(**BEFORE_CANVAS), changed.decode(encoding), ";")
    assert marks[2:] == ["10,5", "10,5", "4,2", "EX", "1,25", ""]


def test_canvas_column_is_chosen_where_the_chapter_does_not_tell(course, export):
    text = "Student,ID,Section,Quiz (1),Quiz (2)\nPoints Possible,,,5,10\nAda,1,A,,\n"
    file = written("grades.csv", text)
    (course / "classroom/roster.csv").write_text("id,lms_id\nada,1\n")
    status, said = export("--format", "canvas", "--into", file)
    assert (status, said) == (
        1,
        f"autograder: grades.csv: it has no column for {SMALL}; choose one with --column: Quiz (1), Quiz (2)\n",
    )
    assert export("--format", "canvas", "--into", file, "--column", "Quiz")[0] == 1
    assert (course / file).read_text() == text
    assert export("--format", "canvas", "--into", file, "--column", "Quiz (2)")[0] == 0
    assert (course / file).read_text() == text.replace("Ada,1,A,,", "Ada,1,A,,10")


def test_answers_to_read_keep_marks_in_unless_a_part_is_enough(course, export):
    to_read(course, "ben")
    file = written("sheet.csv", MOODLE.format(**BEFORE))
    status, said = export("--format", "moodle", "--into", file)
    assert (status, said) == (
        1,
        f"autograder: {SMALL}: answers are to read of ben (1); read them in formgrader, or go on without them: --partial\n",
    )
    assert (course / file).read_bytes() == MOODLE.format(**BEFORE).encode()
    status, said = export("--format", "moodle", "--into", file, "--partial")
    assert (status, said.splitlines()[1]) == (0, "left as it was: ben (1 to read)")
    assert (course / file).read_bytes() == MOODLE.format(**AFTER | {"ben": BEFORE["ben"]}).encode()
    assert export()[0] == 1
    assert '"ben","2","5","0.5","1"' in export("--partial")[1]


def test_a_table_has_everybody_and_no_formula(course, export):
    status, said = export()
    assert status == 0
    assert said.splitlines()[:3] == [
        '"student","points","most","late","to_read"',
        '"801","1","5","0","0"',
        '"\'=dora","4","5","0","0"',
    ]
    assert export("--into", "marks.csv") == (0, "marks.csv: 5 marks\n")
    assert (course / "marks.csv").read_text() == said
    assert export("--into", "marks.csv")[0] == 0
    sheet = written("sheet.csv", MOODLE)
    assert re.fullmatch(r"autograder: sheet.csv: it is there and is no such table; .*\n", export("--into", sheet)[1])
    assert (course / sheet).read_bytes() == MOODLE.encode()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"Last modified (grade)"',
            "Bewertet",
            "it has no column 'Last modified (grade)'; download the grading worksheet",
        ),
        ("Identifier", "编号", "it has no column 'Identifier'"),
        ("Status", "Grade", "it has 2 columns 'Grade'"),
        ("wang@", "ben@", "the rows Participant 802 Ben and Participant 807 王 丽 are both of ben"),
        ("cleo@", "801@", "the row Participant 803 Cleo may be of 801, ben; tell them apart in classroom/roster.csv"),
        ("Participant 803", "801", "the rows Participant 801 Ada"),
        (",Ben,", ",Ben,,", "line 4 has 11 cells and not 10"),
        ('"Dora"', '"Dora', "a quote that line 8 opens is never closed"),
        (HEAD, "", "it has no column 'Identifier'"),
        ("Cleo", "Cl\0eo", "it is no text in UTF-8"),
    ],
)
def test_a_file_that_is_not_certain_is_refused_in_one_line_and_stays(course, export, old, new, problem):
    if "may be" in problem:
        (course / "classroom/roster.csv").write_text(
            "id,email,lms_id\nada,,801\n801,both@a.example,\nben,both@a.example,\n"
        )
        new = "both@"
    text = MOODLE.format(**BEFORE)
    assert old in text
    text = text.replace(old, new, 1)
    file = written("sheet.csv", text)
    status, said = export("--format", "moodle", "--into", file)
    assert status == 1
    assert said.startswith(f"autograder: sheet.csv: {problem}")
    assert said.count("\n") == 1
    assert (course / file).read_bytes() == text.encode()


def test_canvas_files_that_are_not_certain_are_refused(course, export):
    for old, new, problem in (
        ("    Points Possible", "Eve", "it is no gradebook with Student, ID and Points Possible"),
        ('"10,5"', '"(read only)"', "Ch98 Small (12) has no Points Possible"),
        ("Mixing (old) (11)", f"{SMALL} again (11)", f"it has 2 columns for {SMALL}; choose one with --column: "),
    ):
        file = written("grades.csv", CANVAS.replace(old, new, 1))
        status, said = export("--format", "canvas", "--into", file)
        assert status == 1
        assert said.startswith(f"autograder: grades.csv: {problem}")


def test_more_than_the_most_is_cut_for_moodle_which_passes_it_by(course, export):
    with Gradebook(f"sqlite:///{course}/classroom/gradebook.db", "unrolled") as book:
        book.find_grade("check_mix", "mixing", SMALL, "ada").extra_credit = 1
        book.db.commit()
    file = written("sheet.csv", MOODLE.format(**BEFORE))
    assert "more than Moodle takes, cut to 100: ada (120)" in export("--format", "moodle", "--into", file)[1]
    assert (course / file).read_bytes() == MOODLE.format(**AFTER).encode()


def test_what_was_asked_for_wrongly_is_one_line(course, export):
    for arguments, problem in (
        (
            ["--format", "moodle"],
            "--format moodle fills the file that Moodle gives; download it and name it: --into FILE",
        ),
        (["--column", "Quiz"], "--column chooses a column of Canvas' file"),
        (["--format", "moodle", "--into", "none.csv"], "none.csv can't be read or written (No such file or directory)"),
        (["--into", "no/marks.csv"], "no/marks.csv can't be read or written (No such file or directory)"),
    ):
        status, said = export(*arguments)
        assert status == 1
        assert said.startswith(f"autograder: {problem}")


def test_a_roster_that_names_nobody_is_refused(course, export):
    written("classroom/roster.csv", ROSTER.replace("id,", "name,", 1))
    status, said = export("--format", "moodle", "--into", written("sheet.csv", MOODLE.format(**BEFORE)))
    assert status == 1
    assert re.fullmatch(r"autograder: roster.csv is no roster; give a table with .*\n", said)


def test_a_file_is_replaced_whole_or_stays(course, export, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    file = written("sheet.csv", MOODLE.format(**BEFORE))
    monkeypatch.setattr("autograder.classroom.marks_out.os.fsync", full)
    status, said = export("--format", "moodle", "--into", file)
    assert (status, "(No space left on device)" in said) == (1, True)
    assert (course / file).read_bytes() == MOODLE.format(**BEFORE).encode()
    assert not list(course.glob(".marks-*"))


def test_cells_are_found_where_programs_find_them():
    draw = random.Random(0)
    for _ in range(5000):
        text = "".join(draw.choices(["a", '"', '""', ",", ";", "\n", "\r\n"], k=draw.randint(1, 14)))
        for separator in ",;":
            try:
                found = list(_rows(text.encode(), separator.encode()))
            except SourceError:
                continue  # a quote is never closed
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            assert [[place.says for place in row] for row in found] == [row or [""] for row in rows]
            for row in found:
                for place in row:
                    cell = text[place.start : place.end]
                    assert next(csv.reader(io.StringIO(cell, newline=""), delimiter=separator), []) == (
                        [place.says] if cell else []
                    )
