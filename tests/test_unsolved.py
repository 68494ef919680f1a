"""A cell that needs an exercise which is not written says so in one line, as an error, and "Run All" goes on behind it."""

import nbclient
import nbformat
import pytest
from conftest import CHAPTER, ROOT, new, where

STUBS = "gru_step", "GRUCell"
PLAY = {  # what stands in a play cell -> the exercise that it needs, None where the error is its own
    "h = gru_step(1, 2, 3)\nalso = 1": "gru_step",
    "print(h)": "gru_step",
    "later = h + also": "gru_step",
    "def show(h):\n    print(later)\nshow(1)": "gru_step",
    "keras.layers.RNN(GRUCell(3))(np.zeros((1, 2, 3)))": "GRUCell",
    "print(half)": None,
    "1 / 0": None,
    "raise NotImplementedError('one day')": None,
    "h = also = 2\nraise ValueError": None,
    "def f():\n    return gru_step(1, 2, 3)\n[f() for _ in range(2)]": "gru_step",
}


@pytest.fixture(scope="module")
def ran():
    """The play cells, below released stubs, run one after another in a kernel that stops at the first error without a tag."""
    released = nbformat.read(ROOT / "course/en" / CHAPTER / "gru.ipynb", as_version=4)
    tags = next(cell for cell in released.cells if "play" in cell.metadata.get("tags", [])).metadata
    cells = [new("from unrolled.check import check\nimport keras\nimport numpy as np")]
    cells += [released.cells[where(released, name)] for name in STUBS]
    cells += [nbformat.v4.new_code_cell(source, metadata=tags) for source in PLAY]
    cells += [
        new("import os\nos.environ['UNROLLED_LANG'] = 'zh'"),
        nbformat.v4.new_code_cell("gru_step(1, 2, 3)", metadata=tags),
    ]
    cells += [new("print('below')")]
    work = nbformat.v4.new_notebook(cells=cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNROLLED_LANG", "en")
        nbclient.NotebookClient(work, kernel_name="python3", timeout=600, skip_cells_with_tag="").execute()
    return work.cells


def test_run_all_goes_on_to_the_end(ran):
    assert [output.text for output in ran[-1].outputs] == ["below\n"]


@pytest.mark.parametrize(("source", "needed"), PLAY.items(), ids=range(len(PLAY)))
def test_what_needs_an_exercise_is_one_line_and_any_other_error_is_shown_whole(ran, source, needed):
    (error,) = next(cell for cell in ran if cell.source == source).outputs
    assert error.output_type == "error"
    if needed:
        assert error.traceback == [f"This cell needs `{needed}`, which is not written yet."]
    else:
        assert len("\n".join(error.traceback).splitlines()) > 2


def test_the_line_is_chinese_where_the_notebook_is(ran):
    (error,) = ran[-2].outputs
    assert (error.ename, error.traceback) == ("NotImplementedError", ["此单元格需要 `gru_step`，它还没有写好。"])


def test_every_released_cell_that_only_shows_something_has_the_tag_and_no_other_cell_has():
    for path in (ROOT / "course").rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            tags = [cell.metadata.get("tags", []) for cell in nbformat.read(path, as_version=4).cells]
            assert [tag for tag in tags if ("play" in tag) != ("raises-exception" in tag)] == [], path
            assert any("play" in tag for tag in tags), path
