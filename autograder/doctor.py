"""Say what this machine can do for the course: isolate students' code, run the layers on other backends, find the real data."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.privacy import open_to_others
from autograder.room import sandbox

SMALLEST_DISK = 2_000_000_000  # bytes free for scratch folders


class Finding(NamedTuple):
    """One line: what was looked at, whether it is there, and if not, what to do."""

    what: str
    good: bool
    remedy: str = ""
    needed: bool = False

    def __str__(self):
        return f"{'✓' if self.good else '✗'} {self.what}" + ("" if self.good else f": {self.remedy}")


def findings(root):
    """Yield a Finding for each thing that grading needs or that the course at `root` can use."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(f"Python {version}", sys.version_info >= (3, 11), "install Python 3.11 or later", needed=True)
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
    open_ones = "; ".join(open_to_others(root))
    yield Finding("solutions and gradebook closed to other users", not open_ones, open_ones)
    for backend, package in {"TensorFlow": "tensorflow", "JAX": "jax", "PyTorch": "torch"}.items():
        there = importlib.util.find_spec(package) is not None
        remedy = f"not installed; pip install {package}, where you want to run the layers with it"
        yield Finding(f"backend {backend}", there, remedy, needed=package == "tensorflow")
    gpus = _gpus()
    yield Finding(
        f"GPU: {', '.join(gpus) or 'none'}", bool(gpus), "none that TensorFlow sees; nothing in the course needs one"
    )
    yield from _data()


def _gpus():
    import unrolled  # noqa: F401, I001, brings up TensorFlow without log lines
    import tensorflow

    return [device.name for device in tensorflow.config.list_physical_devices("GPU")]


def _data():
    import pooch
    from unrolled.data import SHA256

    folders = [Path(os.environ[name]) for name in ["UNROLLED_DATA"] if os.environ.get(name)]
    folders.append(Path(pooch.os_cache("unrolled")))
    for name in SHA256:
        remedy = f"not in {' or '.join(map(str, folders))}; what the course has built in takes its place where no download succeeds"
        yield Finding(f"data {name}", any((folder / name).is_file() for folder in folders), remedy)
