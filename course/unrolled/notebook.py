"""What can be known of the notebook that runs, of its file, language and exercises; and what the whole course has.

JupyterLab, Jupyter Notebook and VS Code tell a kernel which file it belongs to. Elsewhere the names that are defined tell, or the folder.
"""

import difflib
import json
import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import FunctionType

from IPython import get_ipython

DEFINES = re.compile(r"\b(?:def|class) (\w+)")
OWN_LANGUAGE = re.compile(r'"unrolled":\s*{\s*"lang":\s*"(en|zh)"')


class NotThere(LookupError):
    """One line on what was asked for and is not there."""

    def _render_traceback_(self):
        """What IPython shows in place of the way to where it was raised."""
        return [str(self)]


@cache
def contents():
    """Return what the course has: chapter -> notebook -> {"exercises": {name: points}, "answers": {name: points}}."""
    return json.loads(files("unrolled").joinpath("contents.json").read_text(encoding="utf-8"))


def file():
    """Return the file of the notebook that runs; None where no front end has told the kernel, as where a notebook is graded."""
    shell = get_ipython()
    if not hasattr(shell, "kernel"):
        return None
    told = shell.user_ns.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")
    paths = [Path(path) for path in told if isinstance(path, str) and path.endswith(".ipynb")]
    return next((path for path in paths if path.is_file()), None)  # it may have another name by now


def _text():
    """Return what is saved of the notebook that runs, as it stands in its file; nothing where that can't be read."""
    path = file()
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path else ""
    except OSError:
        return ""


def language():
    """The language of messages: $UNROLLED_LANG, else the notebook's own, else that of the edition whose folder we run in, else English."""
    own = OWN_LANGUAGE.search(_text())
    chosen = os.environ.get("UNROLLED_LANG") or (own[1] if own else "zh" if "zh" in Path.cwd().parts else "en")
    if chosen not in ("en", "zh"):
        raise ValueError(f"UNROLLED_LANG is {chosen!r}; it must be en or zh")
    return chosen


def exercises(namespace):
    """Return the exercises of the notebook that runs as (chapter, notebook) -> their names, or those of the chapter in whose folder it runs.

    namespace  that of its cells

    Nothing where nothing tells.
    """
    defined = {name for name, value in namespace.items() if isinstance(value, (FunctionType, type))}
    defined = {name for name in defined if namespace[name].__module__ == namespace.get("__name__")}
    for names in set(DEFINES.findall(_text())), defined:
        found = {
            (chapter, notebook): len(names & there["exercises"].keys())
            for chapter, notebooks in contents().items()
            for notebook, there in notebooks.items()
        }
        if most := max(found.values(), default=0):
            chapter, notebook = next(place for place, count in found.items() if count == most)
            return {(chapter, notebook): list(contents()[chapter][notebook]["exercises"])}
    chapter = chapter_of(Path.cwd())
    return {(chapter, notebook): list(there["exercises"]) for notebook, there in contents().get(chapter, {}).items()}


def chapter_of(folder):
    """Return the chapter that a folder is called after, or of whose notebooks it has most; None where it has none."""
    if folder.name in contents():
        return folder.name
    there = {path.stem for path in folder.glob("*.ipynb")}
    most = max(contents(), key=lambda chapter: len(there & contents()[chapter].keys()), default=None)
    return most if most and there & contents()[most].keys() else None


def nearest(asked, names):
    """Return the name that was probably meant, None where none is near."""
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(str(asked).casefold(), folded, 1)
    return folded[close[0]] if close else None
