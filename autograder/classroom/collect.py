"""Take hand-ins as people have them into classroom/submitted: a platform's archive, folders, zips, notebooks, or nbgrader's exchange.

Of a hand-in enter the chapter's notebooks, under their names, each student's as a whole or not at all; from the exchange also the time and the
secret by which feedback finds its way back. A time that a student can write, or that only the file system tells, is none.
"""

import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from nbgrader.coursedir import CourseDirectory

from autograder.classroom.archives import content
from autograder.classroom.choice import notebooks
from autograder.classroom.lock import held
from autograder.classroom.pages import terminal
from autograder.classroom.roster import adopt, no_folder, roster
from autograder.classroom.settings import settings
from autograder.classroom.sources import Work, exchanged, laid_out
from autograder.classroom.state import NO_ROOM
from autograder.classroom.submissions import FROM_EXCHANGE, LARGEST_FILE, handed_in_at, read
from autograder.source.notebooks import LANGS, SourceError, solution_chapters

MOST_NAMES = 10  # of those who handed in nothing, in the last line


class Said(NamedTuple):
    """What became of a hand-in."""

    line: str
    good: bool = True


def collect(root, chapter, source=None, table=None, config=None):
    """Take the hand-ins of a chapter from a folder or a zip, or else from nbgrader's exchange; yield Said, one for each, and a total.

    table   a file with the students, which becomes the class's roster
    config  nbgrader's, that of the course unless given

    What can't be taken is refused alone, with what there was before. Raises SourceError where nothing can be collected.
    """
    course = CourseDirectory(config=(config := config or settings(root)))
    names = [path.stem for path in solution_chapters(root, chapter)[chapter]]
    submitted = Path(course.root, course.submitted_directory)
    with ExitStack() as context:
        context.enter_context(held(root, chapter, "collecting"))
        if table:
            adopt(root, course.db_url, table, f"autograder release {chapter}")
        known = roster(root)
        _repair(submitted, chapter)
        if source:
            called = {row[name] for row in known for name in ("id", "lms_id") if row[name]}
            there = context.enter_context(laid_out(Path(source), chapter, names, called))
        else:
            there = context.enter_context(exchanged(config, chapter))
        released, ids = {name: _released(root, chapter, name) for name in names}, {row["id"] for row in known}
        counts, refused = dict.fromkeys(("new", "newer", "as before"), 0), set()
        for student, work in sorted(_by_roster(there.theirs, known).items()):
            try:
                if work.wrong or (odd := no_folder(student)):
                    raise SourceError(work.wrong or f"the name {odd}")
                taken = notebooks(work.files, chapter, released)
                made = {name: content for name, (content, _) in taken.items()}
                if there.certain:
                    made |= {one.parts[0]: one.read(LARGEST_FILE) for one in work.files if _is_from_exchange(one)}
                done, stay = _put(submitted / student, chapter, made, names)
            except (SourceError, OSError) as reason:
                refused.add(student)
                yield Said(f"{terminal(student)}: refused: {_reason(reason)}", False)
                continue
            counts[done] += 1
            late = "late, as the platform says" if any(one.late for one in work.files) else ""
            stranger = "not on the roster" if known and student not in ids else ""
            said = [_line(done, taken, stay, names), *filter(None, [late, stranger, work.note])]
            yield Said(f"{student}: {', '.join(said)}")
        yield from (Said(line, False) for line in there.strays)
        counts["refused"] = len(refused) + len(there.strays)
        said = ", ".join(f"{what} {count}" for what, count in counts.items())
        absent = [
            row["id"] for row in known if not (submitted / row["id"] / chapter).exists() and row["id"] not in refused
        ]
        yield Said(said + (_absent(absent) if known else ""), not counts["refused"])


def _is_from_exchange(one):
    return len(one.parts) == 1 and one.parts[0] in FROM_EXCHANGE


def _reason(error):
    """Return why one hand-in can't be taken; raise SourceError where that ends the run, since there is no room for the next."""
    if isinstance(error, SourceError):
        return terminal(str(error))
    said = f"{error.filename or 'a file'} can't be written ({error.strerror})"
    if error.errno in NO_ROOM:
        raise SourceError(f"{said}; make room and run this again")
    return terminal(said)


def _absent(names):
    few = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
    return f", of the roster {len(names)} nothing" + (f" ({few})" if few else "")


def _line(done, taken, stay, names):
    """Say what was taken, from what, and what is missing."""
    told = [name if was == name else f"{name} from {terminal(was)}" for name, (_, was) in taken.items()]
    told = [text for text in told if done == "new" or (done == "newer" and " from " in text)]
    missing = [f"{name}.ipynb" for name in names if f"{name}.ipynb" not in (*taken, *stay)]
    said = done + (f" ({', '.join(told)})" if told else "")
    said += f", {', '.join(stay)} from before" if stay and done == "newer" else ""
    return said + (f", {', '.join(missing)} missing" if missing else "")


def _by_roster(theirs, known):
    """Return the Work of each student under the name that the roster has."""
    numbers = {row["lms_id"]: row["id"] for row in known if row["lms_id"]}
    names = numbers | {row["email"].casefold(): row["id"] for row in known if row["email"]}
    names |= {row["id"]: row["id"] for row in known}
    students = {}
    for (name, is_number), work in theirs.items():
        wrong = work.wrong
        if is_number and known and name not in numbers:
            wrong = "the roster has no such lms_id; give --roster with the platform's table for this assignment"
        student = numbers.get(name, name) if is_number else names.get(name) or names.get(name.casefold(), name)
        before = students.get(student, Work([]))
        students[student] = Work(before.files + work.files, before.wrong or wrong, before.note or work.note)
    return students


def _released(root, chapter, name):
    """Return the editions of a notebook that students were given."""
    paths = [Path(root, "course", lang, chapter, f"{name}.ipynb") for lang in LANGS]
    return [read(path) for path in paths if path.exists()]


def _put(place, chapter, files, names):
    """Put a hand-in into a student's folder, as a whole or not at all; return what that makes of it, and the notebooks that stay.

    A notebook that was handed in before and is not among these stays: a platform may have an assignment for each. So does the secret.
    Raises SourceError or OSError, with all as it was, where it can't be put there.
    """
    target, part, old = place / chapter, place / f".{chapter}.new", place / f".{chapter}.old"
    for path in (place, target):
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise SourceError(f"{path} is no folder; move it away")
    before = _before(target, names)
    stay = {name: kept for name, kept in before.items() if name not in files and name != FROM_EXCHANGE[0]}
    others = [name for name in stay if name.endswith(".ipynb")]
    if before and all(before.get(name) == made for name, made in files.items()):
        return "as before", others
    try:
        part.mkdir(parents=True)
        for name, made in (stay | files).items():
            (part / name).write_bytes(made)
        then, now = _time(target), handed_in_at(part)
        if then and now and now < then:
            return "as before", others
        if target.exists():
            target.rename(old)
        part.rename(target)
    finally:
        _settle(place, chapter)
        with suppress(OSError):
            place.rmdir()  # where nothing came of it
    return "newer" if before else "new", others


def _before(target, names):
    """Return what was handed in until now: name -> bytes."""
    before = {}
    for name in [*(f"{name}.ipynb" for name in names), *FROM_EXCHANGE]:
        if os.path.lexists(target / name):
            try:
                before[name] = content(target / name, LARGEST_FILE)
            except SourceError as reason:
                raise SourceError(f"{target / name} {reason}") from None
    return before


def _time(folder):
    with suppress(SourceError):
        return handed_in_at(folder)


def _settle(place, chapter):
    """Finish, or undo, the change of a hand-in where it has stopped."""
    target, part, old = place / chapter, place / f".{chapter}.new", place / f".{chapter}.old"
    if old.exists() and not target.exists():
        old.rename(target)
    for path in (part, old):
        shutil.rmtree(path, ignore_errors=True)


def _repair(submitted, chapter):
    """Put right what a killed run has left half-way."""
    for end in "new", "old":
        for path in submitted.glob(f"*/.{chapter}.{end}"):
            try:
                _settle(path.parent, chapter)
            except OSError as error:
                raise SourceError(
                    f"{path} can't be moved back ({error.strerror}); mend that and run this again"
                ) from None
