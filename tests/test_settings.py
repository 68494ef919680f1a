"""What an instructor writes into nbgrader_config.py is obeyed by `autograder` and by nbgrader's own commands, or refused with one line."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, SMALL, called, grade_by_autograder, grade_by_nbgrader, hand_in_mixed, sql
from nbgrader.apps import ExportApp, GenerateAssignmentApp, GenerateFeedbackApp, ReleaseAssignmentApp

from autograder.__main__ import main
from autograder.classroom.settings import settings


@pytest.fixture
def course(small_course, marked, monkeypatch):
    """The small course, not released, with its settings as they are committed; commands are called there."""
    shutil.copy(ROOT / "nbgrader_config.py", small_course)
    monkeypatch.chdir(small_course)
    return small_course


def write(course, text, name="nbgrader_config.py"):
    """Write settings below those that are there."""
    with open(course / name, "a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


GRADED = "SELECT student_id, auto_score FROM grade JOIN submitted_notebook AS n ON n.id = grade.notebook_id JOIN "
GRADED += "submitted_assignment AS a ON a.id = n.assignment_id WHERE auto_score > 0"


@pytest.mark.parametrize("place", ["", "{course}/"], ids=["below the course", "anywhere"])
@pytest.mark.parametrize("release", ["autograder", "nbgrader"])
def test_every_command_has_its_folders_and_the_gradebook_where_they_are_set(course, capsys, place, release):
    """One after another: release, grade, feedback, export; what stands in classroom/ otherwise is not touched."""
    place = place.format(course=course)
    write(
        course,
        f"c.CourseDirectory.db_url = 'sqlite:///{place}own/grades.db'\n"
        f"c.CourseDirectory.submitted_directory = '{place}own/in'\n"
        f"c.CourseDirectory.autograded_directory = '{place}own/graded'\n"
        f"c.CourseDirectory.feedback_directory = '{place}own/back'\n"
        "c.CourseDirectory.course_id = 'rnn26'",
    )
    (course / "own").mkdir()
    before = (course / "classroom/gradebook.db").read_bytes()
    if release == "autograder":
        assert main(["release", "--root", str(course)]) is None
    else:
        assert called(GenerateAssignmentApp, SMALL) == 0
    hand_in_mixed(course, course / "own/in/ada")
    for grade in grade_by_autograder, grade_by_nbgrader:
        assert grade() == 0
        assert sql(course / "own/grades.db", GRADED) == [("ada", 1.5)]
        assert (course / "own/graded/ada" / SMALL / "mixing.ipynb").exists()
        shutil.rmtree(course / "own/graded")
        sql(course / "own/grades.db", "UPDATE grade SET auto_score = 0")
    assert grade_by_autograder() == 0
    assert sql(course / "own/grades.db", "SELECT DISTINCT course_id FROM assignment") == [("rnn26",)]
    assert called(GenerateFeedbackApp, SMALL) == 0
    assert (course / "own/back/ada" / SMALL / "mixing.html").exists()
    assert called(ExportApp) == 0
    assert "ada" in (course / "grades.csv").read_text()
    assert [path.name for path in (course / "classroom").iterdir()] == ["gradebook.db"]
    assert (course / "classroom/gradebook.db").read_bytes() == before


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_nbgraders_exchange_is_where_it_is_set(course):
    exchange = course / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    write(course, f"c.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'rnn26'")
    main(["release", "--root", str(course)])
    assert settings(course).Exchange.root == str(exchange)
    assert called(ReleaseAssignmentApp, SMALL) == 0
    assert (exchange / "rnn26/outbound" / SMALL / "mixing.ipynb").exists()


def test_what_the_course_leaves_open_is_taken_from_jupyters_folders(course, monkeypatch):
    """Its own file stands above them, ours below."""
    folder = course / "jupyter"
    folder.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    write(folder, "c = get_config()\nc.CourseDirectory.submitted_directory = 'in'\nc.CourseDirectory.course_id = 'one'")
    write(course, "c.CourseDirectory.course_id = 'other'")
    main(["release", "--root", str(course)])
    hand_in_mixed(course, course / "in/ada")
    for grade in grade_by_autograder, grade_by_nbgrader:
        assert grade() == 0
        assert sql(course / "classroom/gradebook.db", GRADED) == [("ada", 1.5)]
        assert sql(course / "classroom/gradebook.db", "SELECT course_id FROM assignment") == [("other",)]


def test_settings_in_json_are_obeyed_as_well(course):
    (course / "nbgrader_config.json").write_text('{"CourseDirectory": {"submitted_directory": "in"}}')
    main(["release", "--root", str(course)])
    hand_in_mixed(course, course / "in/ada")
    assert [grade() for grade in (grade_by_autograder, grade_by_nbgrader)] == [0, 0]


def test_the_gradebook_of_nbgraders_command_line_is_graded_into(small_class, capsys):
    shutil.copy("classroom/gradebook.db", "other.db")
    assert grade_by_nbgrader(f"--db=sqlite:///{small_class}/other.db") == 0
    assert len(sql("other.db", GRADED)) == 2
    assert sql("classroom/gradebook.db", GRADED) == []


@pytest.mark.parametrize(
    ("text", "students"),
    [
        ("c.CourseDirectory.student_id = 'ben'", ["ben"]),
        ("c.CourseDirectory.student_id_exclude = 'ada,eve'", ["ben"]),
    ],
)
def test_who_is_set_to_be_graded_is_graded(small_class, capsys, text, students):
    write(small_class, text)
    assert main(["grade", "--root", str(small_class)]) == 0
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()[:-1]] == [f"{name}:" for name in students]
    assert [student for student, _ in sql("classroom/gradebook.db", GRADED)] == students


def test_the_chapter_that_is_set_to_be_graded_is_graded_and_no_other(small_class):
    other = small_class / "solutions/ch97_other/other.py"
    other.parent.mkdir()
    other.write_text("# %%\n1 + 1\n")
    (small_class / "classroom/submitted/ada/ch97_other").mkdir()
    assert main(["grade", "--root", str(small_class)]) == 1  # it is not released
    write(small_class, f"c.CourseDirectory.assignment_id = '{SMALL}'")
    assert main(["grade", "--root", str(small_class)]) == 0


def test_a_gradebook_below_the_course_is_found_wherever_a_command_is_called(small_class, tmp_path_factory, monkeypatch):
    (small_class / "classroom/gradebook.db").rename(small_class / "grades.db")
    write(small_class, "c.CourseDirectory.db_url = 'sqlite:///grades.db'")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert main(["grade", SMALL, "--root", str(small_class)]) == 0
    assert len(sql(small_class / "grades.db", GRADED)) == 2


# -- refused ---------------------------------------------------------------------------------------


def standing(root):
    """Return every file of a course but what only says who works on it."""
    paths = (path for path in root.rglob("*") if path.is_file() and not {"locks", "__pycache__"} & {*path.parts})
    return {path: path.read_bytes() for path in paths}


@pytest.fixture
def refused(small_class, capsys):
    """A function that calls commands and demands that each refuses in one and the same line, with nothing changed, and returns it."""

    def attempt(*commands):
        lines, before = set(), standing(small_class)
        for command in commands:
            capsys.readouterr()
            assert command() == 1
            out, err = capsys.readouterr()
            assert out == ""
            (line,) = [text for text in err.splitlines() if " | WARNING] Config option" not in text]
            lines.add(line.partition(": " if line.startswith("autograder") else "] ")[2])
            assert standing(small_class) == before
        (line,) = lines
        return line

    return attempt


def release():
    """Release the small course of this folder."""
    return main(["release", "--root", str(Path.cwd())])


OWN = "is the course's own; delete that line"
CODE = {"python": "pass"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CourseDirectory.source_directory = 'source'", f"c.CourseDirectory.source_directory {OWN}"),
        ("CourseDirectory.release_directory = 'release'", f"c.CourseDirectory.release_directory {OWN}"),
        ("Autograde.autograde_preprocessors = []", f"c.Autograde.autograde_preprocessors {OWN}"),
        ("Autograde.sanitize_preprocessors = []", f"c.Autograde.sanitize_preprocessors {OWN}"),
        (f"ClearSolutions.code_stub = {CODE}", f"c.ClearSolutions.code_stub {OWN}"),
        ("Grade.root = '/tmp'", f"c.Grade.root {OWN}"),
        ("CourseDirectory.dburl = 'x'", "c.CourseDirectory.dburl is unknown; do you mean db_url?"),
        ("CourseDirectoy.db_url = 'x'", "c.CourseDirectoy is unknown; do you mean c.CourseDirectory?"),
        (
            "CourseDirectory.db_url = 'nonsense'",
            "c.CourseDirectory.db_url is no address of a database; write one like sqlite:////home/me/gradebook.db",
        ),
        (
            "Grade.isolation = 'none'",
            "The 'isolation' trait of a Grade instance expected any of ['sandbox', 'process'], not the str 'none'.",
        ),
    ],
)
def test_a_setting_that_cannot_be_obeyed_is_refused_with_its_line(small_class, refused, text, said):
    write(small_class, f"c.{text}")
    number = len((small_class / "nbgrader_config.py").read_text(encoding="utf-8").splitlines())
    line = f"nbgrader_config.py, line {number}: {said}"
    assert refused(release, grade_by_autograder, grade_by_nbgrader) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c.CourseDirectory.root = '/tmp'", f"c.CourseDirectory.root {OWN}"),
        (
            "c.CourseDirectory.directory_structure = '{student_id}/{nbgrader_step}/{assignment_id}'",
            f"c.CourseDirectory.directory_structure {OWN}",
        ),
        ("c.CourseDirectory.db_url = 1 / 0", "ZeroDivisionError: division by zero"),
        ("c.CourseDirectory.db_url = (", "SyntaxError: '(' was never closed"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise SystemExit('not here')", "SystemExit: not here"),
        ("c.Exchange.Root = 'x'", "ValueError: values whose keys begin with an uppercase char must be Config insta"),
        (
            "c.CourseDirectory.db_url = 3",
            "The 'db_url' trait of a CourseDirectory instance expected a unicode string, not the int 3.",
        ),
    ],
)
def test_settings_that_nbgrader_itself_stumbles_over_are_one_line_of_ours_and_change_nothing(
    small_class, refused, text, said
):
    """nbgrader looks for hand-ins, or ends, before it asks us: it says so in its own words."""
    write(small_class, text)
    number = len((small_class / "nbgrader_config.py").read_text(encoding="utf-8").splitlines())
    line = refused(release, grade_by_autograder)
    assert line.removeprefix(f"{small_class}/").startswith(f"nbgrader_config.py, line {number}: {said}")
    before = standing(small_class)
    assert grade_by_nbgrader() != 0
    assert standing(small_class) == before


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://x:secret@127.0.0.1:1/g", "needs the package psycopg; run: pip install psycopg"),
        ("nosuch://x:secret@127.0.0.1:1/g", "can't be used (there is no such kind of database); correct"),
    ],
)
def test_a_gradebook_that_cannot_be_reached_is_one_line_without_the_password(small_class, refused, address, said):
    write(small_class, f"c.CourseDirectory.db_url = {address!r}")
    line = refused(grade_by_autograder, grade_by_nbgrader)
    assert line.startswith(f"the gradebook {address.replace('secret', '***')} {said}")


def test_a_limit_that_is_none_is_refused_before_anybody_is_graded(small_class, refused):
    write(small_class, "c.Grade.limits = {'procs': 3}")
    assert "there is no limit 'procs'; choose one of cell_seconds, " in refused(grade_by_autograder, grade_by_nbgrader)
