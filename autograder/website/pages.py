"""Make the website: a page for each notebook in both languages, an index of terms, and a search that needs no server of its own."""

import csv
import importlib.util
import re
import shutil
import subprocess
import sys
from importlib.metadata import files
from itertools import chain
from pathlib import Path

import nbformat
from unrolled.shown import frames_of

from autograder.classroom.release import for_students
from autograder.classroom.settings import settings
from autograder.source.notebooks import LANGS, SourceError, build, content, in_order, readme, solution_chapters
from autograder.website.shown import shown

LOOK = Path(__file__).parent
WORK = Path(".build", "pages")  # what Sphinx reads, and what it remembers of it
SPHINX = {"en": "en", "zh": "zh_CN"}  # its names of the languages
NEEDED = "sphinx", "myst_nb", "furo", "pagefind"
MATHJAX = re.compile(r".*/static/mathjax/(tex-chtml\.js|output/chtml/fonts/woff-v2/.*)")
FRAME = re.compile('src="data:image/png;base64,([^"]+)"')
NOT_SEARCHED = ".headerlink, .math, .twin"
PASSED = {"en": "What the check says of a right answer", "zh": "答案正确时检查的结果"}
FRONT = {
    "en": "# Unrolled\n\nA course on recurrent neural networks with Keras: every model is built by hand, measured, and compared. Each page is a notebook"
    " as a student gets it, with what its cells show once the exercises are solved.\n",
    "zh": "# Unrolled\n\n一门用 Keras 学循环网络的课程：每个模型都亲手搭建、测量并比较。每一页是学生拿到的一份笔记本，并附有练习完成之后各单元格显示的结果。\n",
}
TERMS = {
    "en": "# Terms\n\nThe words of this course in both languages, and where each notebook first uses them.\n\n| English | 中文 | first used in |\n|---|---|---|\n",
    "zh": "# 术语\n\n本课程用语的中英文对照，以及各笔记本首次用到的地方。\n\n| 中文 | English | 首次出现 |\n|---|---|---|\n",
}
CHOICE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Unrolled</title><style>body{font:1.5rem/2 sans-serif;margin:20vh auto;width:max-content}a{color:inherit}</style></head>
<body><main><h1>Unrolled</h1><p><a href="en/index.html">English</a><br><a href="zh/index.html" lang="zh">中文</a></p></main></body></html>
"""


def site(root, chapters=(), out=None, say=lambda line: None):
    """Make the site of all chapters, unless some are named, in a folder of its own, all of it or nothing; return the folder.

    Raises SourceError for a notebook that fails, and for what is not there to make it with.
    """
    root = Path(root).resolve()
    out = Path(out or root / ".build" / "site").resolve()
    if missing := [name for name in NEEDED if not importlib.util.find_spec(name)]:
        raise SourceError(f"site: {', '.join(missing)} is not installed; run: make site")
    if out.is_dir() and any(out.iterdir()) and not (out / "pagefind").is_dir():
        raise SourceError(f"{out}: a folder with something else in it; name a new one")
    paths = in_order(root, chain(*solution_chapters(root, *chapters).values()))
    outputs = {path: shown(root, path, say) for path in paths}
    new = out.with_name(f"{out.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    config = settings(root)
    for lang in LANGS:
        say(f"{lang}: {len(paths)} notebook{'s' * (len(paths) != 1)}")
        sources = sphinx_sources(root, lang, {path: page(path, lang, outputs[path], config) for path in paths})
        shutil.copytree(_built(root, lang, sources), new / lang)
    for file in files("sphinx-mathjax-offline"):
        if found := MATHJAX.fullmatch(str(file)):
            target = new / "mathjax" / found[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.locate(), target)
    _called("pagefind", "--site", new, "--root-selector", "article", "--exclude-selectors", NOT_SEARCHED, "--silent")
    (new / "index.html").write_text(CHOICE, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)
    return out


def page(path, lang, outputs, config):
    """Return a notebook as students get it, with the outputs of the cells that are the same in the solved one, and reports folded."""
    source = build(path, lang)
    solved = {cell.id: cell.source for cell in source.cells}
    notebook = for_students(source, path, config)
    for cell in notebook.cells:
        metadata, cell.metadata = cell.metadata, {}
        if cell.cell_type == "markdown":
            continue
        cell.outputs, cell.execution_count = [], None
        if metadata.get("jupyter", {}).get("source_hidden"):
            cell.metadata["tags"] = ["hide-input"]
        if cell.id.startswith("check_"):
            report = outputs[cell.id if lang == "en" else f"{cell.id}_zh"][0]["data"]["text/html"]
            folded = f'<details class="report"><summary>{PASSED[lang]}</summary>{report}</details>'
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": folded})]
        elif not metadata.get("nbgrader", {}).get("solution") and cell.source == solved[cell.id]:
            cell.outputs = nbformat.from_dict(outputs[cell.id])
            for output in cell.outputs:
                about = output.get("metadata", {})
                if frames := about.get("frames"):
                    pictures = FRAME.findall(output.data["text/html"])
                    output.data = {"text/html": frames_of(pictures, **frames[lang])}
                elif said := about.get("alt"):
                    output.data.pop("text/html", None)  # the picture once more, in the language of the run
                    cell.metadata["mystnb"] = {"image": {"alt": said[lang]}}
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "python3"}
    return notebook


def sphinx_sources(root, lang, notebooks):
    """Write what Sphinx reads of one language, where it has changed; return the folder.

    notebooks  path of a source -> notebook of its page
    """
    folder = Path(root, WORK, lang, "source")
    stems = {path.stem: f"/{path.parent.name}/{path.stem}.ipynb" for path in notebooks}
    texts = {"index.md": _front(root, lang, notebooks), "terms.md": _terms(root, lang, notebooks)}
    for path, notebook in notebooks.items():
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type == "markdown":
                cell.source = re.sub(
                    r"`(?:[./\w]*/)?(\w+)\.ipynb`",
                    lambda named: f"[{named[0]}]({stems[named[1]]})" if named[1] in stems else named[0],
                    cell.source,
                )
                if number:
                    cell.source = f"({_label(path, cell)})=\n{cell.source}"
        texts[f"{path.parent.name}/{path.stem}.ipynb"] = content(notebook).decode()
    for there in [path for path in folder.rglob("*") if path.is_file()]:
        if str(there.relative_to(folder)) not in texts:
            there.unlink()
    for name, text in texts.items():
        file = folder / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder


def _label(path, cell):
    """Return the name by which other pages link to a text."""
    return f"{path.stem}-{cell.id}".lower()


def _front(root, lang, notebooks):
    """Return the first page: the chapters and their notebooks, as the README calls them."""
    chapters, listed = {}, readme(root)
    for path in notebooks:
        chapters.setdefault(path.parent.name, []).append(f"{path.parent.name}/{path.stem}")
    text = FRONT[lang]
    for chapter, pages in chapters.items():
        named = re.search(rf"^\| (\d+) ([^|]+) \|[^\n]*/{chapter}/", listed, re.MULTILINE)
        number, title = (named[1], named[2]) if named else (chapter, "")
        caption = f"{number} {title}".strip() if lang == "en" else f"第 {number} 章"
        text += _toctree(caption, pages)
    return text + _toctree({"en": "Appendix", "zh": "附录"}[lang], ["terms"])


def _toctree(caption, pages):
    return "\n".join(["\n```{toctree}", f":caption: {caption}", ":maxdepth: 1", "", *pages, "```\n"])


def _terms(root, lang, notebooks):
    """Return the index of terms: each in both languages, with a link to the text where a notebook first uses it."""
    file = Path(root, "solutions", "glossary.csv")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) if file.is_file() else []
    column = {"en": "english", "zh": "chinese"}[lang]
    text = TERMS[lang]
    for row in rows:
        term = row[column]
        longer = [other[column] for other in rows if term in other[column] and term != other[column]]
        links = [link for path, notebook in notebooks.items() if (link := _first_use(term, longer, path, notebook))]
        words = [row["english"], row["chinese"]][:: 1 if lang == "en" else -1]
        text += f"| {words[0]} | {words[1]} | {' · '.join(links)} |\n"
    return text


def _first_use(term, longer, path, notebook):
    """Return a link to the first text of a notebook that has a term other than within a longer one; None if none has."""
    edge = r"\b" if term.isascii() else ""
    ends = "(?:s|es)?" if term.isascii() else ""
    others = "|".join(map(re.escape, longer)) or "(?!)"
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            text = re.sub(others, "-", " ".join(cell.source.split()), flags=re.IGNORECASE)
            if re.search(f"{edge}{re.escape(term)}{ends}{edge}", text, re.IGNORECASE):
                title = re.match("# (.*)", notebook.cells[0].source)[1]
                place = f"#{_label(path, cell)}" if number else f"/{path.parent.name}/{path.stem}.ipynb"
                return f"[{title}]({place})"
    return None


def _built(root, lang, sources):
    """Return the folder of pages that Sphinx makes of its sources; it reads again only what has changed."""
    work = Path(root, WORK, lang)
    shutil.rmtree(work / "html", ignore_errors=True)  # a page that is no more would stay
    _called(
        *("sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", LOOK, "-d", work / "read"),
        *("-D", f"language={SPHINX[lang]}", sources, work / "html"),
    )
    for name in ".buildinfo", "objects.inv":
        (work / "html" / name).unlink()
    return work / "html"


def _called(module, *arguments):
    """Run a program that is a Python package; raise SourceError with the first line of its complaints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    if ran.returncode:
        said = (ran.stderr or ran.stdout).strip().splitlines() or ["no reason given"]
        raise SourceError(f"site: {module}: {said[0]}")
