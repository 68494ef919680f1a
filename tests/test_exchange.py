"""What a student submits through nbgrader's exchange comes back as feedback."""

import shutil

import nbformat
import pytest
from conftest import CHAPTER, fill
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory

from autograder.classroom.feedback import feedback
from autograder.classroom.grade import grade
from autograder.classroom.settings import settings

pytestmark = pytest.mark.xdist_group(CHAPTER)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # nbgrader leaves timestamp.txt to be closed
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
