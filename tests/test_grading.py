"""A hand-in is rebuilt, run and judged; what is wrong with one does not touch another."""

import base64
import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import fill, new
from nbgrader.api import Gradebook
from unrolled import probes
from unrolled.check import collect, public_seed

from autograder.classroom.grade import Said
from autograder.classroom.grade import grade as grade_class
from autograder.classroom.settings import nbgrader, settings
from autograder.classroom.submissions import rebuild
from autograder.classroom.unchanged import Standing
from autograder.marking import judging
from autograder.marking.judging import grade
from autograder.marking.reference import Reference
from autograder.room import kernels, zygote
from autograder.room.kernels import Outcome
from autograder.room.sandbox import Limits
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import SourceError

ROOT = Path(__file__).parents[1]
CHAPTER = "ch05_gated_networks"
SOURCE = ROOT / "solutions" / CHAPTER / "lstm.py"

pytestmark = pytest.mark.xdist_group(CHAPTER)


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
    assert repr(reports["forget_bias"]) == "forget_bias: 它结束了内核，需要教师查看"
    outputs = {cell.source: cell.outputs for cell in rebuilt.cells if cell.cell_type == "code"}
    assert [output.ename for output in outputs["def lstm_step(:"]] == ["SyntaxError"]
    assert [output.ename for output in outputs["1 / 0"]] == ["ZeroDivisionError"]
    ((*_, page),) = (output for source, output in outputs.items() if "HTML(" in source)
    assert set(page.data) == {"text/plain"}


@pytest.mark.parametrize("isolation", ["sandbox", "process"])
def test_what_a_hand_in_asks_of_itself_is_kept_nowhere(
    released, reference, solutions, tmp_path, monkeypatch, isolation
):
    opened = tmp_path / "lstm.ipynb"
    nbformat.write(released(), opened)
    for name, value in {"JPY_SESSION_NAME": opened, "XDG_DATA_HOME": tmp_path, "HOME": tmp_path}.items():
        monkeypatch.setenv(name, str(value))
    assert "JPY_SESSION_NAME" not in zygote._environment(judging.surroundings())
    work = fill(released(), solutions)
    asks = "from unrolled import notebook, progress, standing\ncheck()\nprint(notebook.file(), standing.place().exists())\nprogress()"
    work.cells.append(new(asks))
    rebuilt = rebuild(released(), work)
    reports = grade(rebuilt, reference, isolation=isolation)
    assert {report.share for report in reports.values()} == {1}
    (outputs,) = [cell.outputs for cell in rebuilt.cells if cell.source == asks]
    shown = "".join(output.get("text", "") + str(output.get("data", "")) for output in outputs)
    assert "None False\n" in shown
    assert "lstm: 5 of 5 exercises right" in shown
    assert list(tmp_path.rglob("progress*")) == []


def test_a_hang_costs_its_exercise_and_no_other(released, reference, solutions):
    hang = "def cell_path_gradient(f):\n    while True:\n        pass\n"
    stubborn = "def forget_bias(keep, steps):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\n"
    light = {
        name: source for name, source in solutions.items() if name != "LSTMCell"
    }  # milliseconds, also where others work
    work = fill(released(), light | {"cell_path_gradient": hang, "forget_bias": stubborn})
    reports = grade(rebuild(released(), work), reference, Limits(cell_seconds=8))
    shares = {"cell_path_gradient": 0, "forget_bias": 0, "LSTMCell": 0}
    assert {name: report.share for name, report in reports.items()} == dict.fromkeys(solutions, 1) | shares
    late = "it did not finish within 8 seconds; needs the instructor's attention"
    assert repr(reports["cell_path_gradient"]) == f"cell_path_gradient: {late}"
    assert repr(reports["forget_bias"]) == f"forget_bias: {late}"


@pytest.mark.parametrize("end", ["exit()", "get_ipython().kernel.io_loop.stop()"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_kernel_that_ends_a_little_later_costs_no_other_exercise(released, reference, solutions, end, inside):
    work = fill(released(), solutions)
    place = next(k for k, cell in enumerate(work.cells) if cell.source == solutions["cell_path_gradient"])
    if inside:
        work.cells[place].source = f"def cell_path_gradient(f):\n    {end}\n    return f"
    else:
        work.cells.insert(place, new(end))
    reports = grade(rebuild(released(), work), reference)
    ended = {"cell_path_gradient": 0} if inside else {}
    assert {name: report.share for name, report in reports.items()} == dict.fromkeys(solutions, 1) | ended


def test_what_a_student_shows_comes_back_without_a_secret_input(released, reference, solutions):
    spy = "seen = []\nprint('at work')\ndef forget_bias(keep, steps):\n    seen.append(keep)\n    print(keep)\n    raise ValueError(f'{keep} of {steps}')\n"
    work = fill(released(), solutions | {"forget_bias": spy})
    work.cells.append(new("print('seen', seen)"))
    rebuilt = rebuild(released(), work)
    report = grade(rebuilt, reference)["forget_bias"]
    shown = "".join(output.text for cell in rebuilt.cells if cell.cell_type == "code" for output in cell.outputs)
    assert shown.startswith("at work\nseen [")
    secret, public = (inputs("forget_bias", seed("forget_bias")) for seed in (reference.seed, public_seed))
    drawn = [keep for keep in secret if keep not in public]  # others are the same for every seed
    assert drawn
    assert not [keep for keep in drawn if keep in shown + repr(report)]
    assert [keep for keep in public if f"ValueError: {keep} of" in repr(report)]
    assert [keep for keep in public if keep in shown] == public


def test_what_is_wrong_for_other_inputs_only_is_told_without_them(released, reference, solutions):
    known = repr([float(keep) for keep in inputs("forget_bias", public_seed("forget_bias"))])
    parrot = (
        solutions["forget_bias"]
        + f"\nright = forget_bias\ndef forget_bias(keep, steps):\n    return right(keep, steps) if keep in {known} else keep\n"
    )
    report = grade(rebuild(released(), fill(released(), solutions | {"forget_bias": parrot})), reference)["forget_bias"]
    assert report.share < 1
    assert {line.message for line in report.lines if not line.right} == {judging.OTHER_INPUTS}


def inputs(name, seed):
    """Return, as text, the first argument of each call that a probe makes."""
    seen = []
    space = {name: lambda first, *rest: seen.append(str(first))}
    collect(name, space, seed)
    return seen


def test_output_beyond_the_limit_is_left_out(released, reference, solutions):
    work = fill(released(), solutions)
    work.cells.insert(2, new("for _ in range(3000): print('x' * 100)"))
    rebuilt = rebuild(released(), work)
    reports = grade(rebuilt, reference, Limits(output_kb=10))
    assert {report.share for report in reports.values()} == {1}
    (output,) = (cell.outputs[0] for cell in rebuilt.cells if "range(3000)" in cell.source)
    assert 9_000 < len(output.text) < 11_000
    assert output.text.endswith("[output beyond 10 kB is left out]\n")


def test_a_broken_rule_asks_for_attention_with_the_line_and_costs_points_where_it_is_to(
    released, reference, solutions, monkeypatch
):
    monkeypatch.setitem(probes.FORBIDDEN, "forget_bias", ("numpy.log",))
    log = "from numpy import log as ln\nimport math\ndef forget_bias(keep, steps):\n    s = keep ** (1 / steps)\n    return ln(s / (1 - s))\n"
    work = rebuild(released(), fill(released(), solutions | {"forget_bias": log}))
    report = grade(work, reference)["forget_bias"]
    said = "this exercise rules out numpy.log. Used here: numpy.log (line 5: return ln(s / (1 - s)))"
    assert (report.share, report.attention[0]) == (1, said)
    assert said in repr(report)
    assert said in report._repr_html_()
    strict = grade(work, reference, strict=True)["forget_bias"]
    assert (strict.share, repr(strict)) == (0, f"forget_bias: {said}")


UNUSUAL = {  # what a right answer may hold besides: Python runs it, and some of its own tools do not bear it
    "lstm_step": "zero = 0\nassert " + " + ".join(["zero"] * 900) + " == 0",
    "to_keras_weights": "space = f\"{f'\u3000{1}'}\"\ntable = f'''{\n1} {f'{2:\u3000>4}'}'''",
    "LSTMCell": "import math\nscale = " + " + ".join(["0"] * 400) + " + math.pi" + ".real" * 400,
    "cell_path_gradient": "label = '$\\sigma$'\nquoted = f\"{'a' 'b'!r}\" f'{{}}' rf'\\d{1}'",
    "forget_bias": "deep = "
    + "[" * 90
    + "]" * 90
    + "\nif deep: pass\n"
    + "elif deep: pass\n" * 300
    + "sign = "
    + "-" * 900
    + "1",
}


def test_code_that_is_long_deep_or_oddly_spaced_costs_a_right_answer_nothing(released, reference, solutions):
    work = {name: f"{UNUSUAL[name]}\n\n{source}" for name, source in solutions.items()}
    reports = grade(rebuild(released(), fill(released(), work)), reference)
    assert {name: (report.share, report.attention) for name, report in reports.items()} == dict.fromkeys(
        solutions, (1, None)
    )


def test_a_report_says_when_there_was_no_isolation(released, reference, solutions):
    reports = grade(rebuild(released("zh"), fill(released("zh"), solutions)), reference, isolation="process")
    assert all("⚠ 评分时未作隔离" in repr(report) and report.share == 1 for report in reports.values())
    assert all("评分时未作隔离" in report._repr_html_() for report in reports.values())


def test_a_machine_that_cannot_isolate_is_refused_in_one_line(released, reference, monkeypatch):
    monkeypatch.setattr(judging, "problems", lambda: ["no namespaces: allow them"])
    with pytest.raises(SourceError) as refusal:
        grade(released(), reference)
    assert str(refusal.value) == (
        "this machine cannot isolate students' code: no namespaces: allow them; or grade with --isolation=process"
    )


def test_solutions_that_students_code_could_read_are_refused(released, reference, monkeypatch):
    monkeypatch.setattr(reference, "path", Path(sys.prefix, "solutions/lstm.py"))
    with pytest.raises(SourceError, match="which students' code reads: move the course elsewhere"):
        grade(released(), reference)


WRITTEN = '{"results": [{"other": "set"}, null], "ruled_out": [["a.b", "line 1: a.b()"]]}'


@pytest.mark.parametrize("text", ["", "[1", "[" * 100_000, "[1, " + "2" * 5000 + "]", "\udcff", WRITTEN + " " * 100])
def test_what_is_no_json_or_too_large_is_unreadable(tmp_path, monkeypatch, text):
    monkeypatch.setattr(kernels, "LARGEST_RESULT", 150_000 if "[[[" in text else 100)
    path = tmp_path / "results.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises((ValueError, RecursionError)):
        kernels._load(path)


@pytest.mark.parametrize("kind", ["link", "fifo", "folder", "nothing"])
def test_what_is_no_file_is_not_read(tmp_path, kind):
    path, elsewhere = tmp_path / "results.json", tmp_path / "elsewhere"
    elsewhere.write_text(WRITTEN)
    {"link": lambda: path.symlink_to(elsewhere), "fifo": lambda: os.mkfifo(path), "folder": path.mkdir}.get(kind, str)()
    with pytest.raises((OSError, ValueError)):
        kernels._load(path)


def test_a_probes_result_is_read(tmp_path):
    path = tmp_path / "results.json"
    path.write_text(WRITTEN)
    assert judging._brought(Outcome([], kernels._load(path))) == ([{"other": "set"}, None], (("a.b", "line 1: a.b()"),))


@pytest.mark.parametrize(
    "written", [None, [], 7, {"results": 1, "ruled_out": []}, {"results": []}, {"results": [], "ruled_out": [1]}]
)
def test_what_a_probe_did_not_write_is_no_result(written):
    assert judging._brought(Outcome([], written)) == (None, ())


def test_a_picture_is_shown_and_nothing_else_that_could_run():
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n...").decode()
    data = {"text/html": "<b>", "image/svg+xml": "<svg>", "image/png": png, "text/plain": "\ud800"}
    assert kernels._harmless("display_data", {"data": data}).data == {"text/plain": "?", "image/png": png}
    for forged in '"><script>alert(1)</script>', "AAAA", "x":
        with contextlib.suppress(ValueError):  # it is no message of a kernel, and left out
            assert kernels._harmless("display_data", {"data": {"image/png": forged}}).data == {"text/plain": ""}


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
    lines = [said.line for said in graded if said.good]
    assert len(lines) == len(graded) == 2
    assert lines[0].startswith(f"{CHAPTER} ada: {total - points['lstm_step'] + step:g} of ")
    assert lines[0].endswith(", 1 to read; gru.ipynb is missing")
    assert lines[1].startswith(f"{CHAPTER} bob: {total:g} of ")


def test_the_feedback_page_shows_the_diagnosis(classroom, mistaken):
    root, _ = classroom
    assert nbgrader(settings(root)).generate_feedback(CHAPTER, "ada", force=True)["success"]
    page = (root / "classroom/feedback/ada" / CHAPTER / "lstm.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", page)
    assert "lstm_step: 1 of 6 cases right" in text
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
    cy, total = done.stdout.splitlines()
    assert cy.startswith(f"{CHAPTER} cy: 15 of ")
    assert total.startswith("1 graded, 0 as before, 1 not graded, ")
    assert (marks(root, "ada"), marks(root, "bob")) == before
    assert marks(root, "cy")["check_LSTMCell"] == (4, False)


def test_limits_of_the_settings_and_of_the_command_are_kept_together(classroom, solutions, capsys):
    from autograder.__main__ import main

    root, _ = classroom
    hand_in(root, "dee", "en", solutions)
    own = root / "nbgrader_config.py"
    try:
        own.write_text("c.Grade.limits = {'processes': 30, 'output_kb': 500}\n")
        command = ["grade", CHAPTER, "--only", "dee", "--root", str(root)]
        assert main([*command, "--limit", "processes=32"]) == 0
        assert capsys.readouterr().out.startswith(f"{CHAPTER} dee: 15 of ")
        for text, said in {
            "processes=32.5": "the limit processes is 32.5; it has to be a whole number above 0, at most 1e+09",
            "cell_seconds=": "--limit cell_seconds=: write NAME=VALUE with a number",
        }.items():
            assert main([*command, "--limit", text]) == 1
            assert capsys.readouterr() == ("", f"autograder: {said}\n")
        for wrong, said in {
            "{'procs': 3}": "there is no limit 'procs'; choose",
            "'much'": "The 'limits' trait",
        }.items():
            own.write_text(f"c.Grade.limits = {wrong}\n")
            assert main(command) == 1
            out, err = capsys.readouterr()
            assert (out, err.count("\n")) == ("", 1)
            assert err.startswith("autograder: ")
            assert said in err
    finally:
        own.unlink()


def test_a_line_about_a_student_is_said_also_while_a_solution_runs(classroom, monkeypatch, capsys):
    from autograder.__main__ import main

    root, _ = classroom

    def said_in_between(*_, **__):
        with contextlib.redirect_stdout(io.StringIO()):
            yield Said("ch01", "ada", Standing(3, 5, 0, 0, "", {}, {}))

    monkeypatch.setattr("autograder.classroom.grade.grade", said_in_between)
    assert main(["grade", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "ch01 ada: 3 of 5\n1 graded, 0 as before, 0 not graded, 0 to read\n"


def test_a_student_who_handed_in_nothing_is_named_in_one_line(classroom, capsys):
    from autograder.__main__ import main

    root, _ = classroom
    assert main(["grade", CHAPTER, "--only", "eve", "--root", str(root)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"autograder: nothing of {CHAPTER} was handed in by eve; put notebooks into ")
    assert err.count("\n") == 1


def test_keras_own_cell_in_place_of_the_one_to_be_built_is_seen_at_run_time_too(released, reference, solutions):
    hidden = "LSTMCell = getattr(keras.layers, 'LSTM' + 'Cell')\ndef lstm_step(*_): return LSTMCell(3)\n"
    reports = grade(rebuild(released(), fill(released(), solutions | {"lstm_step": hidden})), reference)
    said = (
        "this exercise rules out keras.layers.LSTM, keras.layers.LSTMCell."
        " Used here: keras.layers.LSTMCell (line 2: def lstm_step(*_): return LSTMCell(3))"
    )
    assert reports["lstm_step"].attention[0] == said
    assert [name for name, report in reports.items() if report.attention] == ["lstm_step"]
