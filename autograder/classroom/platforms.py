"""The files that Moodle and Canvas give: where the marks stand in them, byte by byte, and what tells whose a row is.

A platform takes a file back only in its own form, so none is made from nothing, and none is written anew. Columns are known by their English
names.
"""

import math
import re
from typing import NamedTuple

from autograder.source import SourceError

FORMATS = "csv", "canvas", "moodle"  # the first is ours
BOM = b"\xef\xbb\xbf"
CELL = {  # separator -> a cell: what is in quotes, and what is not
    mark: re.compile(rb'("[^"]*+(?:""[^"]*+)*+")?+([^\r\n' + mark + rb"]*)") for mark in (b",", b";")
}
MOODLE = "Identifier", "Grade", "Last modified (grade)"  # without which it refuses its own worksheet
POSSIBLE = "Points Possible"
PARTICIPANT = re.compile(r"^\D*\s(?=\d+$)")  # before the number, in Moodle's language
MOST_BY_DEFAULT = 100.0  # in Moodle, where a row does not say it
KEYS = "SIS User ID", "SIS Login ID", "Email", "Email address", "ID number", "Username"


class Place(NamedTuple):
    """A cell of a file: what it says, and where its bytes begin and end."""

    says: str
    start: int
    end: int


class Row(NamedTuple):
    """A student's row."""

    label: str  # by which a person finds it
    number: str  # the platform's own for this student
    keys: list  # what else tells whose it is
    mark: Place
    most: float  # points that may be given


def column(content, form, chapter, wanted=None):
    """Return the title of the column in which a file has the marks of a chapter, its Rows, and whether it writes 1,5 for a number.

    wanted  the title of Canvas' column, where the name of the chapter is not in it

    Raises SourceError where it is not certain which column that is, or that the file is whole.
    """
    if b"\0" in content:
        raise SourceError("it is no text in UTF-8; download it anew")
    separator = max(CELL, key=lambda mark: len(next(_rows(content, mark), ())))
    header, *rows = [row for row in _rows(content, separator) if len(row) > 1 or row[0].says] or [[]]
    for row in rows:
        if len(row) != len(header):
            line = content.count(b"\n", 0, row[0].start) + 1
            raise SourceError(f"line {line} has {len(row)} cells and not {len(header)}; download it anew")
    titles = [place.says.strip() for place in header]
    rows, k, most = _moodle(titles, rows) if form == "moodle" else _canvas(titles, rows, chapter, wanted)
    own = titles.index("Identifier" if form == "moodle" else "ID")
    keys = [titles.index(name) for name in KEYS if name in titles]
    comma = any(re.fullmatch(r"\d+,\d\d?", text.strip()) for text in [*most, *(row[k].says for row in rows)])
    found = []
    for row, text in zip(rows, most, strict=True):
        label, who = " ".join(place.says for place in row[:2]), PARTICIPANT.sub("", row[own].says.strip())
        others = [row[key].says.strip() for key in keys]
        found.append(Row(label, who, others, row[k], number(text) or MOST_BY_DEFAULT))
    return titles[k], found, comma


def _rows(content, separator):
    """Yield the rows of a file as lists of Place, as spreadsheets read them."""
    row, at = [], len(BOM) * content.startswith(BOM)
    while at < len(content) or row:
        found = CELL[separator].match(content, at)
        if found[1] is None and found[2].startswith(b'"'):
            line = content.count(b"\n", 0, at) + 1
            raise SourceError(f"a quote that line {line} opens is never closed; download it anew")
        quoted = (found[1] or b"")[1:-1].replace(b'""', b'"')
        row.append(Place((quoted + found[2]).decode(errors="replace"), *found.span()))
        at = found.end()
        if content[at : at + 1] == separator:
            at += 1
        else:
            yield row
            row, at = [], at + (2 if content[at : at + 2] == b"\r\n" else 1)


def _moodle(titles, rows):
    """Return the rows of students, the column of marks, and what the file says that each may have at most."""
    for name in MOODLE:
        if titles.count(name) != 1:
            problem = f"it has {titles.count(name) or 'no'} column{'s' * (name in titles)} {name!r}"
            raise SourceError(
                f"{problem}; download the grading worksheet in English, as your profile in Moodle sets it"
            )
    known = "Maximum Grade" in titles
    most = [row[titles.index("Maximum Grade")].says if known else "" for row in rows]
    return rows, titles.index("Grade"), most


def _canvas(titles, rows, chapter, wanted):
    """Return the same of Canvas' file, whose first rows are no students."""
    top = next((k for k, row in enumerate(rows[:3]) if row[0].says.strip() == POSSIBLE), None)
    if titles[:1] != ["Student"] or "ID" not in titles or top is None:
        raise SourceError(f"it is no gradebook with Student, ID and {POSSIBLE}; export it from Canvas in English")
    own = {k: found[1] for k, title in enumerate(titles) if (found := re.fullmatch(r"(.*) \(\d+\)", title, re.DOTALL))}
    if wanted:
        chosen = [k for k, title in own.items() if wanted.strip() in (title, titles[k])]
    else:
        chosen = [k for k, title in own.items() if _plain(chapter) in _plain(title)]
    if len(chosen) != 1:
        among = ", ".join(titles[k] for k in chosen or own) or "there is none"
        problem = f"it has {len(chosen) or 'no'} column{'s' * bool(chosen)} for {wanted or chapter}"
        raise SourceError(f"{problem}; choose one with --column: {among}")
    most = rows[top][chosen[0]].says
    if not number(most):
        raise SourceError(f"{titles[chosen[0]]} has no {POSSIBLE}; set them in Canvas and export it again")
    return rows[top + 1 :], chosen[0], [most] * len(rows[top + 1 :])


def _plain(title):
    return re.sub(r"[\s_-]+", " ", title).casefold()


def number(text):
    """Return the number that a cell holds, None where it holds none."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
