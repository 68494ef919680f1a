"""Formulas on pages are MathML that a browser draws by itself, and nothing in them is live."""

import re

import nbformat
import pytest
from conftest import ROOT
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from test_pages import Live

from autograder.classroom.formulas import Renderer, drawn


def shown(markdown):
    """Return what a page shows of Markdown."""
    return MarkdownWithMath(renderer=Renderer(escape=False)).render(markdown)


def test_every_formula_of_the_course_is_drawn():
    formulas = 0
    for path in sorted(ROOT.glob("course/*/ch*/*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                page = shown(cell.source)
                formulas += page.count("<math ")
                for formula in re.findall(r"<math .*?</math>", page):
                    assert not re.search(r"\\[a-zA-Z]|<mi>&amp;</mi>", formula), f"{path}: {formula}"
                code = re.findall(r"<code>(\$.*?|\\begin.*?)</code>", page, re.DOTALL)
                assert [text for text in code if f"`{text}`" not in cell.source] == [], path
    assert formulas > 1000


def test_a_formula_is_what_it_says():
    assert shown(r"$h_t = \tanh(x_t)$") == (
        '<p><math display="inline"><mrow><msub><mi>h</mi><mi>t</mi></msub><mo>=</mo><mi>tanh</mi>'
        '<mo stretchy="false">(</mo><msub><mi>x</mi><mi>t</mi></msub><mo stretchy="false">)</mo></mrow></math></p>\n'
    )
    lines = shown("$$\n\\begin{aligned} a &= b \\\\ c &< d \\end{aligned}\n$$")
    assert lines.count("<mtr>") == 2
    assert "&lt;" in lines


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{position:fixed;top:0}{x}",
        r"\class{btn}{x}",
        r"\color{red;position:fixed}{x}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        r"\text{&amp;lt;img src=x onerror=alert(1)&amp;gt;}",
        r"\mathrm{<script>alert(1)</script>}",
        r"\rule{9999em}{9999em}",
        r"\hspace{99999em}x",
        r"\unicode{<b>}",
    ],
)
def test_nothing_in_a_formula_is_live(tex):
    page = drawn(tex, "inline", f"${tex}$")
    assert Live(re.sub(r"\\(href|style|class)", "", page)).found == []
    assert not re.search("href=|style=|class=|color=|9999em", page)


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{\b\b}\def\b{\c\c}\a",
        r"\newcommand{\a}{\a\a}\a",
        r"\renewcommand{\sin}{x}\sin",
        r"\frac" * 2000,
        "{" * 5000,
        r"\sqrt{" * 300 + "}" * 300,
        r"\left(" * 2000,
        "a_b_c",
        r"\begin{pmatrix}",
    ],
    ids=range(9),
)
def test_what_cannot_be_drawn_is_shown_as_it_was_written(tex):
    assert drawn(tex, "inline", f"${tex}$") == f"<code>${tex}$</code>"
