"""Run solutions and submissions, and judge what comes back.

The solution runs in this process, which is trusted. A submission runs in a Jupyter kernel of its own, where the probes run as well; only
their results come back, as data, and they are judged here.
"""

import contextlib
import copy
import dataclasses
import io
import json
import linecache
import tempfile
from functools import cache
from pathlib import Path

import nbclient
import nbformat
from unrolled.check import Report, collect, judge

from autograder.misconceptions import misconceptions
from autograder.notebooks import read
from autograder.zygote import kernel_manager

CELL_SECONDS = 60  # of wall time for one cell of a submission, or one probe
INTERRUPT_SECONDS = 10  # for an interrupted cell to stop
LARGEST_RESULT = 20_000_000  # bytes of one exercise's results
NO_RESULT = (
    "no result came back; needs the instructor's attention",
    "没有得到结果，需要教师查看",
)


def namespace(cells, replace=None):
    """Run the code cells of a source in a fresh namespace and return it; cells that only show something are left out.

    replace  exercise name -> source that takes the place of its solution cell
    """
    space = {"__name__": "__main__"}
    for cell in cells:
        if cell.kind != "code" or cell.role in ("check", "play"):
            continue
        source = (replace or {}).get(cell.name, cell.source) if cell.role == "exercise" else cell.source
        filename = f"<cell at line {cell.line}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, filename, "exec"), space)
    return space


class Reference:
    """What the solutions of one source give for one seed, and what each known mistake would give."""

    def __init__(self, path, seed):
        """Read the source at `path`; `seed` gives each exercise's name its seed."""
        self.cells = read(path)
        self.seed = seed
        self._space = cache(lambda: namespace(self.cells))
        self.expected = cache(self._expected)
        self.wrong = cache(self._wrong)

    @property
    def exercises(self):
        """The exercises in reading order: name -> the solution cell."""
        return {cell.name: cell for cell in self.cells if cell.role == "exercise"}

    @property
    def points(self):
        """What the checks are worth: exercise name -> points."""
        return {cell.name: cell.points for cell in self.cells if cell.role == "check"}

    def _expected(self, name):
        """Return the cases of an exercise and the solution's result for each, as plain data."""
        return collect(name, self._space(), self.seed(name))

    def results(self, name, source):
        """Return the results of an exercise when `source` takes the place of its solution."""
        return collect(name, namespace(self.cells, {name: source}), self.seed(name))[1]

    def _wrong(self, name):
        """Return the known mistakes of an exercise: dicts of "en", "zh" and "got", the results they lead to."""
        solution = self.exercises[name].source
        return [
            {"en": mistake.en, "zh": mistake.zh, "got": self.results(name, mistake.edit(solution))}
            for mistake in misconceptions(name)
        ]

    def judge(self, name, got, lang="en"):
        """Judge one exercise's results; the known mistakes are run only where something is wrong."""
        cases, expected = self.expected(name)
        report = judge(name, cases, expected, got, lang=lang)
        return (
            report
            if report.share == 1 or report.unattempted
            else judge(name, cases, expected, got, self.wrong(name), lang)
        )


def grade(notebook, reference):
    """Run a rebuilt submission and judge its exercises.

    notebook   the cells to run, with nbgrader's metadata; its outputs are filled in
    reference  a Reference for the same notebook with this run's seed

    Returns exercise name -> Report. What does not come back earns nothing and asks for attention.
    """
    lang = notebook.metadata.get("unrolled", {}).get("lang", "en")
    with tempfile.TemporaryDirectory(prefix="unrolled-") as scratch:
        results = run(notebook, reference, Path(scratch))
    return {name: _report(notebook, reference, name, results[name], lang) for name in reference.exercises}


def _report(notebook, reference, name, got, lang):
    if got is None:
        return Report(name, (), attention=NO_RESULT, lang=lang)
    report = reference.judge(name, got, lang)
    stopped = [
        f"{output.ename}: {output.evalue}"[:200]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name
        for output in cell.outputs
        if output.output_type == "error"
    ]
    if not stopped or report.share == 1:
        return report
    # What the checks meet is a name that is not there, or an older one; the cause is above.
    cause = f"The cell itself stopped with {stopped[0]}", f"单元格本身就停在了 {stopped[0]}"
    return dataclasses.replace(report, named=(cause, *report.named))


def run(notebook, reference, scratch):
    """Execute a submission's cells in a kernel, each probe in the place of its check; return exercise name -> results or None."""
    asked = copy.deepcopy(notebook)
    asked.cells = [
        cell for cell in asked.cells if cell.cell_type == "code" and "play" not in cell.metadata.get("tags", [])
    ]
    files = {}
    for cell in asked.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
        if cell.metadata.get("nbgrader", {}).get("locked") and name in reference.exercises:
            files[name] = scratch / f"{name}.json"
            cell.source = (
                f"__import__('unrolled.check').check.send({name!r}, {reference.seed(name)}, {str(files[name])!r})"
            )
    execute(asked, scratch)
    outputs = {cell.id: cell.outputs for cell in asked.cells}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_harmless(output) for output in outputs.get(cell.id, [])]
    return {name: _load(files.get(name), len(reference.expected(name)[0])) for name in reference.exercises}


def execute(notebook, folder, seconds=CELL_SECONDS):
    """Run the code cells of a notebook in a fresh kernel inside `folder`; a failing cell does not stop the next.

    A cell is interrupted after `seconds`; where that does not stop it, the run ends there.
    """
    client = nbclient.NotebookClient(
        notebook,
        km=kernel_manager(folder),
        shutdown_kernel="immediate",
        timeout=seconds,
        interrupt_on_timeout=True,
        error_on_timeout={"ename": "TimeoutError", "evalue": "", "traceback": []},
        iopub_timeout=INTERRUPT_SECONDS,
        raise_on_iopub_timeout=True,
        allow_errors=True,
        skip_cells_with_tag="",
    )
    with contextlib.suppress(nbclient.exceptions.DeadKernelError, nbclient.exceptions.CellTimeoutError):
        client.execute(cleanup_kc=True)


def _load(path, cases):
    """Read what a probe wrote; None unless it is one plain result per case."""
    try:
        if path.stat().st_size > LARGEST_RESULT:
            return None
        got = json.loads(path.read_text(encoding="utf-8"))
    except (AttributeError, OSError, ValueError, RecursionError):
        return None
    return got if isinstance(got, list) and len(got) == cases else None


def _harmless(output):
    """Keep of an output what a feedback page can show without running it: text and pictures."""
    output = nbformat.from_dict(output)
    if "data" in output:
        kept = ("text/plain", "image/png")
        output.data = nbformat.from_dict({kind: output.data[kind] for kind in kept if kind in output.data})
    return output
