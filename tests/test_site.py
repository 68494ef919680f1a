"""The website shows what cells show, in both languages, and no answer; what has run once does not run again."""

import importlib.util
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from browser import CHROMIUM, NO_CHROMIUM, walked
from conftest import PIXEL, SMALL, edit
from unrolled.shown import frames_of

from autograder.__main__ import main
from autograder.classroom.settings import settings
from autograder.source.notebooks import in_order
from autograder.website import pages, shown
from autograder.website.pages import NEEDED, site

missing = [name for name in NEEDED if not importlib.util.find_spec(name)]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} is not installed: make site installs it")
FRAMES = {
    "en": {"name": "height", "said": [["low", "one <high>"], ["up", "two high"]]},
    "zh": {"name": "高度", "said": [["low", "高 <一>"], ["up", "高二"]]},
}
ALT = {"en": "one pixel, nearly green", "zh": "一个像素，接近绿色"}
ANSWERS = ["rest_of_it", "Otherwise the size of the result", "否则结果的大小"]  # of the small course
# What is no answer there, and stands where one might: in code, which is highlighted word by word, in a text, and in what a cell shows.
PLANTED = ["one * share + other", "the mean of both would do", "both are 1.5"]
CLAIM = "half is half"


@pytest.fixture
def course(small_course):
    """The small course with what is planted, a claim and a glossary."""
    source = small_course / "solutions" / SMALL / "mixing.py"
    edit(source, "half = 0.5", f"half = 0.5\none, share, other = 1, 2, 3\n{PLANTED[0]}")
    edit(source, "# Some of one", f"# Often {PLANTED[1]}: $a + b$. Some of one")
    edit(
        source,
        "print(mix(half, 1.0, 2.0))",
        f'print(mix(half, 1.0, 2.0))\n\n# %% claim="halves"\nassert half, "{CLAIM}"',
    )
    rows = "english,chinese,never,introduced\nnumber,数,,no\nshare,份额,,no\n"
    (small_course / "solutions" / "glossary.csv").write_text(rows, encoding="utf-8")
    return small_course


@pytest.fixture
def runs(monkeypatch):
    """The variables of each run of a notebook, which shows here what a kernel would."""
    ran = []

    def run(notebook, folder, **environment):
        ran.append(environment)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                about = {"alt": ALT} if cell.source.startswith("print") else {}
                cell.outputs = [nbformat.v4.new_output("display_data", shows(cell), metadata=about)]
                if about:
                    moves = {"image/png": PIXEL, "text/html": frames_of([PIXEL, PIXEL], **FRAMES["en"])}
                    about = about | {"frames": FRAMES}
                    cell.outputs.append(nbformat.v4.new_output("display_data", moves, metadata=about))

    monkeypatch.setattr(shown, "run", run)
    monkeypatch.setattr(shown, "_data", list)
    return ran


def shows(cell):
    """Return what a cell shows: a report, a figure, or the cell itself, which gives a solution away."""
    if cell.source == shown.IN_CHINESE or cell.source.startswith("check("):
        return {"text/html": "<div>两个用例</div>" if "zh" in cell.source else "<div>both cases</div>"}
    if cell.source.startswith("print"):
        return {"image/png": PIXEL, "text/html": "<b>the picture in one language</b>"}
    return {"text/plain": f"{PLANTED[2]} {cell.source}"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the site is that several tests look at."""
    return tmp_path_factory.mktemp("made") / "site"


@pytest.fixture
def made(course, runs, folder):
    """The site of the small course, made once: Sphinx takes seconds."""
    return folder if folder.is_dir() else site(course, out=folder)


class Page(HTMLParser):
    """The tags of a page, as (name, attributes), and its text."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(path.read_text(encoding="utf-8"))
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        """Keep a tag."""
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        """Keep a text: a highlighter takes a line of code apart."""
        self.words.append(data)


def texts(folder):
    """Return the texts of a site: of its pages and, unpacked, of the index of its search."""
    found = {}
    for path in folder.rglob("*"):
        if path.suffix == ".html":
            found[path] = Page(path).text + path.read_text(encoding="utf-8")
        elif path.suffix.startswith(".pf_"):
            found[path] = zlib.decompress(path.read_bytes(), 31).decode(errors="replace")
        elif path.is_file() and "mathjax" not in path.parts:
            found[path] = path.read_bytes().decode(errors="replace")
    return found


def leaks(folder, lines):
    """Return which lines stand in which kinds of files."""
    squeezed = {path: re.sub(r"\s", "", text) for path, text in texts(folder).items()}
    return {(path.suffix, line) for path, text in squeezed.items() for line in lines if re.sub(r"\s", "", line) in text}


def source_of(course):
    """Return the path of the small notebook's source."""
    return course / "solutions" / SMALL / "mixing.py"


def notebook_pages(folder):
    """Return the pages of the small notebook, in both languages."""
    return [Page(folder / lang / SMALL / "mixing.html") for lang in ("en", "zh")]


def test_a_page_has_what_cells_show_and_exercises_as_stubs(made):
    english, chinese = notebook_pages(made)
    for page in english, chinese:
        assert 'raise NotImplementedError("write your answer here")' in page.text
        assert "half = 0.5" in page.text
        assert "the picture in one language" not in page.text
    for page, lang in (english, "en"), (chinese, "zh"):
        texts = [text for _, text in FRAMES[lang]["said"]]
        assert [about["alt"] for tag, about in page.tags if tag == "img"] == [ALT[lang], *texts]
        assert [about["aria-label"] for tag, about in page.tags if about.get("class") == "unrolled-frames"] == [
            FRAMES[lang]["name"]
        ]
    assert "What the check says of a right answer" in english.text
    assert "both cases" in english.text
    assert "答案正确时检查的结果" in chinese.text
    assert "两个用例" in chinese.text
    assert "both cases" not in chinese.text


def test_no_answer_and_no_claim_is_on_any_page_or_in_the_search(course, made):
    """What is no answer and planted there is found in both; the run, of which the site shows a part, holds them all."""
    outputs = json.dumps(shown.shown(course, source_of(course)))
    assert ANSWERS[0] in outputs
    assert CLAIM in outputs
    assert leaks(made, PLANTED) == {(end, line) for end in (".html", ".pf_fragment") for line in PLANTED}
    assert leaks(made, [*ANSWERS, CLAIM]) == set()


def test_every_page_links_its_twin(made):
    found = {path.relative_to(made) for lang in ("en", "zh") for path in (made / lang).rglob("*.html")}
    names = {Path(*path.parts[1:]) for path in found}
    assert {str(name) for name in names} == {"index.html", "terms.html", "search.html", f"{SMALL}/mixing.html"}
    for path in found:
        links = [about["href"] for tag, about in Page(made / path).tags if tag == "a" and "hreflang" in about]
        other = {"en": "zh", "zh": "en"}[path.parts[0]]
        assert [(made / path.parent / link).resolve() for link in links] == [made / other / Path(*path.parts[1:])]


def test_nothing_is_loaded_from_elsewhere_and_all_that_is_loaded_is_there(made):
    loaded = []
    for path in made.rglob("*.html"):
        for tag, about in Page(path).tags:
            if tag in ("script", "img", "iframe", "source", "use") or (
                tag == "link" and about["rel"] in ("stylesheet", "icon", "preload", "prefetch")
            ):
                loaded += [(path, about[name]) for name in ("src", "href") if name in about]
    assert any("mathjax" in url for _, url in loaded)
    for path, url in loaded:
        if not url.startswith(("#", "data:image/png;")):
            assert (path.parent / url.partition("?")[0]).resolve().is_file(), url
    for path in made.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8")), path
    assert len(list(made.glob("mathjax/output/chtml/fonts/woff-v2/*.woff"))) > 10


def test_what_has_run_runs_again_only_for_other_code_or_another_budget(course, runs, monkeypatch):
    source = source_of(course)
    first = shown.shown(course, source)
    assert shown.shown(course, source) == first
    edit(source, 'of the other.\n\n# %% [markdown] lang="zh"', 'of the rest.\n\n# %% [markdown] lang="zh"')
    assert shown.shown(course, source) == first
    assert "some of the rest." in pages.page(source, "en", first, settings(course)).cells[0].source
    assert len(runs) == 1
    edit(source, "half = 0.5", "half = 1 / 2")
    assert shown.shown(course, source) != first
    monkeypatch.setenv("UNROLLED_BUDGET", "full")
    shown.shown(course, source)
    assert [environment["UNROLLED_BUDGET"] for environment in runs] == ["quick", "quick", "full"]


def test_a_notebook_that_fails_is_refused_with_one_line_and_leaves_the_site(course, made, monkeypatch, capsys):
    def run(notebook, folder, **environment):
        notebook.cells[1].outputs = [nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=[])]

    edit(source_of(course), "half = 0.5", "half = 1 / 2")
    monkeypatch.setattr(shown, "run", run)
    assert main(["site", "--root", str(course), "--out", str(made)]) == 1
    assert capsys.readouterr().err.endswith("mixing.py:11: ValueError: no\n")
    assert "half = 0.5" in notebook_pages(made)[0].text


def test_a_folder_with_something_else_in_it_is_left_alone(course, runs, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years")
    assert main(["site", "--root", str(course), "--out", str(tmp_path / "mine")]) == 1
    assert "a folder with something else in it" in capsys.readouterr().err
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years"
    assert runs == []


def test_the_index_of_terms_leads_to_the_text_that_first_uses_a_term(made):
    for lang, first, later in ("en", "number", "share"), ("zh", "数", "份额"):
        page = Page(made / lang / "terms.html")
        links = [about["href"] for tag, about in page.tags if tag == "a" and about.get("class") == "reference internal"]
        targets = {about["id"] for _, about in Page(made / lang / SMALL / "mixing.html").tags if "id" in about}
        assert f"{SMALL}/mixing.html" in links  # the title names the one
        assert any(link.startswith(f"{SMALL}/mixing.html#") and link.partition("#")[2] in targets for link in links)
        assert first in page.text
        assert later in page.text


def test_pages_stand_in_the_order_of_the_readme(tmp_path):
    (tmp_path / "README.md").write_text("| 1 Some | [b](course/en/ch01/b.ipynb) · [a](course/en/ch01/a.ipynb) |")
    paths = [tmp_path / "solutions" / "ch01" / f"{name}.py" for name in "ab"]
    assert [path.stem for path in in_order(tmp_path, paths)] == ["b", "a"]
    assert ":caption: 1 Some\n" in pages._front(tmp_path, "en", dict.fromkeys(paths))


def test_where_sphinx_is_missing_one_line_says_what_to_do(course, monkeypatch, capsys):
    monkeypatch.setattr(pages, "NEEDED", ("sphinx_of_elsewhere",))
    assert main(["site", "--root", str(course)]) == 1
    assert capsys.readouterr().err == "autograder: site: sphinx_of_elsewhere is not installed; run: make site\n"


@pytest.mark.skipif(not CHROMIUM, reason=NO_CHROMIUM)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_nobody_stumbles_over_a_page_and_none_is_wider_than_its_window(made, width, scheme):
    found = walked(made, width, scheme, "site")
    assert len(found) > 8
    assert found == dict.fromkeys(found, ({}, width))
