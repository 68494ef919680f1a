"""What is the instructor's alone: solutions, the gradebook, the roster, what was handed in; who can read them, and files that nobody else can."""

import os
import shlex
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.source import SourceError

OF_THE_COURSE = "solutions", ".build", ".git"  # below its root; the second is made of the first, the third remembers it


def open_to_others(root, folders=None):
    """Yield a line, with the command that closes it, for what of the course at `root` every user of this machine can read.

    folders  where it has its class; as its settings say, unless given, which takes seconds to read
    """
    root = Path(root).resolve()
    folders = _folders_of_the_class(root) if folders is None else folders
    read = [
        path for path in dict.fromkeys(root / folder for folder in (*OF_THE_COURSE, *folders)) if _read_by_all(path)
    ]
    if inside := [path.relative_to(root) for path in read if path.is_relative_to(root)]:
        names = " and ".join(dict.fromkeys(f"{path.parts[0]}/" for path in inside))
        yield _line(names, len(names.split()) > 1, f"chmod 700 {shlex.quote(str(root))}")
    for path in read:
        if not path.is_relative_to(root):
            yield _line(path, False, f"chmod {700 if path.is_dir() else 600} {shlex.quote(str(path))}")


def _folders_of_the_class(root):
    from sqlalchemy.engine import make_url

    from autograder.classroom.roster import FILE
    from autograder.classroom.settings import settings

    course = settings(root).CourseDirectory
    folders = [course[f"{kind}_directory"] for kind in ("submitted", "autograded", "feedback")]
    gradebook = make_url(course.db_url)
    file = gradebook.get_backend_name() == "sqlite" and gradebook.database
    return [*folders, FILE, *([file] if file else [])]


def write(path, text, option):
    """Write a file that nobody else can read, as a whole or not at all; `option` is what names another one."""
    path, unfinished = Path(path).absolute(), None
    try:
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # for its owner alone
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(unfinished, path)
    except OSError as error:
        problem = f"{path} can't be written ({error.strerror})"
        raise SourceError(f"{problem}; mend that, or name another file with {option}") from None
    finally:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)


def _line(names, several, command):
    return f"{names} {'are' if several else 'is'} readable by every user of this machine: {command}"


def _read_by_all(path):
    """Say whether anybody can read a file, or any file below a folder: whoever gets into a folder may know its names."""
    with suppress(OSError):
        path = path.resolve(strict=True)
        waiting = [path] if all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents) else []
        while waiting:
            place = waiting.pop()
            mode = os.lstat(place).st_mode
            if stat.S_ISREG(mode) and mode & stat.S_IROTH:
                return True
            if stat.S_ISDIR(mode) and mode & stat.S_IXOTH:
                waiting += [entry.path for entry in os.scandir(place)]
    return False
