"""What a worker of a Dask scheduler does: run one rebuilt notebook and judge it, as the instructor's machine would.

It needs the packages that are installed there, the same ones, and no file of a course. The scheduler imports this module as well: Keras has to
wait until a notebook comes.
"""

import hashlib
import json
import os
import socket
import tempfile
import threading
from functools import cache, lru_cache
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

from autograder.room.sandbox import Limits, problems

RUNS = ("Keras", "TensorFlow", "NumPy", "nbgrader")  # packages whose version may move a mark
PREPARING = threading.Lock()


@cache
def installed():
    """Return a digest of what marks depend on besides the course and its hand-ins: our code, the students' package, versions of others."""
    digest = hashlib.sha256()
    add_trees(digest, Path(__file__).parents[1], Path(find_spec("unrolled").origin).parent)
    names = [name.lower() for name in RUNS]
    packages = sorted({f"{one.name} {one.version}" for one in distributions() if (one.name or "").lower() in names})
    digest.update(json.dumps(packages).encode())
    return digest.hexdigest()


def add_trees(digest, *trees):
    """Add the files of folders to a digest, but for bytecode."""
    for tree in trees:
        for path in sorted(tree.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(tree)}\n".encode() + path.read_bytes())


def order(solutions, seed, limits, strict):
    """Return, as JSON, what is the same for all hand-ins of a chapter; `solutions` are the paths of its sources."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in solutions}
    said = {"installed": installed(), "solutions": texts, "seed": seed, "limits": limits, "strict": strict}
    return json.dumps(said)


def graded(ordered, name, notebook):
    """Grade the code cells of a rebuilt notebook, in JSON, by an `order`; return what they show, cell id -> outputs, and its reports.

    Raises SourceError, with the name of this machine, where that is not one to grade on.
    """
    os.environ.setdefault("MPLBACKEND", "Agg")  # as the command line sets it
    import nbformat

    from autograder.marking.judging import grade

    with PREPARING:  # while nothing else runs here: one case measures the memory that it takes
        references, limits, strict = _prepared(ordered)
    notebook = nbformat.from_dict(json.loads(notebook))
    reports = grade(notebook, references[name], limits, strict=strict)
    return {cell.id: cell.outputs for cell in notebook.cells}, reports


@lru_cache(2)  # a worker may live for a term, and a run's references are large
def _prepared(ordered):
    """Return the References of a chapter, which have run its solutions, and how to grade by them."""
    from autograder.marking.reference import Reference, secret_seeds
    from autograder.source.notebooks import SourceError

    said, here = json.loads(ordered), f"the worker on {socket.gethostname()}"
    if said["installed"] != installed():
        what = f"another autograder or course, or other versions of {', '.join(RUNS)}"
        raise SourceError(f"{here} has {what}; install there what is installed here, and start it anew")
    if found := problems():
        raise SourceError(f"{here} cannot isolate students' code: {found[0]}")
    references = {}
    try:
        with tempfile.TemporaryDirectory(prefix="unrolled-") as folder:
            for name, text in said["solutions"].items():
                path = Path(folder, f"{name}.py")
                path.write_text(text, encoding="utf-8")
                references[name] = Reference(path, secret_seeds(said["seed"]))
        for reference in references.values():
            for name in reference.exercises:
                reference.expected(name)
    except Exception as error:
        problem = " ".join(f"{type(error).__name__}: {error}".split())
        raise SourceError(f"{here} does not run the solutions: {problem}") from error
    return references, Limits(*said["limits"]), said["strict"]
