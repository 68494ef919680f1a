"""What is wrong with the course itself is said in one line, with the command to run, and costs no student anything."""

import fcntl
import hashlib
import re
import shutil
import sqlite3
from contextlib import closing
from functools import partial

import pytest
from conftest import SMALL, called, edit, grade_by_autograder, grade_by_nbgrader, sql
from nbgrader.apps.dbapp import DbUpgradeApp
from sqlalchemy import create_engine

from autograder.classroom import plugin
from autograder.classroom.settings import nbgrader, settings
from autograder.classroom.swap import RECORD

WAYS = grade_by_nbgrader, grade_by_autograder
RELEASE = f"run: autograder release {SMALL}"
CHANGED = "the gradebook was changed while it was graded into; run: autograder release"
LOCKED = "is locked by another program; close what works with it (grading, formgrader) and run this again"


def files(root):
    """Return what the course is made of, hashed: path below root -> digest."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("course", "classroom", "solutions")
        for path in (root / part).rglob("*")
        if path.is_file()
    }


def said(line):
    """Return what a line on stderr says, without who says it."""
    return re.sub(r"^(autograder: |\[AutogradeApp \| (ERROR|CRITICAL)\] )", "", line)


@pytest.fixture
def refused(small_class, capsys):
    """A function that grades both ways, demands that each refuses with nothing changed and in one and the same line, and returns it."""

    def attempt():
        lines = set()
        for grade in WAYS:
            before = files(small_class)
            capsys.readouterr()
            assert grade() == 1
            assert files(small_class) == before
            out, err = capsys.readouterr()
            assert out == ""
            (line,) = [text for text in err.splitlines() if " | INFO] " not in text]
            lines.add(said(line).replace(str(small_class), "COURSE"))
        (line,) = lines
        return line

    return attempt


@pytest.fixture
def gradebook(small_class):
    """The gradebook's file."""
    return small_class / "classroom/gradebook.db"


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits for a locked gradebook."""
    waiting = partial(create_engine, connect_args={"timeout": 0})
    for module in "autograder.classroom.gradebook", "nbgrader.api":
        monkeypatch.setattr(f"{module}.create_engine", waiting)


def rewrite(root, old, new):
    """Change the source of the small course."""
    edit(root / "solutions" / SMALL / "mixing.py", old, new)


def test_where_nothing_is_wrong_everybody_is_graded(small_class, capsys):
    for grade in WAYS:
        assert grade() == 0
        assert "ERROR" not in capsys.readouterr().err
        assert len(list((small_class / "classroom/autograded").glob(f"*/{SMALL}/mixing.ipynb"))) == 2
        assert sql(small_class / "classroom/gradebook.db", "SELECT count(*) FROM grade WHERE auto_score = 1.5") == [
            (2,)
        ]
        shutil.rmtree(small_class / "classroom/autograded")


# -- the release -----------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [".", "en", "zh", f"zh/{SMALL}"])
def test_a_chapter_that_is_not_released_is_named_with_the_command(small_class, refused, missing):
    shutil.rmtree(small_class / "course" / missing)
    lang = "zh" if "zh" in missing else "en"
    assert refused() == f"{SMALL} is not released, there is no COURSE/course/{lang}/{SMALL}/mixing.ipynb; {RELEASE}"


@pytest.mark.parametrize(("lang", "text"), [("en", ""), ("zh", "[]"), ("zh", "<<<<<<< HEAD\n{}")])
def test_a_damaged_release_is_named_with_the_command(small_class, refused, lang, text):
    (small_class / "course" / lang / SMALL / "mixing.ipynb").write_text(text)
    assert refused() == f"COURSE/course/{lang}/{SMALL}/mixing.ipynb is damaged; {RELEASE}"


def test_while_a_release_runs_who_releases_is_named(small_class, refused):
    who = "eve is releasing it since 2026-01-01 08:00 (process 7)"
    with open(small_class / ".build/locks" / SMALL, "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(who)
        file.flush()
        assert refused() == f"{SMALL}: {who}; wait until that is done"


def test_a_release_that_was_killed_is_named_with_the_command(small_class, refused):
    (small_class / RECORD).mkdir(parents=True)
    (small_class / RECORD / "plan.json").write_text('{"about": {}}')
    assert refused() == f"a release was killed half-way; {RELEASE}"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("half = 0.5", "half = 1 / 0", f" it does not run: ZeroDivisionError: division by zero; mend it and {RELEASE}"),
        ("half = 0.5", "half = (", "14: '(' was never closed: cells must run as plain Python"),
    ],
)
def test_solutions_that_do_not_run_are_nobodys_mistake(small_class, refused, old, new, line):
    rewrite(small_class, old, new)
    assert refused() == f"COURSE/solutions/{SMALL}/mixing.py:{line}"


def test_questions_that_changed_since_the_release_are_named(small_class, refused):
    """Marks for what the solutions no longer have would be given by default."""
    rewrite(small_class, 'check="mix" points=3', 'check="mix" points=4')
    assert refused() == f"{SMALL}: solutions/ changes the points of mix from 3 to 4, which is not released; {RELEASE}"
    path = small_class / "solutions" / SMALL / "mixing.py"
    text = path.read_text(encoding="utf-8")
    start, end = text.index('# %% exercise="mix"'), text.index('# %% [markdown] answer="why_mix"')
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert refused() == f"{SMALL}: solutions/ removes mix, which is not released; {RELEASE}"


def test_a_machine_that_cannot_isolate_is_nobodys_mistake(refused, monkeypatch):
    monkeypatch.setattr("autograder.marking.judging.problems", lambda: ["no Landlock"])
    line = "this machine cannot isolate students' code: no Landlock; or grade with --isolation=process"
    assert refused() == line


# -- the gradebook ---------------------------------------------------------------------------------

THE_GRADEBOOK = "the gradebook COURSE/classroom/gradebook.db"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda path: path.unlink(), f"there is no gradebook COURSE/classroom/gradebook.db; {RELEASE}"),
        (lambda path: path.write_bytes(b""), f"{THE_GRADEBOOK} is empty; {RELEASE}"),
        (
            lambda path: path.write_bytes(b"no gradebook" * 1000),
            f"{THE_GRADEBOOK} is no gradebook; put back a copy, or move it away",
        ),
        (
            lambda path: (path.unlink(), path.mkdir()),
            f"{THE_GRADEBOOK} can't be opened; work as the user whose it is, or correct c.CourseDirectory.db_url",
        ),
        (
            lambda path: sql(path, "DROP TABLE task_cells"),
            f"{THE_GRADEBOOK} is of another nbgrader: no task_cells.id; run: nbgrader db upgrade",
        ),
        (lambda path: sql(path, "DELETE FROM assignment"), f"the gradebook does not know {SMALL}; {RELEASE}"),
        (
            lambda path: sql(path, "DELETE FROM grade_cells"),
            f"{SMALL}: the release adds mix, why_mix, which the gradebook does not know; {RELEASE}",
        ),
    ],
)
def test_a_gradebook_that_does_not_fit_is_named_with_what_to_do(refused, gradebook, change, line):
    change(gradebook)
    assert refused() == line


def test_a_locked_gradebook_is_named(refused, gradebook, impatient):
    with closing(sqlite3.connect(gradebook, isolation_level=None)) as other:
        for kind in "IMMEDIATE", "EXCLUSIVE":
            other.execute(f"BEGIN {kind}")
            assert refused() == f"{THE_GRADEBOOK} {LOCKED}"
            other.execute("ROLLBACK")
        other.execute("BEGIN")
        other.execute("SELECT * FROM assignment").fetchone()  # who only reads keeps the first mark from being written
        assert refused() == f"the gradebook {LOCKED}"


@pytest.mark.proof  # alembic takes many seconds
def test_the_command_that_is_named_for_an_older_gradebook_upgrades_it(small_class, refused, gradebook):
    sql(gradebook, "ALTER TABLE student DROP COLUMN lms_user_id")
    sql(gradebook, "UPDATE alembic_version SET version_num = '167914646830'")
    assert refused() == f"{THE_GRADEBOOK} is of another nbgrader: no student.lms_user_id; run: nbgrader db upgrade"
    assert called(DbUpgradeApp) == 0
    assert [grade() for grade in WAYS] == [0, 0]


@pytest.mark.parametrize("place", ["autograded", "autograded/ada"])
def test_a_folder_that_cannot_be_written_is_named_before_anything_is_booked(small_class, refused, place):
    path = small_class / "classroom" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("no folder")
    line = f"COURSE/classroom/autograded/ada/{SMALL} can't be written (Not a directory); mend that and run this again"
    assert refused() == line


def test_a_student_whom_the_gradebook_does_not_know_is_refused_alone_where_the_settings_say_so(small_class, capsys):
    assert grade_by_autograder("--only", "ben") == 0
    with open(small_class / "nbgrader_config.py", "a", encoding="utf-8") as own:
        own.write("c.Autograde.create_student = False\n")
    capsys.readouterr()
    command = "the gradebook does not know this student; run: nbgrader db student add ada"
    assert grade_by_autograder() == 1
    out = f"{SMALL} ben: 1.5 of 5\n1 graded, 0 as before, 1 not graded, 0 to read\n"
    assert capsys.readouterr() == (out, f"{SMALL} ada: not graded: {command}\n")
    assert grade_by_nbgrader() == 1
    err = capsys.readouterr().err
    assert f"SourceError: {command}\n" in err
    assert "sqlalchemy" not in err
    assert list((small_class / "classroom/autograded").glob("*/*/*.ipynb")) != []


# -- while a class is graded -----------------------------------------------------------------------


def lock(root):
    """Lock the gradebook, and leave that to who calls."""
    other = sqlite3.connect(root / "classroom/gradebook.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def spoil(root):
    """Write over the gradebook at once: one that is emptied first would be called empty by who looks just then."""
    with (root / "classroom/gradebook.db").open("r+b") as file:
        file.write(b"no gradebook" * 1000)


@pytest.mark.parametrize("grade", WAYS)
@pytest.mark.parametrize(
    ("happens", "line"),
    [
        (lock, f"the gradebook (COURSE/classroom/gradebook.db )?{re.escape(LOCKED)}"),
        (lambda root: sql(root / "classroom/gradebook.db", "DELETE FROM assignment"), re.escape(CHANGED)),
        (lambda root: sql(root / "classroom/gradebook.db", "DELETE FROM notebook"), re.escape(CHANGED)),
        (
            lambda root: sql(root / "classroom/gradebook.db", "DROP TABLE grade"),
            f"{re.escape(CHANGED)}|{THE_GRADEBOOK} is of another nbgrader: no grade.id; run: nbgrader db upgrade",
        ),
        (
            spoil,
            "the gradebook (COURSE/classroom/gradebook.db )?is no gradebook; put back a copy, or move it away",
        ),
        (
            lambda root: shutil.rmtree(root / "course"),
            f"COURSE/course/en/{SMALL}/mixing.ipynb can't be read \\(No such .*\\); run: autograder release",
        ),
    ],
)
def test_what_happens_meanwhile_ends_grading_with_the_earlier_marks_and_pages_kept(
    small_class, request, monkeypatch, capsys, grade, happens, line
):
    if happens is lock:  # what else happens locks it for a moment too
        request.getfixturevalue("impatient")
    assert grade() == 0
    gradebook, mark, meanwhile = small_class / "classroom/gradebook.db", plugin.grade, []
    marks = "SELECT auto_score FROM grade ORDER BY auto_score"
    before, booked = files(small_class), sql(gradebook, marks)

    def mark_and(*arguments):
        if not meanwhile:
            meanwhile.append(happens(small_class))
        return mark(*arguments)

    monkeypatch.setattr(plugin, "grade", mark_and)
    capsys.readouterr()
    assert grade(*["--again"] * (grade is grade_by_autograder)) == 1
    err = capsys.readouterr().err
    told = [text for text in err.splitlines() if " | INFO] " not in text and " | WARNING] Removing " not in text]
    assert len(told) == 1, err
    assert re.fullmatch(line, said(told[0]).replace(str(small_class), "COURSE"))
    after = files(small_class)
    pages = [f"classroom/autograded/{student}/{SMALL}/mixing.ipynb" for student in ("ada", "ben")]
    assert pages[0] in after
    assert after[pages[1]] == before[pages[1]]
    if happens is lock:
        meanwhile[0].close()
        assert after[pages[0]] == before[pages[0]]
        assert sql(gradebook, marks) == booked


def test_a_penalty_that_fails_is_nobodys_mistake(small_class, gradebook, capsys):
    own = "from nbgrader.plugins import LateSubmissionPlugin\n\n\nclass Fails(LateSubmissionPlugin):\n"
    own += "    def late_submission_penalty(self, *_):\n        return 1 / 0\n\n\n"
    with open(small_class / "nbgrader_config.py", "a", encoding="utf-8") as file:
        file.write(f"{own}c.AssignLatePenalties.plugin_class = Fails\n")
    sql(gradebook, "UPDATE assignment SET duedate = '2026-01-01 00:00:00.000000'")
    (small_class / f"classroom/submitted/ada/{SMALL}/timestamp.txt").write_text("2026-01-02 00:00:00 UTC")
    for grade in WAYS:
        capsys.readouterr()
        assert grade() == 1
        line = capsys.readouterr().err.splitlines()[-1]
        assert said(line) == (
            "c.AssignLatePenalties.plugin_class fails (ZeroDivisionError: division by zero); mend it and run this again"
        )


def test_formgraders_button_says_the_same_line(small_class):
    shutil.rmtree(small_class / "course/zh")
    result = nbgrader(settings(small_class)).autograde(SMALL, "ada")
    assert not result["success"]
    path = small_class / "course/zh" / SMALL / "mixing.ipynb"
    assert result["log"] == f"[ERROR] {SMALL} is not released, there is no {path}; {RELEASE}\n"
