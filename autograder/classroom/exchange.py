"""nbgrader's exchange: a chapter goes out in both languages at once, and what the class does with it comes in and is sent back our way.

`nbgrader release_assignment`, `nbgrader collect` and `nbgrader release_feedback`, formgrader's buttons and `autograder` run these steps.
"""

import glob
import logging
from contextlib import contextmanager
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseAssignment, ExchangeReleaseFeedback
from nbgrader.utils import temp_attrs

from autograder.classroom.collect import collect
from autograder.classroom.entry import EVERYBODY, hand_ins
from autograder.classroom.lock import held
from autograder.classroom.pages import terminal
from autograder.classroom.privacy import open_to_others
from autograder.classroom.settings import nbgrader, settings
from autograder.classroom.state import ready
from autograder.classroom.submissions import FROM_EXCHANGE
from autograder.source.notebooks import LANGS, SourceError


def hand_out(root, chapters):
    """Put released chapters where students fetch them, in the place of what was there; yield a line each, raise SourceError where one can't be."""
    steps = nbgrader(settings(root))
    for chapter in chapters:
        with temp_attrs(steps.coursedir, assignment_id=chapter):
            step = steps.exchange.ReleaseAssignment(
                coursedir=steps.coursedir, authenticator=steps.authenticator, parent=steps, force=True
            )
            step.log = logging.Logger("exchange")
            step.log.addHandler(logging.NullHandler())
            try:
                step.start()
            except Exception as error:  # whatever an exchange ends with
                said = terminal(str(error) or type(error).__name__)
                raise SourceError(f"the exchange: {said}; {chapter} is released, and not handed out") from None
        yield f"handed out {chapter}, as {steps.coursedir.course_id}"


@contextmanager
def _failing(step):
    """Have a step of nbgrader's end with our line."""
    try:
        yield
    except SourceError as reason:
        step.fail(terminal(str(reason)))


class HandOut(ExchangeReleaseAssignment):
    """Put a chapter where students fetch it: the English notebooks under the names that the gradebook has, the others in a folder beside them.

    Set it as ExchangeFactory.release_assignment. What can't be graded as it is does not go out.
    """

    def start(self):
        """Hand out."""
        root, chapter = self.coursedir.root, self.coursedir.assignment_id
        with _failing(self), held(root, chapter, "handing out"):
            ready(root, self.coursedir.db_url, chapter)
            for line in open_to_others(root):
                self.log.warning(line)
            super().start()

    def do_copy(self, src, dest, log=None):
        """Copy both editions."""
        super().do_copy(src, dest, log)
        for lang in LANGS[1:]:
            edition = Path(self.coursedir.root, "course", lang, self.coursedir.assignment_id)
            super().do_copy(str(edition), str(Path(dest, lang)), log)


class Collect(ExchangeCollect):
    """Collect as `autograder collect` does: of each student the newest, and of both editions the one that was worked on.

    Set it as ExchangeFactory.collect.
    """

    def start(self):
        """Collect, and log what became of each hand-in; fail where a person has to look at one."""
        with _failing(self):
            config = settings(self.coursedir.root)
            config.merge(self.config)  # what the command was told
            config.CourseDirectory.db_url = self.coursedir.db_url
            for said in collect(self.coursedir.root, self.coursedir.assignment_id, config=config):
                (self.log.info if said.good else self.log.error)(said.line)
            if not said.good:
                raise SourceError("what was refused is named above; the others are collected")


class SendBack(ExchangeReleaseFeedback):
    """Send back, of one student or everybody, what came in through the exchange; who handed in otherwise stops nobody.

    Set it as ExchangeFactory.release_feedback.
    """

    def copy_files(self):
        """Copy the pages of one student after another."""
        course = self.coursedir
        folders = hand_ins(Path(course.root, course.feedback_directory), course.assignment_id)
        for folder in [one for one in folders if course.student_id in ("", EVERYBODY, one.parent.name)]:
            if all((folder / name).is_file() for name in FROM_EXCHANGE):
                self.src_path = glob.escape(str(folder))
                super().copy_files()
            else:
                name = terminal(folder.parent.name)
                self.log.warning("%s did not hand in through the exchange: the pages are in %s", name, folder)
