"""Whose the files are that there are to collect: told by their names in a platform's archive or a folder, or by nbgrader's exchange."""

import logging
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory

from autograder.classroom.archives import in_folder, kind, opened
from autograder.classroom.gradebook import transaction
from autograder.classroom.pages import terminal
from autograder.classroom.submissions import examine_folder
from autograder.source.notebooks import LANGS, SourceError

PACKED = ".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"
MOODLE = re.compile(r".*_(\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
CANVAS = re.compile(r"[^_]+_(?P<late>LATE_)?(?P<number>\d+)_(?P<order>\d+)_(?P<file>.+)", re.DOTALL)
COPY = r"(?: ?\(\d+\)|-\d+|-Copy\d+| - Copy| - 副本|-副本\d*)*"  # what browsers, Canvas, JupyterLab and Windows add to a name
CLONES = "-submissions"  # what `gh classroom clone student-repos` adds to the assignment's name for the folder of all
FORMS = "a Moodle or Canvas archive, STUDENT.zip, notebooks in folders named STUDENT or ASSIGNMENT-STUDENT, or STUDENT_{}.ipynb"


class Work(NamedTuple):
    """What a student has handed in."""

    files: list
    wrong: str = ""  # why it can't be taken
    note: str = ""  # what an instructor should know of it


class Source(NamedTuple):
    """What there is to collect."""

    theirs: dict  # (student, whether that is a platform's number) -> Work
    strays: list  # lines on what is nobody's
    certain: bool = False  # whether times and secrets are nbgrader's own


@contextmanager
def laid_out(source, chapter, names, known):
    """Yield the Source of a folder or an archive; raise SourceError, with what was found, where nothing in it is a hand-in.

    known  how the roster calls its students
    """
    with opened(source) as there:
        theirs, strays = {}, []
        inside = [one for one in there if not _leads_out(one)]
        for one in [*filter(_leads_out, there), *_unwrapped(inside, source, chapter, names, known)]:
            if whose := _whose(one, chapter, names):
                theirs.setdefault(whose[0], Work([])).files.append(whose[1])
            elif one.wrong or _is_work(one, chapter, names):
                named = f"STUDENT_{chapter}.zip" if _is_chapters(one, chapter) else f"STUDENT_{names[0]}.ipynb"
                reason = one.wrong or f"nothing tells whose it is; name it {named}"
                strays.append(f"{terminal('/'.join(one.parts))}: refused: {reason}")
        kinds = {kind(one) for one in there}
        if not any(number for _, number in theirs) and not (theirs and kinds & {".ipynb", *PACKED}):
            found = [terminal(name) for name in sorted({one.parts[0] for one in there})]
            few = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
            forms = FORMS.format(names[0])
            raise SourceError(f"{source}: nothing in it is a hand-in; there is {few or 'nothing'}; it takes {forms}")
        yield Source(theirs, strays)


def _unwrapped(found, source, chapter, names, known):
    """Take away the folder around everything, unless it is a student's; and what lies beside the hand-ins and is none."""
    above = source.resolve().name.removesuffix(".zip")
    while True:
        found = [
            one
            for one in found
            if one.wrong or len(one.parts) > 1 or _whose(one, chapter, names) or _is_work(one, chapter, names)
        ]
        tops = {one.parts[0] for one in found}
        inner = [one._replace(parts=one.parts[1:]) for one in found if len(one.parts) > 1]
        if len(tops) != 1 or len(inner) < len(found) or tops & known or MOODLE.fullmatch(*tops):
            break
        if all(re.match(r"ch\d\d_", one.parts[0]) and len(one.parts) > 1 for one in inner):  # a student's chapters
            break
        if any(map(_is_of_course, inner)):  # a student's repository
            break
        if any(_is_work(one, chapter, names) and not _whose(one, chapter, names) for one in inner):
            break
        found, (above,) = inner, tops
    return _by_login(found, source, above, known)


def _is_of_course(one):
    """Say whether a file lies where the course has it, as in a student's repository."""
    lang, chapter = (*one.parts, "", "")[:2]
    return lang in LANGS and bool(re.match(r"ch\d\d_", chapter))


def _by_login(found, source, above, known):
    """Take from the names of students' repositories what is the same in all, as in ch05-ada: GitHub Classroom puts the assignment's there.

    above  the name of the folder in which they lie

    Raises SourceError where nothing tells where a student's name begins.
    """
    tops = {one.parts[0] for one in found}
    if "unrolled" in tops and any(map(_is_of_course, found)):
        raise SourceError(f"{source} is one student's repository; name the folder in which such repositories lie")
    repositories = {one.parts[0] for one in found if _is_of_course(one._replace(parts=one.parts[1:]))}
    first = min(repositories, default="")
    begins = ["", *(first[: dash.end()] for dash in re.finditer("-", first))]
    begins = [begin for begin in begins if all(name.startswith(begin) for name in repositories)]
    hits = {begin: len({name.removeprefix(begin) for name in repositories} & known) for begin in begins}
    assignment = above.removesuffix(CLONES) + "-"
    if assignment not in begins:
        assignment = max(begins, key=hits.get)
        if len(begins) > 1 and not hits[assignment]:
            wanted = f"call their folder ASSIGNMENT{CLONES}, or name the class with --roster"
            raise SourceError(f"{source}: nothing tells where in {terminal(first)} the student's name begins; {wanted}")

    def named(one):
        top, *rest = one.parts
        return one._replace(parts=(top.removeprefix(assignment), *rest)) if rest else one

    return [named(one) for one in found]


def _leads_out(one):
    return one.parts[0] in ("", "..") or bool(re.match("[A-Za-z]:", one.parts[0]))


def _is_work(one, chapter, names):
    """Say whether a file that lies by itself is somebody's work."""
    name = one.parts[-1].casefold()
    work = name.endswith(".ipynb") or any(notebook.casefold() in name for notebook in names)
    return len(one.parts) == 1 and (work or _is_chapters(one, chapter))


def _is_chapters(one, chapter):
    """Say whether a file is called after the chapter, as the zip is that students make: that is nobody's name."""
    stem, end = os.path.splitext(one.parts[-1])
    return end.lower() in PACKED and bool(re.fullmatch(re.escape(chapter) + COPY, stem))


def _whose(one, chapter, names):
    """Return ((student, whether that is a platform's number), the file as that student named it); None where nothing tells."""
    if _leads_out(one):
        return None
    return _by_platform(one) or _by_name(one, chapter, names)


def _by_platform(one):
    first, *rest = one.parts
    if found := MOODLE.fullmatch(first):
        return (found[1], True), one._replace(parts=(*filter(None, [found["file"]]), *rest) or (first,))
    if found := None if rest else CANVAS.fullmatch(first):
        order, late = int(found["order"][:30]), bool(found["late"])
        return (found["number"], True), one._replace(parts=(found["file"],), order=order, late=late)
    return None


def _by_name(one, chapter, names):
    first, *rest = one.parts
    if rest:
        return (first, False), one._replace(parts=tuple(rest))
    if _is_chapters(one, chapter):
        return None
    stem, end = os.path.splitext(first)
    number, whole = re.escape(chapter.partition("_")[0]), re.escape(chapter)
    if end.lower() in PACKED:
        return (re.sub(rf"[_-]{whole}$", "", stem) or stem, False), one
    for name in sorted(map(re.escape, names), key=len, reverse=True):
        if found := re.fullmatch(rf"(.+?)[_-](?:{whole}[_-])?({name}{COPY})", stem, re.IGNORECASE | re.DOTALL):
            return (found[1], False), one._replace(parts=(found[2] + end,))
    found = re.fullmatch(rf"(.+?)[_-](?:{whole}|{number})", stem, re.DOTALL)
    return ((found[1], False), one) if found else None


# -- nbgrader's exchange ---------------------------------------------------------------------------


@contextmanager
def exchanged(config, chapter):
    """Yield the Source that nbgrader's collector finds, of each student the last; it copies into a folder that is thrown away."""
    with transaction(config.CourseDirectory.db_url, f"autograder release {chapter}"):
        pass  # it would make an empty gradebook
    theirs, said = {}, []

    def take(student, folder):
        """Read where it lies: a copy would follow links, which the instructor can read and the student can't."""
        try:
            examine_folder(folder)
            theirs[student, False] = Work(in_folder(folder))
        except SourceError as reason:
            theirs[student, False] = Work([], str(reason))

    with tempfile.TemporaryDirectory(prefix="unrolled-") as scratch:
        course = CourseDirectory(config=config)
        course.assignment_id, course.submitted_directory = chapter, scratch
        steps = ExchangeFactory(config=config)
        # Ours would call this; what it takes the place of knows the exchange.
        steps.collect = next(kind for kind in steps.collect.__mro__ if not kind.__module__.startswith("autograder."))
        collector = steps.Collect(
            coursedir=course, authenticator=Authenticator(config=config), config=config, update=True
        )
        collector.log = logging.Logger("exchange")
        collector.log.addFilter(lambda record: said.append(record.getMessage()))
        copy = collector.do_copy

        def do_copy(source, target, *more):
            if isinstance(source, str) and os.path.isdir(source):
                take(Path(target).parent.name, Path(source))
            else:
                copy(source, target, *more)  # of an exchange that is no folder

        collector.do_copy = do_copy
        try:
            collector.start()
        except Exception as error:  # whatever an exchange ends with
            reason = terminal(str(error) or type(error).__name__)
            raise SourceError(f"the exchange: {reason}; set c.Exchange.root, or name a folder or a zip") from None
        for folder in Path(scratch).glob(f"*/{chapter}"):
            take(folder.parent.name, folder)
        for text in said:
            claim = re.search("claims to be submitted by (.*) but is owned by (.*);", text)
            if claim and (claim[1], False) in theirs:
                work = theirs[claim[1], False]
                theirs[claim[1], False] = work._replace(note=f"handed in by the user {terminal(claim[2])}")
        yield Source(theirs, [], certain=True)
