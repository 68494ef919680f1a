"""What an exercise rules out is found in an answer's syntax, whatever else the answer holds."""

import warnings

import nbformat
import pytest
from unrolled import probes

from autograder.marking.rules import rules_broken

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
