"""`python -m unrolled check` says of a student's notebook what its checks say, whatever its cells do, and a workflow says it with every push."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from conftest import CHAPTER, fill, new, where
from nbformat.v4 import new_markdown_cell, new_notebook
from unrolled import __main__ as command
from unrolled import kernel
from unrolled.kernel import NotebookError, Step, read

from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import read as cells_of

ROOT = Path(__file__).resolve().parents[1]
SOLVED = {
    cell.name: cell.source
    for path in (ROOT / "solutions" / CHAPTER).glob("*.py")
    for cell in cells_of(path)
    if cell.role == "exercise"
}
WRONG = misconceptions("flip_convention")[0]
COUNT = SOLVED["count_parameters"]
FORGET = f"import numpy as np\n{SOLVED['forget_bias']}"
BY_KERAS = """import keras
def count_parameters(cell, features, units, reset_after=True):
    options = {"reset_after": reset_after} if cell == "GRU" else {}
    layer = getattr(keras.layers, cell)(units, **options)
    layer.build((None, None, features))
    return layer.count_params()"""


@pytest.fixture(autouse=True)
def _no_language(monkeypatch):
    monkeypatch.delenv("UNROLLED_LANG", raising=False)


def released(lang="en", name="gru"):
    return nbformat.read(ROOT / "course" / lang / CHAPTER / f"{name}.ipynb", as_version=4)


def written(path, *cells, **metadata):
    """Write a notebook of cells, strings for code; return its path."""
    made = [new(cell) if isinstance(cell, str) else cell for cell in cells]
    nbformat.write(new_notebook(cells=made, metadata=metadata), path)
    return path


def package_alone(folder):
    """Return the environment of a student's machine, where the course's package is found and the instructor's ends what imports it."""
    (folder / "autograder.py").write_text("raise SystemExit('the instructor has that')")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "MPL", "UNROLLED"))}
    found = os.pathsep.join([str(folder), str(ROOT / "course")])
    return kept | {"PYTHONPATH": found, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"}


def said(capsys, *arguments):
    """Run the command here; return its exit status and the lines of stdout and stderr."""
    status = command.main(["check", *map(str, arguments)])
    captured = capsys.readouterr()
    return status, captured.out.splitlines(), captured.err.splitlines()


# -- what it says ----------------------------------------------------------------------------------


def test_each_exercise_has_a_line_in_the_notebooks_language_with_the_named_mistake_below(tmp_path, capsys):
    answers = {
        "gru_step": SOLVED["gru_step"],
        "flip_convention": WRONG.edit(SOLVED["flip_convention"]),
        "as_simple_rnn": "def as_simple_rnn(:",
        "count_parameters": BY_KERAS,
    }
    work = fill(released("zh"), answers)
    next(cell for cell in work.cells if "play" in cell.metadata.get("tags", [])).source = "open('played', 'w')"
    nbformat.write(work, tmp_path / "gru.ipynb")
    status, out, err = said(capsys, tmp_path / "gru.ipynb")
    broken, rule = out.pop(4), out.pop(-2)
    assert broken.startswith(f"第 {where(work, 'as_simple_rnn') + 1} 个单元格（def as_simple_rnn(:）：SyntaxError: ")
    assert rule.startswith("  ⚠ 本练习不允许使用 keras.layers.SimpleRNN")
    assert out == [
        "gru_step: 6 个用例中有 6 个正确",
        "flip_convention: 5 个用例中有 3 个正确",
        f"  ➜ {WRONG.zh}",
        "GRUCell: 尚未作答",
        "as_simple_rnn: 4 个用例中有 0 个正确",
        "count_parameters: 4 个用例中有 4 个正确",
        "5 道练习中有 1 道正确",
    ]
    assert (status, err) == (1, [])
    assert [path.name for path in tmp_path.iterdir()] == ["gru.ipynb"]


def test_a_right_notebook_ends_with_status_0_and_json_is_all_there_is_on_stdout(tmp_path):
    """Whatever cells print; a copied check counts once, and one whose cell was deleted is asked for all the same."""
    loud = "import os\nos.write(1, b'{}')\nprint('forget_bias: 0 of 4 cases right')\nos.system('echo {}')\n%time 1 + 1"
    solution = new(FORGET)
    solution.metadata["nbgrader"] = {"grade_id": "forget_bias", "solution": True, "grade": False}
    graded = new("check('count_parameters')  # mine")
    graded.metadata["nbgrader"] = {"grade_id": "check_count_parameters", "grade": True, "points": 2}
    written(
        tmp_path / "mine.ipynb", 'check("count_parameters")', loud, COUNT, solution, graded, "open('mine.txt', 'w')"
    )
    (tmp_path / "elsewhere").mkdir()
    call = [sys.executable, "-m", "unrolled", "check", "../mine.ipynb", "--json"]
    environment = package_alone(tmp_path / "elsewhere")
    done = subprocess.run(
        call, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path / "elsewhere"
    )
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["totals"] == {"exercises": 2, "all_right": 2, "points": 2}
    (told,) = document["notebooks"]
    assert (told["notebook"], told["lang"], told["failed_cells"]) == ("../mine.ipynb", "en", [])
    assert list(told["exercises"]) == ["count_parameters", "forget_bias"]
    assert told["exercises"]["forget_bias"] == {
        "headline": "forget_bias: 4 of 4 cases right",
        "cases": 4,
        "right": 4,
        "share": 1.0,
        "all_right": True,
        "not_attempted": False,
        "named": [],
        "remarks": [],
    }
    assert told["exercises"]["count_parameters"]["points"] == 2
    assert (tmp_path / "mine.txt").exists()


def test_a_cell_that_hangs_is_stopped_and_one_that_can_t_be_ends_the_rest(tmp_path, capsys, monkeypatch):
    """The clock goes on by a minute with each file that a cell writes, and not otherwise."""
    clock = SimpleNamespace(monotonic=lambda: 61 * len([*tmp_path.glob("hangs*")]))
    monkeypatch.setattr(kernel, "time", clock)
    again = "    while True:\n        try:\n            while True:\n                pass\n        except KeyboardInterrupt:\n"
    cells = [
        "with open('hangs', 'w'):\n    pass\nwhile True:\n    print('{}' * 1000)",
        COUNT,
        'check("count_parameters")',
        f"def forget_bias(keep, steps):\n    with open('hangs 2', 'w'):\n        pass\n{again}            open('hangs 3', 'w')",
        'check("forget_bias")',
        "open('never', 'w')",
        'check("lstm_step")',
    ]
    status, out, err = said(capsys, written(tmp_path / "gru.ipynb", *cells), "--json")
    assert (status, err) == (1, [])
    document = json.loads("\n".join(out))
    assert document["totals"] == {"exercises": 3, "all_right": 1, "points": 0}
    (told,) = document["notebooks"]
    assert told["failed_cells"] == [{"cell": 1, "problem": "took more than 60 s and was stopped"}]
    assert {name: result["headline"] for name, result in told["exercises"].items()} == {
        "count_parameters": "count_parameters: 4 of 4 cases right",
        "forget_bias": "forget_bias: took more than 60 s and was stopped",
        "lstm_step": "lstm_step: not checked: the kernel had ended before",
    }
    assert [result["cases"] for result in told["exercises"].values()] == [4, None, None]
    assert not (tmp_path / "never").exists()


def test_a_cell_that_ends_the_kernel_is_named_and_the_kernel_is_of_this_python(tmp_path, capsys, monkeypatch):
    """`python3` may be what another environment has installed for the user."""
    other = tmp_path / "kernels/python3"
    other.mkdir(parents=True)
    spec = {"argv": ["no-such-python", "{connection_file}"], "display_name": "Python 3", "language": "python"}
    (other / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    path = written(tmp_path / "gru.ipynb", COUNT, 'check("count_parameters")', "exit()", FORGET, 'check("forget_bias")')
    assert said(capsys, path) == (
        1,
        [
            "count_parameters: 4 of 4 cases right",
            "cell 3 (exit()): ended the kernel",
            "forget_bias: not checked: the kernel had ended before",
            "1 of 2 exercises right",
        ],
        [],
    )


# -- what is read ----------------------------------------------------------------------------------


def test_what_runs_is_in_order_without_play_cells_and_each_check_once(tmp_path):
    shown, graded = new("draw()"), new("check('mix') or 1")
    shown.metadata["tags"] = ["play"]
    graded.metadata["nbgrader"] = {"grade_id": "check_mix", "grade": True, "points": 3}
    cells = [new_markdown_cell("# Mix"), " ", "one = 1", shown, graded, 'check( "stir" )', "check('mix')", "two = 2"]
    assert read(written(tmp_path / "mix.ipynb", *cells)).steps == (
        Step(3, "one = 1"),
        Step(6, 'check( "stir" )', "stir"),
        Step(7, "check('mix')", "mix", 3),
        Step(8, "two = 2"),
    )


@pytest.mark.parametrize(
    ("own", "folder", "chosen", "lang"),
    [
        ({"lang": "zh"}, "en", "", "zh"),
        ({"lang": "en"}, "zh", "", "en"),
        ({}, "zh", "", "zh"),
        ({"lang": ["zh"]}, "mine", "", "en"),
        ({"lang": "zh"}, "zh", "en", "en"),
    ],
)
def test_the_language_is_the_notebooks_unless_another_is_chosen(tmp_path, monkeypatch, own, folder, chosen, lang):
    monkeypatch.setenv("UNROLLED_LANG", chosen)
    (tmp_path / folder).mkdir()
    assert read(written(tmp_path / folder / "gru.ipynb", unrolled=own)).lang == lang


def test_only_what_differs_from_the_release_is_begun():
    paths = sorted((ROOT / "course").glob("*/ch*/*.ipynb"))
    assert len(paths) == 2 * len([*(ROOT / "solutions").glob("ch*/*.py")])
    assert [str(path) for path in paths if read(path).begun] == []
    assert all(read(path).exercises for path in paths)


def test_with_begun_what_was_not_is_passed_by(tmp_path, capsys, monkeypatch):
    ran = []
    monkeypatch.setattr(command, "run", lambda notebook, seconds: ran.append((notebook.path.name, seconds)) or [])
    work = fill(released(), {"GRUCell": released().cells[where(released(), "GRUCell")].source + "\n    half = 0.5"})
    nbformat.write(work, tmp_path / "gru.ipynb")
    nbformat.write(released(name="lstm"), tmp_path / "lstm.ipynb")
    written(tmp_path / "scratch.ipynb", "1 + 1")
    status, _, err = said(capsys, *sorted(tmp_path.iterdir()), "--begun", "--seconds", 7)
    assert (status, err, ran) == (0, [], [("gru.ipynb", 7)])
    assert said(capsys, tmp_path / "lstm.ipynb", "--begun") == (
        1,
        [],
        ["unrolled: no exercise is begun in these notebooks; write an answer first"],
    )


# -- what it refuses -------------------------------------------------------------------------------

REFUSED = {
    "missing": "there is no missing; name a notebook, like en/ch05_gated_networks/gru.ipynb",
    "folder": "folder is not a file; name the notebooks in it",
    "empty": "empty is no notebook (Expecting value: line 1 column 1 (char 0)); save it again in JupyterLab, or take",
    "half": "half is no notebook (Expecting ",
    "merge": "merge is no notebook (Expecting property name enclosed in double quotes: line 2",
    "deep": "deep is no notebook (maximum recursion depth",
    "latin-1": "latin-1 is no notebook (it is not in UTF-8); save it again in JupyterLab, or take an earlier version",
    "list": "list is no notebook (its cells are not as they should be); save it again in JupyterLab, or take",
    "numbers": "numbers is no notebook (its cells are not as they should be)",
    "tags": "tags is no notebook (its cells are not as they should be)",
    "none": "none has no exercise; name a notebook of the course",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_notebook_of_the_course_is_refused_with_one_line(tmp_path, capsys, monkeypatch, what):
    good = written(tmp_path / "good", 'check("gru_step")')
    (tmp_path / "folder").mkdir()
    cell = {"cell_type": "code", "source": "", "metadata": {}}
    for name, content in {
        "empty": b"",
        "half": good.read_bytes()[:200],
        "merge": b"{\n<<<<<<< HEAD\n" + good.read_bytes(),
        "deep": b"[" * 100_000,
        "latin-1": "é".encode("latin-1"),
        "list": b"[1]",
        "numbers": json.dumps({"metadata": {}, "cells": [cell | {"source": [1]}]}).encode(),
        "tags": json.dumps({"metadata": {}, "cells": [cell | {"source": "1", "metadata": {"tags": [[]]}}]}).encode(),
        "none": json.dumps({"metadata": {}, "cells": [cell]}).encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(command, "run", None)  # a notebook before it is not run either
    monkeypatch.chdir(tmp_path)
    for options in [], ["--json"]:
        status, out, (line,) = said(capsys, "good", what, *options)
        assert (status, out) == (1, [])
        assert line.startswith(f"unrolled: {REFUSED[what]}")


def test_a_notebook_named_twice_is_refused(tmp_path, capsys):
    path = written(tmp_path / "gru.ipynb", 'check("gru_step")')
    (tmp_path / "link.ipynb").symlink_to(path)
    for again in path, tmp_path / "." / "link.ipynb":
        assert said(capsys, path, again) == (1, [], [f"unrolled: {again} is named twice; name it once"])


def test_a_language_that_there_is_not_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("UNROLLED_LANG", "fr")
    with pytest.raises(NotebookError, match="UNROLLED_LANG is 'fr'; it must be en or zh"):
        read(written(tmp_path / "gru.ipynb", 'check("gru_step")'))


@pytest.mark.parametrize(
    "arguments", [[], ["check"], ["check", "x", "--seconds", "0"], ["check", "x", "--seconds", "a"]]
)
def test_bad_usage_has_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        command.main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


def test_help_says_that_it_is_feedback_only_and_needs_no_keras(tmp_path):
    (tmp_path / "keras.py").write_text("raise SystemExit('imported')")
    call = [sys.executable, "-m", "unrolled", "check", "--help"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=package_alone(tmp_path), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "It is feedback, and nothing else: no mark comes of it" in " ".join(done.stdout.split())


# -- with every push -------------------------------------------------------------------------------


def test_the_workflow_of_a_students_repository_shows_what_was_begun_and_fails_until_it_is_right(tmp_path):
    workflow = yaml.safe_load((ROOT / "course/.github/workflows/check.yml").read_text(encoding="utf-8"))
    assert "push" in workflow[True]  # YAML takes `on` for a truth value
    (job,) = workflow["jobs"].values()
    install, *steps = [step for step in job["steps"] if "run" in step]
    assert install["run"] == "pip install ."
    repository, runner = tmp_path / "repository", tmp_path / "runner"
    runner.mkdir()
    for lang in "en", "zh":
        shutil.copytree(ROOT / "course" / lang / CHAPTER, repository / lang / CHAPTER)
    wrong = WRONG.edit(SOLVED["flip_convention"])
    work = fill(released(), {"gru_step": SOLVED["gru_step"], "flip_convention": wrong})
    nbformat.write(work, repository / "en" / CHAPTER / "gru.ipynb")
    summary = runner / "summary.md"
    files = {"RUNNER_TEMP": str(runner), "GITHUB_STEP_SUMMARY": str(summary)}
    done = {}
    for step in steps:
        assert step.get("if") == "always()" or not any(one.returncode for one in done.values())
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") == "bash" else ["bash", "-e"]
        call = [*shell, "-c", step["run"]]
        environment = package_alone(runner) | files
        done[step["name"]] = subprocess.run(
            call, capture_output=True, text=True, check=False, env=environment, cwd=repository
        )
    assert {name: one.returncode for name, one in done.items()} == {"check": 1, "show": 0}
    lines = done["check"].stdout.splitlines()
    assert lines == [
        "gru_step: 6 of 6 cases right",
        "flip_convention: 3 of 5 cases right",
        f"  ➜ {WRONG.en}",
        "GRUCell: not attempted yet",
        "as_simple_rnn: not attempted yet",
        "count_parameters: not attempted yet",
        "1 of 5 exercises right",
    ]
    assert summary.read_text(encoding="utf-8").splitlines() == ["```", *lines, "```"]
