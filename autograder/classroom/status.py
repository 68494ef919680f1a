"""How far a term is: what of each chapter was released, handed in, graded, read and sent back, who works on it, and what to do next."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from autograder.classroom.feedback import booked_of, sent_back
from autograder.classroom.grade import chosen, counted
from autograder.classroom.gradebook import NoGradebook, booked, transaction
from autograder.classroom.lock import holder
from autograder.classroom.roster import extensions
from autograder.classroom.state import ready
from autograder.classroom.submissions import examine_folder, handed_in_at
from autograder.classroom.unchanged import basis, remembered, seen, standings
from autograder.source.notebooks import LANGS, SourceError, build, content, solution_chapters

COLUMNS = "chapter", "released", "handed in", "graded", "to grade", "refused", "late", "to read", "sent back"


class Booked(NamedTuple):
    """What the gradebook has of a chapter."""

    standings: dict  # student -> Standing
    due: object  # a time, where there is one
    extensions: dict  # student -> so much later, or None
    told: dict  # student -> what pages say of the gradebook


def status(root, chapters=()):
    """Yield a table, line by line: each chapter as it is now, without running anything.

    A hand-in counts as graded where `autograder grade` would pass it by, and as sent back where `autograder feedback` would.
    """
    config = chosen(root)
    course, selected = CourseDirectory(config=config), solution_chapters(root, *chapters)
    known, rows = _in_gradebook(course.db_url, selected), [(*COLUMNS, "")]
    for chapter, paths in selected.items():
        released = _released(course, chapter, paths) if chapter in known else "no"
        counts = _counts(config, course, chapter, known.get(chapter, Booked({}, None, {}, {})))
        rows.append((chapter, released, *counts.values(), _next(course, chapter, released, counts)))
    widths = [max(len(str(row[k])) for row in rows) for k in range(len(COLUMNS))]
    for row in rows:
        cells = [f"{row[k]:{'<' if k < 2 else '>'}{width}}" for k, width in enumerate(widths)]
        yield "  ".join([*cells, row[-1]]).rstrip()


def _in_gradebook(url, chapters):
    """Return what the gradebook has of the chapters it knows; looked at in one go, since grading waits for it."""
    found = {}
    with suppress(NoGradebook), transaction(url, "autograder release") as session:
        for chapter in filter(lambda chapter: booked(session, chapter), chapters):
            due = session.query(Assignment.duedate).filter_by(name=chapter).scalar()
            asked = session.query(SubmittedAssignment.student_id, SubmittedAssignment.extension).join(Assignment)
            later = dict(map(tuple, asked.filter(Assignment.name == chapter)))
            found[chapter] = Booked(standings(session, chapter), due, later, booked_of(session, chapter))
    return found


def _released(course, chapter, paths):
    """Return whether students have a chapter as the solutions have it: yes, no, or changed since."""
    notebooks = [(path, lang, f"{lang}/{chapter}/{path.stem}.ipynb") for path in paths for lang in LANGS]
    if not all(Path(course.root, "course", name).is_file() for *_, name in notebooks):
        return "no"
    made = [(Path(course.root, ".build/source", name), path, lang) for path, lang, name in notebooks]
    with suppress(SourceError):
        ready(course.root, course.db_url, chapter)
        if all(file.read_bytes() == content(build(path, lang)) for file, path, lang in made if file.is_file()):
            return "yes"
    return "changed since"


def _counts(config, course, chapter, known):
    """Return how many hand-ins there are in each state, and how many answers to read, in the order of COLUMNS."""
    counts = dict.fromkeys(COLUMNS[2:], 0)
    depends = basis(config, chapter) if known.standings else None
    later = extensions(course.root)
    for folder in counted(course, chapter):
        name, standing = folder.parent.name, known.standings.get(folder.parent.name)
        counts["handed in"] += 1
        try:
            of = [depends, seen(folder, later.get(name))]
            if standing and remembered(course.root, chapter, name, of, standing) is not None:
                counts["graded"] += 1
                counts["to read"] += standing.to_read
                counts["sent back"] += sent_back(course, chapter, name, known.told[name])
            else:
                examine_folder(folder)
                counts["to grade"] += 1
            time = handed_in_at(folder)
            due = known.due and known.due + (later.get(name, known.extensions.get(name)) or timedelta())
            counts["late"] += bool(time and due and time > due)
        except SourceError:
            counts["refused"] += 1
    return counts


def _next(course, chapter, released, counts):
    """Return who works on a chapter now, or what to do with it next."""
    if who := holder(course.root, chapter):
        return f"now: {who}"
    for needed, what in (
        (released != "yes", f"autograder release {chapter}"),
        (not counts["handed in"], f"autograder collect {chapter} FROM"),
        (counts["to grade"], f"autograder grade {chapter}"),
        (counts["to read"], "jupyter lab, and read in formgrader"),
        (counts["sent back"] < counts["graded"], f"autograder feedback {chapter}"),
        (counts["graded"], f"autograder export {chapter}"),
    ):
        if needed:
            return f"next: {what}"
    return "next: mend what was refused"
