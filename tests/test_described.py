"""Who does not see a figure is told what is on it, in the language of the page: in JupyterLab, on the feedback page and on the site."""

import ast
import base64
import re

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, figures_of
from unrolled import figures

from autograder.classroom.exporters import Page
from autograder.classroom.settings import settings
from autograder.marking import judging
from autograder.proof.record import run
from autograder.room import kernels

SOURCES = sorted((ROOT / "solutions").glob("ch*/*.py"))
CHINESE = re.compile("[\u4e00-\u9fff]")
SETUP = "import os\nfrom unrolled import figures\nimport matplotlib.pyplot as plt"
DRAW = "height = 2\nplt.plot([height, 1])\nfigures.described(f'A line falls from {height} to <one>.', f'一条线从 {height} 降到 <一>。')\n'after'"
SAID = {"en": "A line falls from 2 to <one>.", "zh": "一条线从 2 降到 <一>。"}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What a cell with a figure shows in an English notebook and in a Chinese one: language -> outputs."""
    cells = [SETUP]
    for lang in SAID:
        cells += [f"os.environ['UNROLLED_LANG'] = '{lang}'", DRAW]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    run(notebook, tmp_path_factory.mktemp("shown"), timeout=300)
    return dict(zip(SAID, [cell.outputs for cell in notebook.cells[2::2]], strict=True))


def words(node):
    """Return the words of a text in code, without what a cell computes."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(part.value for part in parts if isinstance(part, ast.Constant))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_cell_that_draws_says_below_what_there_is_to_see_in_both_languages(source):
    cells = figures_of(source)
    assert cells
    for line, drawn, described in cells:
        place = f"{source}:{line}"
        assert len(described) == 1, place
        assert described[0].lineno > max(drawn), place
        english, chinese = map(words, described[0].args)
        assert len(english) > 25, place
        assert not CHINESE.search(english), place
        assert len(CHINESE.findall(chinese)) > 7, place


def test_no_two_figures_are_described_in_the_same_words():
    texts = [words(text) for source in SOURCES for *_, calls in figures_of(source) for text in calls[0].args]
    assert len(texts) == len(set(texts))


def test_a_figure_without_such_words_is_found(tmp_path):
    source = tmp_path / "drawn.py"
    cells = [
        "figures.lstm_cell()",
        "fig, ax = plt.subplots()",
        "def draw():\n    figures.gru_cell()",
        "draw()",
        "print(1)",
    ]
    title = '# %% [markdown] lang="{}"\n# # {}\n\n'
    text = title.format("en", "Two") + title.format("zh", "二")
    for number, cell in enumerate(cells):
        gap = "\n\n" if cell.startswith("def") else "\n"
        before = "\n" if cell.startswith("def") else ""
        text += f'{before}# %% play="cell_{number}"\n{cell}\n{gap}'
    source.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    assert [described for *_, described in figures_of(source)] == [[]] * 4


@pytest.mark.parametrize("lang", SAID)
def test_jupyterlab_shows_the_figure_once_with_the_words_in_its_html(shown, lang):
    figure, after = shown[lang]
    assert after.data["text/plain"] == "'after'"
    (picture,) = BeautifulSoup(figure.data["text/html"], "html.parser").find_all()
    assert picture.name == "img"
    assert picture["alt"] == SAID[lang] == figure.metadata["image/png"]["alt"]
    assert picture["src"] == f"data:image/png;base64,{figure.data['image/png']}"


@pytest.mark.parametrize("lang", SAID)
def test_the_feedback_page_has_the_words_in_the_language_of_its_notebook(shown, lang):
    """Whatever the language of the kernel was; a student may say anything there, and it stays words."""
    content = dict(shown["en"][0])
    for said in SAID[lang], '"><script>alert(1)</script>':
        content["metadata"] = {"alt": dict.fromkeys(SAID, "") | {lang: said}}
        kept = kernels._harmless("display_data", content)
        cell = nbformat.v4.new_code_cell(DRAW, outputs=[judging._described(kept, lang)])
        page, _ = Page(config=settings(ROOT)).from_notebook_node(
            nbformat.v4.new_notebook(cells=[cell]), resources={"nbgrader": {"notebook": "drawn"}}
        )
        assert [picture["alt"] for picture in BeautifulSoup(page, "html.parser").find_all("img")] == [said]
    for odd in None, "words", ["en"]:
        content["metadata"] = {"alt": odd}
        assert kernels._harmless("display_data", content).metadata == {}


def test_words_without_end_are_cut():
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n...").decode()
    content = {"data": {"image/png": png}, "metadata": {"alt": dict.fromkeys(SAID, "x" * 10**6)}}
    assert len(kernels._harmless("display_data", content).metadata["alt"]["zh"]) == kernels.LONGEST_ALT


def test_in_plain_python_nothing_is_shown_and_the_figure_stays():
    with matplotlib.rc_context():
        matplotlib.use("agg")
        figures.lstm_cell()
        figures.described("A cell.", "一个单元。")
        assert plt.get_fignums()
        plt.close("all")
