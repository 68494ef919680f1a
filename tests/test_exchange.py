"""Through nbgrader's exchange a chapter goes out in both languages, the one that was worked on comes in, and its feedback goes back."""

import os
import re
import shutil
from typing import NamedTuple

import nbformat
import pytest
from conftest import CHAPTER, MIXED, SMALL, called, edit, fill, grade_by_autograder, grade_by_nbgrader, where
from nbgrader.apps import CollectApp, ReleaseAssignmentApp, ReleaseFeedbackApp
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from traitlets.config import Config

from autograder.__main__ import main
from autograder.classroom.feedback import feedback
from autograder.classroom.grade import grade
from autograder.classroom.release import release
from autograder.classroom.settings import nbgrader, settings
from autograder.source.notebooks import LANGS

pytestmark = [
    pytest.mark.xdist_group(CHAPTER),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves timestamp.txt to be closed
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),  # formgrader's buttons do
]


def test_the_feedback_of_what_was_submitted_can_be_released_and_fetched(
    fresh_course, released, references, tmp_path, monkeypatch
):
    exchange, student = tmp_path / "exchange", tmp_path / "student"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    work = student / CHAPTER
    work.mkdir(parents=True)
    source = references["lstm"].exercises["forget_bias"].source
    nbformat.write(fill(released(), {"forget_bias": source}), work / "lstm.ipynb")
    monkeypatch.chdir(student)
    place = fresh_course / "exchanged"
    place.mkdir()
    shutil.copy(fresh_course / "classroom" / "gradebook.db", place)
    own = fresh_course / "nbgrader_config.py"
    folders = {f"{step}_directory": str(place / step) for step in ("submitted", "autograded", "feedback")}
    chosen = [("Exchange.root", str(exchange)), ("Exchange.cache", str(tmp_path / "cache"))]
    chosen += [(f"CourseDirectory.{name}", folder) for name, folder in folders.items()]
    chosen += [("CourseDirectory.db_url", f"sqlite:///{place}/gradebook.db")]
    own.write_text("".join(f"c.{name} = {value!r}\n" for name, value in chosen))
    config = settings(fresh_course)

    def run(step):
        course = CourseDirectory(config=config)
        course.assignment_id = str(work) if step == "Submit" else CHAPTER
        factory = ExchangeFactory(config=config)
        getattr(factory, step)(coursedir=course, authenticator=Authenticator(config=config), config=config).start()

    try:
        for step in "ReleaseAssignment", "Submit", "Collect":
            run(step)
        (said,) = grade(fresh_course, [CHAPTER])
        (sent,) = feedback(fresh_course, [CHAPTER], partial=True)
        (again,) = feedback(fresh_course, [CHAPTER], partial=True)
        run("FetchFeedback")
    finally:
        own.unlink()
    assert said.good, said.line
    name = said.line.split()[1].rstrip(":")
    assert sent.line == f"{CHAPTER} {name}: sent back, through the exchange"
    assert again.as_before
    (page,) = work.glob("feedback/*/lstm.html")
    assert "forget_bias: 4 of 4 cases right" in page.read_text(encoding="utf-8")


# -- both languages --------------------------------------------------------------------------------

BOTH = {"en": "mixing.ipynb", "zh": "zh/mixing.ipynb"}


class Way(NamedTuple):
    """How an instructor takes a step: a command of nbgrader's, a button of formgrader's, or a command of ours."""

    command: object
    button: str
    ours: list

    def by_nbgrader(self):
        """Return whether the step was taken."""
        return called(self.command, SMALL) == 0

    def by_formgrader(self):
        """Return whether the step was taken; tell what the page shows."""
        done = getattr(nbgrader(settings(os.getcwd())), self.button)(SMALL)
        print(done.get("log", ""))
        return done["success"]

    def by_autograder(self):
        """Return whether the step was taken."""
        return not main([*self.ours, "--root", os.getcwd()])


RELEASE = Way(ReleaseAssignmentApp, "release_assignment", ["release", SMALL, "--exchange"])
COLLECT = Way(CollectApp, "collect", ["collect", SMALL])
EACH_WAY = pytest.mark.parametrize("way", ["by_nbgrader", "by_formgrader", "by_autograder"])


@pytest.fixture
def course(small_class):
    """The released small course, which has an exchange, and of which nobody has handed in anything."""
    shutil.rmtree(small_class / "classroom/submitted")
    (small_class / "exchange").mkdir()
    with open("nbgrader_config.py", "a", encoding="utf-8") as own:
        own.write(f"c.Exchange.root = {str(small_class / 'exchange')!r}\n")
    return small_class


@pytest.fixture
def student(course, tmp_path_factory):
    """A function that takes a step of a student's, with nbgrader as it is; it returns the folder of the chapter."""
    home = tmp_path_factory.mktemp("home")
    told = Config()
    told.CourseDirectory.course_id = "unrolled"
    told.Exchange.root = str(course / "exchange")
    told.Exchange.cache, told.Exchange.assignment_dir = str(home / "cache"), str(home)

    def take(step, name="ada"):
        theirs = CourseDirectory(config=told)
        theirs.assignment_id, theirs.student_id = SMALL, name
        factory = ExchangeFactory(config=told)
        getattr(factory, step)(coursedir=theirs, authenticator=Authenticator(config=told), config=told).start()
        return home / SMALL

    return take


def fetched(folder):
    """Return what there is below a folder: path -> bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@EACH_WAY
def test_both_languages_go_out_in_one_assignment(course, student, capsys, way):
    assert getattr(RELEASE, way)()
    folder = student("FetchAssignment")
    wanted = {name: (course / "course" / lang / SMALL / "mixing.ipynb").read_bytes() for lang, name in BOTH.items()}
    assert fetched(folder) == wanted
    assert len({*wanted.values()}) == 2
    out = course / "exchange/unrolled/outbound" / SMALL
    assert {path.stat().st_mode & 0o777 for path in (out, out / "zh")} == {0o755}
    assert {(out / name).stat().st_mode & 0o777 for name in wanted} == {0o644}


def test_our_command_puts_what_is_new_in_the_place_of_what_went_out(course, student, capsys):
    for text in "A part of one", "A share of one":
        edit(course / "solutions" / SMALL / "mixing.py", "Some of one" if text[2] == "p" else "A part of one", text)
        assert RELEASE.by_autograder()
        assert capsys.readouterr().out.splitlines()[-1] == f"handed out {SMALL}, as unrolled"
    assert b"A share of one" in fetched(student("FetchAssignment"))["mixing.ipynb"]


@EACH_WAY
def test_what_could_not_be_graded_does_not_go_out(course, capsys, monkeypatch, way):
    if way == "by_autograder":  # it makes what is missing
        monkeypatch.setattr("autograder.classroom.release.release", lambda *_, **__: [SMALL])
    shutil.rmtree(course / "course/zh")
    assert not getattr(RELEASE, way)()
    line = f"{SMALL} is not released, there is no {course}/course/zh/{SMALL}/mixing.ipynb; run: autograder release"
    assert line in "".join(capsys.readouterr())
    assert list((course / "exchange").iterdir()) == []


@pytest.mark.parametrize("place", ["/dev/null/exchange", "/proc/exchange"])
def test_an_exchange_that_cannot_be_is_one_line(course, capsys, place):
    edit(
        course / "nbgrader_config.py", f"c.Exchange.root = {str(course / 'exchange')!r}", f"c.Exchange.root = {place!r}"
    )
    capsys.readouterr()
    assert not RELEASE.by_autograder()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("autograder: the exchange: ")
    assert line.endswith(f"; {SMALL} is released, and not handed out")


def untouched(work):
    """Leave a notebook as it was given."""


def played(work):
    """Change what is there to be played with."""
    playground = [cell for cell in work.cells if "play" in cell.metadata.get("tags", [])]
    playground[-1].source = "print(mix(half, 1.0, 3.0))"


def answered(work):
    """Solve the exercise."""
    fill(work, {"mix": MIXED})


def answered_in_words(work):
    """Answer the question."""
    work.cells[where(work, "why_mix")].source += "\n\nBecause."


def in_a_cell_of_ones_own(work):
    """Solve the exercise beside its cell."""
    work.cells.append(nbformat.v4.new_code_cell(MIXED))


def deleted(work):
    """Take the notebook away."""
    work.cells.clear()


QUESTION = "mixing.ipynb and zh/mixing.ipynb are not the same; which one counts? delete the other"
HAND_INS = [
    (untouched, untouched, "en"),
    (answered, untouched, "en"),
    (untouched, answered, "zh"),
    (untouched, answered_in_words, "zh"),
    (untouched, in_a_cell_of_ones_own, "zh"),
    (untouched, played, "zh"),
    (played, answered, "zh"),
    (answered, played, "en"),
    (answered, deleted, "en"),
    (deleted, answered, "zh"),
    (answered, answered_in_words, None),
    (played, played, None),
]
EACH_HAND_IN = pytest.mark.parametrize(("english", "chinese", "counts"), HAND_INS)


def work_on(folder, english, chinese):
    """Work on both notebooks of a folder."""
    for lang, does in zip(LANGS, (english, chinese), strict=True):
        path = folder / BOTH[lang]
        work = nbformat.read(path, as_version=4)
        does(work)
        nbformat.write(work, path)
        if not work.cells:
            path.unlink()


def language(path):
    """Return the language of a notebook."""
    return nbformat.read(path, as_version=4).metadata.unrolled.lang


@EACH_HAND_IN
def test_of_both_editions_the_one_that_was_worked_on_is_collected(course, student, capsys, english, chinese, counts):
    assert RELEASE.by_formgrader()
    work_on(student("FetchAssignment"), english, chinese)
    student("Submit")
    capsys.readouterr()
    assert COLLECT.by_autograder() == (counts is not None)
    first = "".join(capsys.readouterr()).splitlines()[0]
    if counts is None:
        assert first == f"ada: refused: {QUESTION}"
        assert not (course / "classroom/submitted/ada").exists()
        return
    assert first.startswith(f"ada: new (mixing.ipynb{' from zh/mixing.ipynb' if counts == 'zh' else ''})")
    (notebook,) = (course / "classroom/submitted/ada" / SMALL).rglob("*.ipynb")
    assert notebook.parent.name == SMALL
    assert language(notebook) == counts


@pytest.mark.parametrize("grade", [grade_by_autograder, grade_by_nbgrader])
@EACH_HAND_IN
def test_a_folder_with_both_editions_is_graded_by_the_one_that_was_worked_on(
    course, student, capsys, grade, english, chinese, counts
):
    """As whoever copies it by hand has it in classroom/submitted."""
    assert RELEASE.by_formgrader()
    folder = student("FetchAssignment")
    work_on(folder, english, chinese)
    shutil.copytree(folder, course / "classroom/submitted/ada" / SMALL)
    capsys.readouterr()
    assert grade() == int(counts is None)
    graded = course / "classroom/autograded/ada" / SMALL
    if counts is None:
        assert QUESTION in capsys.readouterr().err
        assert not graded.exists()
        return
    assert language(graded / "mixing.ipynb") == counts
    assert not (graded / "zh/mixing.ipynb").exists()
    text = (graded / "mixing.ipynb").read_text(encoding="utf-8")
    does = {"en": english, "zh": chinese}[counts]
    assert ("(1 - share) * other" in text) == (does in (answered, in_a_cell_of_ones_own))
    assert ("Because." in text) == (does is answered_in_words)


def test_a_text_that_was_corrected_after_they_fetched_it_is_nobodys_work(course, student, capsys):
    assert RELEASE.by_formgrader()
    work_on(student("FetchAssignment"), untouched, answered)
    student("Submit")
    edit(course / "solutions" / SMALL / "mixing.py", "# Some of one, some of the other.", "# A share of each.")
    release(course)
    assert COLLECT.by_autograder()
    assert language(course / "classroom/submitted/ada" / SMALL / "mixing.ipynb") == "zh"


@EACH_WAY
def test_each_way_of_collecting_takes_the_newest_and_says_what_is_refused(course, student, capsys, way):
    assert RELEASE.by_formgrader()
    folder = student("FetchAssignment")
    student("Submit")
    assert getattr(COLLECT, way)()
    work_on(folder, untouched, answered)
    student("Submit")
    work_on(folder, answered, untouched)
    student("Submit", "eve")
    capsys.readouterr()
    assert not getattr(COLLECT, way)()
    said = "".join(capsys.readouterr())
    assert "ada: newer (mixing.ipynb from zh/mixing.ipynb)" in said
    assert f"eve: refused: {QUESTION}" in said
    assert language(course / "classroom/submitted/ada" / SMALL / "mixing.ipynb") == "zh"
    assert os.listdir(course / "classroom/submitted") == ["ada"]


def test_one_student_of_the_exchange_can_be_collected_alone(course, student):
    assert RELEASE.by_formgrader()
    student("FetchAssignment")
    for name in "ada", "ben":
        student("Submit", name)
    assert called(CollectApp, SMALL, "--student=ben") == 0
    assert os.listdir(course / "classroom/submitted") == ["ben"]


# -- and back --------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["by_nbgrader", "by_formgrader"])
def test_who_handed_in_otherwise_keeps_nobodys_feedback_back(course, student, capsys, way):
    assert RELEASE.by_formgrader()
    folder = student("FetchAssignment")
    shutil.copytree(folder, course / "classroom/submitted/Ann [1]" / SMALL)
    work_on(folder, untouched, answered)
    for name in "ada", "zoe":
        student("Submit", name)
    assert COLLECT.by_formgrader()
    buttons = nbgrader(settings(course))
    for name in "Ann [1]", "ada", "zoe":
        assert buttons.autograde(SMALL, name)["success"]
    assert buttons.generate_feedback(SMALL)["success"]
    capsys.readouterr()
    assert getattr(Way(ReleaseFeedbackApp, "release_feedback", []), way)()
    (line,) = re.findall(r".*Ann .*", "".join(capsys.readouterr()))
    assert "Ann [1] did not hand in through the exchange: the pages are in " in line
    assert len(list((course / "exchange/unrolled/feedback").glob("*.html"))) == 2 * 2  # the first pages as well
    student("FetchFeedback", "ada")
    pages = list(folder.glob("feedback/*/mixing.html"))
    assert len(pages) == 2  # this home is that of both
    for page in pages:  # nbgrader fetches what has the name of a notebook: the points of the chapter are there too
        text = page.read_text(encoding="utf-8")
        assert "混合两个数" in text
        assert 'id="points"' in text
