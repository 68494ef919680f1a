"""Run a notebook as its student would, in a kernel of its own, and ask the kernel what its checks say.

A kernel answers with data, on a channel of its own; what cells print goes elsewhere, and is not even received.
"""

import contextlib
import hashlib
import json
import os
import queue
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from jupyter_client import KernelManager

LANGS = ("en", "zh")
START_SECONDS = 300  # for a kernel to start and import Keras
INTERRUPT_SECONDS = 5  # for an interrupted cell to stop
LONGEST = 200  # characters of what an exception says
NOT_RUN = {"play", "skip-execution"}  # tags of cells that need not run
CHECK = re.compile(r"""\s*check\(\s*["'](\w+)["']\s*\)\s*""")
TELL = '__import__("unrolled.check", fromlist=["tell"]).tell({!r})'
AGAIN = "save it again in JupyterLab, or take an earlier version"
PROBLEMS = {
    "too long": ("took more than {:g} s and was stopped", "运行超过 {:g} 秒，已中止"),
    "ended": ("ended the kernel", "使内核（kernel）终止了"),
    "ok": ("says nothing that can be read", "没有返回可读的结果"),
    "not run": ("not checked: the kernel had ended before", "未检查：内核（kernel）在此之前已终止"),
}


class NotebookError(Exception):
    """One line: what is wrong with a notebook and what to do about it."""


class Step(NamedTuple):
    """A cell to run, or a check to ask for."""

    cell: int | None  # its place in the notebook, counted from 1; None for a check whose cell is missing
    source: str
    exercise: str | None = None
    points: float | None = None


class Notebook(NamedTuple):
    """What is to be run of a notebook; `begun` says whether an exercise in it differs from what was handed out."""

    path: Path
    lang: str
    steps: tuple
    begun: bool

    @property
    def exercises(self):
        """The names of its exercises."""
        return [step.exercise for step in self.steps if step.exercise]


# -- reading ---------------------------------------------------------------------------------------


def read(path):
    """Return a notebook to check; raise NotebookError where there is none."""
    try:
        if not path.exists():
            raise NotebookError(f"there is no {path}; name a notebook, like en/ch05_gated_networks/gru.ipynb")
        if not path.is_file():
            raise NotebookError(f"{path} is not a file; name the notebooks in it")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NotebookError(f"{path} can't be read ({error.strerror}); name a notebook that can") from None
    except UnicodeDecodeError:
        raise NotebookError(f"{path} is no notebook (it is not in UTF-8); {AGAIN}") from None
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotebookError(f"{path} is no notebook ({_one_line(str(error))}); {AGAIN}") from None
    try:
        cells = [
            (number, "".join(cell["source"]).encode(errors="replace").decode(), dict(cell["metadata"]))
            for number, cell in enumerate(notebook["cells"], 1)
            if cell["cell_type"] == "code"
        ]
        lang = _language(path, dict(notebook["metadata"]))
        return Notebook(path, lang, tuple(_steps(cells)), any(map(_is_begun, cells)))
    except (TypeError, LookupError, AttributeError, ValueError):
        raise NotebookError(f"{path} is no notebook (its cells are not as they should be); {AGAIN}") from None


def _language(path, metadata):
    """Return the language of messages: $UNROLLED_LANG, else the notebook's own, else that of the folder it lies in, else English."""
    own = dict(metadata.get("unrolled") or {}).get("lang")
    folder = "zh" if "zh" in path.resolve().parts else "en"
    chosen = os.environ.get("UNROLLED_LANG") or (own if own in LANGS else folder)
    if chosen not in LANGS:
        raise NotebookError(f"UNROLLED_LANG is {chosen!r}; it must be en or zh")
    return chosen


def _steps(cells):
    """Return what to run, in order: of checks of the same exercise the last, and after all cells those whose own cell is missing."""
    steps, solved = [], []
    for number, source, metadata in cells:
        grading = _grading(metadata)
        name, is_check = str(grading.get("grade_id", "")), bool(grading.get("grade"))
        written = CHECK.fullmatch(source)
        if is_check and name.startswith("check_"):
            steps.append(Step(number, source, name.removeprefix("check_"), _points(grading)))
        elif written:
            steps.append(Step(number, source, written[1]))
        elif source.strip() and not NOT_RUN & set(metadata.get("tags", [])):
            steps.append(Step(number, source))
        if grading.get("solution") and name:
            solved.append(name)
    last = {step.exercise: step.cell for step in steps if step.exercise}
    points = {step.exercise: step.points for step in reversed(steps) if step.points is not None}
    steps = [step for step in steps if not step.exercise or last[step.exercise] == step.cell]
    steps += [Step(None, "", name) for name in dict.fromkeys(solved) if name not in last]
    return [step._replace(points=points.get(step.exercise)) for step in steps]


def _grading(metadata):
    """Return what nbgrader has written about a cell."""
    return dict(metadata.get("nbgrader") or {})


def _points(grading):
    points = grading.get("points")
    return points if isinstance(points, int | float) and not isinstance(points, bool) else None


def _is_begun(cell):
    """Say whether a cell is an exercise that differs from what was handed out, which nbgrader's checksum tells."""
    _, source, metadata = cell
    grading = _grading(metadata)
    if not grading.get("solution"):
        return False
    released = f"{source}codeFalseTrueFalse{grading.get('grade_id')}"  # not graded, a solution, not locked
    digest = hashlib.md5(released.encode(), usedforsecurity=False).hexdigest()
    return digest != grading.get("checksum")


def _one_line(text):
    """Return the first line of a text, as a terminal can show it."""
    line = (text.strip().splitlines() or [""])[0]
    return "".join(character if character.isprintable() else " " for character in line)[:LONGEST]


# -- running ---------------------------------------------------------------------------------------


def run(notebook, seconds):
    """Run a notebook in the folder where it lies, past cells that fail; yield (step, what became of it) for its checks and for what failed.

    seconds  that a cell, or a check, may take

    Of a check that is what `unrolled.check.tell` says; of a cell, and of a check that says nothing, {"problem": why}.
    """
    with _kernel(notebook) as kernel:
        begun = _ask(kernel, START_SECONDS, expression='__import__("unrolled.check")')
        if begun["status"] != "ok":
            why = _problem(notebook, begun, START_SECONDS)
            raise NotebookError(f"{notebook.path}: no kernel with the course's package starts here ({why}); install it")
        for step in notebook.steps:
            if step.exercise:
                reply = _ask(kernel, seconds, expression=TELL.format(step.exercise))
                said = reply.get("data", {}).get("application/json")
                yield step, said or {"problem": _problem(notebook, reply, seconds)}
            else:
                reply = _ask(kernel, seconds, source=step.source)
                if reply["status"] not in ("ok", "not run"):
                    yield step, {"problem": _problem(notebook, reply, seconds)}


@contextlib.contextmanager
def _kernel(notebook):
    """While open, a kernel of this Python runs in the notebook's folder; yields its manager and a client that hears replies only."""
    manager = KernelManager()
    # What is installed under the kernel's name may be another Python.
    manager.kernel_spec.argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    environment = {name: value for name, value in os.environ.items() if name != "NBGRADER_EXECUTION"}
    manager.start_kernel(
        cwd=str(notebook.path.resolve().parent),
        env=environment | {"UNROLLED_LANG": notebook.lang},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    client = manager.client()
    try:
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _ask(kernel, seconds, source="", expression=""):
    """Have a kernel run a cell, or evaluate an expression; return its reply, or a status of PROBLEMS where none has come."""
    manager, client = kernel
    if not manager.is_alive():
        return {"status": "not run"}
    last, interrupted = time.monotonic() + seconds, False
    wanted = {"value": expression} if expression else {}
    asked = client.execute(source, silent=not source, user_expressions=wanted, allow_stdin=False, stop_on_error=False)
    while manager.is_alive():
        if time.monotonic() > last:
            if interrupted:
                manager.shutdown_kernel(now=True)
                return {"status": "too long"}
            manager.interrupt_kernel()
            last, interrupted = last + INTERRUPT_SECONDS, True
        with contextlib.suppress(queue.Empty):
            message = client.get_shell_msg(timeout=0.2)
            if message["parent_header"].get("msg_id") == asked:
                break
    else:
        return {"status": "ended"}
    if interrupted:
        return {"status": "too long"}
    reply = message["content"]
    if any(said["source"] == "ask_exit" and not said["keepkernel"] for said in reply.get("payload", [])):
        manager.shutdown_kernel(now=True)  # exit() lets it live on for a moment
        return {"status": "ended"}
    return reply.get("user_expressions", {}).get("value", reply)


def _problem(notebook, reply, seconds):
    """Return why a cell failed, or a check says nothing."""
    if reply["status"] in PROBLEMS:
        return PROBLEMS[reply["status"]][LANGS.index(notebook.lang)].format(seconds)
    return _one_line(f"{reply.get('ename', reply['status'])}: {reply.get('evalue', '')}").removesuffix(": ")
