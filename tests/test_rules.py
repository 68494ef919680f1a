"""What an exercise rules out is found in an answer's syntax, whatever else the answer holds."""

import warnings
from pathlib import Path
from types import SimpleNamespace

import jupytext
import keras
import nbformat
import pytest
from unrolled import probes
from unrolled.check import Line, Report
from unrolled.rules import noting

from autograder.marking import judging
from autograder.marking.rules import rules_broken
from autograder.room.kernels import Outcome
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
