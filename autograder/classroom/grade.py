"""Grade what was handed in: run submissions in parallel, ahead of booking them through nbgrader one after another."""

import copy
import secrets
import shutil
import tempfile
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import temp_attrs
from traitlets import TraitError

from autograder.classroom.cluster import connected
from autograder.classroom.entry import EVERYBODY, hand_ins, strangers
from autograder.classroom.gradebook import listed, transaction
from autograder.classroom.lock import held
from autograder.classroom.pages import terminal
from autograder.classroom.plugin import AHEAD, Grade, read_editions, restore
from autograder.classroom.roster import extensions
from autograder.classroom.settings import nbgrader, settings
from autograder.classroom.state import CHANGED, NotNow, ready
from autograder.classroom.submissions import FROM_EXCHANGE, examine, remarks
from autograder.classroom.unchanged import Standing, basis, keep, remembered, seen, standings
from autograder.marking.elsewhere import order
from autograder.marking.judging import ensure_isolation
from autograder.room.sandbox import chosen_limits
from autograder.source.notebooks import SourceError, solution_chapters


class Said(NamedTuple):
    """What became of a hand-in."""

    chapter: str
    student: str
    standing: Standing | None  # what is booked of it, None where it is not graded
    remarks: tuple = ()
    problem: str = ""  # why it is not graded
    as_before: bool = False  # it was booked already, and nothing has changed since
    left: int = 0  # hand-ins of these chapters that follow

    @property
    def good(self):
        """Whether its marks are booked."""
        return self.standing is not None

    @property
    def line(self):
        """All of it, as a terminal may show it."""
        if not self.good:
            return f"{self.chapter} {terminal(self.student)}: not graded: {terminal(self.problem)}"
        about = f"{self.chapter} {self.student}: {self.standing}{', as before' if self.as_before else ''}"
        return "; ".join([about, *self.remarks])


def document(done):
    """Return what became of hand-ins, and the totals, as plain data."""
    booked = [said.standing for said in done if said.good]
    same = sum(said.as_before for said in done)
    return {
        "hand_ins": [_plain(said) for said in done],
        "graded": len(booked) - same,
        "as_before": same,
        "not_graded": len(done) - len(booked),
        "to_read": sum(standing.to_read for standing in booked),
    }


def _plain(said):
    state = "as before" if said.as_before else "graded" if said.good else "not graded"
    booked = said.standing._asdict() if said.good else {}
    return {
        **{"chapter": said.chapter, "student": said.student, "state": state, "reason": said.problem or None},
        **{name: booked.get(name) for name in ("points", "most", "late", "to_read")},
        **{"exercises": booked.get("earned"), "remarks": list(said.remarks)},
    }


def grade(root, chapters=(), only=(), classroom=None, workers=None, options=None, again=False, scheduler=None):
    """Grade every hand-in of the chapters through nbgrader that has not been graded as it is; yield Said, one for each.

    only       names of students; the others are left alone
    workers    how many submissions run at a time; one, or as many as all workers of a scheduler take
    options    what is set of `autograder.classroom.plugin.Grade`: limits, isolation, strict, or the run's secret, which is drawn otherwise
    again      whether to grade also what has not changed
    scheduler  the address of a Dask scheduler, where its workers are to grade

    What can't be read is refused alone, with its earlier marks as they were. Raises SourceError where nothing was handed in, or nothing by
    somebody who was named, where this machine cannot isolate students' code, for a limit that is none, or where the state of the course
    lets nobody be graded: what was graded until then stays.
    """
    config = chosen(root, classroom, options)
    isolation = config.Grade.get("isolation", "sandbox")
    ensure_isolation(isolation, Path(root, "solutions"))
    if scheduler and isolation != "sandbox":
        raise SourceError("--scheduler: code that is not isolated could reach it, and through it every worker; isolate")
    course = CourseDirectory(config=config)
    only = only or [name for name in [course.student_id] if name != EVERYBODY]
    folders = _chosen_folders(course, chapters or [*filter(None, [course.assignment_id])], only)
    with ExitStack() as context:
        for chapter in folders:
            context.enter_context(held(root, chapter, "grading"))
            ready(root, course.db_url, chapter)
        elsewhere = context.enter_context(connected(scheduler)) if scheduler else None
        left = sum(map(len, folders.values()))
        for chapter in folders:
            depends = basis(config, chapter, (options or {}).get("seed", ""))
            same = {} if again else _graded_before(config, chapter, folders[chapter], depends)
            for name, (standing, said) in same.items():
                left -= 1
                yield Said(chapter, name, standing, said, as_before=True, left=left)
            changed = [folder for folder in folders[chapter] if folder.parent.name not in same]
            if not changed:
                continue
            with tempfile.TemporaryDirectory() as tidy:
                tidied = copy.deepcopy(config)
                tidied.CourseDirectory.submitted_directory = tidy
                for said in _grade_chapter(tidied, chapter, changed, workers, elsewhere, depends):
                    left -= 1
                    yield said._replace(left=left)


def chosen(root, classroom=None, options=None):
    """Return nbgrader's configuration as grading has it; raise SourceError for a limit that is none."""
    config = settings(root, classroom)
    config.Grade.seed = secrets.token_hex(8)
    try:
        limits = Grade(config=config).limits | (options or {}).get("limits", {})
        config.Grade.update((options or {}) | {"limits": limits})
        Grade(config=config)
    except TraitError as error:
        raise SourceError(str(error)) from None
    return config


def _chosen_folders(course, chapters, only):
    """Return what is to be graded: chapter -> folders; raise SourceError for a chapter or a student who were named, and of whom there is none."""
    there = {chapter: counted(course, chapter) for chapter in solution_chapters(course.root, *chapters)}
    names = [folder.parent.name for folders in there.values() for folder in folders]
    place = Path(course.root, course.submitted_directory, "STUDENT", chapters[0] if len(chapters) == 1 else "CHAPTER")
    if who := strangers(only, names):
        of = f" of {', '.join(chapters)}" if chapters else ""
        raise SourceError(f"nothing{of} was handed in by {who}; put notebooks into {place}")
    folders = {chapter: [one for one in there[chapter] if not only or one.parent.name in only] for chapter in there}
    for chapter in chapters:
        if not folders[chapter]:
            by = f" by {listed(only)}" if only else ""
            raise SourceError(f"nothing of {chapter} was handed in{by}; put notebooks into {place.with_name(chapter)}")
    return {chapter: folders[chapter] for chapter in folders if folders[chapter]}


def counted(course, chapter):
    """Return the folders of a chapter that are graded, of everybody whom the settings do not exclude."""
    excluded = course.student_id_exclude.split(",")
    folders = hand_ins(Path(course.root, course.submitted_directory), chapter)
    return [folder for folder in folders if folder.parent.name not in excluded]


def _graded_before(config, chapter, folders, depends):
    """Return of each hand-in that need not be graded again its Standing and the remarks on it."""
    root, url = config.CourseDirectory.root, config.CourseDirectory.db_url
    with transaction(url, f"autograder release {chapter}") as session:
        standing = standings(session, chapter)
    same, later = {}, extensions(root)
    for folder in folders:
        name = folder.parent.name
        if name in standing:
            said = remembered(root, chapter, name, [depends, seen(folder, later.get(name))], standing[name])
            same |= {} if said is None else {name: (standing[name], said)}
    return same


def _grade_chapter(config, chapter, folders, workers, elsewhere, depends):
    """Run submissions, here or by Workers elsewhere, and book them one after another."""
    grader = Grade(config=config)
    grader.prepare(chapter)
    with _running(grader, chapter, workers, elsewhere) as (begin, ahead):
        yield from _booked(config, chapter, folders, begin, ahead, depends)


@contextmanager
def _running(grader, chapter, workers, elsewhere):
    """Yield the function that begins to grade a notebook, and how many hand-ins may be begun ahead of their booking."""
    if elsewhere:
        paths = solution_chapters(grader.root, chapter)[chapter]
        run = partial(elsewhere.run, order(paths, grader.seed, chosen_limits(grader.limits), grader.strict))
        at_a_time = workers or 2 * elsewhere.threads()  # whoever has done one finds another, and who joins them some
    else:
        run, at_a_time = (lambda notebook, name: grader.run(notebook, chapter, name)), workers or 1
    with ThreadPoolExecutor(at_a_time) as pool:
        try:
            yield partial(pool.submit, run), 8 * at_a_time
        except BaseException:
            if elsewhere:
                elsewhere.client.close()  # nobody waits for them any more
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _booked(config, chapter, folders, begin, ahead, depends):
    """Begin with submissions, not too far ahead of booking them one after another; yield Said."""
    booking, waiting = nbgrader(config), deque()
    course = booking.coursedir
    root, url = config.CourseDirectory.root, config.CourseDirectory.db_url
    later = extensions(root)
    released = {
        path.stem: read_editions(root, chapter, path.stem) for path in solution_chapters(root, chapter)[chapter]
    }
    try:
        for folder in [*folders, *[None] * ahead]:
            if folder is not None:
                name = folder.parent.name
                of = [depends, seen(folder, later.get(name))]  # before it is read: what changes then is graded again
                waiting.append((name, of, *_begin(config, released, folder, begin)))
            if len(waiting) == ahead or (folder is None and waiting):
                name, of, said, problem = waiting.popleft()
                _ensure_graded(chapter, name)
                if problem := problem or _book(booking, chapter, name):
                    yield Said(chapter, name, None, problem=problem)
                    continue
                with transaction(url, f"autograder release {chapter}") as session:
                    standing = standings(session, chapter, name).get(name)
                if standing is None:
                    raise SourceError(CHANGED)
                keep(root, chapter, name, of, standing, Path(root, course.autograded_directory, name, chapter), said)
                yield Said(chapter, name, standing, said)
    finally:
        AHEAD.clear()


def _ensure_graded(chapter, student):
    """Wait until what a student handed in was run; raise SourceError, with nothing of it booked, where the course is the reason that it was not."""
    for (of, _, who), work in AHEAD.items():
        if (of, who) == (chapter, student) and isinstance(problem := work.exception(), SourceError):
            raise problem


def _book(booking, chapter, student):
    """Have nbgrader book a hand-in; return what is wrong with that, if anything."""
    with temp_attrs(booking.coursedir, assignment_id=chapter, student_id=student):
        steps = Autograde(coursedir=booking.coursedir, parent=booking)
        steps.force = True
        try:
            steps.start()
        except NotNow as reason:
            raise SourceError(str(reason)) from None
        except NbGraderException as error:
            reason = getattr(steps, "reason", error)
            said = "" if isinstance(reason, SourceError) else f"{type(reason).__name__}: "
            return f"{said}{' '.join(str(reason).split())}"[:200]
    return None


def _begin(config, released, folder, begin):
    """Begin to run what a student handed in, and lay it out for nbgrader to book; return remarks, and what keeps it from being read."""
    name, chapter = folder.parent.name, folder.name
    target = Path(config.CourseDirectory.submitted_directory, name, chapter)
    try:
        notebooks = examine(folder, released)
        rebuilt = {notebook: restore(released[notebook], submitted) for notebook, submitted in notebooks.items()}
        said = remarks(folder, released, rebuilt)
    except SourceError as error:
        return [], str(error)
    target.mkdir(parents=True)
    for notebook, submitted in notebooks.items():
        nbformat.write(submitted, target / f"{notebook}.ipynb")
        AHEAD[chapter, notebook, name] = begin(rebuilt[notebook], notebook)
    for name in FROM_EXCHANGE:
        if (folder / name).exists():
            try:
                shutil.copy(folder / name, target)
            except OSError as error:
                return [], f"{name} can't be opened ({error.strerror}); ask for it again"
    return said, None
