"""Who is in the class: classroom/roster.csv, which an instructor writes, or which is made of the table that a learning platform exports.

One line a student: id (the name of a folder of hand-ins), first_name, last_name, email, lms_id (the platform's number), and extension: by how
many days every deadline is later; where it is empty, the gradebook's own extensions stay as they are.
"""

import csv
import os
import re
from datetime import timedelta
from functools import lru_cache
from io import StringIO
from pathlib import Path

from nbgrader.api import Student
from sqlalchemy import insert, select, update

from autograder.classroom.gradebook import transaction
from autograder.classroom.pages import cell, odd, terminal
from autograder.source.notebooks import SourceError

FILE = "classroom/roster.csv"
COLUMNS = "id", "first_name", "last_name", "email", "lms_id", "extension"
LARGEST = 20_000_000  # bytes
LONGEST = 128  # characters that the gradebook has room for
FORMS = "a table with the columns " + ", ".join(COLUMNS) + ", or Canvas' gradebook or Moodle's grading worksheet"
ESCAPED = re.compile(r"'+(?=\s*[-=+@＝＋－＠])")  # a formula that was made text by `cell` already


def roster(root):
    """Return the class as classroom/roster.csv has it: a dictionary a student; none where there is no such file."""
    path = Path(root, FILE)
    if not path.exists():
        return []
    there = path.stat()
    return _as_of(path, (there.st_mtime_ns, there.st_size, there.st_ino))


@lru_cache(1)  # asked for with each notebook of a class
def _as_of(path, _version):
    return _read(path)


def extensions(root):
    """Return by how much the deadlines are later of those of whom the class says so: id -> timedelta."""
    return {row["id"]: timedelta(days=float(row["extension"])) for row in roster(root) if row["extension"]}


def introduce(session, root, only=None):
    """Give students whom the gradebook has the names of the roster, which formgrader's lists and pages show; the caller commits.

    only  the id of a student; the others stay as they are
    """
    for row in roster(root):
        if only in (None, row["id"]) and (row["first_name"] or row["last_name"]):
            names = {name: row[name][:LONGEST] for name in ("first_name", "last_name")}
            session.execute(update(Student).where(Student.id == row["id"]).values(names))


def adopt(root, url, file, to_make):
    """Make the students of a table the class: in classroom/roster.csv, and in the gradebook at `url`, which keeps those who have left.

    Who is known already, by the platform's number or the e-mail address, keeps id and extension, which platforms don't know.
    Raises SourceError, with nothing changed, for a table that can't be read.
    """
    path = Path(root, FILE)
    rows = _read(Path(file), roster(root))
    unfinished = path.with_suffix(".new")
    with transaction(url, to_make) as session:
        known = set(session.scalars(select(Student.id)))
        for step, there in ((insert, False), (update, True)):
            if some := [_student(row) for row in rows if (row["id"] in known) is there]:
                session.execute(step(Student), some)
        try:
            with open(
                unfinished, "w", newline="", encoding="utf-8-sig"
            ) as table:  # spreadsheets take it for Latin-1 otherwise
                writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
                writer.writeheader()
                writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
            session.commit()
            os.replace(unfinished, path)
        except OSError as error:
            raise SourceError(f"{path} can't be written ({error.strerror}); mend that and run this again") from None
        finally:
            unfinished.unlink(missing_ok=True)


def _student(row):
    """Return a line as nbgrader's table of students has it."""
    fields = {name: row[name][:LONGEST] or None for name in ("first_name", "last_name", "email")}
    return fields | {"id": row["id"], "lms_user_id": row["lms_id"] or None}


def no_folder(name):
    """Return why a student's name can't be that of a folder and a line in the gradebook; None where it can."""
    if not name or name.startswith(".") or "/" in name or "\\" in name:
        return "is no name of a folder"
    if odd(name):
        return "is not what it looks like"
    if len(name) > LONGEST or len(name.encode(errors="replace")) > 240:
        return "is too long"
    return None


def _read(path, known=()):
    """Return the students of a table in one of the three forms; raise SourceError, with the line, for what can't be.

    known  the class until now, whose ids a platform's table does not have
    """
    header, *lines = _table(path)
    names = [name.strip().casefold() for name in header]
    numbers = [re.fullmatch(r"\D*(\d+)", line[0].strip()) for _, line in lines]
    if len(names) > 1 and "student" in names[0] and "id" in names[1]:
        rows = _joined([(number, _of_canvas(names, line)) for number, line in lines], known)
    elif "id" in names:
        if unknown := [name for name in names if name not in COLUMNS]:
            raise SourceError(f"{path.name}: the column {unknown[0]!r} is unknown; give {FORMS}")
        rows = [(number, dict(zip(names, line, strict=False))) for number, line in lines]
    elif lines and all(numbers) and len(names) > 2:  # whatever language its columns have
        mail = next((k for k in range(1, 5) if all("@" in "".join(line[k : k + 1]) for _, line in lines)), None)
        rows = _joined([(number, _of_moodle(line, mail)) for number, line in lines], known)
    else:
        raise SourceError(f"{path.name} is no roster; give {FORMS}")
    if not rows:
        raise SourceError(f"{path.name} has no students; give {FORMS}")
    rows = [(number, {name: _text(row.get(name)) for name in COLUMNS}) for number, row in rows]
    _check(path, rows)
    return [row for _, row in rows]


def _table(path):
    """Return the head of a table, and the other lines with their numbers, whatever separates its columns."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError(f"{path} can't be read ({error.strerror})") from None
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        reader = csv.reader(StringIO(text), delimiter=max(",;\t", key=text.partition("\n")[0].count))
        lines = [(reader.line_num, line) for line in reader if any(part.strip() for part in line)]
    except (UnicodeDecodeError, csv.Error):
        raise SourceError(f"{path.name} can't be read as a table; save it as CSV in UTF-8") from None
    if len(content) > LARGEST or not lines:
        raise SourceError(f"{path.name} is {'too large' if lines else 'empty'}; give {FORMS}")
    return [lines[0][1], *lines[1:]]


def _of_canvas(names, line):
    """Return a student of Canvas' gradebook, None for a line that is nobody's."""
    row = dict(zip(names, map(str.strip, line), strict=False)) | dict(zip(("name", "number"), line, strict=False))
    name, number = row["name"].strip(), row.get("number", "").strip()
    if not number.isdecimal() or name == "Student, Test":
        return None
    login = row.get("sis login id") or row.get("sis user id") or ""
    last, _, first = name.partition(",")
    return {
        "id": number if no_folder(login) else login,
        "first_name": first,
        "last_name": last,
        "email": login if "@" in login else "",
        "lms_id": number,
    }


def _of_moodle(line, mail):
    """Return a student of Moodle's worksheet: the number is new with every assignment, so that the address is the better name."""
    number = re.search(r"\d+", line[0])[0]
    address = line[mail].strip() if mail else ""
    first, _, last = line[1].strip().rpartition(" ") if mail and mail > 1 else ("", "", "")
    return {
        "id": number if no_folder(address) else address,
        "first_name": first,
        "last_name": last,
        "email": address,
        "lms_id": number,
    }


def _text(value):
    return ESCAPED.sub("", terminal(value or ""))


def _check(path, rows):
    """Raise SourceError for a line that can't be."""
    seen = set()
    for number, row in rows:
        name, days = row["id"], row["extension"]
        wrong = no_folder(name) or ("begins like a formula" if cell(name) != name else None)
        if wrong:
            raise SourceError(f"{path.name}, line {number}: the id {name!r} {wrong}")
        if not re.fullmatch(r"(\d{1,4}(\.\d+)?)?", days):
            raise SourceError(f"{path.name}, line {number}: the extension is no number of days: {days}")
        for key in (("id", name), ("lms_id", row["lms_id"])):
            if key in seen and key[1]:
                raise SourceError(f"{path.name}, line {number}: the {key[0]} {key[1]} is there already")
            seen.add(key)


def _joined(rows, known):
    """Return a platform's students under the ids that they have already, with what else is known of them."""
    before = {}
    for row in known:
        before |= {("email", row["email"].casefold()): row, ("lms_id", row["lms_id"]): row, ("id", row["id"]): row}
    joined = []
    for number, row in rows:
        if row:
            keys = [
                (name, row[name].casefold() if name == "email" else row[name]) for name in ("lms_id", "email", "id")
            ]
            old = next((before[key] for key in keys if key[1] and key in before), {})
            kept = {name: old[name] for name in ("id", "email", "extension") if old.get(name)}
            joined.append((number, row | kept))
    return joined
