"""A hand-in is rebuilt, run and judged; what is wrong with one does not touch another."""

import copy
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.classroom import grade as grade_class
from autograder.course import nbgrader, settings
from autograder.grading import Reference, _load, grade
from autograder.misconceptions import misconceptions
from autograder.plugin import Rebuild, rebuild

ROOT = Path(__file__).parents[1]
CHAPTER = "ch05_gated_networks"
SOURCE = ROOT / "solutions" / CHAPTER / "lstm.py"


@pytest.fixture
def released(fresh_course):
    """A function that returns the released LSTM notebook of one language."""
    return lambda lang="en": nbformat.read(fresh_course / "course" / lang / CHAPTER / "lstm.ipynb", as_version=4)


@pytest.fixture(scope="module")
def solutions(references):
    """The solutions of the LSTM notebook: exercise -> source."""
    return {name: cell.source for name, cell in references["lstm"].exercises.items()}


@pytest.fixture(scope="module")
def mistaken(solutions):
    """A function that returns an exercise's solution with its first known mistake, and what is said about it in English and Chinese."""

    def edit(name):
        mistake = misconceptions(name)[0]
        return mistake.edit(solutions[name]), mistake.en, mistake.zh

    return edit


def where(notebook, grade_id):
    """Return the position of the cell with this grade id."""
    return next(
        k for k, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def fill(notebook, sources):
    """Put answers into a notebook's solution cells."""
    for name, source in sources.items():
        notebook.cells[where(notebook, name)].source = source
    return notebook


def new(source):
    """Return a code cell of a student's own."""
    return nbformat.v4.new_code_cell(source)


def added(notebook, rebuilt):
    """Return what rebuilding added to a released notebook: (id of the cell above, source)."""
    ids = {cell.id for cell in notebook.cells}
    pairs = zip([None, *rebuilt.cells], rebuilt.cells, strict=False)
    return [(above.id if above else None, cell.source) for above, cell in pairs if cell.id not in ids]


# -- rebuilding ------------------------------------------------------------------------------------


def test_an_untouched_hand_in_is_the_released_notebook(released):
    assert rebuild(released(), released()) == released()


def test_answers_are_taken_over_code_and_text(released):
    work = {"lstm_step": "def lstm_step(): return 1", "why_gates": "Because."}
    rebuilt = rebuild(released(), fill(released(), work))
    assert rebuilt == fill(released(), work)


@pytest.mark.parametrize(
    ("original", "copied", "counts"), [("a = 1", None, "a = 1"), (None, "b = 2", "b = 2"), ("a = 1", "b = 2", "b = 2")]
)
def test_of_a_copied_exercise_the_last_copy_that_was_worked_on_counts(released, original, copied, counts):
    work = released()
    k = where(work, "lstm_step")
    duplicate = copy.deepcopy(work.cells[k : k + 2])
    work.cells[k + 2 : k + 2] = duplicate
    work.cells[k].source = original or work.cells[k].source
    duplicate[0].source = copied or duplicate[0].source
    assert rebuild(released(), work) == fill(released(), {"lstm_step": counts})


def test_deleted_cells_are_back(released):
    work = fill(released(), {"lstm_step": "a = 1"})
    work.cells = [work.cells[where(work, "lstm_step")]]
    assert rebuild(released(), work) == fill(released(), {"lstm_step": "a = 1"})
    work.cells = []
    assert rebuild(released(), work) == released()


def test_cells_in_another_order_are_put_back(released):
    work = released()
    work.cells.reverse()
    assert rebuild(released(), work) == released()


def test_extra_code_stays_where_it_was_put(released):
    work = released()
    k = where(work, "lstm_step")
    work.cells[k + 1 : k + 1] = [new("second = 2"), new("third = 3"), nbformat.v4.new_markdown_cell("my notes")]
    work.cells.insert(0, new("first = 1"))
    rebuilt = rebuild(released(), work)
    assert [source for _, source in added(released(), rebuilt)] == ["first = 1", "second = 2", "third = 3"]
    assert added(released(), rebuilt)[0][0] is None
    assert added(released(), rebuilt)[1][0] == "lstm_step"
    assert [cell for cell in rebuilt.cells if cell.id in {cell.id for cell in released().cells}] == released().cells
    nbformat.validate(rebuilt)


def test_edits_of_what_was_given_do_not_count(released):
    work = released()
    for cell in work.cells:
        if not cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "check = lambda name: True"
    assert rebuild(released(), work) == released()


def test_metadata_outputs_and_points_of_a_hand_in_do_not_count(released):
    work = released()
    for cell in work.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="5 of 5 cases right")]
        cell.metadata["tags"] = ["play"]
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"points": 100, "locked": False, "solution": True, "checksum": ""}
    work.metadata["unrolled"] = {"lang": "en", "seed": "0"}
    work.metadata["kernelspec"] = {"name": "bash", "display_name": "sh"}
    assert rebuild(released(), work) == released()


@pytest.mark.parametrize(
    "fields", [[], "x", {}, {"grade_id": ["lstm_step"]}, {"grade_id": None}, {"grade_id": "nobody's"}]
)
def test_an_answer_counts_by_its_cell_id_where_its_metadata_was_lost(released, fields):
    work = fill(released(), {"lstm_step": "a = 1"})
    work.cells[where(work, "lstm_step")].metadata["nbgrader"] = fields
    assert rebuild(released(), work) == fill(released(), {"lstm_step": "a = 1"})


def test_a_cell_pasted_from_another_notebook_is_code_of_the_students_own(released):
    work = released()
    pasted = new("def gru_step(): return 1")
    pasted.metadata["nbgrader"] = {"grade_id": "gru_step", "solution": True}
    k = where(work, "lstm_step")
    work.cells[k + 1 : k + 1] = [pasted, new("below = 2")]
    sources = [source for _, source in added(released(), rebuild(released(), work))]
    assert sources == ["def gru_step(): return 1", "below = 2"]


@pytest.mark.parametrize(("said", "lang"), [("en", "en"), ("zh", "zh"), ("../en", "en"), (None, "en"), (["zh"], "en")])
def test_a_hand_in_is_rebuilt_from_its_own_edition(fresh_course, released, said, lang):
    work = fill(released(lang), {"lstm_step": "a = 1"})
    work.metadata["unrolled"] = {"lang": said}
    resources = {"nbgrader": {"assignment": CHAPTER, "notebook": "lstm"}}
    rebuilt, _ = Rebuild(root=str(fresh_course)).preprocess(work, resources)
    assert rebuilt == fill(released(lang), {"lstm_step": "a = 1"})


# -- running and judging ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference():
    """The LSTM notebook's reference with a seed that the notebook does not use."""
    return Reference(SOURCE, lambda name: (7, *name.encode()))


def test_a_right_hand_in_gets_full_marks(released, reference, solutions):
    work = fill(released(), solutions)
    work.cells.insert(2, new("from IPython.display import HTML\nHTML('<script>alert(1)</script>')"))
    reports = grade(rebuild(released(), work), reference)
    assert {name: report.share for name, report in reports.items()} == dict.fromkeys(solutions, 1)


def test_a_broken_hand_in_is_judged_exercise_by_exercise(released, reference, solutions, mistaken):
    wrong, _, said = mistaken("cell_path_gradient")
    work = {
        "lstm_step": "def lstm_step(:",
        "to_keras_weights": "import sys\nprint('careful', file=sys.stderr)\n" + solutions["to_keras_weights"],
        "cell_path_gradient": wrong,
        "forget_bias": "import os\ndef forget_bias(keep, steps):\n    os._exit(1)\n",
    }
    work = fill(released("zh"), work)
    work.cells.insert(2, new("1 / 0"))
    work.cells.insert(3, new("from IPython.display import HTML\nHTML('<script>alert(1)</script>')"))
    rebuilt = rebuild(released("zh"), work)
    reports = grade(rebuilt, reference)
    shares = {name: report.share for name, report in reports.items()}
    assert shares.pop("cell_path_gradient") < 1
    assert shares == {"lstm_step": 0, "to_keras_weights": 1, "LSTMCell": 0, "forget_bias": 0}
    assert "➜ 单元格本身就停在了 SyntaxError: " in repr(reports["lstm_step"])
    assert "还没有定义 `lstm_step`" in repr(reports["lstm_step"])
    assert repr(reports["LSTMCell"]) == "LSTMCell: 尚未作答"
    assert f"➜ {said}" in repr(reports["cell_path_gradient"])
    assert repr(reports["forget_bias"]) == "forget_bias: 没有得到结果，需要教师查看"
    outputs = {cell.source: cell.outputs for cell in rebuilt.cells if cell.cell_type == "code"}
    assert [output.ename for output in outputs["def lstm_step(:"]] == ["SyntaxError"]
    assert [output.ename for output in outputs["1 / 0"]] == ["ZeroDivisionError"]
    ((*_, page),) = (output for source, output in outputs.items() if "HTML(" in source)
    assert set(page.data) == {"text/plain"}


@pytest.mark.parametrize(
    "text", ["", "[1", '{"0": 1, "1": 2}', "[1]", "[1, 2, 3]", "[" * 100_000, "[1, " + "2" * 5000 + "]", "\udcff", None]
)
def test_what_is_not_one_result_per_case_is_no_result(tmp_path, text):
    path = tmp_path / "results.json"
    if text is not None:
        path.write_bytes(text.encode(errors="surrogateescape"))
    assert _load(path, 2) is None


def test_a_result_per_case_is_read_unless_it_is_huge(tmp_path, monkeypatch):
    path = tmp_path / "results.json"
    path.write_text('[{"other": "set"}, null]')
    assert _load(path, 2) == [{"other": "set"}, None]
    monkeypatch.setattr("autograder.grading.LARGEST_RESULT", 10)
    assert _load(path, 2) is None
    assert _load(None, 2) is None


# -- a class through nbgrader ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def classroom(fresh_course, solutions, mistaken):
    """The course with two hand-ins of the LSTM notebook, graded: ada's with a mistake and words on stderr, bob's right."""
    warned = "import sys, warnings\nwarnings.warn('slow')\nprint('careful', file=sys.stderr)\n"
    ada = solutions | {"lstm_step": warned + mistaken("lstm_step")[0], "why_gates": "Gates near 1 keep."}
    hand_in(fresh_course, "ada", "en", ada)
    hand_in(fresh_course, "bob", "zh", {name: warned + source for name, source in solutions.items()})
    graded = list(grade_class(fresh_course, [CHAPTER]))
    return fresh_course, graded


def hand_in(root, student, lang, sources):
    """Write a student's LSTM notebook into the classroom."""
    work = nbformat.read(root / "course" / lang / CHAPTER / "lstm.ipynb", as_version=4)
    path = root / "classroom" / "submitted" / student / CHAPTER / "lstm.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(fill(work, sources), path)


def marks(root, student):
    """Return a student's marks from the gradebook: grade id -> (points, does a person have to look)."""
    config = settings(root).CourseDirectory
    with Gradebook(config.db_url, config.course_id) as gradebook:
        (notebook,) = (n for n in gradebook.find_submission(CHAPTER, student).notebooks if n.name == "lstm")
        return {g.name: (g.score, g.needs_manual_grade) for g in notebook.grades}


def test_marks_are_booked_and_words_on_stderr_cost_nothing(classroom, references):
    root, graded = classroom
    points = references["lstm"].points
    full = {f"check_{name}": (worth, False) for name, worth in points.items()}
    cases = len(references["lstm"].expected("lstm_step")[0])
    step = points["lstm_step"] * (1 / cases)  # one case of five shuts the output gate
    assert marks(root, "bob") == full | {"why_gates": (0, False)}
    assert marks(root, "ada") == full | {"check_lstm_step": (step, False), "why_gates": (0, True)}
    total = sum(points.values())
    lines = [line for line, good in graded if good]
    assert len(lines) == len(graded) == 2
    assert lines[0].startswith(f"{CHAPTER} ada: {total - points['lstm_step'] + step:g} of ")
    assert lines[0].endswith(", 1 to read")
    assert lines[1].startswith(f"{CHAPTER} bob: {total:g} of ")


def test_the_feedback_page_shows_the_diagnosis(classroom, mistaken):
    root, _ = classroom
    assert nbgrader(settings(root)).generate_feedback(CHAPTER, "ada", force=True)["success"]
    page = (root / "classroom/feedback/ada" / CHAPTER / "lstm.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", page)
    assert "lstm_step: 1 of 5 cases right" in text
    assert mistaken("lstm_step")[1] in text
    assert "Gates near 1 keep." in text


def test_a_hand_in_that_is_not_a_notebook_is_refused_alone_with_its_marks_as_they_were(classroom, solutions):
    """The whole command, with nothing on stderr but the line that says so."""
    root, _ = classroom
    before = marks(root, "ada"), marks(root, "bob")
    (root / "classroom/submitted/bob" / CHAPTER / "lstm.ipynb").write_text("dear teacher, here is my homework")
    (root / "classroom/submitted/ada").rename(root / "classroom/ada")  # already graded; not again
    hand_in(root, "cy", "en", solutions)
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", CHAPTER, "--root", root],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    refused = rf"{CHAPTER} bob: not graded: lstm.ipynb is not a notebook \(.*\); ask for it again\n"
    assert re.fullmatch(refused, done.stderr), done.stderr
    (cy,) = done.stdout.splitlines()
    assert cy.startswith(f"{CHAPTER} cy: 15 of ")
    assert (marks(root, "ada"), marks(root, "bob")) == before
    assert marks(root, "cy")["check_LSTMCell"] == (4, False)


def test_a_student_who_handed_in_nothing_is_named_in_one_line(classroom, capsys):
    from autograder.__main__ import main

    root, _ = classroom
    assert main(["grade", CHAPTER, "--student", "eve", "--root", str(root)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"autograder: nothing of {CHAPTER} was handed in by eve; put notebooks into ")
    assert err.count("\n") == 1
