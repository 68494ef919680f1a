"""Whether a chapter can be graded now, and what to do if not: the state of the course is the instructor's, and never blamed on a student."""

import errno
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, MissingEntry, Student
from nbgrader.converters import NbGraderException
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from autograder.classroom.gradebook import booked, differences, problem, questions, transaction
from autograder.classroom.lock import held
from autograder.classroom.pages import shown, terminal
from autograder.classroom.settings import check
from autograder.classroom.submissions import examine_folder
from autograder.classroom.swap import unfinished
from autograder.source.notebooks import LANGS, SourceError, build, solution_chapters

NO_ROOM = errno.ENOSPC, errno.EDQUOT, errno.EROFS
CHANGED = "the gradebook was changed while it was graded into; run: autograder release"


def ready(root, url, chapter):
    """Raise SourceError, with the command to run, unless a chapter is released and its gradebook can be written."""
    command = f"autograder release {chapter}"
    if unfinished(root) is not None:
        raise SourceError(f"a release was killed half-way; run: {command}")
    editions = [_edition(root, chapter, lang, command) for lang in LANGS]
    with transaction(url, command) as session:
        session.execute(update(Assignment).values(name=Assignment.name))  # not committed: to know whether it could be
        known = booked(session, chapter)
    wanted = {path.stem: questions(build(path, LANGS[0])) for path in solution_chapters(root, chapter)[chapter]}
    if not known:
        raise SourceError(f"the gradebook does not know {chapter}; run: {command}")
    for edition in editions:
        if difference := differences(known, edition):
            raise SourceError(f"{chapter}: the release {difference}, which the gradebook does not know; run: {command}")
        if difference := differences(edition, wanted):
            raise SourceError(f"{chapter}: solutions/ {difference}, which is not released; run: {command}")


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


class OfTheCourse(SourceError):
    """What is wrong with the course, found while a hand-in is graded."""


class _Stop(BaseException):
    """What ends nbgrader's run: any error less than that it books on the student, and goes on."""


def guard(converter, prepare):
    """Have nbgrader's Autograde grade what can be graded now, and stop where that changes meanwhile.

    prepare  called with each chapter before its first hand-in; raises SourceError where nobody can be graded
    """
    course, kept, here = converter.coursedir, None, None
    convert, empty, begin = converter.convert_notebooks, converter.init_destination, converter.init_assignment

    def convert_notebooks():
        nonlocal kept
        try:
            with ExitStack() as context:
                kept = Path(context.enter_context(tempfile.TemporaryDirectory(prefix="unrolled-")), "before")
                converter.before = kept  # for Book
                for chapter in sorted({Path(folder).name for folder in converter.assignments}):
                    if context.enter_context(held(course.root, chapter, "grading")):
                        check(converter.config, course.root)
                        ready(course.root, course.db_url, chapter)
                        prepare(chapter)
                try:
                    convert()
                except (_Stop, KeyboardInterrupt):
                    if here:
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
        here = None  # what is kept is another's
        shutil.rmtree(kept, ignore_errors=True)
        with transaction(course.db_url, f"autograder release {chapter}") as session:
            if not booked(session, chapter):
                raise SourceError(CHANGED)
            place = Path(converter._format_dest(chapter, student))
            if place.exists():
                shutil.copytree(place, kept)
            else:
                place.mkdir(parents=True)  # to know whether it could be, before the gradebook has anything of it
                place.rmdir()
            here = place
        return empty(chapter, student)

    def init_assignment(chapter, student):
        with transaction(course.db_url, f"autograder release {chapter}") as session:
            if not converter.create_student and session.get(Student, student) is None:
                command = f"nbgrader db student add {student}"
                raise SourceError(f"the gradebook does not know this student; run: {command}")
        begin(chapter, student)

    converter.convert_notebooks = _at_the_door(converter, convert_notebooks)
    converter.init_destination = _watched(converter, init_destination, True)
    converter.init_assignment = _watched(converter, init_assignment)
    for name in "convert_single_notebook", "set_permissions":
        setattr(converter, name, _watched(converter, getattr(converter, name)))


def _at_the_door(converter, convert):
    """Return what has nbgrader convert only what may be copied, and names in its log the rest, and nothing that a terminal obeys."""

    def converted():
        converter.log.addFilter(_in_plain_sight)
        refused = []
        for folder in sorted(converter.assignments):
            try:
                examine_folder(Path(folder))
            except SourceError as reason:
                del converter.assignments[folder]
                student, chapter = Path(folder).parts[-2:]
                refused.append(f"{chapter} {terminal(student)}: not graded: {reason}")
                converter.log.error(refused[-1])
        if converter.assignments:
            convert()
        if refused:
            raise NbGraderException("; ".join(refused))

    return converted


def _in_plain_sight(record):
    """Let a log say what students named so that a terminal shows it, and obeys none of it."""
    if isinstance(record.args, tuple):
        record.args = tuple(terminal(value) if isinstance(value, str) else value for value in record.args)
    record.msg = "\n".join(map(shown, str(record.msg).split("\n")))  # tracebacks have lines
    return True


def _watched(converter, step, fatal=False):
    """Return a step that stops nbgrader's run where the course is the reason that it fails, or whatever the reason if that is `fatal`."""

    def run(*arguments):
        try:
            return step(*arguments)
        except Exception as error:
            converter.reason = error
            problem_of_course = of_the_course(error, converter.coursedir)
            if problem_of_course or fatal:
                raise _Stop(problem_of_course or str(error)) from error
            raise

    return run


def of_the_course(error, course):
    """Return, in one line, what of the course's own state made grading fail; None where it is the hand-in."""
    if isinstance(error, OfTheCourse):
        return str(error)
    # nbgrader's own message for what the gradebook does not know hides that; below other errors it means nothing.
    missing = error.__context__ if type(error) is NbGraderException else error
    if isinstance(missing, MissingEntry):
        return CHANGED
    places = {
        Path(course.root, course.autograded_directory): ("written", "mend that and run this again"),
        Path(course.root, course.release_directory).parent: ("read", "run: autograder release"),
    }
    while error:
        if isinstance(error, IntegrityError | ObjectDeletedError | StaleDataError):
            return CHANGED
        if isinstance(error, DatabaseError) and not isinstance(error, DataError):
            return f"the gradebook {problem(error)}"
        if isinstance(error, OSError):
            found = [said for place, said in places.items() if str(error.filename).startswith(f"{place}")]
            if found or error.errno in NO_ROOM:
                done, command = found[0] if found else ("written", "make room and run this again")
                return f"{error.filename or 'a file'} can't be {done} ({error.strerror}); {command}"
        error = error.__cause__ or error.__context__
    return None
