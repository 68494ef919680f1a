"""Say what this machine can do for the course, in a moment: what is wrong, and what could be there besides. It looks for packages, and imports none."""

import importlib.util
import os
import shutil
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import platformdirs

from autograder.classroom.privacy import open_to_others
from autograder.room import sandbox

SMALLEST_DISK = 2_000_000_000  # bytes free for scratch folders
PACKAGES = ("unrolled", "keras", "tensorflow", "nbgrader")  # without which nothing is graded
BACKENDS = {"JAX": "jax", "PyTorch": "torch"}  # on which the layers run as well
DATA = ("timemachine.txt", "fra-eng.zip")  # as `unrolled.data` has them


class Finding(NamedTuple):
    """One line: what was looked at, whether it is there, and if not, what to do."""

    what: str
    good: bool
    remedy: str = ""
    needed: bool = False

    def __str__(self):
        mark = "✓" if self.good else "✗" if self.needed else "·"
        return f"{mark} {self.what}" + ("" if self.good else f": {self.remedy}")


def findings(root):
    """Yield a Finding for each thing that grading needs or that the course at `root` can use."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(f"Python {version}", sys.version_info >= (3, 11), "install Python 3.11 or later", needed=True)
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    remedy = f"{', '.join(lacking)} not installed; make .venv/ready, and run .venv/bin/autograder"
    yield Finding(f"packages {', '.join(PACKAGES)}", not lacking, remedy, needed=True)
    problems = sandbox.problems()
    for problem in problems:
        yield Finding(
            "isolation of students' code", False, f"{problem}; or grade with --isolation=process", needed=True
        )
    if not problems:
        yield Finding("isolation of students' code: namespaces, Landlock, seccomp", True)
        remedy = "children that nobody waits for are not billed; sysctl kernel.perf_event_paranoid=2"
        yield Finding("processor time of all of a submission's processes", sandbox.bills_all(), remedy)
    scratch = shutil.disk_usage(os.environ.get("TMPDIR", "/tmp")).free
    remedy = f"only {scratch / 1e9:.1f} GB free for scratch folders; make room or set TMPDIR"
    yield Finding("room for scratch folders", scratch > SMALLEST_DISK, remedy, needed=True)
    # What is set elsewhere is told by the commands that use it.
    open_ones = "; ".join(open_to_others(root, ["classroom"]))
    yield Finding("solutions and gradebook closed to other users", not open_ones, open_ones)
    for backend, package in BACKENDS.items():
        there = importlib.util.find_spec(package) is not None
        yield Finding(f"backend {backend}", there, f"not installed; pip install {package}, to run the layers with it")
    gpus = sorted(path.name for path in Path("/dev").glob("nvidia[0-9]*"))
    yield Finding(f"GPU{': ' if gpus else ''}{', '.join(gpus)}", bool(gpus), "none; nothing in the course needs one")
    yield from _data()


def versions():
    """Return in one line the versions of what marks depend on; what is not installed is left out."""
    there = []
    for name in ("autograder", *PACKAGES):
        with suppress(metadata.PackageNotFoundError):
            there.append(f"{name} {metadata.version(name)}")
    return ", ".join([*there, f"Python {'.'.join(map(str, sys.version_info[:3]))}"])


def _data():
    folders = [Path(os.environ[name]) for name in ["UNROLLED_DATA"] if os.environ.get(name)]
    folders.append(platformdirs.user_cache_path("unrolled"))
    for name in DATA:
        remedy = f"not in {' or '.join(map(str, folders))}; what the course has built in takes its place where no download succeeds"
        yield Finding(f"data {name}", any((folder / name).is_file() for folder in folders), remedy)
