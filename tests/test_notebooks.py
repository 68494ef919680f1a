"""Sources become notebooks with stable ids, and whatever could not be graded is refused."""

import ast
import csv
import difflib
import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from jupytext.config import load_jupytext_configuration_file

from autograder.marking.reference import namespace
from autograder.source.notebooks import LANGS, ROLES, SourceError, build, read, solution_chapters

ROOT = Path(__file__).parents[1]
CONFIGURATION = ROOT / "solutions" / "jupytext.toml"

TITLE = """\
# %% [markdown] lang="en"
# # Carry a state
#
# The state is $h_t$.

# %% [markdown] lang="zh"
# # 传递状态
#
# 状态是 $h_t$。
"""
IMPORTS = """\
# %%
import math
"""
EXERCISE = '''\
# %% exercise="step"
def step(x_t, h_prev):
    """Return h_t."""
    ### BEGIN SOLUTION
    # why?
    return math.tanh(x_t + h_prev)
    ### END SOLUTION
'''
CHECK = """\
# %% check="step" points=3
check("step")
"""
ANSWER = """\
# %% [markdown] answer="why" points=2.5 lang="en"
# Why tanh?
#
# ### BEGIN SOLUTION
# It is bounded.
# ### END SOLUTION

# %% [markdown] answer="why" points=2.5 lang="zh"
# 为什么用 tanh
#
# ### BEGIN SOLUTION
# 它是有界的。
# ### END SOLUTION
"""
PLAY = """\
# %% play="look"
step(0.0, 1.0)
"""


def text(*cells):
    """Join cells as ruff formats them; a function is followed by two blank lines."""
    return "\n".join(cell + "\n" if "def " in cell else cell for cell in cells)


COURSE = text(TITLE, IMPORTS, EXERCISE, CHECK, ANSWER, PLAY)


@pytest.fixture
def source(tmp_path):
    """Return a function that writes a source and returns its path."""

    def save(content, name="rnn.py"):
        path = tmp_path / "solutions" / "ch02_rnn" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return save


def test_a_source_is_read_with_kind_language_role_name_points_and_line(source):
    cells = read(source(COURSE))
    assert [cell.kind[0] + str(cell.line) for cell in cells] == (["m1", "m6", "c11", "c14", "c23", "m26", "m33", "c40"])
    assert cells[0].source == "# Carry a state\n\nThe state is $h_t$."
    assert cells[1].lang == "zh"
    assert "状态" in cells[1].source
    assert cells[3][2:6] == (None, "exercise", "step", None)
    assert cells[4][1:6] == ('check("step")', None, "check", "step", 3)
    assert cells[6][2:6] == ("zh", "answer", "why", 2.5)
    assert cells[7][2:6] == (None, "play", "look", None)


def test_a_comment_that_looks_like_a_magic_stays_a_comment(source):
    assert "    # why?\n" in read(source(COURSE))[3].source


def test_a_built_notebook_has_nbgrader_fields_for_graded_cells_and_a_tag_for_play(source):
    notebook = build(source(COURSE), "en")
    nbformat.validate(notebook)
    title, imports, exercise, check, answer, play = notebook.cells
    assert title.metadata == imports.metadata == {}
    assert play.metadata == {"tags": ["play", "skip-execution", "raises-exception"]}
    assert [cell.id for cell in (exercise, check, answer)] == ["step", "check_step", "why"]
    flags = ("grade_id", "solution", "grade", "locked", "points")
    assert [tuple(cell.metadata.nbgrader.get(flag) for flag in flags) for cell in (exercise, check, answer)] == [
        ("step", True, False, False, None),
        ("check_step", False, True, True, 3),
        ("why", True, True, False, 2.5),
    ]


def test_a_built_notebook_says_its_language_and_its_kernel_and_nothing_else(source):
    notebook = build(source(COURSE), "zh")
    assert notebook.metadata.unrolled == {"lang": "zh"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"unrolled", "kernelspec"}
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_both_editions_have_the_same_code_cells_and_grade_ids_and_their_own_text(source):
    path = source(COURSE)
    english, chinese = (build(path, lang).cells for lang in LANGS)
    assert [cell.cell_type for cell in english] == [cell.cell_type for cell in chinese]
    for one, other in zip(english, chinese, strict=True):
        if one.cell_type == "code":
            assert one == other
        else:
            assert one.source != other.source
            assert one.metadata == other.metadata


def test_two_builds_are_byte_identical(source):
    path = source(COURSE)
    assert nbformat.writes(build(path, "en")) == nbformat.writes(build(path, "en"))


def test_inserting_a_cell_changes_only_that_cell(source):
    before = build(source(COURSE), "en").cells
    after = build(source(text(TITLE, IMPORTS, PLAY, EXERCISE, CHECK, ANSWER)), "en").cells
    assert [*after[:2], *after[3:]] == before[:5]
    assert after[2] == before[5]


def test_equal_cells_get_ids_that_differ(source):
    cells = build(source(text(IMPORTS, IMPORTS, IMPORTS)), "en").cells
    first = cells[0].id
    assert [cell.id for cell in cells] == [first, f"{first}-2", f"{first}-3"]
    assert len(first) == 8


def test_the_configuration_writes_a_source_back_byte_for_byte(source):
    path, config = source(COURSE), load_jupytext_configuration_file(str(CONFIGURATION))
    notebook = jupytext.read(path, config=config)
    assert jupytext.writes(notebook, fmt="py:percent", config=config) == COURSE


def test_a_save_from_jupyterlab_keeps_what_every_kind_of_cell_is_called():
    kept = load_jupytext_configuration_file(str(CONFIGURATION)).cell_metadata_filter.split(",")
    assert {"lang", "points", *ROLES} == {*kept} - {"-all"}


def test_a_save_from_jupyterlab_changes_only_the_edited_cells(source, tmp_path):
    path = source(COURSE)
    shutil.copy(CONFIGURATION, tmp_path / "solutions")
    contents = jupytext.TextFileContentsManager(root_dir=str(tmp_path))
    model = contents.get("solutions/ch02_rnn/rnn.py", type="notebook")
    notebook = model["content"]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11"}
    for cell in notebook.cells:
        cell.metadata["editable"] = True
        cell.metadata["trusted"] = True
    notebook.cells[2]["execution_count"] = 1
    notebook.cells[2].metadata["play"] = "imports"
    notebook.cells[-1].source = "step(1.0, 0.0)"
    contents.save({"type": "notebook", "content": notebook}, "solutions/ch02_rnn/rnn.py")
    difference = difflib.unified_diff(COURSE.split("\n"), path.read_text().split("\n"), n=0)
    assert [line for line in difference if line[:2] not in ("--", "++", "@@")] == [
        "-# %%",
        '+# %% play="imports"',
        "-step(0.0, 1.0)",
        "+step(1.0, 0.0)",
    ]


ENGLISH, CHINESE = TITLE.split("\n\n")
REFUSED = {  # what is wrong: (its line, words of the message, source)
    "a file that begins with something else": (1, "'# %%'", "import math\n" + IMPORTS),
    "a file that is empty": (1, "'# %%'", ""),
    "an encoding declared by a title": (
        2,
        "encoding",
        '# %% [markdown] lang="en"\n# # Decoding: beam search\n',
    ),
    "a marker nobody knows": (1, "unknown marker", '# %% exercize="step"\nx = 1\n'),
    "a marker without a value": (1, "missing value", "# %% play\nx = 1\n"),
    "a marker without quotes": (1, "missing value", "# %% play=look\nx = 1\n"),
    "a title": (1, "unknown marker", '# %% look play="look"\nx = 1\n'),
    "a raw cell": (1, "unknown marker", "# %% [raw]\n# x\n"),
    "raw nbgrader metadata": (1, "use lang", '# %% nbgrader={"grade": true}\nx = 1\n'),
    "two roles in one marker": (1, "exercise and play", '# %% play="a" exercise="a"\nx = 1\n'),
    "single quotes": (1, "unknown marker", "# %% play='look'\nx = 1\n"),
    "one marker twice": (1, "JupyterLab", '# %% play="a" play="b"\nx = 1\n'),
    "JSON in a marker": (1, "unknown marker", '# %% {"play": "look"}\nx = 1\n'),
    "a marker that is indented": (3, "unknown marker", "# %%\nx = 1\n # %%\nx = 2\n"),
    "text without a language": (1, 'lang="en"', "# %% [markdown]\n# x\n"),
    "text in an unknown language": (1, "'fr'", '# %% [markdown] lang="fr"\n# x\n'),
    "code with a language": (1, "drop lang", '# %% lang="en"\nx = 1\n'),
    "text outside a comment": (2, "`# x`", '# %% [markdown] lang="en"\nx\n\n' + CHINESE),
    "a blank line in a text cell": (3, "`#`", TITLE.replace("state\n#\n", "state\n\n")),
    "a twin that is missing": (1, "twin directly below", text(ENGLISH + "\n", IMPORTS)),
    "a twin that stands alone": (1, "twin directly above", CHINESE),
    "two twins the wrong way round": (1, "directly above", CHINESE + "\n" + ENGLISH),
    "code between twins": (1, "directly below", text(ENGLISH + "\n", IMPORTS, CHINESE)),
    "twins with different names": (8, "line 1", ANSWER.replace('"why" points', '"w" points', 1)),
    "twins with different points": (8, "line 1", ANSWER.replace("points=2.5", "points=2", 1)),
    "an answer without a twin": (1, "directly below", ANSWER.partition("\n\n")[0]),
    "an answer in a code cell": (1, "markdown cell", '# %% answer="a" points=1\nx = 1\n'),
    "an exercise in a text cell": (1, "code cell", '# %% [markdown] exercise="a" lang="en"\n# x\n'),
    "a check without points": (10, "above 0", text(EXERCISE, CHECK.replace(" points=3", ""))),
    "a check without worth": (10, "above 0", text(EXERCISE, CHECK.replace("3", "0"))),
    "points that are text": (10, "points=…", text(EXERCISE, CHECK.replace("3", '"3"'))),
    "points that are not a number": (10, "points=…", text(EXERCISE, CHECK.replace("3", "NaN"))),
    "points on an exercise": (1, "not graded", EXERCISE.replace('"step"', '"step" points=3')),
    "points on a plain cell": (1, "not graded", "# %% points=3\nx = 1\n"),
    "a name that is no identifier": (1, "not a name", PLAY.replace("look", "look-here")),
    "a name that is not text": (1, "missing value", PLAY.replace('"look"', "3")),
    "a name in Chinese": (1, "not a name", PLAY.replace("look", "看")),
    "a name that is too long": (1, "58 characters", PLAY.replace("look", "x" * 59)),
    "two exercises of one name": (10, "line 1", text(EXERCISE, EXERCISE, CHECK)),
    "two checks of one name": (13, "line 10", text(EXERCISE, CHECK, CHECK)),
    "two cells to play of one name": (4, "line 1", text(PLAY, PLAY)),
    "an answer named like an exercise": (
        13,
        "line 1",
        text(EXERCISE, CHECK, ANSWER).replace("why", "step"),
    ),
    "an exercise named like a check": (
        13,
        "line 10",
        text(EXERCISE, CHECK, EXERCISE.replace('"step"', '"check_step"')),
    ),
    "a check of two lines": (10, 'check("step")', text(EXERCISE, CHECK + "x = 1\n")),
    "a check of something else": (10, 'check("step")', text(EXERCISE, CHECK.replace('("s', '("S'))),
    "a check without an exercise": (1, "check without exercise=", CHECK),
    "a check above its exercise": (1, "check without exercise=", text(CHECK, EXERCISE)),
    "a check of an answer": (
        15,
        "check without exercise=",
        text(ANSWER, CHECK.replace("step", "why")),
    ),
    "an exercise without a check": (1, "without a check", EXERCISE),
    "an exercise without a solution": (1, "without", '# %% exercise="a"\nx = 1\n'),
    "a solution that never ends": (1, "without", EXERCISE.replace("    ### END SOLUTION\n", "")),
    "a solution inside a solution": (
        1,
        "without",
        EXERCISE.replace("# why?", "### BEGIN SOLUTION"),
    ),
    "a solution in an open cell": (1, "students see", EXERCISE.replace(' exercise="step"', "")),
    "a solution in open text": (
        6,
        "students see",
        TITLE.replace("# 状", "# ### BEGIN SOLUTION\n# 状"),
    ),
    "a solution in small letters": (1, "students see", "# %%\n# begin solution\nx = 1\n"),
    "an answer without a model answer": (
        1,
        "without",
        ANSWER.replace("# ### BEGIN SOLUTION\n", ""),
    ),
    "code that does not parse": (3, "'(' was never closed", "# %%\nx = 1\ny = (1\n"),
    "a return outside a function": (2, "'return' outside", "# %%\nreturn\n"),
    "an escape nobody meant": (3, "invalid escape", '# %%\nx = 1\nlabel = "$\\sigma$"\n'),
    "a magic": (3, "no magics", "# %%\nx = 1\n%time x\n"),
    "a shell command": (2, "no magics", "# %%\n!ls\n"),
    "a marker inside a string": (1, "looks like a marker", '# %%\nx = """\n# %%\n"""\n'),
    "an empty code cell": (1, "empty", "# %%\n\n# %%\nx = 1\n"),
    "an empty text cell": (1, "empty", '# %% [markdown] lang="en"\n\n' + CHINESE),
    "a claim that claims nothing": (1, "assert", '# %% claim="state"\nx = 1  # to assert\n'),
    "too many cells": (241, "80 cells", text(*[IMPORTS] * 81)),
}


@pytest.mark.parametrize(("line", "words", "content"), REFUSED.values(), ids=REFUSED.keys())
def test_what_could_not_be_graded_is_refused_with_file_and_line(source, line, words, content):
    path = source(content)
    with pytest.raises(SourceError) as refusal:
        build(path, "en")
    message = str(refusal.value)
    assert message.startswith(f"{path}:{line}: ")
    assert words in message
    assert "\n" not in message


def test_a_cell_that_only_draws_is_folded_and_passed_by_as_a_play_cell_is(source):
    path = source(text(COURSE, '# %% folded="draw"\ndrawn = step(0.0, 1.0)\n'))
    assert build(path, "en").cells[-1].metadata == {
        "tags": ["play", "skip-execution", "raises-exception"],
        "jupyter": {"source_hidden": True},
    }
    assert "drawn" not in namespace(read(path))


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("ch*/*.py")), ids=lambda path: path.stem)
def test_a_given_cell_that_is_run_needs_no_exercise(path):
    """Or "Run All" would stop at it: only play cells have the tag with which it goes on."""
    cells = [cell for cell in read(path) if cell.kind == "code"]
    exercises = {cell.name for cell in cells if cell.role == "exercise"}
    given = [cell for cell in cells if cell.role is None]
    assert exercises
    assert given
    for cell in given:
        assert _run(ast.parse(cell.source)) & exercises == set(), f"{path}:{cell.line}"


def _run(node):
    """Return the names that code uses when it is run, not those in the bodies of functions."""
    if isinstance(node, ast.Name):
        return {node.id}
    parts = [node.args, *node.decorator_list] if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node)
    return set().union(*map(_run, parts))


def test_a_claim_runs_with_the_notebook_and_students_do_not_get_it(source):
    claims = [f'# %% claim="state_{k}"\nassert step(0.0, 1.0) < 1\n' for k in range(81)]
    path = source(text(COURSE, *claims))
    assert build(path, "en").cells == build(source(COURSE), "en").cells
    path = source(text(COURSE, *claims))
    assert [cell.source for cell in build(path, "en", claims=True).cells[6:]] == ["assert step(0.0, 1.0) < 1"] * 81


def test_eighty_cells_in_each_language_are_allowed(source):
    pairs = [TITLE] * 40
    assert len(build(source(text(*pairs, *[IMPORTS] * 40)), "zh").cells) == 80


def test_chapters_and_their_notebooks_come_in_alphabetical_order(source, tmp_path):
    lstm, gru = source(COURSE, "lstm.py"), source(COURSE, "gru.py")
    assert solution_chapters(tmp_path) == {"ch02_rnn": [gru, lstm]}
    assert solution_chapters(tmp_path, "ch02_rnn") == solution_chapters(tmp_path)


def test_an_unknown_chapter_is_refused_with_those_that_exist(source, tmp_path):
    source(COURSE)
    with pytest.raises(SourceError, match="no chapter 'ch99'; choose one of these: ch02_rnn"):
        solution_chapters(tmp_path, "ch99")


# The words of the Chinese texts: solutions/glossary.csv

GLOSSARY = list(csv.DictReader((ROOT / "solutions/glossary.csv").read_text(encoding="utf-8").splitlines()))
NOTEBOOKS = sorted((ROOT / "solutions").glob("ch*/*.py"))
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff]\*{0,2} ?\([A-Za-z][A-Za-z -]*\)")


def prose(path):
    """Return the Chinese text of a notebook as (line, text) pairs, without the model answers."""
    cells = [cell for cell in read(path) if cell.lang == "zh"]
    rows = [list(enumerate(cell.source.split("### BEGIN SOLUTION")[0].split("\n"), cell.line + 1)) for cell in cells]
    return [row for cell in rows for row in cell]


def chinese():
    """Yield (file:line, text) for all Chinese there is: texts of notebooks, and strings of the course's and the instructor's package."""
    for path in NOTEBOOKS:
        for cell in read(path):
            if cell.lang == "zh":
                for number, row in enumerate(cell.source.split("\n"), cell.line + 1):
                    yield f"{path.relative_to(ROOT)}:{number}", row
    for path in sorted([*ROOT.glob("course/unrolled/**/*.py"), *ROOT.glob("autograder/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search(r"[\u4e00-\u9fff]", node.value)
            ):
                for number, row in enumerate(node.value.split("\n"), node.lineno):
                    yield f"{path.relative_to(ROOT)}:{number}", row


def first_use(term, rows):
    """Return the line where a term first stands, not as a part of a longer one, and the text from there on; None if it does not."""
    longer = [row["chinese"] for row in GLOSSARY if term in row["chinese"] and term != row["chinese"]]
    rows = [(number, re.sub(r"\s", "", row.lstrip("> "))) for number, row in rows if not row.startswith("#")]
    text = "".join(row for _, row in rows)
    hidden = text
    for other in longer:
        hidden = hidden.replace(other, "-" * len(other))
    if (found := hidden.find(term)) < 0:
        return None
    return [number for number, row in rows for _ in row][found], text[found:]


def test_the_glossary_says_one_chinese_word_for_each_english_one_and_forbids_none_that_it_asks_for():
    words = [row["chinese"] for row in GLOSSARY]
    assert [row["english"].lower() for row in GLOSSARY] == sorted({row["english"].lower() for row in GLOSSARY})
    assert len(set(words)) == len(words)
    assert {row["introduced"] for row in GLOSSARY} == {"yes", "no"}
    assert not [(never, word) for row in GLOSSARY for never in row["never"].split() for word in words if never in word]


def test_no_chinese_text_has_a_word_for_which_the_glossary_has_another():
    wrong = [
        f"{place}: write {row['chinese']} ({row['english']}), not {never}"
        for place, text in chinese()
        for row in GLOSSARY
        for never in row["never"].split()
        if never in re.sub(r"\s", "", text)
    ]
    assert not wrong, "\n".join(wrong)


def test_an_english_word_beside_a_chinese_one_stands_in_the_wide_brackets_of_the_glossary():
    wrong = [
        f"{place}: write （…） for ({found[0]})" for place, text in chinese() if (found := HALF_WIDTH.search(text))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_the_english_word_of_the_glossary_where_it_first_uses_the_chinese(path):
    rows, wrong = prose(path), []
    for english, term in [(row["english"], row["chinese"]) for row in GLOSSARY if row["introduced"] == "yes"]:
        line, text = first_use(term, rows) or (0, "")
        beside = f"{term}[^，。；：、（）]{{0,8}}（[^）]*{english.replace(' ', '')}"
        if line and not re.match(beside, text, re.IGNORECASE):
            wrong.append(f"{path.relative_to(ROOT)}:{line}: write {term}（{english}） where the notebook first says it")
    assert not wrong, "\n".join(wrong)
