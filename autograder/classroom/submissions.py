"""Read what was handed in, whatever it looks like, and put the student's work into the released notebook.

Of a hand-in only the sources of cells count, and the pictures in its text: outputs, points, tags and kernels are those of the release.
What can't be read is refused with one line, a SourceError.
"""

import ast
import base64
import binascii
import codecs
import copy
import hashlib
import itertools
import json
import os
import re
import stat
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import nbformat
from dateutil.tz import gettz
from nbformat import NotebookNode

from autograder.classroom.pages import harmless, odd, terminal
from autograder.marking.rules import parsed
from autograder.marking.ways import OWN
from autograder.room.pictures import MOST_TOGETHER, fits, pixels
from autograder.source.notebooks import LANGS, SourceError

FROM_EXCHANGE = "timestamp.txt", "submission_secret.txt"  # when it came in, and the name under which feedback goes out
QUESTION = "{} are not the same; which one counts? delete the other"
LARGEST_FILE = 50_000_000  # bytes of a notebook
LARGEST_GUESS = 5_000_000  # bytes of a notebook whose encoding has to be found out
LARGEST_FOLDER = 200_000_000  # bytes of all that one student hands in for a chapter
LARGEST_TEXT = 500_000  # characters of code and text; a page of twice as much takes minutes to colour
LARGEST_PICTURE = 10_000_000  # bytes
MOST_PICTURES = 50  # in one cell
MOST_CELLS = 1000
MOST_BLANKS = 30  # lines of nothing in a row; IPython's highlighting takes the square of their number
MOST_TIMES_SHOWN = 3  # of one picture in one text: each time the page has it whole
LONGEST_TIME = 200  # bytes
MOST_PARTS = 1_000_000  # lists and objects in a file: empty ones would fill the memory

PICTURES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}  # svg may hold a script
CELL_ID = re.compile(r"(?!cell-)[a-zA-Z0-9_-]{1,64}")
TIME = re.compile(  # one that can be read in one way only, its zone as an offset or by name
    r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?: ?(Z|[+-]\d\d:?\d\d|[+-]\d\d)| ([A-Za-z_]+(?:/[\w+-]+)*))?",
    re.ASCII,
)
CHECK = re.compile(r"""check\(["']\w+["']\)""")
BLANKS = re.compile(rf"\n(?:[ \t]*\n){{{MOST_BLANKS},}}")
# What a line without indentation defines: a function or class, what it imports, or what stands to the left of =.
DEFINITION = re.compile(
    r"(?:async\s+def|def|class)\s+(\w+)|(?:from\s.*?\s)?import\s(.*)|([\w\s,*\[\]]+)(?::[^=]*)?=(?!=)"
)
IMPORTS = ast.Import, ast.ImportFrom
FUNCTIONS = *IMPORTS, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef


# -- reading ---------------------------------------------------------------------------------------


def read(path):
    """Return a hand-in as a notebook of plain cells: kind, source, id, grade id and pictures; raise SourceError where it is none."""
    path = Path(path)
    content = _content(path)
    try:
        text = _decoded(content)
        if text.count("[") + text.count("{") > MOST_PARTS:
            raise SourceError("it has too many parts")
        return _notebook(json.loads(text))
    except (SourceError, ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else _one_line(str(error))
        raise SourceError(f"{_one_line(path.name)} is not a notebook ({reason}); ask for it again") from None


def _one_line(text):
    """Return text that came from a student so that a terminal can show it."""
    return terminal(" ".join(text.split())[:120])


def _content(path):
    """Return the bytes of a regular file; a link may lead to another student's work, a pipe to nowhere."""
    name = _one_line(path.name)
    try:
        with open(path, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
            status = os.fstat(file.fileno())
            content = file.read(LARGEST_FILE + 1) if stat.S_ISREG(status.st_mode) else None
    except OSError as error:
        if path.is_symlink():
            raise SourceError(f"{name} is a link; ask for the file itself") from None
        raise SourceError(f"{name} can't be opened ({error.strerror}); ask for it again") from None
    if content is None:
        raise SourceError(f"{name} is not a file; ask for it again")
    if len(content) > LARGEST_FILE:
        most = f"{LARGEST_FILE / 1e6:.0f}"
        raise SourceError(f"{name} has {status.st_size / 1e6:.0f} MB, more than {most}; ask for it without outputs")
    return content


def _stray_byte(error):
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("unrolled.latin-1", _stray_byte)


def _decoded(content):
    """Decode a file; what is no Unicode is GB18030 or Latin-1, or has a few stray bytes."""
    encoding = json.detect_encoding(content)
    if encoding not in ("utf-8", "utf-8-sig"):
        return content.decode(encoding, "replace")
    with suppress(UnicodeDecodeError):
        return content.decode(encoding)
    if len(content) > LARGEST_GUESS:
        raise SourceError("it is not in UTF-8")
    replaced = content.decode(encoding, "replace")
    strays = replaced.count("\ufffd")
    if strays > len(re.findall(r"[^\x00-\x7f\ufffd]", replaced)):
        # In Chinese, bytes above 127 come in pairs; a Latin-1 letter mostly stands alone, and as half of a pair would swallow code.
        lengths = [len(run) for run in re.findall(rb"[\x80-\xff]+", content)]
        if sum(length % 2 for length in lengths) <= len(lengths) / 2:
            with suppress(UnicodeDecodeError):
                return content.decode("gb18030")
    return content.decode(encoding, "unrolled.latin-1")


def _notebook(data):
    """Return the plain notebook of parsed JSON, in the format's version 4 or as it was before."""
    if not isinstance(data, dict):
        raise SourceError("it is no object")
    cells = data.get("cells")
    if cells is None and isinstance(data.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in data["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise SourceError("it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise SourceError(f"it has {len(cells)} cells, more than {MOST_CELLS}")
    lang = _field(data.get("metadata"), "unrolled", "lang")
    metadata = {"unrolled": {"lang": lang}} if lang in LANGS else {}
    plain = [_cell(cell) for cell in cells if isinstance(cell, dict)]
    size = sum(len(cell["source"]) for cell in plain)
    if size > LARGEST_TEXT:
        raise SourceError(f"it has {size} characters of code and text, more than {LARGEST_TEXT}")
    ids, left = set(), MOST_TOGETHER
    for number, cell in enumerate(plain):
        bundles = cell.get("attachments", {})
        left -= sum(pixels(base64.b64decode(data), kind) for each in bundles.values() for kind, data in each.items())
        if bundles and left < 0:
            del cell["attachments"]
        if cell["id"] in ids or not CELL_ID.fullmatch(cell["id"]):
            cell["id"] = f"cell-{number}"
        ids.add(cell["id"])
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": plain})


def _field(value, *names):
    """Return a string from within dictionaries, None where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return _text(value) if isinstance(value, str) else None


def _cell(cell):
    """Return one plain cell."""
    metadata = cell.get("metadata")
    plain = {
        "cell_type": "code" if cell.get("cell_type") == "code" else "markdown",
        "id": _field(cell, "id") or "",
        "metadata": {},
        "source": _text(cell.get("source", cell.get("input"))),  # version 3 has the code in `input`
    }
    if grade := _field(metadata, "nbgrader", "grade_id"):
        plain["metadata"]["nbgrader"] = {"grade_id": grade}
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if isinstance(tags, list) and "play" in tags:
        plain["metadata"]["tags"] = ["play"]
    level = cell.get("level")
    if cell.get("cell_type") == "heading" and isinstance(level, int):  # version 3
        plain["source"] = f"{'#' * min(level, 6)} {plain['source']}"
    if plain["cell_type"] == "code":
        plain["source"] = BLANKS.sub("\n" * MOST_BLANKS, plain["source"])
        return plain | {"execution_count": None, "outputs": []}
    plain["source"], pictures = _illustrated(plain["source"], cell.get("attachments"))
    return plain | ({"attachments": pictures} if pictures else {})


def _text(value):
    """Return a source, which may be kept line by line, as text that can be saved."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    text = value if isinstance(value, str) else ""
    text = text.encode("utf-8", "replace").decode()  # half of a character outside Unicode's first plane
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _illustrated(source, attachments):
    """Return a text and its pictures, under names that nbconvert finds: not one with a space or a Chinese character."""
    pictures = {}
    names = sorted(attachments, key=len, reverse=True) if isinstance(attachments, dict) else []
    for name in names[:MOST_PICTURES]:
        kind, data = next(filter(None, (_picture(attachments[name], kind) for kind in PICTURES)), (None, None))
        if kind:
            plain = f"picture-{hashlib.sha256(data.encode()).hexdigest()[:8]}.{PICTURES[kind]}"
            pictures[plain] = {kind: data}
            for spelling in {_text(name), quote(name, errors="replace"), _text(name).replace(" ", "%20")}:
                source = source.replace(f"attachment:{spelling}", f"attachment:{plain}")
            shown = source.split(f"attachment:{plain}")
            kept = f"attachment:{plain}".join(shown[: MOST_TIMES_SHOWN + 1])
            source = " attachment, shown above".join([kept, *shown[MOST_TIMES_SHOWN + 1 :]])
    return source, pictures


def _picture(bundle, kind):
    """Return (kind, data) of a picture of this kind, None where there is none."""
    data = bundle.get(kind) if isinstance(bundle, dict) else None
    data = re.sub(r"\s", "", _text(data))
    if not data or len(data) > LARGEST_PICTURE * 4 / 3:
        return None
    with suppress(binascii.Error, ValueError):
        picture = base64.b64decode(data, validate=True)
        return (kind, base64.b64encode(picture).decode()) if fits(picture, kind) else None
    return None


# -- a whole hand-in -------------------------------------------------------------------------------


def examine(folder, released):
    """Return what one student handed in for a chapter: name -> notebook, of those that the chapter has.

    released  the chapter's released notebooks: name -> language -> notebook

    Raises SourceError for the first thing that keeps it from being graded.
    """
    folder = Path(folder)
    examine_folder(folder)
    there = _there(folder)
    known, notebooks = {path.stem for path in there}, {}
    for name, editions in released.items():
        meant = _copies(folder, there, name, released)
        if name in known:
            notebooks[name] = of_both(folder / f"{name}.ipynb", editions.values())
            if all(_foreign(original, notebooks[name]) for original in editions.values()):
                raise SourceError(f"{name}.ipynb is another notebook under this name; ask for the right one")
        elif meant:
            raise SourceError(f"there is no {name}.ipynb, but {meant[0]} is there; rename it or delete it")
    if not notebooks:
        raise SourceError(f"there is none of {', '.join(f'{name}.ipynb' for name in released)}; ask for it")
    return notebooks


def of_editions(folder):
    """Return the folders of a hand-in that may hold notebooks: what goes out in both languages comes back so, one of them in a folder."""
    return [folder, *(folder / lang for lang in LANGS[1:])]


def _there(folder):
    """Return the notebooks of a hand-in."""
    return [path for place in of_editions(folder) for path in sorted(place.glob("*.ipynb"))]


def _copies(folder, there, name, released):
    """Return which of a hand-in's notebooks may be copies of one of the chapter's."""
    others = [path for path in there if path.stem not in released and name.casefold() in path.stem.casefold()]
    return [_one_line(str(path.relative_to(folder))) for path in others]


def of_both(path, editions):
    """Return the notebook that was handed in under a name, here or in the other language's folder: the one that was worked on.

    Raises SourceError where it can't be read, and with a question where both were worked on.
    """
    places = [place for folder in of_editions(path.parent) if os.path.lexists(place := folder / path.name)]
    there = {place: read(place) for place in places or [path]}
    far = {place: worked_on(notebook, editions) for place, notebook in there.items()}
    first, *others = [place for place in there if far[place] == max(far.values())]
    if far[first] and any(_sources(there[first]) != _sources(there[other]) for other in others):
        names = [_one_line(str(place.relative_to(path.parent))) for place in (first, *others)]
        raise SourceError(QUESTION.format(" and ".join(names)))
    return there[first]


def worked_on(notebook, editions):
    """Return how far a hand-in goes beyond what was given: 0 not at all, 1 it was played with, 2 what may earn points was written."""
    given = {cell.source.strip() for edition in editions for cell in edition.cells} | {""}
    asked = {name for edition in editions for name in map(grade_id, edition.cells) if name and name[:6] != "check_"}
    new = [cell for cell in notebook.cells if cell.source.strip() not in given and not _was_released(cell)]
    if any(cell.cell_type != "code" or grade_id(cell) in asked or asked & _defined(cell.source) for cell in new):
        return 2
    return int(bool(new))


def remarks(folder, released, rebuilt):
    """Return what an instructor should know of a hand-in that can be graded: what is missing, untouched, or there a second time.

    released  the chapter's released notebooks: name -> language -> notebook
    rebuilt   what was handed in: name -> `rebuild`'s

    Raises SourceError where the work is likely to be in another file than the one that would be graded.
    """
    there, said = _there(Path(folder)), []
    for name, editions in released.items():
        copies = _copies(folder, there, name, released)
        untouched = name in rebuilt and _sources(rebuilt[name]) in map(_sources, editions.values())
        if untouched and copies:
            raise SourceError(f"nothing was worked on in {name}.ipynb, but {copies[0]} is there; delete the wrong one")
        if name not in rebuilt:
            said.append(f"{name}.ipynb is missing")
        elif untouched:
            said.append(f"nothing was worked on in {name}.ipynb")
        said += [f"{copy} is not read" for copy in copies]
    return said


def _sources(notebook):
    return [cell.source for cell in notebook.cells]


def examine_folder(folder):
    """Raise SourceError for what nbgrader must not meet, which copies what is there: a link, a device, too much, a name that hides another."""
    size, student = 0, folder.parent.name
    if odd(student):
        raise SourceError("its folder has a name that is not what it looks like; rename it")
    for above in (folder, folder.parent):
        if above.is_symlink():
            raise SourceError(f"the folder {_one_line(above.name)} is a link; ask for the folder itself")
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            try:
                status = os.lstat(os.path.join(place, name))
            except OSError as error:
                raise SourceError(f"{_one_line(name)} can't be looked at ({error.strerror}); delete it") from None
            if place == f"{folder}" and name in FROM_EXCHANGE and not stat.S_ISREG(status.st_mode):
                raise SourceError(f"{name} is not a file; delete it")
            if stat.S_ISLNK(status.st_mode):
                raise SourceError(f"{_one_line(name)} is a link; ask for the file itself")
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                raise SourceError(f"{_one_line(name)} is not a file; delete it")
            size += status.st_size
    if size > LARGEST_FOLDER:
        raise SourceError(f"{size / 1e6:.0f} MB were handed in, more than {LARGEST_FOLDER / 1e6:.0f}; ask for less")
    handed_in_at(folder)


def handed_in_at(folder):
    """Return when something was handed in, None where nothing tells; raise SourceError where what should tell is no time."""
    path = Path(folder, "timestamp.txt")
    if not os.path.lexists(path):
        return None
    wanted = "write one like 2026-03-01 12:00:00 UTC, or delete it"
    try:
        if len(content := _content(path)) > LONGEST_TIME:
            raise ValueError
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").strip()
        if not text:
            return None
        time, offset, name = TIME.fullmatch(text).groups()
        time = datetime.fromisoformat(time + (offset or ""))
        if name and (zone := gettz(name)) is None:
            raise SourceError(f"timestamp.txt has a time zone that may be several ({name}); {wanted}")
        time = time.replace(tzinfo=time.tzinfo or (zone if name else UTC)).astimezone(UTC).replace(tzinfo=None)
        if not 1 < time.year < 9999:  # next to the first and the last day there are no other zones' times
            raise ValueError
        return time
    except (ValueError, AttributeError, OverflowError):
        raise SourceError(f"timestamp.txt is no time; {wanted}") from None


def _foreign(released, submitted):
    """Say whether a hand-in is another notebook: few of its cells are ours, and none is one to be graded or answers an exercise."""
    given = {cell.id: cell for cell in released.cells}
    names = [name for name in _identities(given, submitted.cells) if name]
    graded = {name for name, cell in given.items() if "nbgrader" in cell.metadata}
    exercises = [cell for cell in given.values() if _is_solution(cell)]
    answered = any(_answers(exercise, cell) for exercise in exercises for cell in submitted.cells)
    return len(names) < len(submitted.cells) / 2 and not graded & set(names) and not answered


# -- rebuilding ------------------------------------------------------------------------------------


def edition(released, submitted):
    """Return of {language: released notebook} the language whose text most lines of a hand-in are; some editors drop what tells it."""

    def text(notebook):
        return {line for cell in notebook.cells if cell.cell_type != "code" for line in cell.source.split("\n")}

    return max(released, key=lambda lang: len(text(released[lang]) & text(submitted)))


def rebuild(released, submitted):
    """Return the released notebook with the student's work in it; `submitted` is what `read` returns.

    A solution cell that was worked on takes the place of the released one: of copies the last that answers, and what was split is put
    together. A code cell of the student's own comes after the cell it stood below; text of the student's own below an answer belongs to
    the answer. What a given code cell defines besides what was given comes below it. Whatever else was changed, added or deleted is as it
    was released.
    """
    rebuilt = copy.deepcopy(released)
    given = {cell.id: cell for cell in rebuilt.cells}
    parts, own = _work(given, submitted.cells)
    numbers, cells, sources = itertools.count(1), [], own.get(None, [])

    def own_cells():
        return [nbformat.v4.new_code_cell(source, id=f"{OWN}{next(numbers)}") for source in sources]

    for name, cell in given.items():
        above, below = _fill(cell, parts.get(name, []))
        sources = sources + above
        cells += [*own_cells(), cell]
        sources = below + own.get(name, [])
    rebuilt.cells = cells + own_cells()
    return rebuilt


def _work(given, cells):
    """Sort a hand-in; return what was written for each solution cell, as cells, and the sources of the student's own code below each cell."""
    names = _identities(given, cells)
    lost = [_defined(cell.source) for name, cell in given.items() if name not in names and _is_plain_code(cell)]
    parts, own, written, seen, above, unfinished = {}, _added(given, names, cells), [], set(), None, None
    for name, submitted in zip(names, cells, strict=True):
        cell = NotebookNode(submitted)
        if unfinished and name in (unfinished, None) and _continues(parts[unfinished][-1], cell):
            parts[unfinished][-1].source += f"\n{cell.source}"
            continue
        unfinished = None
        if name and name not in seen:  # a copy further down doesn't move what stands below it
            seen.add(name)
            above = name
        if not cell.source.strip() or (name and cell.source.strip() == given[name].source.strip()):
            continue
        if name:
            written.append(cell)
            if _is_solution(given[name]):
                parts.setdefault(name, []).append(cell)
                unfinished = name
        elif _was_released(cell):
            continue
        elif cell.cell_type == "code":
            defined = _defined(cell.source) if lost else None
            # Where a given cell is missing, one that only defines the same is that cell, edited or of an older release.
            if not defined or not any(defined <= others for others in lost):
                own.setdefault(above, []).append(cell)
                written.append(cell)
        elif above and _is_solution(given[above]) and given[above].cell_type != "code":
            parts.setdefault(above, [given[above].copy()]).append(cell)
    for name, cell in given.items():
        if _is_solution(cell) and name not in parts:
            # The cell was lost, merged into another, or left as it was for one of the student's own.
            parts[name] = [other for other in written if other.cell_type == "code" and _answers(cell, other)][-1:]
    return parts, _running(own, parts)


def _running(own, parts):
    """Return the sources of the student's own code below each cell; what was made to play with runs where other work mentions it."""
    work = [cell for cells in parts.values() for cell in cells]
    work += [cell for cells in own.values() for cell in cells if not _is_play(cell)]
    needed = {word for cell in work for word in re.findall(r"\w+", cell.source)}
    return {
        name: [cell.source for cell in cells if not _is_play(cell) or _defined(cell.source) & needed]
        for name, cells in own.items()
    }


def _identities(given, cells):
    """Return for each cell of a hand-in the id of the released cell that it is, or a copy of; None for the student's own."""
    # A copied cell keeps its grade id, a cell that passed through another editor at least its own or its text.
    names = [next((name for name in (grade_id(cell), cell.get("id")) if name in given), None) for cell in cells]
    known, lost = {cell.source: name for name, cell in given.items()}, {}
    for name, cell in given.items():
        if name not in names:
            lost.setdefault(cell.source, []).append(name)
    answers = [cell for cell in given.values() if _is_solution(cell) and cell.cell_type != "code"]
    for k, cell in enumerate(cells):
        if names[k] is None and cell.source in known:
            names[k] = lost[cell.source].pop(0) if lost.get(cell.source) else known[cell.source]
        elif names[k] is None and cell.cell_type != "code":
            names[k] = next((answer.id for answer in answers if _answers(answer, cell)), None)
    return names


def _fill(cell, parts):
    """Put what was written for a solution cell into it; return the sources that belong above and below it."""
    if not parts:
        return [], []
    versions = [k for k, part in enumerate(parts) if _answers(cell, part)]
    last = versions[-1] if versions else len(parts) - 1
    rest = {k: part.source for k, part in enumerate(parts) if k != last and k not in versions}
    if cell.cell_type == "code":
        cell.source = parts[last].source
        return [rest[k] for k in rest if k < last], [rest[k] for k in rest if k > last]
    pictures = {name: bundle for part in parts for name, bundle in part.get("attachments", {}).items()}
    cell.source = harmless("\n\n".join(parts[k].source for k in sorted([*rest, last])), pictures)
    if pictures:
        cell.attachments = pictures
    return [], []


def _answers(solution, cell):
    """Say whether a cell is a version of a solution cell: it defines what is asked for, or repeats the question."""
    if solution.cell_type == "code":
        return solution.id in cell.source and solution.id in _defined(cell.source)
    return max(solution.source.split("\n"), key=len).strip() in cell.source


def _defined(source):
    """Return the names that code defines, from its unindented lines: what is no Python has some as well."""
    names = set()
    for line in source.split("\n"):
        found = None if line[:1].isspace() else DEFINITION.match(line)
        function, imported, assigned = found.groups(default="") if found else ("", "", "")
        items = imported.partition("#")[0].strip(" ()\\").split(",")
        names.update({function}, re.findall(r"[^\W\d]\w*", assigned))
        names.update(item.split()[-1].partition(".")[0] for item in items if item.strip())
    return names - {""}


def _added(given, names, cells):
    """Return what was defined besides in given cells: id of the cell -> code cells below it."""
    taken, added = set().union(*(_defined(cell.source) for cell in given.values() if cell.cell_type == "code")), {}
    for name, cell in zip(names, cells, strict=True):
        there = given.get(name)
        if there and there.cell_type == cell.cell_type == "code" and not _is_solution(there):
            # What only shows something is played with, and a value there may take minutes.
            kinds = FUNCTIONS if _is_play(there) else (*FUNCTIONS, ast.Assign, ast.AnnAssign)
            if source := _besides(cell.source, taken, kinds):
                added.setdefault(name, []).append(NotebookNode(there | {"source": source}))
    return added


def _besides(source, taken, kinds):
    """Return the statements of these kinds that define names which are not taken."""
    lines, kept = re.sub(r"(?m)^[%!].*", "", source).split("\n"), []
    for node in parsed("\n".join(lines)).body:
        first = min(part.lineno for part in (node, *getattr(node, "decorator_list", [])))
        text = "\n".join(lines[first - 1 : node.end_lineno])
        names = _defined(text) if isinstance(node, kinds) else set()
        # A given import may have become longer.
        if names - taken if isinstance(node, IMPORTS) else names and not names & taken:
            kept.append(text)
    return "\n".join(dict.fromkeys(kept))


def _continues(part, cell):
    """Say whether a code cell is the rest of the one above it, split where a line is indented."""
    if part.cell_type != "code" or cell.cell_type != "code":
        return False
    first = next((line for line in cell.source.split("\n") if line.strip()), "")
    last = part.source.rstrip().rpartition("\n")[2]
    return first[:1].isspace() and (last[:1].isspace() or last.endswith((":", ",", "(", "[", "{", "\\")))


def _was_released(cell):
    """Say whether a cell is a given one of another release, unedited: its id is made of its text. Or a check that is no more."""
    digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    return re.sub(r"-\d+$", "", cell.get("id", "")) == digest or bool(CHECK.fullmatch(cell.source.strip()))


def _is_solution(cell):
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _is_play(cell):
    return "play" in cell.metadata.get("tags", [])


def _is_plain_code(cell):
    return cell.cell_type == "code" and not _is_play(cell) and "nbgrader" not in cell.metadata


def grade_id(cell):
    """Return the id by which nbgrader knows a cell, None where it has none."""
    fields = cell.metadata.get("nbgrader")
    name = fields.get("grade_id") if isinstance(fields, dict) else None
    return name if isinstance(name, str) else None
