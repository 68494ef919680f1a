"""What lies in a folder or an archive of hand-ins, file by file: nothing is unpacked, and only what is asked for is read, never too much of it.

The names in there are students'. None of them becomes a path of ours: they only tell what a file is, and whose.
"""

import os
import re
import stat
import zipfile
from collections.abc import Callable
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from typing import NamedTuple

from autograder.source.notebooks import SourceError

MOST_FILES = 10_000  # that one student hands in
MOST_OF_ALL = 500_000  # files of a whole class
DEEPEST = 40  # folders below each other
HEAD = b"PK\x01\x02"  # what the entry of a file begins with in a zip's table
READ = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # of the others Python unpacks as much as there is, whatever it was asked for


class Found(NamedTuple):
    """A file."""

    parts: tuple[str, ...]  # the names of its folders, and its own
    read: Callable[[int], bytes]  # as many bytes as it has, or SourceError where those are more than asked for
    wrong: str = ""  # why it may not be read
    order: int = 0  # the greater, the later it was handed in; 0 where nothing tells
    late: bool = False  # as the platform says


def kind(one):
    """Return what the name of a file ends with."""
    return os.path.splitext(one.parts[-1])[1].lower()


@contextmanager
def opened(source):
    """Yield what lies in a folder or in a zip on disk, in the order of its names; raise SourceError where that is neither."""
    if source.is_dir():
        yield _plain(_in_folder(source), MOST_OF_ALL)
        return
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError:
        raise SourceError(f"there is no {source}; name a folder or a zip") from None
    except Exception:  # whatever a damaged archive does to zipfile
        raise SourceError(f"{source} is neither a folder nor a zip that can be read; download it again") from None
    with archive:
        yield _plain(map(partial(_in_zip, archive), archive.infolist()), MOST_OF_ALL)


def unzipped(content):
    """Return what lies in a zip that a student handed in; raise SourceError where it can't be read."""
    if content.count(HEAD) > MOST_FILES:  # before anything is made of them
        raise SourceError(f"has more than {MOST_FILES} files; ask for less")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        return _plain(map(partial(_in_zip, archive), archive.infolist()), MOST_FILES)
    except SourceError:
        raise
    except Exception:  # whatever a damaged archive does to zipfile
        raise SourceError("is no zip that can be read; ask for it again") from None


def in_folder(folder):
    """Return what one student has put into a folder."""
    return _plain(_in_folder(folder), MOST_FILES)


def _plain(found, most):
    """Return what counts, sorted: neither folders nor what systems and editors leave beside one's files."""
    files = []
    for one in found:
        hidden = any(part == "__MACOSX" or part.startswith(".") for part in one.parts)
        if one.wrong or not (hidden or one.parts[-1] in ("", "Thumbs.db", "desktop.ini")):
            files.append(one)
        if len(files) > most:
            raise SourceError(f"has more than {most} files; ask for less")
    return sorted(files, key=lambda one: one.parts)


def _in_folder(folder):
    waiting = [((), folder)]
    while waiting:
        parts, place = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError as error:
            if not parts:
                raise SourceError(f"{place} can't be read ({error.strerror})") from None
            yield Found(parts, _nothing, f"can't be read ({error.strerror})")
            continue
        for entry in entries:
            here = (*parts, entry.name)
            if entry.is_symlink():
                yield Found(here, _nothing, "is a link; ask for the file itself")
            elif entry.is_dir():
                if len(here) > DEEPEST:
                    yield Found(here, _nothing, f"lies more than {DEEPEST} folders deep; ask for the notebooks alone")
                elif not entry.name.startswith("."):
                    waiting.append((here, entry.path))
            elif entry.is_file():
                yield Found(here, partial(content, entry.path))
            else:
                yield Found(here, _nothing, "is not a file; delete it")


def _in_zip(archive, info):
    name = info.filename
    if not info.flag_bits & 0x800:  # it does not say that it is Unicode, and may be
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    parts = tuple(re.split(r"[/\\]", name))
    form, wrong = stat.S_IFMT(info.external_attr >> 16), ""
    if ".." in parts or (not parts[0] and len(parts) > 1) or re.match("[A-Za-z]:", name):
        wrong = "leads out of the archive; ask for it again"
    elif form == stat.S_IFLNK:
        wrong = "is a link; ask for the file itself"
    elif form not in (0, stat.S_IFREG, stat.S_IFDIR):
        wrong = "is not a file; ask for it again"
    elif info.flag_bits & 1:
        wrong = "is encrypted; ask for it without a password"
    elif info.compress_type not in READ:
        wrong = "is packed in an unusual way; ask for an ordinary zip"
    return Found(tuple(part for part in parts if part != ".") or ("",), partial(_member, archive, info), wrong)


def _member(archive, info, most):
    """Return the bytes of a file in a zip; what its entry says of their number is not believed."""
    try:
        with archive.open(info) as file:
            unpacked = file.read(most + 1)
    except Exception:  # whatever a damaged archive does to zipfile
        raise SourceError("is damaged; ask for it again") from None
    return _within(unpacked, most)


def content(path, most):
    """Return the bytes of a regular file; a link may lead to another student's work, a pipe to nowhere."""
    try:
        with open(path, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SourceError("is not a file; delete it")
            return _within(file.read(most + 1), most)
    except OSError as error:
        raise SourceError(f"can't be read ({error.strerror})") from None


def _within(content, most):
    if len(content) > most:
        raise SourceError(f"has more than {most / 1e6:.0f} MB; ask for it without outputs")
    return content


def _nothing(most):
    raise SourceError("can't be read")
