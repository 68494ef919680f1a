"""Who does not see a figure is told what is on it, in the language of the page: in JupyterLab, on the feedback page and on the site."""

import ast
import base64
import io
import re

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, figures_of, said_of
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
        assert described[0].end_lineno > max(drawn), place
        assert said_of(described[0]), place
        for english, chinese in (map(words, pair) for pair in said_of(described[0])):
            assert len(english) > 25, place
            assert not CHINESE.search(english), place
            assert len(CHINESE.findall(chinese)) > 7, place


def test_no_two_figures_are_described_in_the_same_words():
    texts = [
        words(text)
        for source in SOURCES
        for *_, calls in figures_of(source)
        for pair in said_of(calls[0])
        for text in pair
    ]
    assert len(texts) == len(set(texts))


def test_a_figure_without_such_words_is_found(tmp_path):
    source = tmp_path / "drawn.py"
    cells = [
        "figures.lstm_cell()",
        "fig, ax = plt.subplots()",
        "def draw():\n    figures.gru_cell()",
        "draw()",
        "print(1)",
        "figures.frames('step', '步', lambda step: figures.gru_cell(), {1: ('short', '短')})",
    ]
    title = '# %% [markdown] lang="{}"\n# # {}\n\n'
    text = title.format("en", "Two") + title.format("zh", "二")
    for number, cell in enumerate(cells):
        gap = "\n\n" if cell.startswith("def") else "\n"
        before = "\n" if cell.startswith("def") else ""
        text += f'{before}# %% play="cell_{number}"\n{cell}\n{gap}'
    source.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    *silent, (_, _, (frames,)) = figures_of(source)
    assert [described for *_, described in silent] == [[]] * 4
    assert [[words(text) for text in pair] for pair in said_of(frames)] == [["short", "短"]]


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


MOVE = """def draw(height):
    plt.plot([height, 1])


said = {h: (f'From {h} to <one>.', f'从 {h} 到 <一>。') for h in (2, 3, 4)}
figures.frames('height', '高度', draw, said)
'after'"""
NAMES = {"en": "height", "zh": "高度"}
FRAMES = {"en": [f"From {h} to <one>." for h in (2, 3, 4)], "zh": [f"从 {h} 到 <一>。" for h in (2, 3, 4)]}
TOGETHER = {
    lang: " ".join(f"{NAMES[lang]} {h}: {text}" for h, text in zip((2, 3, 4), FRAMES[lang], strict=True))
    for lang in SAID
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """What a cell with frames shows, twice in English and once in Chinese."""
    cells = [SETUP]
    for lang in "en", "en", "zh":
        cells += [f"os.environ['UNROLLED_LANG'] = '{lang}'", MOVE]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    run(notebook, tmp_path_factory.mktemp("moved"), timeout=300)
    return [cell.outputs for cell in notebook.cells[2::2]]


def test_frames_are_one_output_with_native_buttons_a_text_for_each_frame_and_no_script(moved):
    for outputs, lang in zip(moved, ("en", "en", "zh"), strict=True):
        frames, after = outputs
        assert after.data["text/plain"] == "'after'"
        page = BeautifulSoup(frames.data["text/html"], "html.parser")
        assert [picture["alt"] for picture in page.find_all("img")] == FRAMES[lang]
        assert page.form["aria-label"] == page.b.text == NAMES[lang]
        assert [caption.text for caption in page.find_all("figcaption")] == [f"{NAMES[lang]}: {h}" for h in (2, 3, 4)]
        buttons = page.find_all("input")
        assert {button["type"] for button in buttons} == {"radio"}
        # JupyterLab, which moves to another cell at an arrow key, looks for this at what has the focus.
        assert all(button.has_attr("data-lm-suppress-shortcuts") for button in buttons)
        assert len({button["name"] for button in buttons}) == 1
        assert ["checked" in button.attrs for button in buttons] == [True, False, False]
        labels = {label["for"]: label.text for label in page.find_all("label")}
        assert [labels[button["id"]] for button in buttons] == ["2", "3", "4"]
        assert {tag.name for tag in page.find_all(True)} == {
            *("form", "style", "b", "input", "label", "figure", "img", "figcaption")
        }
        assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]


def test_frames_are_the_same_bytes_each_time_and_light(moved):
    (once, _), (again, _), (chinese, _) = moved
    assert once.data == again.data
    names = [BeautifulSoup(one.data["text/html"], "html.parser").input["name"] for one in (once, chinese)]
    assert len(set(names)) == 2
    assert len(once.data["text/html"]) + len(once.data["image/png"]) < 100_000


def test_programs_without_html_show_frames_as_a_strip_with_all_that_is_said(moved):
    for (frames, _), lang in zip(moved, ("en", "en", "zh"), strict=True):
        strip = plt.imread(io.BytesIO(base64.b64decode(frames.data["image/png"])))
        assert strip.shape[1] == 900
        assert frames.metadata["image/png"]["alt"] == frames.data["text/plain"] == TOGETHER[lang]


@pytest.mark.parametrize("lang", SAID)
def test_a_feedback_page_has_of_frames_the_strip_and_nothing_that_can_be_pressed(moved, lang):
    kept = kernels._harmless("display_data", dict(moved[0][0]))
    cell = nbformat.v4.new_code_cell(MOVE, outputs=[judging._described(kept, lang)])
    page, _ = Page(config=settings(ROOT)).from_notebook_node(
        nbformat.v4.new_notebook(cells=[cell]), resources={"nbgrader": {"notebook": "moved"}}
    )
    whole = BeautifulSoup(page, "html.parser")
    (strip,) = whole.find_all("img")
    assert strip["alt"] == TOGETHER[lang]
    assert strip["src"].endswith(moved[0][0].data["image/png"])
    assert not whole.find_all(["input", "form"])


def test_in_plain_python_frames_are_drawn_and_not_shown():
    with matplotlib.rc_context():
        matplotlib.use("agg")
        figures.frames(
            "cell", "单元", lambda _: figures.lstm_cell(), {1: ("A cell.", "一个单元。"), 2: ("It again.", "又是它。")}
        )
        assert len(plt.get_fignums()) == 2
        plt.close("all")
