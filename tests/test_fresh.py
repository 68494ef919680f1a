"""What a cell leaves on costs no right answer anything, is named where an answer is wrong, and is back for the student afterwards."""

import json
import warnings

import keras
import numpy as np
import pytest
from unrolled import check, probes
from unrolled.check import Line, Report
from unrolled.fresh import NAMES, fresh, set_back

from autograder.marking import judging
from autograder.room.kernels import Outcome

LEFT_ON = {
    "warnings.simplefilter": "import warnings; warnings.simplefilter('error')",
    "numpy.seterr": "import numpy; numpy.seterr(all='raise')",
    "keras.config.set_floatx": "keras.config.set_floatx('float64')",
    "keras.config.set_epsilon": "keras.config.set_epsilon(0.5)",
    "keras.config.set_dtype_policy": "keras.config.set_dtype_policy('mixed_float16')",
}
ANSWER = """
import warnings
import numpy as np
def mix():
    warnings.warn("a library has something to say")
    layer = keras.layers.LayerNormalization()
    tiny = np.float32(1e-30) * np.float32(1e-30)
    kinds = [str(layer.variable_dtype), str(layer.compute_dtype), keras.config.floatx(), keras.config.epsilon()]
    return [*kinds, float(tiny), float(np.float32(keras.config.epsilon()))]
"""
WRONG = ("set back while this was checked: {}, left on by a cell", "检查时已恢复默认设置：{}（由某个单元格更改）")


@pytest.fixture(autouse=True)
def _as_in_a_notebook(monkeypatch):
    """Nothing left on before, nothing after, and an exercise that is quickly checked."""
    monkeypatch.setitem(probes.PROBES, "mix", lambda student, rng: [probes.Case("one", "一", student.mix)])
    monkeypatch.setitem(probes.FORBIDDEN, "mix", ())
    errors, policy = np.geterr(), keras.config.dtype_policy()
    with warnings.catch_warnings(action="ignore"):
        warnings.filters[:] = [entry for entry in warnings.filters if entry[0] != "error"]
        yield
    np.seterr(**errors)
    keras.config.set_floatx("float32")
    keras.config.set_epsilon(1e-7)
    keras.config.set_dtype_policy(policy)


def sent(path, *cells):
    """Run cells, then what grading runs; return what it wrote."""
    space = {"keras": keras}
    for cell in (*cells, f"__import__('unrolled.check').check.send('mix', 0, {str(path)!r})"):
        exec(cell, space)
    return json.loads(path.read_text())


def test_all_that_is_set_back_is_tried_here():
    assert set(LEFT_ON) == set(NAMES)


@pytest.mark.parametrize("name", LEFT_ON)
def test_what_was_left_on_changes_no_result_and_is_named(tmp_path, name):
    clean = sent(tmp_path / "clean", ANSWER)
    assert clean["left_on"] == []
    assert "error" not in clean["results"][0]
    assert sent(tmp_path / "left", LEFT_ON[name], ANSWER) == clean | {"left_on": [name]}
    with fresh() as again:
        assert again == [name]  # the student finds it as it was


def test_all_at_once_as_well(tmp_path):
    clean = sent(tmp_path / "clean", ANSWER)
    assert sent(tmp_path / "left", *LEFT_ON.values(), ANSWER) == clean | {"left_on": list(NAMES)}


def test_what_ipython_makes_an_error_for_itself_was_left_on_by_no_cell():
    from IPython.core.completer import ProvisionalCompleterWarning

    warnings.filterwarnings("error", category=ProvisionalCompleterWarning)
    with fresh() as left_on:
        assert left_on == []


def test_a_report_names_it_where_an_answer_is_wrong_and_only_there():
    told = set_back(["numpy.seterr", "warnings.simplefilter"])
    assert told == tuple(text.format("warnings.simplefilter, numpy.seterr") for text in WRONG)
    for right in True, False:
        for lang in "en", "zh":
            report = Report("mix", (Line(("one", "一"), right),), left_on=told, lang=lang)
            for shown in repr(report), report._repr_html_():
                assert (told[lang == "zh"] in shown) == (not right)
    assert (
        repr(Report("mix", (Line(("one", "一"), False),), unattempted=True, left_on=told)) == "mix: not attempted yet"
    )


@pytest.mark.parametrize(
    "written", [None, 7, {}, {"left_on": 3}, {"left_on": []}, {"left_on": ["<b>", [], "x" * 10**6]}]
)
def test_nothing_but_the_known_names_comes_back_from_a_kernel(written):
    assert judging._left_on(Outcome([], written)) is None


def test_in_a_notebook_too(monkeypatch):
    space = {"keras": keras, "check": check.check}
    monkeypatch.setattr(check, "_expected", lambda: {"mix": {"expected": [{"list": []}], "wrong": []}})
    monkeypatch.setenv("UNROLLED_LANG", "en")
    exec(f"{LEFT_ON['numpy.seterr']}\n{ANSWER}\nreport = check('mix')", space)
    assert WRONG[0].format("numpy.seterr") in repr(space["report"])
