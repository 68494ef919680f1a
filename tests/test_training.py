"""The budget is one of two, and a model that trains keeps one line up to date."""

import itertools
from types import SimpleNamespace

import keras
import numpy as np
import pytest
from unrolled import training


def test_the_budget_is_quick_or_full(monkeypatch):
    monkeypatch.delenv("UNROLLED_BUDGET", raising=False)
    assert training.budget(quick=1, full=9) == 1
    monkeypatch.setenv("UNROLLED_BUDGET", "full")
    assert training.budget(quick=1, full=9) == 9
    monkeypatch.setenv("UNROLLED_BUDGET", "long")
    with pytest.raises(ValueError, match="'long'; it can be quick or full"):
        training.budget(quick=1, full=9)


def test_the_peak_is_what_is_held_at_one_time():
    def two_at_once_and_one_more(mib):
        held = bytearray(mib << 20), bytearray(mib << 20)
        del held
        return bytearray(mib << 20)

    assert 6 <= training.peak(two_at_once_and_one_more, 3) < 6.1


def test_a_model_that_trains_keeps_one_line_up_to_date(monkeypatch):
    lines, ticks = [], itertools.count()  # each look at the clock is a second later than the last

    def say(shown, raw, display_id=None):
        lines.append(shown["text/plain"])
        return SimpleNamespace(update=say)

    monkeypatch.setattr(training, "display", say)
    monkeypatch.setattr(training, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(0.0), "mse")
    x, y = np.zeros((6, 2)), np.ones((6, 1))
    model.fit(x, y, batch_size=2, epochs=2, verbose=0, callbacks=[training.Progress("plain")])
    left = [f"plain · epoch {1 + k // 3} of 2 · loss 1.000 · {5 - k} s left" for k in range(6)]
    assert lines == ["plain · begins", *left, "plain · 2 epochs · loss 1.000 · 7 s"]


def test_outside_a_notebook_it_trains_all_the_same(capsys):
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.zeros((2, 2)), np.ones((2, 1)), verbose=0, callbacks=[training.Progress("plain")])
    assert "plain · begins" in capsys.readouterr().out
