"""Every right answer written another way survives its whole notebook: the cells below use it as students would, in training too.

Training is cut to one step per epoch; claim cells, which say something of trained weights, are left out. Whatever a cell raises is a
fault of the answer's check, which let it pass.
"""

from pathlib import Path

import jupytext
import nbformat
import pytest
from conftest import executed

from autograder.source.notebooks import build, read

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "solutions").glob("ch*/*.py"))
SHORT = """
import inspect, keras
def short(fit):
    def call(*given, **options):
        bound = inspect.signature(fit).bind(*given, **options)
        bound.arguments["steps_per_epoch"] = 1
        if bound.arguments.get("validation_data") is not None:
            bound.arguments["validation_steps"] = 1
        return fit(*bound.args, **bound.kwargs)
    return call
keras.Model.fit = short(keras.Model.fit)
"""


def alternatives(source):
    """Return the right answers written another way for a notebook's exercises: name -> sources."""
    names = [cell.name for cell in read(source) if cell.role == "exercise"]
    files = {name: ROOT / "tests/alternatives" / source.parent.name / f"{name}.py" for name in names}
    return {
        name: [cell.source for cell in jupytext.read(file, fmt="py:percent").cells]
        for name, file in files.items()
        if file.exists()
    }


def rounds():
    """Yield a notebook and a number k for each run: the k-th alternatives of all its exercises at once.

    `make test` runs the first ones of the LSTM's notebook; a run takes as long as its notebook's imports, checks and figures, some 40 s.
    """
    for source in SOURCES:
        for k in range(max(map(len, alternatives(source).values()), default=0)):
            # All in one group would keep one process busy for a quarter of an hour.
            group = pytest.mark.xdist_group(f"{source.stem}-{k}")
            marks = [group] if k == 0 and source.stem == "lstm" else [group, pytest.mark.proof]
            yield pytest.param(source, k, marks=marks, id=f"{source.stem}-{k}")


@pytest.mark.parametrize(("source", "k"), [*rounds()])
def test_the_cells_below_run_with_every_answer_that_is_accepted(source, k):
    notebook = build(source, "en")
    for cell in notebook.cells:
        others = alternatives(source).get(cell.id, ())
        if cell.cell_type == "code" and k < len(others):
            cell.source = others[k]
    first = next(n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    notebook.cells.insert(first + 1, nbformat.v4.new_code_cell(SHORT))
    outputs = [output for _, output in executed(notebook, source.parent.name)]
    assert len(outputs) > 10
    stopped = [output.traceback for output in outputs if output.output_type == "error"]
    assert [lines for lines in stopped if "AssertionError" not in lines[-1]] == []
