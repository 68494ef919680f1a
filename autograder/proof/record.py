"""Run the notebooks in the full budget and keep what their tables say, for readers who have less time."""

import json
import os
import platform
import tempfile
import time
import zlib
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import nbclient

from autograder.source.notebooks import build, read, solution_chapters

FILE = Path("course", "unrolled", "record.json")
VERSIONS = "keras", "tensorflow", "numpy"


def run(notebook, folder, timeout=None, **environment):
    """Run a notebook in a folder, in a kernel of its own and past cells that fail; outputs are in its cells afterwards.

    timeout      seconds that a cell may take
    environment  variables that the kernel finds besides this process's
    """
    client = nbclient.NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=timeout,
        allow_errors=True,
        skip_cells_with_tag="",
        resources={"metadata": {"path": str(folder)}},
    )
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MPL", "PYTHONWARNINGS", "TF_")) or "THREADS" in name
    }
    client.execute(env=kept | environment)


def record(root, chapters=(), say=print):
    """Run all notebooks, or those of some chapters, one at a time; a notebook whose code is on record already is passed by.

    Each notebook is written down as soon as it has run and all its claims held. Its code is what computes: a figure drawn
    otherwise, or a claim said otherwise, costs no hours. Returns the lines that say what failed.
    """
    file, failed = Path(root, FILE), []
    known = json.loads(file.read_text(encoding="utf-8"))["notebooks"] if file.is_file() else {}
    for path in chain(*solution_chapters(root, *chapters).values()):
        name = f"{path.parent.name}/{path.stem}"
        digest = f"{zlib.crc32(_computes(path).encode()):08x}"
        if known.get(name, {}).get("code") == digest:
            say(f"{name}: on record")
            continue
        notebook = build(path, "en", claims=True)
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            run(notebook, Path(root, "course", "en", path.parent.name), UNROLLED_BUDGET="full", UNROLLED_RECORD=folder)
            seconds = time.monotonic() - start
            tables = {
                made.stem: json.loads(made.read_text(encoding="utf-8")) for made in sorted(Path(folder).iterdir())
            }
        if wrong := first_error(path, notebook):
            failed.append(wrong)
            say(wrong)
            continue
        known[name] = {
            "code": digest,
            "date": date.today().isoformat(),
            "seconds": round(seconds),
            "machine": f"{platform.machine()}, {os.cpu_count()} processors",
            "python": platform.python_version(),
            **{package: version(package) for package in VERSIONS},
            "tables": tables,
        }
        _write(file, known)
        say(f"{name}: {len(tables)} table{'s' * (len(tables) != 1)}, {seconds / 60:.0f} min")
    return failed


def _computes(path):
    """Return the code of a notebook without its claims and without what is folded away and makes no table for the record."""
    cells = [cell for cell in read(path) if cell.kind == "code" and cell.role != "claim"]
    return "\0".join(cell.source for cell in cells if cell.role != "folded" or "beside(" in cell.source)


def first_error(path, notebook):
    """Return the first error of a notebook that ran, as one line with its place in the source; None where there is none."""
    lines = [cell.line for cell in read(path) if cell.lang != "zh"]
    for line, cell in zip(lines, notebook.cells, strict=True):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                said = (output.evalue.splitlines() or [""])[0]
                return f"{path}:{line}: {output.ename}: {said}".rstrip(": ")
    return None


def _write(file, known):
    """Write the record whole or not at all."""
    new = file.with_suffix(".new")
    rows = {name: known[name] for name in sorted(known)}
    new.write_text(json.dumps({"notebooks": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(file)
