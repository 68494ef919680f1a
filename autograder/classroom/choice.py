"""Which of a student's files are the chapter's notebooks: under their names, as copies under similar ones, in a zip, in folders."""

import os
import re
import tempfile
from contextlib import suppress

from autograder.classroom.archives import MOST_FILES, kind, unzipped
from autograder.classroom.sources import COPY
from autograder.classroom.submissions import LARGEST_FILE, LARGEST_FOLDER, QUESTION, grade_id, read, worked_on
from autograder.source.notebooks import LANGS, SourceError

_OTHERS = [(lang,) for lang in LANGS[1:]]  # the folder of an edition, in what goes out in both languages


def notebooks(files, chapter, released):
    """Return what a student has handed in: notebook's name -> (bytes, name that it had); raise SourceError with what it needs."""
    room = LARGEST_FOLDER

    def bytes_of(one, most=LARGEST_FILE):
        nonlocal room
        try:
            work = one.read(min(most, room))
        except SourceError as reason:
            too_much = room < most and f"is too much: {LARGEST_FOLDER / 1e6:.0f} MB were read before it"
            raise SourceError(f"{one.parts[-1]} {too_much or reason}") from None
        room -= len(work)
        return work

    files = [inner for one in files for inner in _unpacked(one, bytes_of)]
    if len(files) > MOST_FILES:
        raise SourceError(f"it has more than {MOST_FILES} files; ask for less")
    there = [one for one in files if kind(one) == ".ipynb"]
    there = [one for one in there if chapter in one.parts[:-1]] or there  # other chapters may lie beside it
    strange = [one for one in there if not any(_is_copy(one, name, released) for name in released)]
    meant = {name: [one for one in there if _is_copy(one, name, released)] for name in released}
    if strange and not all(meant.values()):
        owners = [(one, _owners(bytes_of(one), released)) for one in strange]
        meant = {name: own or [one for one, of in owners if of == [name]] for name, own in meant.items()}
    for name in [name for name in released if not meant[name]]:
        if like := [one.parts[-1] for one in strange if name.casefold() in one.parts[-1].casefold()]:
            raise SourceError(f"there is no {name}.ipynb, but {like[0]}; have it renamed")
    taken = {f"{name}.ipynb": _counts(own, bytes_of, released[name]) for name, own in meant.items() if own}
    if not taken:
        few = ", ".join(dict.fromkeys(one.parts[-1] for one in files[:3])) or "nothing"
        raise SourceError(f"there is none of {', '.join(f'{name}.ipynb' for name in released)}, but {few}")
    return taken


def _unpacked(one, bytes_of):
    """Return a file, or what lies in it where it is a zip; a zip in that stays one."""
    if one.wrong:
        raise SourceError(f"{'/'.join(one.parts)} {one.wrong}")
    if kind(one) != ".zip":
        return [one]
    work = bytes_of(one, LARGEST_FOLDER)
    try:
        inner = unzipped(work)
    except SourceError as reason:
        raise SourceError(f"{one.parts[-1]} {reason}") from None
    for other in inner:
        if other.wrong:
            raise SourceError(f"{one.parts[-1]}: {'/'.join(other.parts)} {other.wrong}")
    return [other._replace(order=one.order, late=one.late) for other in inner]


def _is_copy(one, name, names):
    """Say whether a file is called as a notebook of the chapter, or as a copy of it."""
    stem = os.path.splitext(one.parts[-1])[0]
    return stem == name or (stem not in names and bool(re.fullmatch(name + COPY, stem, re.IGNORECASE)))


def _counts(meant, bytes_of, editions):
    """Return (bytes, name) of the one that counts among copies: worked on, and the last handed in; raise SourceError with a question."""
    different = {}
    for one in sorted(meant, key=lambda one: (len(one.parts[-1]), one.order)):
        different[bytes_of(one)] = one
    if len(different) > 1:
        parsed = {work: _parsed(work) for work in different}
        far = {work: worked_on(notebook, editions) if notebook else 2 for work, notebook in parsed.items()}
        most = max(far.values())
        written = {_sources(parsed[work]) or work: (work, different[work]) for work in different if far[work] == most}
        different = dict([*written.values()][: None if most else 1])
    if len(different) > 1 and all(one.order for one in different.values()):
        different = dict([max(different.items(), key=lambda item: item[1].order)])
    if len(different) > 1:
        raise SourceError(QUESTION.format(" and ".join("/".join(one.parts) for one in [*different.values()][:2])))
    ((work, one),) = different.items()
    return work, "/".join(one.parts[-2:] if one.parts[-2:-1] in _OTHERS else one.parts[-1:])


def _sources(notebook):
    """Return the sources of a notebook's cells, None where it is none."""
    return notebook and tuple(cell.source.strip() for cell in notebook.cells if cell.source.strip())


def _owners(work, released):
    """Return of which notebooks a hand-in has questions, by their ids."""
    notebook = _parsed(work)
    found = {grade_id(cell) for cell in notebook.cells} - {None} if notebook else set()
    return [
        name
        for name, editions in released.items()
        if found & {grade_id(cell) for edition in editions for cell in edition.cells}
    ]


def _parsed(work):
    """Return a notebook from its bytes, None where they are none."""
    with tempfile.NamedTemporaryFile(prefix="unrolled-") as file, suppress(SourceError):
        file.write(work)
        file.flush()
        return read(file.name)
