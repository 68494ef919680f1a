"""Each notebook, with its solutions and claims in place, runs in a fresh kernel: no error, no warning, every check passed, every figure drawn."""

import ast
import base64
import html
import io
from pathlib import Path

import matplotlib.image
import nbformat
import pytest
from conftest import executed, figures_of, together

from autograder.room.kernels import LONGEST_ALT
from autograder.source.notebooks import build, read
from autograder.website.pages import FRAME

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "solutions").glob("ch*/*.py"))
# Moves the seeds that a notebook's own cells name, those of the checks it calls stay.
SEEDED = """
import os, sys, keras, numpy
def moved(start):
    def call(seed=None):
        own = sys._getframe(1).f_globals["__name__"] == "__main__" and isinstance(seed, int)
        return start(seed + 1000 * int(os.environ["UNROLLED_SEED"]) if own else seed)
    return call
numpy.random.default_rng, keras.utils.set_random_seed = moved(numpy.random.default_rng), moved(keras.utils.set_random_seed)
"""


@pytest.fixture(
    scope="module", params=[together(source.stem, source) for source in SOURCES], ids=lambda source: source.stem
)
def source(request):
    """The source of a notebook."""
    return request.param


@pytest.fixture(scope="module")
def outputs(source):
    """The English notebook of a source, run where students have it, for the short budget: all outputs, as pairs (cell, output)."""
    return executed(build(source, "en", claims=True), source.parent.name)


def test_no_cell_fails_and_none_writes_to_stderr(outputs):
    streams = {output.name: output.text for _, output in outputs if output.output_type == "stream"}
    assert [output.traceback for _, output in outputs if output.output_type == "error"] == []
    assert "stderr" not in streams, streams["stderr"]


def test_every_check_is_passed_in_full(source, outputs):
    checked = {cell.id: output.data["text/plain"] for cell, output in outputs if cell.id.startswith("check_")}
    assert checked.keys() == {cell.grade_id for cell in read(source) if cell.role == "check"}
    for grade_id, text in checked.items():
        name, _, right = text.splitlines()[0].partition(": ")
        number = right.split()[0]
        assert (f"check_{name}", right) == (grade_id, f"{number} of {number} cases right")
        assert "✗" not in text
        assert "⚠" not in text


def test_every_figure_has_a_size_and_is_not_blank(source, outputs):
    figures = [output.data["image/png"] for _, output in outputs if "image/png" in output.get("data", {})]
    assert len(figures) >= min(4, len(figures_of(source)))
    for figure in figures:
        pixels = matplotlib.image.imread(io.BytesIO(base64.b64decode(figure)), format="png")
        height, width, _ = pixels.shape
        assert 50 < height < width < 2000
        assert pixels[..., :3].min() < 0.5 < pixels[..., :3].max()


def test_every_figure_says_what_there_is_to_see(outputs):
    for _, output in outputs:
        if "image/png" in output.get("data", {}):
            assert all(output.metadata["alt"][lang] for lang in ("en", "zh"))
            frames = output.metadata.get("frames")
            texts = [text for _, text in frames["en"]["said"]] if frames else [output.metadata["alt"]["en"]]
            said = [f'alt="{html.escape(text)}"' for text in texts]
            assert [text for text in said if text not in output.data["text/html"]] == []


def test_frames_are_few_of_one_size_and_light(outputs):
    """Or something jumps where one should see what moves."""
    for _, output in outputs:
        if "frames" in output.get("metadata", {}):
            pictures = FRAME.findall(output.data["text/html"])
            drawn = [matplotlib.image.imread(io.BytesIO(base64.b64decode(picture))) for picture in pictures]
            assert 2 <= len(drawn) <= 8
            assert len({picture.shape for picture in drawn}) == 1
            assert len(output.data["text/html"]) + len(output.data["image/png"]) < 250_000
            assert max(map(len, output.metadata["alt"].values())) <= LONGEST_ALT


def test_a_cell_shows_a_figure_a_report_or_what_it_prints(outputs):
    """And not the last object it happened to make."""
    results = [output for _, output in outputs if output.output_type == "execute_result"]
    bare = [output.data["text/plain"] for output in results if set(output.data) == {"text/plain"}]
    assert bare == []
    printed = "".join(output.text for _, output in outputs if output.output_type == "stream")
    assert "np.float" not in printed
    assert "<tf." not in printed


TURNED = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def turned_round(claim, which):
    """Return a claim with one of its asserts saying the opposite: each comparison turned round, within `all(...)` too; None past the last.

    Of an assert without one, and of `any(...)`, whose parts may be true both ways, the opposite is `not`.
    """
    tree = ast.parse(claim)
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    if which == len(asserts):
        return None
    test = asserts[which].test
    parts = list(ast.walk(test))
    compared = [part for part in parts if isinstance(part, ast.Compare)]
    if not compared or "any" in {getattr(part, "id", getattr(part, "attr", "")) for part in parts}:
        asserts[which].test = ast.UnaryOp(ast.Not(), test)
        compared = []
    for part in compared:
        part.ops = [TURNED.get(type(op), type(op))() for op in part.ops]
    return ast.unparse(ast.fix_missing_locations(tree))


@pytest.mark.proof
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_claim_fails_when_what_it_says_is_turned_round(source):
    notebook = build(source, "en", claims=True)
    cells = list(zip(notebook.cells, [cell for cell in read(source) if cell.lang != "zh"], strict=True))
    turned = {}
    notebook.cells = []
    for cell, read_as in cells:
        notebook.cells.append(cell)
        k = 0
        while read_as.role == "claim" and (text := turned_round(cell.source, k)):
            notebook.cells.append(nbformat.v4.new_code_cell(text, id=f"turned-{read_as.name}-{k}"[:64]))
            turned[notebook.cells[-1].id] = text
            k += 1
    outputs = executed(notebook, source.parent.name)
    failed = {cell.id for cell, output in outputs if output.output_type == "error" and output.ename == "AssertionError"}
    assert {name: text for name, text in turned.items() if name not in failed} == {}


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_what_the_text_says_holds_with_other_seeds(source, seed):
    notebook = build(source, "en", claims=True)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SEEDED))
    outputs = executed(notebook, source.parent.name, UNROLLED_SEED=str(seed))
    assert [output.traceback for _, output in outputs if output.output_type == "error"] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_chinese_notebook_runs_the_same_code(source):
    english, chinese = (
        [(cell.id, cell.source) for cell in build(source, lang).cells if cell.cell_type == "code"]
        for lang in ("en", "zh")
    )
    assert english == chinese
