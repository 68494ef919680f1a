"""Whether a chapter can be graded now, and what to do if not: the state of the course is the instructor's, and never blamed on a student."""

import errno
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, MissingEntry
from nbgrader.converters import NbGraderException
from sqlalchemy import update
from sqlalchemy.exc import InternalError, OperationalError, ProgrammingError

from autograder.classroom.gradebook import booked, differences, problem, questions, transaction
from autograder.classroom.lock import held
from autograder.classroom.settings import check
from autograder.classroom.swap import unfinished
from autograder.source.notebooks import LANGS, SourceError, solution_chapters

NO_ROOM = errno.ENOSPC, errno.EDQUOT, errno.EROFS


def ready(root, url, chapter):
    """Raise SourceError, with the command to run, unless a chapter is released and its gradebook can be written."""
    command = f"autograder release {chapter}"
    if unfinished(root) is not None:
        raise SourceError(f"a release was killed half-way; run: {command}")
    editions = [_edition(root, chapter, lang, command) for lang in LANGS]
    with transaction(url, command) as session:
        session.execute(update(Assignment).values(name=Assignment.name))  # not committed: to know whether it could be
        known = booked(session, chapter)
    if not known:
        raise SourceError(f"the gradebook does not know {chapter}; run: {command}")
    for edition in editions:
        if difference := differences(known, edition):
            raise SourceError(f"{chapter}: the release {difference}, which the gradebook does not know; run: {command}")


def _edition(root, chapter, lang, command):
    """Return the questions of a chapter in the student edition."""
    found = {}
    for source in solution_chapters(root, chapter)[chapter]:
        path = Path(root, "course", lang, chapter, f"{source.stem}.ipynb")
        try:
            found[source.stem] = questions(nbformat.read(path, as_version=4))
        except FileNotFoundError:
            raise SourceError(f"{chapter} is not released, there is no {path}; run: {command}") from None
        except Exception:  # whatever is no notebook
            raise SourceError(f"{path} is damaged; run: {command}") from None
    return found


# -- while nbgrader grades -------------------------------------------------------------------------


class NotNow(NbGraderException):
    """What nbgrader ends with, in one line, where the course's state lets nobody be graded."""


class _Stop(BaseException):
    """What ends nbgrader's run: any error less than that it books on the student, and goes on."""


def guard(converter):
    """Have nbgrader's Autograde grade what can be graded now, and stop where that changes meanwhile."""
    course, kept, here = converter.coursedir, None, None
    convert, empty = converter.convert_notebooks, converter.init_destination

    def convert_notebooks():
        nonlocal kept
        try:
            with ExitStack() as context:
                kept = Path(context.enter_context(tempfile.TemporaryDirectory(prefix="unrolled-")), "before")
                for chapter in sorted({Path(folder).name for folder in converter.assignments}):
                    if context.enter_context(held(course.root, chapter, "grading")):
                        check(converter.config, course.root)
                        ready(course.root, course.db_url, chapter)
                try:
                    convert()
                except _Stop:
                    shutil.rmtree(here, ignore_errors=True)
                    if kept.exists():
                        shutil.copytree(kept, here)
                    raise
        except (SourceError, _Stop) as reason:
            converter.log.error(str(reason))
            raise NotNow(str(reason)) from None

    def init_destination(chapter, student):
        """Keep what was graded before, until this is: nbgrader deletes it first."""
        nonlocal here
        here = Path(converter._format_dest(chapter, student))
        with transaction(course.db_url, f"autograder release {chapter}"):
            shutil.rmtree(kept, ignore_errors=True)
            if here.exists():
                shutil.copytree(here, kept)
        return empty(chapter, student)

    def watched(step):
        def run(*arguments):
            try:
                return step(*arguments)
            except Exception as error:
                converter.reason = error
                problem_of_course = of_the_course(error, course)
                if problem_of_course or step is init_destination:
                    raise _Stop(problem_of_course or str(error)) from error
                raise

        return run

    converter.convert_notebooks = convert_notebooks
    converter.init_destination = watched(init_destination)
    for name in "init_assignment", "convert_single_notebook", "set_permissions":
        setattr(converter, name, watched(getattr(converter, name)))


def of_the_course(error, course):
    """Return, in one line, what of the course's own state made grading fail; None where it is the hand-in."""
    if isinstance(error, MissingEntry):
        return "the gradebook was changed while it was graded into; run: autograder release"
    graded = str(Path(course.root, course.autograded_directory))
    while error:
        if isinstance(error, OperationalError | ProgrammingError | InternalError):
            return f"the gradebook {problem(error)}"
        if isinstance(error, OSError) and (error.errno in NO_ROOM or str(error.filename).startswith(graded)):
            return f"{error.filename or 'a file'} can't be written ({error.strerror}); mend that and run this again"
        error = error.__cause__ or error.__context__
    return None
