"""What a student submits through nbgrader's exchange comes back as feedback."""

import shutil

import nbformat
import pytest
from conftest import CHAPTER, fill
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory

from autograder.classroom.grade import grade
from autograder.classroom.settings import nbgrader, settings

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
    own.write_text(f"c.Exchange.root = {str(exchange)!r}\nc.Exchange.cache = {str(tmp_path / 'cache')!r}\n")
    config = settings(fresh_course, classroom="exchanged")

    def run(step):
        course = CourseDirectory(config=config)
        course.assignment_id = str(work) if step == "Submit" else CHAPTER
        factory = ExchangeFactory(config=config)
        getattr(factory, step)(coursedir=course, authenticator=Authenticator(config=config), config=config).start()

    try:
        for step in "ReleaseAssignment", "Submit", "Collect":
            run(step)
        (said,) = grade(fresh_course, [CHAPTER], classroom="exchanged")
    finally:
        own.unlink()
    assert said.good, said.line
    name = said.line.split()[1].rstrip(":")
    assert nbgrader(config).generate_feedback(CHAPTER, name, force=True)["success"]
    for step in "ReleaseFeedback", "FetchFeedback":
        run(step)
    (page,) = work.glob("feedback/*/lstm.html")
    assert "forget_bias: 4 of 4 cases right" in page.read_text(encoding="utf-8")
