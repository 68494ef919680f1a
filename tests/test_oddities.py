"""Honest work is never the victim: a right hand-in keeps its marks in two hundred odd forms.

An oddity is a name and what is done, from one of these tables; in this order they are put into one notebook:

    ANSWERS, ABOVE, BELOW  what is written, in oddities.py
    TOUCHES                a function of an exercise's name and its cell's source that returns the source, for every answer
    FILES                  a function that changes the notebook: parsed JSON, with the sources of its cells as strings
    BYTES                  a function of that notebook that returns its file

`make test` grades a dozen notebooks that hold all of them between them, `make proof` each alone.
"""

import copy
import json
import re
import textwrap
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

import jupytext
import nbformat
import pytest
from oddities import ABOVE, ANSWERS, BELOW, TRIES

from autograder.classroom.plugin import read_editions, restore
from autograder.classroom.submissions import examine
from autograder.marking.judging import grade
from autograder.marking.reference import Reference, secret_seeds
from autograder.source.notebooks import LANGS, REGION

ROOT = Path(__file__).parents[1]
CHAPTER = "ch05_gated_networks"
MIXES = 12
NUMBERS = count()
STUBS = {cell.id: cell.source for cell in nbformat.read(ROOT / "course/en" / CHAPTER / "gru.ipynb", as_version=4).cells}

pytestmark = pytest.mark.xdist_group(CHAPTER)

ZWSP, BOM, NBSP, WIDE, RLO, LSEP = "\u200b", "\ufeff", "\u00a0", "\u3000", "\u202e\u202c", "\u2028"

# -- what becomes of every answer ------------------------------------------------------------------


def above(text):
    """Return a touch that puts text above an answer; NAME in it is the exercise's name."""
    return lambda name, source: text.replace("NAME", name) + source


def below(text):
    """The same below it."""
    return lambda name, source: source + text.replace("NAME", name)


def unreachable(name, source):
    """Leave the stub behind the last return."""
    stub = '\n    raise NotImplementedError("write your answer here")'
    return source + stub if source.rpartition("\n")[2].startswith("    ") else source


TOUCHES = {
    "the stub behind a return": unreachable,
    "a definition under an if": lambda name, source: f"if True:\n{textwrap.indent(source, '    ')}",
    "tabs": lambda name, source: re.sub(r"(?m)^(?: {4})+", lambda found: "\t" * (len(found[0]) // 4), source),
    "spaces at the ends of lines": lambda name, source: re.sub(r"(?m)(?<=[:\w)\]])$", " \t", source),
    "blank lines at the end": below("\n    \n\t\n" + "\n" * 20),
    "form feeds": below("\n\f\n\f# next page\n"),
    "an older version in a string": below("\n'''\ndef NAME():\n    return 'wrong'\n'''\n"),
    "an older version in a comment": below(
        "\n# def NAME(*_):\n#     raise NotImplementedError('write your answer here')"
    ),
    "a question mark below": below("\nNAME?"),
    "a shell line below": below("\n!echo NAME is done"),
    "a print below": below("\nprint('NAME is done', NAME, sep='：', end='　\\n')"),
    "an invalid escape below": below("\nlabel = '$\\sigma \\d$'"),
    "notes in a string below": below('\n"""\n# Notes on `NAME`\n\n* it works\n"""'),
    "an error below": below("\nNAME.nothing_of_this_name"),
    "an older version above": above("def NAME(*_): return None\n\n"),
    "blank lines at the beginning": above("\n \n\n"),
    "a Chinese comment": above("# 更新门：“保留”多少？——见式（3）。①②③\n"),
    "a comment from right to left": above(f"# \u0627\u0644\u0634\u0628\u0643\u0629 \u05e9\u05dc\u05d5\u05dd {RLO}\n"),
    "full-width spaces": above(f"#{WIDE}注释{WIDE}{NBSP}{NBSP}ｆｕｌｌ，ｗｉｄｔｈ\nwide = '{WIDE}：'\n"),
    "what nobody sees": above(f"# a{ZWSP}b{BOM}c\u00adsoft\nunseen = '{ZWSP}{BOM}{LSEP}'\n"),
    "emoji": above("# 🙂👩‍🔬 𝒉ₜ 🇨🇳 e\u0301 ﬁ\nsmile = '🙂'\n"),
    "a shebang and a coding line": above("#!/usr/bin/env python3\n# -*- coding: latin-1 -*-\n"),
    "VS Code's cell markers": above("#%%\n# In[12]:\n"),
    "Colab's form": above('#@title Answer { display-mode: "form" }\nrate = 0.1 #@param {type:"number"}\n'),
    "solution markers": above("### BEGIN SOLUTION\n### END SOLUTION\n# YOUR CODE HERE\n"),
    "a long line": above("# " + "long " * 10_000 + "\n"),
    "%%time above": above("%%time\n"),
    "%%capture above": above("%%capture said\n"),
    "line ends of Windows": lambda name, source: source.replace("\n", "\r\n"),
    "line ends of old Macs": lambda name, source: source.replace("\n", "\r"),
}

# -- what becomes of the notebook ------------------------------------------------------------------


def saved(about=(), each=(), ids=True, fields=True):
    """Return what an editor does when it saves: it adds metadata, and drops ids and nbgrader's fields, or not."""

    def change(notebook):
        notebook["metadata"] |= dict(about)
        notebook["nbformat_minor"] = 5 if ids else 2
        for number, cell in enumerate(notebook["cells"]):
            if not fields:
                cell["metadata"] = {}
            if not ids:
                cell.pop("id", None)
            cell["metadata"] |= {key: value.replace("N", str(number)) for key, value in dict(each).items()}

    return change


def passed_through(form, **about):
    """Return what jupytext does, there and back: the notebook as text."""

    def change(notebook):
        text = jupytext.writes(nbformat.from_dict(notebook | {"metadata": notebook["metadata"] | about}), form)
        back = json.loads(nbformat.writes(jupytext.reads(text, form)))
        notebook["cells"] = [cell | {"source": "".join(cell["source"])} for cell in back["cells"]]
        notebook["metadata"] = back["metadata"]

    return change


def cells_of(notebook, prefix=""):
    """Return the cells of the exercises, or of what belongs to them by a prefix: name -> cell."""
    found = {f"{prefix}{name}": None for name in ANSWERS}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in found:
            found[name] = cell
    return {name: cell for name, cell in found.items() if cell}


def own(source, kind="code"):
    """Return a new cell."""
    cell = {"cell_type": kind, "id": f"own-{next(NUMBERS)}", "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def everywhere(kind, source):
    """Return what puts a cell of the student's own below every cell."""

    def change(notebook):
        notebook["cells"] = [each for cell in notebook["cells"] for each in (cell, own(source, kind))]

    return change


def each_cell(**values):
    """Return what gives every code cell these values."""

    def change(notebook):
        for number, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] == "code":
                cell.update(copy.deepcopy(values) or {"execution_count": 7 * number})

    return change


def without(condition):
    """Return what deletes cells."""

    def change(notebook):
        notebook["cells"] = [cell for cell in notebook["cells"] if not condition(cell)]

    return change


def moved(where):
    """Return what takes the checks out and puts them elsewhere: a function of the other cells and the checks."""

    def change(notebook):
        checks = list(cells_of(notebook, "check_").values())
        notebook["cells"] = where([cell for cell in notebook["cells"] if cell not in checks], checks)

    return change


def rewritten(cells):
    """Return what takes other cells in the place of each answer: a function of the cell, and of it as it was released."""

    def change(notebook):
        answers = cells_of(notebook)
        for name, cell in answers.items():
            place = notebook["cells"].index(cell)
            notebook["cells"][place : place + 1] = cells(cell, cell | {"source": STUBS[name]})

    return change


def merged(notebook):
    """Put all answers into the cell of the first."""
    first, *others = cells_of(notebook).values()
    first["source"] = "\n\n\n".join([first["source"], *(cell["source"] for cell in others)])
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in others]


def with_its_check(notebook):
    """Write every check below its answer, into the same cell, and delete its own."""
    for name, cell in cells_of(notebook).items():
        cell["source"] += f'\n\ncheck("{name}")'
    moved(lambda others, checks: others)(notebook)


def given(marks, definition):
    """Return what adds a line to the first given cell with these marks, which the answers then need."""

    def change(notebook):
        names = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and marks(cell)]
        names[0]["source"] += f"\n{definition}"
        for name, cell in cells_of(notebook).items():
            cell["source"] += f"\n_{name} = {name}\ndel {name}\n{name} = needed(_{name})"

    return change


def is_play(cell):
    """Say whether a cell only shows something."""
    return "play" in cell["metadata"].get("tags", [])


EMPTY_VIEW = {"application/vnd.jupyter.widget-view+json": {"model_id": "0" * 32}, "text/plain": "a widget"}
STOPPED = {"output_type": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": ["\x1b[31mstop"]}
FILES = {
    "answers and their checks in one cell": with_its_check,
    "all answers in one cell": merged,
    "checks deleted": moved(lambda others, checks: others),
    "checks at the end": moved(lambda others, checks: others + checks),
    "checks at the top": moved(lambda others, checks: [*others[:2], *checks, *others[2:]]),
    "checks twice": moved(lambda others, checks: others + 2 * copy.deepcopy(checks)),
    "an answer below the stub": rewritten(lambda cell, stub: [stub, own(cell["source"])]),
    "an answer in the place of the stub": rewritten(lambda cell, stub: [own(cell["source"])]),
    "a copy of the answer's cell, untouched": rewritten(lambda cell, stub: [cell, copy.deepcopy(stub)]),
    "a copy of the answer's cell, worked on": rewritten(
        lambda cell, stub: [stub | {"source": stub["source"] + "  # how?"}, cell]
    ),
    "cells turned round": lambda notebook: notebook["cells"].reverse(),
    "nothing but answers": without(lambda cell: cell["metadata"].get("nbgrader", {}).get("grade_id") not in ANSWERS),
    "text deleted": without(lambda cell: cell["cell_type"] == "markdown"),
    "what only shows something deleted": without(is_play),
    "a helper in the first given cell": given(
        lambda cell: "nbgrader" not in cell["metadata"], "def needed(f): return f"
    ),
    "an import in the first given cell": given(
        lambda cell: "nbgrader" not in cell["metadata"], "from copy import copy as needed"
    ),
    "a helper in a given cell that shows something": given(is_play, "def needed(f): return f"),
    "text between all cells": everywhere("markdown", "My notes: $x_1$\n\n---\n\n```python\nx = 1\n```"),
    "raw cells": everywhere("raw", "\\newpage"),
    "empty cells": everywhere("code", " \n"),
    "cells of comments": everywhere("code", "# why?"),
    "odd numbers of execution": each_cell(),
    "widgets' outputs": each_cell(outputs=[{"output_type": "display_data", "metadata": {}, "data": EMPTY_VIEW}]),
    "interrupted cells": each_cell(outputs=[STOPPED]),
    "long outputs": each_cell(outputs=[{"output_type": "stream", "name": "stdout", "text": ["x\n"] * 3000}]),
    "slides, tags and hidden cells": saved(each={"slideshow": "subslide", "scrolled": "true", "collapsed": "false"}),
    "a saved kernel of another name": saved(
        {"kernelspec": {"name": "conda-env-rnn-py", "display_name": "R"}, "language_info": {"name": "R"}}
    ),
    "JupyterLab with extensions": saved(
        {"toc-autonumbering": True, "widgets": {}, "varInspector": {}}, {"ExecuteTime": "N"}
    ),
    "Kaggle": saved({"kaggle": {"accelerator": "gpu"}}, {"_uuid": "N", "_cell_guid": "N", "trusted": "true"}),
    "VS Code": saved({"orig_nbformat": 4, "vscode": {"interpreter": {"hash": "0"}}}, {"vscode": "python"}, ids=False),
    "Colab": saved({"colab": {"provenance": [], "toc_visible": True}}, {"id": "colab-N", "outputId": "N"}, ids=False),
    "PyCharm": saved({"pycharm": {}}, {"pycharm": "#%%\n"}, ids=False),
    "Deepnote": saved({"deepnote_notebook_id": "0"}, {"deepnote_cell_type": "code", "cell_id": "N"}, fields=False),
    "Databricks": saved(
        {"application/vnd.databricks.v1+notebook": {}}, {"azdata_cell_guid": "N"}, ids=False, fields=False
    ),
    "jupytext, percent": passed_through("py:percent"),
    "jupytext, light": passed_through("py:light"),
    "jupytext, Markdown": passed_through("md"),
    "jupytext without metadata": passed_through("py:percent", jupytext={"cell_metadata_filter": "-all"}),
}


# -- the file --------------------------------------------------------------------------------------


def in_lines(notebook):
    """Return the notebook as JupyterLab saves it, every source a list of lines."""
    cells = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]]
    return json.dumps(notebook | {"cells": cells}, indent=1, ensure_ascii=False).encode() + b"\n"


BYTES = {
    "sources in lines": in_lines,
    "a byte order mark": lambda notebook: b"\xef\xbb\xbf" + in_lines(notebook),
    "UTF-16": lambda notebook: json.dumps(notebook, ensure_ascii=False).encode("utf-16"),
    "a file from Windows": lambda notebook: in_lines(notebook).replace(b"\n", b"\r\n"),
    "no end of line": lambda notebook: json.dumps(notebook, indent=4).encode(),
    "one line, keys turned round": lambda notebook: json.dumps(dict(reversed(notebook.items()))).encode(),
    "format 3": lambda notebook: (
        nbformat.versions[3].writes_json(nbformat.convert(nbformat.from_dict(notebook), 3)).encode()
    ),
    "format 4.0": lambda notebook: in_lines(notebook | {"nbformat_minor": 0}),
}


# -- what goes together ----------------------------------------------------------------------------

PLACES = [*FILES][: [*FILES].index("text deleted")]
GIVEN = [name for name in FILES if "given cell" in name]
CLASHES = {  # a word -> what can't be in one notebook, by name
    "ids": [
        "VS Code",
        "Colab",
        "PyCharm",
        "Deepnote",
        "Databricks",
        *(name for name in FILES if "jupytext" in name),
        "format 3",
    ],
    "places": PLACES,
    "given": [*GIVEN, "nothing but answers", "what only shows something deleted", "cells turned round"],
    "order": [*TRIES, "cells turned round"],
    "first line": ["%%time above", "%%capture above"],
    "line ends": ["line ends of Windows", "line ends of old Macs"],
    "indentation": ["a definition under an if", "exec of a string"],
    "escapes": ["warnings are errors", "a docstring full of backslashes", "an invalid escape below"],
    "files": [
        "an import of what %%writefile wrote",
        "umask and atexit",
        "all answers in one cell",
        "nothing but answers",
        "cells turned round",
    ],
}


class Oddity(NamedTuple):
    """One of two hundred."""

    table: str  # or the exercise whose answer it is
    name: str
    change: object  # what stands in the table

    def takes(self):
        """Return what no second oddity in the same notebook can take as well."""
        alone = {self.table} if self.table in (*ANSWERS, "BYTES") else set()
        return alone | {word for word, names in CLASHES.items() if self.name in names}


TABLES = ANSWERS | {"ABOVE": ABOVE, "BELOW": BELOW, "TOUCHES": TOUCHES, "FILES": FILES, "BYTES": BYTES}
ODDITIES = [Oddity(table, name, change) for table, rows in TABLES.items() for name, change in rows.items()]


def mixes():
    """Return the oddities in a dozen lists of what goes together, each with about as many as the others."""
    found = [[] for _ in range(MIXES)]
    for oddity in sorted(ODDITIES, key=lambda oddity: -len(oddity.takes())):
        free = [mix for mix in found if not oddity.takes() & set(chain(*(other.takes() for other in mix)))]
        min(free, key=len).append(oddity)
    return [sorted(mix, key=ODDITIES.index) for mix in found]


# -- handing in ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def released():
    """The GRU notebook as students receive it: language -> notebook."""
    return read_editions(ROOT, CHAPTER, "gru")


@pytest.fixture(scope="module")
def reference():
    """Its reference, with a secret."""
    return Reference(ROOT / "solutions" / CHAPTER / "gru.py", secret_seeds("odd"))


def right(reference, name):
    """Return a student's right answer: the solution without the words around it."""
    lines = reference.exercises[name].source.split("\n")
    return "\n".join(line for line in lines if line.strip() not in REGION)


def hand_in(notebook, reference, oddities):
    """Return the file of a right hand-in with some oddities."""
    notebook = json.loads(nbformat.writes(notebook))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    of = {table: [oddity for oddity in oddities if oddity.table == table] for table in TABLES}
    for name, cell in cells_of(notebook).items():
        *before, source = (of[name][0].change.strip("\n") if of[name] else right(reference, name)).split("\n#-----\n")
        for touch in of["TOUCHES"]:
            source = touch.change(name, source)
        cell["source"] = source
        insert(notebook, cell, 0, before)
    checks = cells_of(notebook, "check_")
    insert(notebook, cells_of(notebook)["gru_step"], 0, [oddity.change for oddity in of["ABOVE"]])
    insert(notebook, checks["check_gru_step"], 1, [oddity.change for oddity in of["BELOW"]])
    for oddity in of["FILES"]:
        oddity.change(notebook)
    return of["BYTES"][0].change(notebook) if of["BYTES"] else in_lines(notebook)


def insert(notebook, cell, offset, sources):
    """Put code cells of the student's own above a cell, or with an offset of 1 below it."""
    place = notebook["cells"].index(cell) + offset
    notebook["cells"][place:place] = [own(source) for source in sources]


# -- what it may not cost --------------------------------------------------------------------------


def costs(folder, released, reference, lang, oddities):
    """Return what is said against the exercises of a right hand-in with some oddities: exercise -> report."""
    folder = folder / "ada" / CHAPTER
    folder.mkdir(parents=True)
    (folder / "gru.ipynb").write_bytes(hand_in(released[lang], reference, oddities))
    work = restore(released, examine(folder, {"gru": {lang: released[lang]}})["gru"])
    said = {}
    for name, report in grade(work, reference).items():
        untouched = name not in ANSWERS and report.unattempted
        if not untouched and (report.share < 1 or report.attention or report.named or report.remarks()):
            said[name] = repr(report)
    return said


def test_there_are_two_hundred_and_a_dozen_notebooks_hold_them_all():
    assert len({oddity.name for oddity in ODDITIES}) == len(ODDITIES) == 200
    assert sorted(ODDITIES.index(oddity) for oddity in chain(*mixes())) == [*range(200)]


@pytest.mark.parametrize("k", range(MIXES))
def test_a_right_hand_in_of_many_oddities_keeps_its_marks(tmp_path, released, reference, k):
    mix = mixes()[k]
    said = costs(tmp_path, released, reference, LANGS[k % 2], mix)
    assert not said, "\n".join(["it has:", *(f"    {oddity.table}: {oddity.name}" for oddity in mix), *said.values()])


@pytest.mark.proof
@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: f"{oddity.table}: {oddity.name}")
def test_a_right_hand_in_of_one_oddity_keeps_its_marks(tmp_path, released, reference, oddity):
    assert costs(tmp_path, released, reference, "en", [oddity]) == {}
