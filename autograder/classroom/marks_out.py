"""Marks leave the gradebook: as a table, or in one column of the file that Moodle or Canvas gave, whose every other byte stays as it is."""

import csv
import io
import os
import shutil
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Student

from autograder.classroom.gradebook import listed, transaction
from autograder.classroom.pages import cell, terminal
from autograder.classroom.platforms import column, number
from autograder.classroom.roster import FILE as ROSTER
from autograder.classroom.roster import roster
from autograder.classroom.settings import settings
from autograder.classroom.unchanged import standings
from autograder.source.notebooks import SourceError, solution_chapters

COLUMNS = "student", "points", "most", "late", "to_read"


def export(root, chapter, form, into=None, partial=False, wanted=None):
    """Write the marks of a chapter, penalties taken off, as a table or into a platform's file; return the lines that tell of it.

    form     one of the FORMATS of platforms.py
    into     the file; without one the lines are the table
    partial  whether to go on where answers are to read: a table says how many, a platform's file keeps what it has of these students
    wanted   the title of Canvas' column, where the name of the chapter is not in it

    Raises SourceError, with the file as it was, where anything is not certain.
    """
    solution_chapters(root, chapter)
    if wanted and form != "canvas":
        raise SourceError("--column chooses a column of Canvas' file; leave it out")
    if form != "csv" and into is None:
        raise SourceError(
            f"--format {form} fills the file that {form.title()} gives; download it and name it: --into FILE"
        )
    with transaction(settings(root).CourseDirectory.db_url, f"autograder release {chapter}") as session:
        marks = dict(sorted(standings(session, chapter).items()))
        known = [tuple(row) for row in session.query(Student.id, Student.email, Student.lms_user_id)]
    if not marks:
        raise SourceError(f"nobody has marks of {chapter}; run: autograder grade {chapter}")
    if not partial and (waiting := [f"{name} ({mark.to_read})" for name, mark in marks.items() if mark.to_read]):
        end = "read them in formgrader, or go on without them: --partial"
        raise SourceError(f"{chapter}: answers are to read of {listed(waiting)}; {end}")
    if form == "csv":
        return _table(marks, into)
    ways = _ways([*known, *((row["id"], row["email"], row["lms_id"]) for row in roster(root))])
    with _about(into):
        content = Path(into).read_bytes()
        title, rows, comma = column(content, form, chapter, wanted)
        changed, lines = _filled(content, rows, _owners(rows, ways), marks, form, comma)
        _put(Path(into), changed)
    return [f"{terminal(str(into))}: {lines[0]} in column {terminal(title)}", *lines[1:]]


def _table(marks, into):
    """Return the lines of a table, of which no program makes formulas, or write them."""
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow(COLUMNS)
    for name, mark in marks.items():
        rows.writerow([cell(name), *(f"{value:g}" for value in (mark.points, mark.most, mark.late, mark.to_read))])
    lines = text.getvalue().splitlines()
    if into is None:
        return lines
    with _about(into):
        if Path(into).exists() and Path(into).read_bytes().splitlines()[:1] != [lines[0].encode()]:
            raise SourceError("it is there and is no such table; move it away, or choose another name")
        _put(Path(into), text.getvalue().encode())
    return [f"{terminal(str(into))}: {len(marks)} marks"]


def _ways(known):
    """Return three ways from a key to those whose it may be: by the platform's number, by id, by e-mail."""
    ways = defaultdict(set), defaultdict(set), defaultdict(set)
    for name, email, own in known:
        for way, key in zip(ways, (own, name, (email or "").casefold()), strict=True):
            way[(key or "").strip()].add(name)
    for way in ways:
        way.pop("", None)
    return ways


def _owners(rows, ways):
    """Return whose each row is, None for a stranger's; raise SourceError where one may be of two, or two of one."""
    by_number, by_id, by_email = ways
    owners = {}
    for place, row in enumerate(rows):
        either = [by_id.get(key, set()) | by_email.get(key.casefold(), set()) for key in (row.number, *row.keys)]
        found = sorted(by_number.get(row.number) or set().union(*either))
        if len(found) > 1:
            raise SourceError(f"the row {row.label} may be of {listed(found)}; tell them apart in {ROSTER}")
        if found and found[0] in owners:
            both = f"{rows[owners[found[0]]].label} and {row.label}"
            raise SourceError(f"the rows {both} are both of {found[0]}; correct {ROSTER}, or the file")
        owners |= dict.fromkeys(found, place)
    whose = {place: name for name, place in owners.items()}
    return [whose.get(place) for place in range(len(rows))]


def _filled(content, rows, owners, marks, form, comma):
    """Return the file with the marks in their cells, and the lines that tell which were written and which were not."""
    parts, done, told = [], 0, defaultdict(list)
    for row, name in zip(rows, owners, strict=True):
        mark, there = marks.get(name), row.mark
        if mark is None:
            told["no mark for the rows"].append(row.label)
            continue
        if mark.to_read or there.says.strip().upper() == "EX":
            told["left as it was"].append(f"{name} ({f'{mark.to_read} to read' if mark.to_read else 'excused'})")
            continue
        value = mark.points / mark.most * row.most if mark.most else 0.0
        if form == "moodle" and value > row.most:
            told[f"more than Moodle takes, cut to {row.most:g}"].append(f"{name} ({value:g})")
            value = row.most
        told["written"].append(name)
        if number(there.says) != round(value, 2):
            text = f"{value:.2f}".rstrip("0").rstrip(".").replace(".", "," if comma else ".")
            quote = '"' if "," in text or content[there.start : there.end].startswith(b'"') else ""
            parts += [content[done : there.start], f"{quote}{text}{quote}".encode()]
            done = there.end
    if lost := sorted(marks.keys() - set(owners)):
        told["no row for the marks of"] = lost
    written = f"{len(told.pop('written', []))} marks"
    others = [f"{what}: {', '.join(map(terminal, who))}" for what, who in told.items()]
    return b"".join([*parts, content[done:]]), [written, *others]


@contextmanager
def _about(path):
    """Say of which file a problem is."""
    try:
        yield
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is no table in UTF-8"
        raise SourceError(f"{path} can't be read or written ({reason}); correct its name, or what it is") from None


def _put(path, content):
    """Put a file in the place of another, whole or not at all, as readable as that was."""
    path = path.resolve()
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".marks-")
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if path.exists():
            shutil.copymode(path, unfinished)
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
