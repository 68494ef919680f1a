"""What an exercise rules out is found in an answer's syntax, whatever else the answer holds."""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

import jupytext
import keras
import nbformat
import pytest
from test_oddities import ODDITIES, mixes
from test_oddities import hand_in as odd
from test_redteam import ATTACKS, CHAPTER, SOURCE, classmate, hand_in
from unrolled import probes
from unrolled.check import Line, Report
from unrolled.rules import noting
from ways import WAYS as ROUND

from autograder.classroom import submissions
from autograder.classroom.plugin import read_editions, restore
from autograder.marking import judging
from autograder.marking.ordinary import MODULES
from autograder.marking.reference import Reference
from autograder.marking.rules import rules_broken
from autograder.marking.ways import ways_round, worth_a_look
from autograder.room.kernels import Outcome
from autograder.room.zygote import INHERITED
from autograder.source.notebooks import read, solution_chapters

FORBIDDEN = "keras.layers.LSTM"


@pytest.fixture(autouse=True)
def _ruled_out(monkeypatch):
    probes.find("forget_bias")
    monkeypatch.setitem(probes.FORBIDDEN, "forget_bias", (FORBIDDEN,))


def broken(*sources):
    """Return what is said of an answer, the last of several cells."""
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{k}") for k, source in enumerate(sources)]
    cells[-1].id = "forget_bias"
    return rules_broken(nbformat.v4.new_notebook(cells=cells), "forget_bias", ())


@pytest.mark.parametrize(
    ("imported", "named"),
    [
        ("import keras", "keras.layers.LSTM(3)"),
        ("import keras as k", "k.layers.LSTM"),
        ("from keras import layers", "[layers.LSTM]"),
        ("from keras.layers import LSTM as Mine", "Mine"),
        ("import keras", "(keras.layers).LSTM"),
        ("import keras", "f'{keras.layers.LSTM}'"),
    ],
)
def test_it_is_found_by_whatever_name_it_was_imported(imported, named):
    assert broken(imported, f"a = 1\nb = {named}") == [(FORBIDDEN, f"line 2: b = {named}")]


@pytest.mark.parametrize(
    "beside",
    [
        "a = " + " + ".join(["b"] * 2000),
        "a = b" + ".c" * 2000,
        "a = " + "-" * 2000 + "1",
        "a = f\"{f'\u3000{1}'}\"",
        "a = '\\sigma'",
        "a = '\x0c'",
    ],
    ids=["terms", "names", "signs", "wide", "escape", "page"],
)
def test_it_is_found_beside_what_is_long_deep_or_oddly_spaced(beside):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the answer escapes
        (found,) = broken("import keras", f"b = keras.layers.LSTM\n{beside}")
    assert found == (FORBIDDEN, "line 1: b = keras.layers.LSTM")


@pytest.mark.parametrize(
    "other",
    [
        "def f(:",
        "!pip install keras",
        "a = '\0'",
        "a = " + "(" * 300 + "1" + ")" * 300,
        "a = " + " + ".join(["b"] * 60_000),
        "a = " + "-" * 60_000 + "1",
        "if a: b\n" + "elif a: b\n" * 20_000,
        "a = b" + ".c" * 60_000,
        "a = " + "9" * 5000,
        "keras.layers.LSTM().LSTM",
        "mine.keras.layers.LSTM",
    ],
    ids=range(11),
)
def test_what_python_does_not_parse_or_only_looks_like_it_breaks_no_rule(other):
    assert broken("import keras", other) == ([(FORBIDDEN, f"line 1: {other}")] if "().LSTM" in other else [])


WAYS = {  # round what is ruled out, by people who had read how it is found
    "deserialised": "def lstm_step(): return keras.layers.deserialize({'module': 'keras.layers', 'class_name': 'LSTMCell', 'config': {'units': 3}})",
    "in a thread": """
import threading
def lstm_step():
    thread = threading.Thread(target=getattr(keras.layers, "LSTM" "Cell"), args=(3,))
    thread.start()
    thread.join()
""",
    "in other globals": "def lstm_step(): exec('import keras; keras.layers.LSTMCell(3)', {'__name__': 'unrolled.probes'})",
    "an unbound method": """
cell = type("Cell", (), {"units": 3})
def lstm_step():
    try: getattr(keras.layers, "LSTM" "Cell").call(cell, 1, (2, 3))
    except Exception: pass
""",
    "a copy": """
original = getattr(keras.layers, "LSTM" "Cell")
Cell = type("Cell", (keras.layers.Layer,), {"call": original.call})
def lstm_step(): return Cell
""",
    "built on": "class Cell(getattr(keras.layers, 'LSTM' 'Cell')): pass\ndef lstm_step(): return Cell",
    "the raw operation": """
import tensorflow
def lstm_step():
    try: getattr(tensorflow.raw_ops, "LSTMBlockCell")(x=1)
    except Exception: pass
""",
}


@pytest.mark.parametrize("way", WAYS)
def test_every_known_way_round_what_is_ruled_out_is_noted(way):
    space = {"keras": keras}
    exec(WAYS[way], space)
    with noting("lstm_step", space) as seen:
        space["lstm_step"]()
    assert {dotted.rpartition(".")[2] for dotted, _ in seen} <= {"LSTMCell", "LSTMBlockCell"}
    assert seen


def test_a_class_that_the_answer_does_not_use_is_not_noted():
    space = {"keras": keras}
    exec("class Cell(keras.layers.LSTMCell): pass\ndef lstm_step(): return 1\ndef other(): return Cell", space)
    with noting("lstm_step", space) as seen:
        space["lstm_step"]()
    assert not seen


def test_what_a_probe_or_keras_within_uses_is_not_noted():
    space = {"keras": keras}
    exec("def f(): return keras.layers.RNN(keras.layers.SimpleRNNCell(3))(keras.ops.ones((1, 2, 3)))", space)
    with noting("lstm_step", space) as seen:
        space["f"]()
        exec("keras.layers.LSTM(3)(keras.ops.ones((1, 2, 3)))", vars(probes))
    assert not seen


def test_a_use_without_a_line_is_told_by_its_name_alone_and_only_once():
    work = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("b = 1", id="forget_bias")])
    assert rules_broken(work, "forget_bias", [(FORBIDDEN, ""), ("keras.layers.GRU", "")]) == [(FORBIDDEN, "")]
    named = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("keras.layers.LSTM", id="forget_bias")])
    assert rules_broken(named, "forget_bias", [(FORBIDDEN, "")]) == [(FORBIDDEN, "line 1: keras.layers.LSTM")]


@pytest.mark.parametrize(
    ("public", "told"), [(3, f"{FORBIDDEN} (line 3: b = 3)"), (None, FORBIDDEN)], ids=["seen again", "not seen again"]
)
def test_which_line_is_quoted_is_that_of_the_run_without_secret_inputs(monkeypatch, public, told):
    """An answer that takes one of its lines, or none, as its inputs are would tell them by that."""
    uses = iter((7, public))

    class RoomApart:
        isolation = "sandbox"

        def __init__(self, limits, *_):
            self.limits = limits

        def run(self, steps):
            line = next(uses)
            calls = [[FORBIDDEN, f"line {line}: b = {line}"]] if line else []
            return {step.id: Outcome([], {"results": [], "ruled_out": calls} if step.call else None) for step in steps}

    monkeypatch.setattr(judging, "RoomApart", RoomApart)
    monkeypatch.setattr(judging, "ensure_isolation", lambda *_: None)
    monkeypatch.setattr(judging, "surroundings", lambda: None)
    answer = nbformat.v4.new_code_cell("\n".join(f"b = {k}" for k in range(1, 9)), id="forget_bias")
    check = nbformat.v4.new_code_cell('check("forget_bias")', id="check")
    check.metadata["nbgrader"] = {"grade_id": "check_forget_bias", "locked": True}
    right = Report("forget_bias", (Line(("one", "一"), True),))
    reference = SimpleNamespace(path=None, points={"forget_bias": 1}, exercises=["forget_bias"], mark=lambda *_: right)
    reference.seed, reference.public = (lambda name: 0), SimpleNamespace(seed=lambda name: 1)
    report = judging.grade(nbformat.v4.new_notebook(cells=[answer, check]), reference)["forget_bias"]
    assert report.attention[0] == f"this exercise rules out {FORBIDDEN}. Used here: {told}"


def test_no_solution_and_no_alternative_uses_what_its_exercise_rules_out():
    root = Path(__file__).parents[1]
    answers = [
        (cell.name, cell.source)
        for paths in solution_chapters(root).values()
        for path in paths
        for cell in read(path)
        if cell.role == "exercise"
    ]
    for file in root.glob("tests/alternatives/*/*.py"):
        answers += [(file.stem, cell.source) for cell in jupytext.read(file, fmt="py:percent").cells]
    assert len(answers) > 300
    for name, source in answers:
        cells = [nbformat.v4.new_code_cell(source, id=name)]
        assert not rules_broken(nbformat.v4.new_notebook(cells=cells), name, ())


# -- what a check can't see into, told by syntax alone ---------------------------------------------

ROOT = Path(__file__).parents[1]
GIVEN = "import keras\nimport numpy as np\nimport pandas as pd\nimport tensorflow as tf\nfrom keras import ops"


@pytest.fixture(scope="module")
def gru():
    """The GRU notebook: its editions as released, and its reference, none of whose cells is run."""
    return read_editions(ROOT, CHAPTER, "gru"), Reference(ROOT / SOURCE, lambda name: 0)


@pytest.fixture
def asked(tmp_path, gru):
    """A function that says for which exercises somebody is asked to look at a hand-in: the red team's, or bytes."""
    released, reference = gru
    for lang in released:
        folder = tmp_path / "course" / lang / CHAPTER
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "course" / lang / CHAPTER / "gru.ipynb", folder)
    solutions = {name: cell.source for name, cell in reference.exercises.items()}
    world = SimpleNamespace(root=tmp_path, solutions=solutions, told=lambda source: source, canaries={"classmate": "a"})

    def of(work):
        path = tmp_path / "classroom/submitted/ada" / CHAPTER / "gru.ipynb"
        shutil.rmtree(path.parents[1], ignore_errors=True)
        if isinstance(work, bytes):
            path.parent.mkdir(parents=True)
            path.write_bytes(work)
        else:
            hand_in(world, classmate(world) if work is None else work, "ada")
        notebook = restore(released, submissions.read(path))
        return {name for name, ways in ways_round(notebook, reference.exercises).items() if ways}

    return of


RULES = [attack for attack in ATTACKS if attack.name.startswith("score_rules")]
HONEST = [attack for attack in ATTACKS if attack.kind == "honest"]


@pytest.mark.parametrize("attack", RULES, ids=lambda attack: attack.name)
def test_every_way_round_of_the_red_team_asks_for_a_look(asked, attack):
    assert attack.attention
    assert not attack.open
    assert set(attack.attention) <= asked(attack)


@pytest.mark.parametrize("attack", [None, *HONEST], ids=lambda attack: attack.name if attack else "honest_classmate")
def test_nobody_looks_at_the_honest_of_the_red_team(asked, attack):
    assert asked(attack) == set()


@pytest.mark.parametrize("k", range(len(mixes())))
def test_nobody_looks_at_a_notebook_for_its_oddities(asked, gru, k):
    released, reference = gru
    assert asked(odd(released["en"], reference, mixes()[k])) == set()


@pytest.mark.proof
@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: f"{oddity.table}: {oddity.name}")
def test_nobody_looks_at_a_notebook_for_one_oddity(asked, gru, oddity):
    released, reference = gru
    assert asked(odd(released["en"], reference, [oddity])) == set()


def found(source):
    """Return what is found in cells of a student's, the last of which is an answer's."""
    *above, answer = source.strip("\n").split("\n#-----\n")
    name = "GRUCell" if "class GRUCell" in answer else "gru_step"
    cells = [nbformat.v4.new_code_cell(GIVEN, id="given")]
    cells += [nbformat.v4.new_code_cell(cell, id=f"extra-{k}") for k, cell in enumerate(above)]
    fields = {"nbgrader": {"grade_id": name, "solution": True}}
    cells.append(nbformat.v4.new_code_cell(answer, id=name, metadata=fields))
    return ways_round(nbformat.v4.new_notebook(cells=cells), [name])[name]


@pytest.mark.parametrize("way", ROUND)
def test_every_other_way_round_asks_for_a_look_by_its_name(way):
    assert way.rpartition("[")[2].rstrip("]") in [what for what, _ in found(ROUND[way])]


@pytest.mark.parametrize(
    "source",
    [
        "theirs = keras.layers.GRUCell(4)\n#-----\ndef gru_step(x, theirs): return theirs",
        "def gru_step(x): return x\n#-----\nprint(gru_step(1), keras.layers.GRUCell(4))\n#-----\ndef gru_step(x): return x",
        "import seaborn, google.colab\n#-----\n!pip install seaborn\n#-----\ndef gru_step(x): return x",
        "class GRUCell(keras.layers.Layer):\n    def set(self, **all):\n        for k in all: setattr(self, k, getattr(self, k))",
        "for module in (np, keras): print(module.__version__)\n#-----\ndef gru_step(x): return ops.tanh(x)",
        "def gru_step(ops, layers):\n    layers[0] = ops\n    ops.x = layers\n    return layers",
        "L = keras.layers\n#-----\nclass GRUCell(L.Layer):\n    def __init__(self): self.dense = L.Dense(3)",
        "import timeit\ntimeit.timeit('gru_step(1)', globals=globals())\n#-----\ndef gru_step(x): return x",
        "if 'x' not in globals(): x = 1\n#-----\ndef gru_step(x): return x",
    ],
    ids=range(9),
)
def test_nobody_looks_at_what_only_resembles_a_way_round(source):
    assert found(source) == []


def test_the_line_is_told_in_both_languages_and_nobody_is_accused():
    ways = found("import numpy\n#-----\n\ndef gru_step(*_): return getattr(keras.layers, 'GRU' + 'Cell')")
    assert ways == [("getattr", "line 2: def gru_step(*_): return getattr(keras.layers, 'GRU' + 'Cell')")]
    en, zh = worth_a_look("gru_step", ways)
    assert en.startswith("this exercise rules out keras.layers.GRU")
    assert en.endswith(f"the instructor is asked to look: getattr ({ways[0][1]})")
    assert zh.endswith(f"请教师查看：getattr ({ways[0][1]})")
    assert worth_a_look("gru_step", []) is None


def test_what_is_only_asked_about_costs_no_points_in_any_case(monkeypatch):
    """And where there are none to lose, nobody is asked."""
    monkeypatch.setitem(probes.FORBIDDEN, "other", (FORBIDDEN,))

    class RoomApart:
        isolation = "sandbox"

        def __init__(self, limits, *_):
            self.limits = limits

        def run(self, steps):
            return {step.id: Outcome([], {"results": [], "ruled_out": []} if step.call else None) for step in steps}

    monkeypatch.setattr(judging, "RoomApart", RoomApart)
    monkeypatch.setattr(judging, "ensure_isolation", lambda *_: None)
    monkeypatch.setattr(judging, "surroundings", lambda: None)
    names, cells = ("forget_bias", "other"), []
    for name in names:
        cells.append(nbformat.v4.new_code_cell("exec('a' + 'b')", id=name))
        cells[-1].metadata["nbgrader"] = {"grade_id": name, "solution": True}
        cells.append(nbformat.v4.new_code_cell(f'check("{name}")', id=f"check_{name}"))
        cells[-1].metadata["nbgrader"] = {"grade_id": f"check_{name}", "locked": True}
    reports = {name: Report(name, (Line(("one", "一"), name == "forget_bias"),)) for name in names}
    reference = SimpleNamespace(path=None, points=dict.fromkeys(names, 1), exercises=names)
    reference.mark, reference.seed = lambda name, _: reports[name], lambda name: 0
    reference.public = SimpleNamespace(seed=lambda name: 1, judge=lambda name, *_: reports[name])
    judged = judging.grade(nbformat.v4.new_notebook(cells=cells), reference, strict=True)
    assert judged["forget_bias"].share == 1
    assert judged["forget_bias"].attention[0].endswith("exec (line 1: exec('a' + 'b'))")
    assert (judged["other"].share, judged["other"].attention) == (0, None)


def test_no_file_of_a_students_own_takes_the_place_of_an_ordinary_module():
    """A kernel has them all before the first cell runs."""
    brought = (*judging.IMPORTED, *INHERITED)
    code = f"import importlib, json, sys\nfor each in {brought}: importlib.import_module(each)\nprint(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert {name.partition(".")[0] for name in MODULES} <= set(json.loads(done.stdout.splitlines()[-1]))


def test_no_solution_and_no_alternative_asks_for_a_look():
    tried = 0
    for paths in solution_chapters(ROOT).values():
        for path in paths:
            solutions = {cell.name: cell.source for cell in read(path) if cell.role == "exercise"}
            notebook = nbformat.read(ROOT / "course/en" / path.parent.name / f"{path.stem}.ipynb", as_version=4)
            cells = {cell.id: cell for cell in notebook.cells}
            others = {name: ROOT / "tests/alternatives" / path.parent.name / f"{name}.py" for name in solutions}
            answers = {
                name: [cell.source for cell in jupytext.read(file, fmt="py:percent").cells] if file.exists() else []
                for name, file in others.items()
            }
            for k in range(max(map(len, answers.values())) + 1):  # the solutions, then the k-th of all at once
                for name, source in solutions.items():
                    cells[name].source = [source, *answers[name]][min(k, len(answers[name]))]
                assert not any(ways_round(notebook, solutions).values()), (path.stem, k)
                tried += 1
    assert tried > 30
