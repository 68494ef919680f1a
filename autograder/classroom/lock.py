"""One command at a time works on a chapter: two that grade, or one that releases meanwhile, would take each other's files away."""

import fcntl
import os
import pwd
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.source.notebooks import SourceError

_HELD = set()  # what this process holds: within grading, nbgrader asks again


@contextmanager
def held(root, chapter, doing):
    """Hold a chapter while it is released or graded; raise SourceError, with who holds it and since when, where another process does.

    Yields whether this process did not hold it before.

    The system lets go of it when the process ends, however it ends. The file stays.
    """
    path = Path(root, ".build/locks", chapter).resolve()
    if path in _HELD:
        yield False
        return
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            who = file.read(200).decode(errors="replace")
            who = who if who and who.isprintable() else "another command works on it"
            raise SourceError(f"{chapter}: {who}; wait until that is done") from None
        _HELD.add(path)
        try:
            file.truncate(0)
            who = f"{_user()} is {doing} it since {time.strftime('%Y-%m-%d %H:%M')} (process {os.getpid()})"
            with suppress(OSError):  # a full disk
                file.write(who.encode())
            yield True
        finally:
            _HELD.discard(path)
            file.truncate(0)


def holder(root, chapter):
    """Return who holds a chapter, with what and since when, None where nobody does."""
    with suppress(OSError), open(Path(root, ".build/locks", chapter), "rb") as file:
        who = file.read(200).decode(errors="replace")
        if who.isprintable() and who:  # what a killed process left is there as well
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return who
    return None


def _opened(path):
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return open(path, "ab+", buffering=0)
    except OSError as error:
        raise SourceError(f"{path} can't be written ({error.strerror}); work as the user whose course it is") from None


def _user():
    """Return the name of who runs this, or the number where it has none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"
