"""Send back: the pages of whoever's marks, comments or work have changed since, and through nbgrader's exchange what came in that way.

What a page was made of stands beside it, as a digest, from the moment that it is where students look for it.
"""

import hashlib
import json
import os
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Comment, Grade, Student, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log, temp_attrs
from sqlalchemy import select

from autograder.classroom.entry import strangers
from autograder.classroom.exporters import FIRST, TEMPLATES
from autograder.classroom.gradebook import listed, of_chapter, transaction
from autograder.classroom.lock import held
from autograder.classroom.pages import terminal
from autograder.classroom.roster import FILE, introduce, roster
from autograder.classroom.settings import nbgrader, settings
from autograder.classroom.submissions import FROM_EXCHANGE
from autograder.classroom.unchanged import standings
from autograder.marking.elsewhere import add_trees
from autograder.source.notebooks import SourceError, solution_chapters

MADE_OF = ".made-of"
_, SECRET = FROM_EXCHANGE  # of what came in that way: the name under which its page goes out
MAKERS = "nbgrader", "nbconvert"
IN_MOODLE = "{}_{}_assignfeedback_file_/{}"  # whoever it is, the participant's number, the page: mod/assign/feedback/file of Moodle reads that


class Sent(NamedTuple):
    """What became of a student's pages."""

    line: str
    good: bool = True
    as_before: bool = False
    waiting: bool = False  # for answers that a person has to read


def feedback(root, chapters=(), only=(), partial=False, again=False):
    """Make the pages of everybody who is graded, and release them to the exchange where the work came from there; yield Sent, one each.

    only     names of students; the others get nothing
    partial  whether to send back also what has answers that are to be read
    again    whether to make also the pages of which nothing has changed

    Raises SourceError where nothing is graded, or nothing of somebody who was named, or another command works on the chapter; pages that
    were made until then stay.
    """
    config = settings(root)
    course = CourseDirectory(config=config)
    _ensure_known(course, chapters, only)
    for chapter in solution_chapters(root, *chapters):
        with held(root, chapter, "sending back"):
            with transaction(course.db_url, f"autograder release {chapter}") as session:
                introduce(session, root)
                session.commit()
                standing, told = standings(session, chapter), booked_of(session, chapter)
            names = sorted(name for name in standing if not only or name in only)
            if not names and chapters:
                who = f" of {listed(only)}" if only else ""
                raise SourceError(f"nothing of {chapter} is graded{who}; run: autograder grade {chapter}")
            steps = nbgrader(config) if names else None
            for name in names:
                about, to_read = f"{chapter} {terminal(name)}", standing[name].to_read
                if to_read and not partial:
                    yield Sent(f"{about}: not sent back, {to_read} to read", waiting=True)
                elif not again and sent_back(course, chapter, name, told[name]):
                    yield Sent(f"{about}: as before", as_before=True)
                else:
                    yield _sent(steps, course, chapter, name, told[name])


def packed(root, chapter, file):
    """Write the pages of a chapter that are sent back into a zip that Moodle takes as feedback files; return what to say of it.

    Moodle looks itself which of them have changed. Canvas takes no such zip: it would ask for the number of each file that was handed in.
    Raises SourceError, with no file written, where nobody has a number, or there is no room.
    """
    course, file = CourseDirectory(config=settings(root)), Path(file)
    with transaction(course.db_url, f"autograder release {chapter}") as session:
        told = booked_of(session, chapter)
    numbers = {row["id"]: row["lms_id"] for row in roster(root)}
    names = sorted(name for name in told if sent_back(course, chapter, name, told[name]))
    unnumbered = [name for name in names if not numbers.get(name, "").isdecimal()]
    if len(unnumbered) == len(names):
        raise SourceError(
            f"nobody who is sent back has an lms_id in {FILE}; collect with --roster and Moodle's worksheet"
        )
    unfinished = file.with_name(f"{file.name}.new")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                for page in sorted(_pages(course, chapter, name).glob("*.html")) if name not in unnumbered else ():
                    # Moodle counts the underscores.
                    there = zipfile.ZipInfo(IN_MOODLE.format(name.replace("_", "-"), numbers[name], page.name))
                    archive.writestr(there, page.read_bytes(), zipfile.ZIP_DEFLATED)
        os.chmod(unfinished, 0o600)
        os.replace(unfinished, file)
    except OSError as error:
        raise SourceError(f"{file} can't be written ({error.strerror}); mend that and run this again") from None
    finally:
        unfinished.unlink(missing_ok=True)
    left = f"; no lms_id in {FILE}: {', '.join(map(terminal, unnumbered))}" if unnumbered else ""
    return f"{len(names) - len(unnumbered)} of {len(names)} in {file}{left}"


def _ensure_known(course, chapters, only):
    """Raise SourceError where nothing is graded of somebody who was named."""
    if not only:
        return
    with transaction(course.db_url, "autograder release") as session:
        names = {name for chapter in solution_chapters(course.root, *chapters) for name in standings(session, chapter)}
    if who := strangers(only, sorted(names)):
        of, command = (f" of {', '.join(chapters)}" if chapters else ""), " ".join(["autograder grade", *chapters])
        raise SourceError(f"nothing{of} is graded of {who}; run: {command}")


def booked_of(session, chapter):
    """Return what pages say of each student that is in the gradebook, as a digest: student -> text."""
    found = {}
    for table, *columns in (
        (Grade, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade),
        (Grade, SubmittedNotebook.late_submission_penalty),
        (Comment, Comment.auto_comment, Comment.manual_comment),
    ):
        for name, *row in of_chapter(session, chapter, table, *columns):
            found.setdefault(name, []).append(row)
    for name, *called in session.execute(select(Student.id, Student.first_name, Student.last_name)):
        if name in found:
            found[name].append(called)
    return {
        name: hashlib.sha256(json.dumps(sorted(map(repr, rows))).encode()).hexdigest() for name, rows in found.items()
    }


def sent_back(course, chapter, student, told):
    """Return whether a student has the first page and one of each graded notebook that say what they would say now; `told` comes from `booked_of`."""
    pages, graded = _pages(course, chapter, student), _graded(course, chapter, student)
    try:
        return (pages / MADE_OF).read_text() == _made_of(graded, told) and all(
            (pages / name).is_file() for name in (FIRST, *(f"{path.stem}.html" for path in graded))
        )
    except OSError:
        return False


def _pages(course, chapter, student):
    return Path(course.root, course.feedback_directory, student, chapter)


def _graded(course, chapter, student):
    return sorted(Path(course.root, course.autograded_directory, student, chapter).glob("*.ipynb"))


def _made_of(graded, told):
    """Return what a student's pages are made of, as a digest."""
    digest = hashlib.sha256(" ".join([told, *map(version, MAKERS)]).encode())
    add_trees(digest, TEMPLATES)
    for path in graded:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _sent(steps, course, chapter, student, told):
    """Make a student's pages, release them where there is a name for that, and remember what they were made of."""
    about, graded = f"{chapter} {terminal(student)}", _graded(course, chapter, student)
    if not graded:
        return Sent(f"{about}: the graded notebooks are gone; run: autograder grade {chapter}", False)
    made_of, where = _made_of(graded, told), ""
    done = [steps.generate_feedback(chapter, student, force=True)]
    pages = _pages(course, chapter, student)
    if done[0]["success"] and (pages / SECRET).is_file():
        done.append(_released(steps, chapter, student))
        where = ", through the exchange"
    if not done[-1]["success"]:
        said = (done[-1].get("error") or done[-1].get("log") or "nbgrader does not say why").splitlines()
        return Sent(f"{about}: not sent back: {terminal(said[-1])[:200]}", False)
    try:
        (pages / MADE_OF).write_text(made_of)
    except OSError as error:
        raise SourceError(
            f"{error.filename} can't be written ({error.strerror}); mend that and run this again"
        ) from None
    return Sent(f"{about}: sent back{where}")


def _released(steps, chapter, student):
    """Put a student's pages into the exchange; return what nbgrader says, as of its other steps: its interface misspells an argument."""
    with temp_attrs(steps.coursedir, assignment_id=chapter, student_id=student):
        step = steps.exchange.ReleaseFeedback(
            coursedir=steps.coursedir, authenticator=steps.authenticator, parent=steps
        )
        return capture_log(step)
