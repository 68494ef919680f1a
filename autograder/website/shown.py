"""What the cells of a notebook show once it has run with its solutions, kept until something changes that it depends on."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import nbformat
import unrolled
from unrolled.data import SHA256, find

from autograder.proof.record import first_error, run
from autograder.source.notebooks import SourceError, build

KEPT = Path(".build", "shown")
# A check's report knows both languages, and a second one costs no second run.
IN_CHINESE = '__import__("dataclasses").replace(Out[max(Out)], lang="zh")'


def shown(root, path, say=lambda line: None):
    """Return what the cells of a source show: cell id -> outputs; the Chinese report of a check stands under its id and "_zh".

    A notebook that has run already, of the same code, student package, requirements, data and budget, does not run again. Raises SourceError
    with the first error of one that fails.
    """
    notebook, name = build(path, "en", claims=True), f"{path.parent.name}/{path.stem}"
    digest, kept = _digest(root, notebook), Path(root, KEPT, f"{name}.json")
    if kept.is_file():
        there = json.loads(kept.read_text(encoding="utf-8"))
        if there["of"] == digest:
            return there["shown"]
    say(f"{name}: runs")
    plain, chinese = notebook.cells, {}
    for cell in plain:
        if cell.id.startswith("check_"):
            chinese[cell.id] = nbformat.v4.new_code_cell(IN_CHINESE)
    notebook.cells = [part for cell in plain for part in (cell, chinese.get(cell.id)) if part]
    with tempfile.TemporaryDirectory(prefix="unrolled-") as folder:
        run(notebook, folder, UNROLLED_BUDGET=_budget(), UNROLLED_LANG="en")
    notebook.cells = plain
    if wrong := first_error(path, notebook):
        raise SourceError(wrong)
    outputs = {cell.id: cell.outputs for cell in plain if cell.cell_type == "code"}
    outputs |= {f"{name}_zh": cell.outputs for name, cell in chinese.items()}
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(".new")
    text = json.dumps({"of": digest, "shown": outputs}, ensure_ascii=False).replace(str(Path.home()), "~")
    new.write_text(text, encoding="utf-8")
    new.replace(kept)
    return json.loads(text)["shown"]


def _budget():
    return os.environ.get("UNROLLED_BUDGET", "quick")


@cache
def _data():
    """Return the names of the data that can be had; where there are none, notebooks show others."""
    names = []
    for name in SHA256:
        with suppress(OSError, ValueError):
            find(name)
            names.append(name)
    return names


def _digest(root, notebook):
    """Return what tells one run from another: its code, the student package, the requirements, the data and the budget."""
    package, requirements = Path(unrolled.__file__).parent, Path(root, "requirements.txt")
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".json"))
    code = [[cell.id, cell.source] for cell in notebook.cells if cell.cell_type == "code"]
    digest = hashlib.sha256(json.dumps([_budget(), _data(), code]).encode())
    for path in [*files, *([requirements] if requirements.is_file() else [])]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
