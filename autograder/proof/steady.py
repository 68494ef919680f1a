"""Test that no verdict hangs on the last bits of floats, on the seed, or on what the process did before.

Processors round differently: they sum in another order and have other approximations of exp. `rounding` imitates that on one machine.
While it is open, generators draw numbers moved by a few last bits, and so come results of functions that are not rounded alike
everywhere. What then comes out otherwise, an error for a value, another verdict, another name, would do so on some other machine.
Keras counts what it makes and draws weights from one generator for all: both are elsewhere, too, as if other cells had run first.
"""

import builtins
import contextlib
import math
import re
from functools import wraps
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import jupytext
import keras
import numpy as np
from unrolled.check import judge, public_seed
from unrolled.probes import PROBES

from autograder.marking.reference import Reference, another_draw, namespace, near
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import solution_chapters

ROUNDINGS, SEEDS = 3, 50
SLOW = {  # they build Keras models: a fifth of the seeds, and misconceptions with two of these
    *("build_model", "as_dense", "masked_loss", "random_batches", "identity_embedding", "ngram_log_prob", "RNNCell"),
    *("state_gradients", "backward_pass", "hand_rnn", "checkpointed", "TrainingMonitor", "GRUCell", "LSTMCell"),
    *("as_simple_rnn", "Bidirectional", "StackedCells", "stack_layers", "Encoder", "Decoder", "EncoderDecoder"),
    *("context_gradient", "mixed_pass", "batched_beam_search", "RNNLanguageModel", "update", "stateless"),
    *("Attention", "AttentionDecoder", "MinGRUCell", "MinGRU", "fast_lstm", "FastLSTM"),
}

BITS = {"float32": 1e-6, "float64": 1e-13}  # by how much a number is moved, relative to it
DRAWS = ("normal", "standard_normal", "uniform", "random", "dirichlet", "exponential", "gumbel", "beta")
LIBM = ("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "pow", "sin", "cos", "tan", "tanh", "cbrt", "hypot")
SUMS = ("sum", "mean", "std", "var", "cumsum", "prod", "cumprod", "average")
PRODUCTS = ("power", "dot", "einsum", "tensordot", "inner", "vdot")
SYSTEMS = ("solve", "lstsq", "inv", "pinv", "norm", "svd", "eig", "eigh", "eigvals", "eigvalsh", "qr", "det")
FUNCTIONS = {  # what is rounded differently; +, -, *, / and the square root are not
    math: LIBM,
    np: (*LIBM, *SUMS, *PRODUCTS),
    np.linalg: (*SYSTEMS, "matrix_power"),
    builtins: ("sum",),  # Python 3.12 sums floats more precisely
}


class Result(NamedTuple):
    """What became of one answer to an exercise with another rounding or another seed."""

    exercise: str
    kind: str  # solution, misconception, alternative
    what: str
    run: str  # which rounding or seed
    problem: str  # what is not as it should be, "" if all is
    passed: bool


def steady(root, *names, roundings=ROUNDINGS, seeds=SEEDS, quick=False, references=None):
    """Yield a Result for every solution, misconception and alternative of the chapters, for each rounding and each seed.

    quick       the misconceptions with another rounding only, and of the slow exercises the solution only
    references  notebook -> its Reference with the public seeds, where one has run already
    """
    for chapter, paths in solution_chapters(root, *names).items():
        for path in paths:
            still = (references or {}).get(path.stem) or Reference(path, public_seed)
            for name in still.exercises:
                slow = name in SLOW
                solution_only = slow and quick
                mistakes = [] if solution_only else misconceptions(name)
                alternatives = Path(root, "tests/alternatives", chapter, f"{name}.py")
                others = {} if solution_only else _titled(alternatives)
                runs = [(f"rounding {k}", _rounded(still, name, mistakes, others, k)) for k in range(roundings)]
                for k in range(-(-seeds // 5) if slow else seeds):
                    wrong = [] if quick or (slow and k > 1) else mistakes
                    runs.append((f"seed {k}", _seeded(still, name, wrong, others, k)))
                for run, found in runs:
                    for kind, what, problem in found:
                        yield Result(name, kind, what, run, problem, not problem)


def _titled(path):
    """Return the alternatives in a file: title -> source."""
    cells = jupytext.read(path, fmt="py:percent").cells if path.exists() else ()
    return {cell.metadata.get("title", ""): cell.source for cell in cells}


def _rounded(still, name, mistakes, others, k):
    """Yield (kind, what, problem) for each answer with another rounding, judged by what was released without."""
    cases, expected = still.expected(name)
    wrong = still.wrong(name) if mistakes else []
    with rounding(k), later(k):
        there = Reference(still.path, public_seed)
        right = there.expected(name)[1]
        slips = there.wrong(name) if mistakes else []
        more = [there.results(name, source) for source in others.values()]

    def problem(got, before):
        now, then = (judge(name, cases, expected, results, wrong) for results in (got, before))
        for case, one, other, line, was in zip(cases, got, before, now.lines, then.lines, strict=True):
            if line.right != was.right:
                return f"{case.en}: {'right' if line.right else 'wrong'} now: {line.message[0]}"
            if not near(other, one, case.tolerance / 2):
                return f"{case.en}: another result"
        return "" if set(now.named) == set(then.named) else "another mistake is named"

    yield "solution", "", problem(right, expected)
    for mistake, slip, before in zip(mistakes, slips, wrong, strict=True):
        yield "misconception", mistake.wrong, problem(slip["got"], before["got"])
    for title, got in zip(others, more, strict=True):
        yield "alternative", title, _missed(name, cases, expected, got)


def _missed(name, cases, expected, got):
    """Say which case is wrong first, "" if none is."""
    lines = judge(name, cases, expected, got).lines
    return next((f"{line.title[0]}: {line.message[0]}" for line in lines if not line.right), "")


def _seeded(still, name, mistakes, others, k):
    """Yield (kind, what, problem) for each answer with another seed: right is right, wrong is wrong, and called by no new name."""
    there = Reference(still.path, another_draw(k))
    cases, expected = there.expected(name)
    stopped = [
        case.en for case, value in zip(cases, expected, strict=True) if isinstance(value, dict) and "error" in value
    ]
    yield "solution", "", f"{stopped[0]}: it stops" if stopped else _missed(name, cases, expected, expected)
    for title, source in others.items():
        yield "alternative", title, _missed(name, cases, expected, there.results(name, source))
    if not mistakes:
        return
    before, now = still.wrong(name), there.wrong(name)
    for mistake, was, slip in zip(mistakes, before, now, strict=True):
        known = {*judge(name, *still.expected(name), was["got"], before).named, (mistake.en, mistake.zh)}
        report = judge(name, cases, expected, slip["got"], now)
        new = [text[0] for text in report.named if text not in known]
        problem = "full marks" if report.share == 1 else f"called: {new[0]}" if new else ""
        yield "misconception", mistake.wrong, problem


def table(results):
    """Return the results as text: a row per exercise, and what did not pass."""
    rows = [f"{'exercise':26} tried  steady"]
    for name in dict.fromkeys(result.exercise for result in results):
        group = [result for result in results if result.exercise == name]
        rows.append(f"{name:26} {len(group):5} {sum(result.passed for result in group):7}")
    failed = [result for result in results if not result.passed]
    rows += [f"✗ {r.exercise}: {r.kind} {r.what!r} with {r.run}: {r.problem}" for r in failed]
    if failed:
        rows.append(
            "A verdict that hangs on rounding or luck: let the probe draw inputs that are far from every border."
        )
    rows.append(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return "\n".join(rows)


# -- what ran before --------------------------------------------------------------------------------


@contextlib.contextmanager
def later(k):
    """While this is open, a probe finds Keras' counts of what it made and its random generator as if other code had run before."""

    def ran(*arguments):
        space = namespace(*arguments)
        for name in ("Sequential", "Functional", "Dense", "Embedding", "RNN", "SimpleRNN", "LSTM", "GRU", *PROBES):
            counted = re.sub("(?<=[a-z])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])", "_", name).lower()
            for _ in range(100 + k):
                keras.backend.get_uid(counted)
        keras.utils.set_random_seed(1000 + k)
        keras.random.normal(())  # makes the generator for all, which a check would make anew and alike
        return space

    with mock.patch("autograder.marking.reference.namespace", ran):
        yield


# -- rounding --------------------------------------------------------------------------------------


@contextlib.contextmanager
def rounding(k):
    """Round everything a little differently while this is open, in the k-th way."""

    def moving(function):
        return wraps(function)(lambda *arguments, **options: moved(function(*arguments, **options)))

    draws = {name: moving(getattr(np.random.Generator, name)) for name in DRAWS}
    generator = type("Generator", (np.random.Generator,), draws)

    def default_rng(seed=None):
        return seed if isinstance(seed, np.random.Generator) else generator(np.random.PCG64(seed))

    replaced = [
        (Moving, "salt", np.random.SeedSequence(k).generate_state(1, "uint64")[0]),
        (np.random, "default_rng", default_rng),
        *(
            (home, name, moving(getattr(home, name)))
            for home, names in FUNCTIONS.items()
            for name in names
            if hasattr(home, name)
        ),
    ]
    with contextlib.ExitStack() as undo:
        for home, name, new in replaced:
            undo.callback(setattr, home, name, getattr(home, name))
            setattr(home, name, new)
        yield


def moved(value):
    """Return floats moved by a few last bits, those in a tuple as well; halves, quarters and the like are exact and stay.

    The same number is always moved alike: a machine that rounds differently does so each time.
    """
    if isinstance(value, tuple):
        parts = map(moved, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    dtype = "float64" if type(value) is float else str(getattr(value, "dtype", ""))
    if dtype not in BITS or not isinstance(value, float | np.ndarray | np.generic):
        return value
    here = np.array(value, dtype, ndmin=1, subok=False)
    with np.errstate(all="ignore"):
        mixed = (here.astype("float64").view("uint64") ^ Moving.salt) * np.uint64(0x9E3779B97F4A7C15)
        share = (mixed ^ mixed >> 29) * np.uint64(0xBF58476D1CE4E5B9) / 2.0**63 - 1  # of -1 to 1
        exact = here * 2**10 == np.round(here * 2**10)
        here = np.where(exact, here, here * (1 + BITS[dtype] * share)).astype(dtype)
    there = here.reshape(np.shape(value))
    return there.view(Moving) if isinstance(value, np.ndarray) else type(value)(there)


class Moving(np.ndarray):
    """An array that was moved, or computed from one that was: what is computed from it is moved wherever it may be rounded."""

    salt = np.uint64(0)

    def __array_ufunc__(self, ufunc, method, *inputs, out=(), **options):
        if out:
            options["out"] = tuple(map(_still, out))
        result = getattr(ufunc, method)(*map(_still, inputs), **options)
        if out or result is None:  # in place
            return out[0] if len(out) == 1 else (out or None)
        if ufunc.__name__ in {"matmul", "logaddexp", *LIBM} or method != "__call__":
            return moved(result)
        return result.view(Moving) if type(result) is np.ndarray else result

    def astype(self, dtype, *arguments, **options):
        """Return the array in another dtype: float32 has other last bits."""
        there = _still(self).astype(dtype, *arguments, **options)
        return there.view(Moving) if there.dtype == self.dtype else moved(there)


def _still(value):
    return value.view(np.ndarray) if isinstance(value, Moving) else value
