"""The report on a class: its numbers are right, nothing in it is live, an anonymous one names nobody, and none is ever half-written."""

import os
import re
import shutil
import stat
from datetime import datetime, timedelta

import numpy as np
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, open_classroom
from nbgrader.api import Assignment, Comment, Grade, GradeCell, SolutionCell, Student, SubmittedAssignment
from nbgrader.api import SubmittedNotebook as Handed
from nbgrader.coursedir import CourseDirectory
from unrolled.check import Line, Report

from autograder.__main__ import main
from autograder.classroom.answers import STOPPED, answers_to, places, sentences
from autograder.classroom.gradebook import book, questions, transaction
from autograder.classroom.pages import verbatim
from autograder.classroom.report import cases_nobody_got, counts, item_rest, mistakes
from autograder.classroom.settings import settings
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import build, solution_chapters

EXERCISES = {"lstm_step": 4, "lstm": 2, "gru_step": 3}
SOURCE = "# %%\nfrom unrolled.check import check\n" + "".join(
    f"""
# %% exercise="{name}"
def {name}():
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION


# %% check="{name}" points={points}
check("{name}")
"""
    for name, points in EXERCISES.items()
)
SOURCE = SOURCE.replace(
    "# %%\n",
    '# %% [markdown] lang="en"\n# # Gates\n\n# %% [markdown] lang="zh"\n# # 门\n\n# %%\n',
    1,
)
SOURCE += """
# %% [markdown] answer="why" points=2 lang="en"
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION

# %% [markdown] answer="why" points=2 lang="zh"
# ### BEGIN SOLUTION
# 因为。
# ### END SOLUTION
"""
CHAPTERS = "ch05_gates", "ch06_more"
NAMES = [f"student-{letter}" for letter in "abcdefghijkl"]
RIGHT = {  # of 4 cases, in the order of NAMES; None where it was not attempted
    "lstm_step": [4, 4, 4, 4, 3, 3, 2, 2, 1, 1, 0, None],
    "lstm": [4, 3, 4, 2, 4, 2, 3, 1, 1, 0, 0, None],
    "gru_step": [0, 1, 0, 2, 1, 2, 3, 3, 2, 3, 3, None],
}
ANSWERS = [2, 2, 1.5, 2, 1, 1, 1, 0.5, None, None, 0.5, 0]  # points; None where nobody has read it
DUE = datetime(2026, 3, 1, 22)
HOURS = [-50, -40, -30, -20, -10, -5, -4, -3, -2, -1, 5, 30]  # after the deadline
MISTAKE = misconceptions("gru_step")[0]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def said(name, right, k):
    """Return what is said of a student's answer."""
    # The last case of the third is wrong for everybody, as three of four are the most.
    lines = tuple(Line((f"case {n} of {name}", f"{name} 的用例 {n}"), n < (right or 0)) for n in range(4))
    named = ((MISTAKE.en, MISTAKE.zh),) if name == "gru_step" and right == 2 else ()
    return Report(name, lines, named, unattempted=right is None, lang="zh" if k % 2 else "en")


def enter(root, chapter, names=NAMES, reports=said):
    """Book a chapter for a class, the way grading does, without grading."""
    config = settings(root)
    with transaction(config.CourseDirectory.db_url) as session:
        book(session, "unrolled", chapter, {"gates": questions(build(root / f"solutions/{chapter}/gates.py", "en"))})
        assignment = session.query(Assignment).filter_by(name=chapter).one()
        assignment.duedate = DUE
        (notebook,) = assignment.notebooks
        cells = {
            (kind, cell.name): cell
            for kind in (GradeCell, SolutionCell)
            for cell in session.query(kind).filter_by(notebook_id=notebook.id)
        }
        for k, student in enumerate(names):
            session.merge(Student(id=student, first_name="Ada" if k == 0 else None))
            when = DUE + timedelta(hours=HOURS[k])
            extension = timedelta(hours=6) if k == 10 else None
            session.add(work := SubmittedAssignment(assignment=assignment, student_id=student))
            work.timestamp, work.extension = when, extension
            session.add(handed := Handed(notebook=notebook, assignment=work, late_submission_penalty=1.0 * (k == 11)))
            for name in EXERCISES:
                report, cell = reports(name, RIGHT[name][k], k), cells[GradeCell, f"check_{name}"]
                wanted = report.attention is not None
                marks = {"auto_score": cell.max_score * report.share, "needs_manual_grade": wanted}
                session.add(Grade(cell=cell, notebook=handed, **marks))
                comment = verbatim(repr(report))
                session.add(Comment(cell=cells[SolutionCell, name], notebook=handed, auto_comment=comment))
            unread, empty = ANSWERS[k] is None, ANSWERS[k] == 0
            marks = {"auto_score": 0 if empty else None, "manual_score": None if empty else ANSWERS[k]}
            session.add(Grade(cell=cells[GradeCell, "why"], notebook=handed, needs_manual_grade=unread, **marks))
            comment = "No response." if empty else None
            session.add(Comment(cell=cells[SolutionCell, "why"], notebook=handed, auto_comment=comment))
        session.commit()


@pytest.fixture
def course(tmp_path, empty_gradebook):
    """The folder of a course with two chapters, of which nobody has handed in anything."""
    for chapter in CHAPTERS:
        path = tmp_path / f"solutions/{chapter}/gates.py"
        path.parent.mkdir(parents=True)
        path.write_text(SOURCE, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    open_classroom(tmp_path, empty_gradebook)
    return tmp_path


@pytest.fixture
def of_twelve(course):
    """The same, where twelve are graded in the first chapter."""
    enter(course, CHAPTERS[0])
    return course


def known(root, chapter=CHAPTERS[0]):
    """Return what the gradebook has of a chapter."""
    config, place = settings(root), places(solution_chapters(root, chapter)[chapter])
    with transaction(config.CourseDirectory.db_url, "autograder release") as session:
        return answers_to(session, CourseDirectory(config=config), chapter, place, sentences())


def reported(root, *arguments):
    """Write the report; return the page, parsed, and its text."""
    out = root / "classroom/report.html"
    assert not main(["report", "--root", str(root), *arguments])
    text = out.read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser"), text


def test_marks_are_counted_as_they_are(of_twelve):
    rows = {row["name"]: row for row in counts(known(of_twelve))}
    assert list(rows) == [*EXERCISES, "why"]
    of = {name: [rows[name][part] for part in ("full", "part", "nothing", "untried", "unread")] for name in rows}
    assert of == {
        "lstm_step": [4, 6, 1, 1, 0],
        "lstm": [3, 6, 2, 1, 0],
        "gru_step": [0, 9, 2, 1, 0],
        "why": [3, 6, 0, 1, 2],
    }
    for name, right in RIGHT.items():
        assert rows[name]["mean"] == pytest.approx(sum(n or 0 for n in right) / 4 / 12)
    assert rows["why"]["mean"] == pytest.approx(sum(points or 0 for points in ANSWERS) / 2 / 10)


def test_the_item_rest_correlation_is_that_of_numpy(of_twelve):
    chapter = known(of_twelve)
    points = np.array([4, 2, 3, 2])
    marks = np.array([[n or 0 for n in right] for right in RIGHT.values()]).T / 4
    read = np.array([a is not None for a in ANSWERS])
    answers = np.array([a or 0 for a in ANSWERS]) / 2
    expected = []
    for k in range(3):
        others = [j for j in range(3) if j != k]
        most = points[others].sum() + 2 * read
        rest = (marks[:, others] @ points[others] + 2 * answers * read) / most
        expected.append(np.corrcoef(marks[:, k], rest)[0, 1])
    expected.append(np.corrcoef(answers[read], (marks @ points[:3])[read])[0, 1])
    found = [row["r"] for row in counts(chapter)]
    assert found == pytest.approx(expected)
    assert found[0] > 0.5
    assert found[2] < 0


def test_no_correlation_is_told_where_there_is_none():
    rng = np.random.default_rng(0)
    shares, points = rng.random((4, 3)), np.array([1.0, 2.0, 3.0])
    assert item_rest(shares, points) == [None] * 3  # four students
    shares = rng.random((9, 3))
    shares[:, 1] = 1.0
    one, same, other = item_rest(shares, points)
    assert same is None
    assert one == pytest.approx(np.corrcoef(shares[:, 0], 2 + 3 * shares[:, 2])[0, 1])
    assert None not in (one, other)
    assert item_rest(rng.random((9, 1)), points[:1]) == [None]


def test_a_mistake_is_counted_once_in_either_language_and_told_as_the_report_told_it(of_twelve):
    chapter = known(of_twelve)
    assert mistakes(chapter) == [(3, "gru_step", MISTAKE.en, MISTAKE.zh)]
    page, _ = reported(of_twelve)
    (row,) = [row for row in page.find_all("tr") if MISTAKE.en in row.text]
    assert [cell.text for cell in row.find_all("td")][:3] == ["3", "27 %", "gru_step"]


def test_what_nobody_got_is_told(of_twelve):
    chapter = known(of_twelve)
    ((name, title, number),) = cases_nobody_got(chapter)
    assert (name, number) == ("gru_step", 11)
    assert title == "case 3 of gru_step"
    page, _ = reported(of_twelve)
    assert "Nobody has full marks in gru_step." in page.text


def test_who_is_late_is_told_by_the_own_deadline(of_twelve):
    page, _ = reported(of_twelve)
    summary = [cell.text for cell in page.find("table", class_="big").find_all("td")]
    assert summary[:4] == ["12", "12", "1", "2 of 2 students"]  # one of the two after the deadline had six hours more
    (row,) = [row for row in page.find_all("tr") if "2026-03-03 04:00" in row.text]
    assert [cell.text for cell in row.find_all("td")] == ["student-l", "2026-03-03 04:00", "30 h", "1"]
    assert ("student-l", "handed in with nothing attempted") in {
        (cells[0].text, cells[-1].text) for row in page.find_all("tr") if (cells := row.find_all("td"))
    }


def test_the_term_shows_how_each_student_moves(of_twelve):
    enter(of_twelve, CHAPTERS[1], NAMES[:11])
    page, _ = reported(of_twelve)
    table = {row.td.text: [cell.text for cell in row.find_all("td")][1:] for row in page.select("table.heat tbody tr")}
    first = f"{100 * (4 + 2 + 0 + 2) / 11:.0f} %"
    assert table["student-a (Ada)"] == [first, first, "0"]
    assert table["student-l"][1:] == ["–", "–"]
    assert len(table) == 12
    assert len(page.find_all("img")) == 5
    assert all(image["alt"] and image["src"].startswith("data:image/svg+xml;base64,") for image in page.find_all("img"))


def test_pages_that_are_there_are_linked_from_where_the_report_stands(of_twelve):
    name = "javascript:alert(1) #?%"
    enter(of_twelve, CHAPTERS[1], [name], lambda name, *_: Report(name, (), attention=("it <b>fell</b>", "它")))
    folder = of_twelve / "classroom/feedback" / name / CHAPTERS[1]
    folder.mkdir(parents=True)
    (folder / "gates.html").write_text("<p>", encoding="utf-8")
    page, _ = reported(of_twelve)
    links = {link["href"] for link in page.find_all("a")}
    assert links == {f"feedback/javascript%3Aalert%281%29%20%23%3F%25/{CHAPTERS[1]}/gates.html"}
    assert "it <b>fell</b>" in page.text
    (of_twelve / "elsewhere").mkdir()
    assert not main(["report", "--root", str(of_twelve), "--out", str(of_twelve / "elsewhere/r.html")])
    assert f'href="../classroom/{next(iter(links))}"' in (of_twelve / "elsewhere/r.html").read_text(encoding="utf-8")


def test_names_and_words_of_students_become_no_markup(of_twelve):
    def hostile(name, right, k):
        stopped = f"{STOPPED[0]}E: {EVIL}\n  ➜ {MISTAKE.en}\n  ✓ {EVIL}\n  ✗ case 0 of {name}"
        line = Line((f"case 0 of {name}", ""), False)
        return Report(name, (line,), ((stopped, ""),), attention=(EVIL, ""))

    enter(of_twelve, CHAPTERS[1], [EVIL.replace("/", "\\"), "\x1b[2J\u202e"], hostile)
    page, text = reported(of_twelve)
    assert not page.find_all(["script", "iframe", "object", "form", "link", "svg"])
    assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "default-src 'none'" in page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:|//)", text)
    chapter = known(of_twelve, CHAPTERS[1])
    assert [row[1:3] for row in mistakes(chapter)] == [
        (name, "The cell itself stopped with an error; the exercise's own pages say which.")
        for name in sorted(EXERCISES)
    ]
    assert {title for _, title, _ in cases_nobody_got(chapter)} == {f"case 0 of {name}" for name in EXERCISES}


def test_an_anonymous_report_names_nobody(of_twelve, capsys):
    names = [f"zoë-{k}-quux" for k in range(4)]

    def personal(name, right, k):
        named = ((f"{STOPPED[0]}NameError: {names[k]}", ""),)
        return Report(name, (Line(("one", "一"), False),), named, attention=(f"it is by {names[k]}", "它"))

    enter(of_twelve, CHAPTERS[1], names, personal)
    for name in [*names, *NAMES]:
        folder = of_twelve / "classroom/feedback" / name / CHAPTERS[1]
        folder.mkdir(parents=True)
        (folder / "gates.html").write_text("<p>", encoding="utf-8")
    _, named = reported(of_twelve)
    page, text = reported(of_twelve, "--anonymous")
    for word in [*names, *NAMES, "quux", "Ada", str(of_twelve), "2026-03-03"]:
        assert word not in text
        assert word in named or word == str(of_twelve)
    assert not page.find_all("a")
    numbers = {row.td.text for row in page.select("table.heat tbody tr")}
    assert numbers == {f"student {k}" for k in range(1, 17)}
    again, _ = reported(of_twelve, "--anonymous")  # numbered by chance, and not in the order of names
    assert page.select("table.heat tbody tr") != again.select("table.heat tbody tr")


def test_nothing_is_left_half_written(of_twelve, monkeypatch, capsys):
    reported(of_twelve)
    out = of_twelve / "classroom/report.html"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before, there = out.read_bytes(), sorted(os.listdir(out.parent))

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("autograder.classroom.report.os.replace", full)
        assert main(["report", "--root", str(of_twelve)]) == 1
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "readable by" not in line]
    assert "No space left on device" in line
    assert (out.read_bytes(), sorted(os.listdir(out.parent))) == (before, there)
    assert main(["report", "--root", str(of_twelve), "--out", str(of_twelve / "no/such/file.html")]) == 1
    assert "can't be written (No such file or directory)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["ch77_none"], "no chapter 'ch77_none'"),
        ([CHAPTERS[1]], f"nothing of {CHAPTERS[1]} was handed in"),
        ([], "nothing is graded yet"),
    ],
)
def test_what_cannot_be_reported_is_said_in_one_line(course, capsys, arguments, problem):
    enter(course, CHAPTERS[0], [])
    assert main(["report", "--root", str(course), *arguments]) == 1
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "readable by" not in line]
    assert problem in line
    assert not (course / "classroom/report.html").exists()


def test_what_is_handed_in_and_not_graded_is_told(of_twelve, capsys):
    (of_twelve / "classroom/submitted/zoe" / CHAPTERS[0]).mkdir(parents=True)
    page, _ = reported(of_twelve)
    assert [cell.text for cell in page.find("table", class_="big").find_all("td")][:2] == ["13", "12"]
    (row,) = [row for row in page.find_all("tr") if row.td and row.td.text == "zoe"]
    assert f"run: autograder grade {CHAPTERS[0]}" in row.text
    (of_twelve / "classroom/submitted/zoe" / CHAPTERS[1]).mkdir(parents=True)
    assert main(["report", "--root", str(of_twelve), CHAPTERS[1]]) == 1
    assert f"nothing of {CHAPTERS[1]} is graded; run: autograder grade {CHAPTERS[1]}" in capsys.readouterr().err
