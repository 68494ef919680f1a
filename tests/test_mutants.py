"""Mutants lose points, rewrites do not; the operators that make them do what they say."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from conftest import CHAPTERS
from keras import ops

from autograder.proof import mutants as mutant_operators
from autograder.proof import rewrites as rewrite_operators
from autograder.proof.mutants import WATCH, Kind, Solution, changes, difference, kind, mutants
from autograder.proof.rewrites import rewrites
from autograder.proof.trials import survivors
from autograder.source.notebooks import SourceError

ROOT = Path(__file__).parents[1]
X = np.arange(6.0).reshape(2, 3)


def sigmoid(x):
    """Squash x into (0, 1), as the notebooks define it."""
    return 1 / (1 + np.exp(-x))


def run(source, *arguments, **names):
    """Run a source that defines `f`, and call it."""
    space = {"np": np, "ops": ops, "sigmoid": sigmoid, **names}
    exec(textwrap.dedent(source), space)
    return space["f"](*arguments)


def watched(source, *arguments):
    """Return a source that defines `f` as a Solution that has run with these arguments."""
    source, seen = textwrap.dedent(source), {}

    def watch(number, value):
        seen.setdefault(number, set()).add(kind(value))
        return value

    run(Solution(source).watched(), *arguments, **{WATCH: watch})
    return Solution(source, seen, ("np", "ops", "sigmoid"))


def made(changes):
    """Return what was made as (operator, changed lines)."""
    return [(change.operator, change.now) for change in changes]


# -- mutants ---------------------------------------------------------------------------------------

MUTANTS = {  # operator: a function, its arguments, and some of what the operator makes of it
    "operation": ("def f(a, b):\n    return a @ b + 1", (X, X.T), ["return a * b + 1", "return a @ b - 1"]),
    "comparison": ("def f(a):\n    return a < 2", (1,), ["return a <= 2", "return a > 2"]),
    "operands swapped": ("def f(a, b):\n    return a - np.dot(b, a)", (2.0, 3.0), ["return np.dot(b, a) - a"]),
    "transposed": ("def f(a, b):\n    return a @ b", (X, X.T), ["return a.T @ b", "return a @ b.T"]),
    "term dropped": ("def f(a, b):\n    return a + b", (X, 1.0), ["return a", "return b"]),
    "logic": (
        "def f(a, b):\n    return 1 if a and b else 2",
        (True, False),
        ["return 1 if a or b else 2", "return 1 if not (a and b) else 2", "return 1 if True else 2"],
    ),
    "sign": ("def f(a):\n    b = -a\n    return b", (X,), ["b = a", "return -b"]),
    "constant": (
        "def f(a):\n    return {'x': a * 2, 'yz': 0.5, 'no': True}",
        (X,),
        [
            "return {'x': a * 3, 'yz': 0.5, 'no': True}",
            "return {'x': a * 2, 'zy': 0.5, 'no': True}",
            "return {'x': a * 2, 'yz': 1.5, 'no': True}",
            "return {'x': a * 2, 'yz': 0.5, 'no': False}",
            "return {'yz': a * 2, 'yz': 0.5, 'no': True}",
        ],
    ),
    "index": ("def f(a):\n    return a[-1]", ([1, 2, 3],), ["return a[1]", "return a[0]"]),
    "axis": ("def f(a):\n    return np.sum(a, axis=-1)", (X,), ["return np.sum(a, axis=0)"]),
    "function mixed up": (
        "def f(a):\n    return np.tanh(sigmoid(a)).max()",
        (X,),
        ["return np.tanh(np.tanh(a)).max()", "return sigmoid(sigmoid(a)).max()", "return np.tanh(sigmoid(a)).min()"],
    ),
    "function left out": ("def f(a):\n    return np.tanh(a)", (X,), ["return a"]),
    "early return": (
        "def f(a):\n    b = a + 1\n    c = b * 2\n    return b + c",
        (X,),
        ["b = a + 1\nreturn b", "return a\nb = a + 1"],
    ),
    "argument ignored": (
        "def f(a, n=3):\n    return a * n",
        (X, 2),
        ["a = 0 * a\nreturn a * n", "n = 3\nreturn a * n"],
    ),
    "another variable": (
        "def f(a, b, name):\n    c = a - b\n    return c * b",
        (X, X + 1, "x"),
        ["c = b - b", "c = a - a", "return a * b", "return c * a", "return c * c"],
    ),
    "keyword dropped": (
        "def f(a):\n    return np.sum(a, axis=0, keepdims=True)",
        (X,),
        ["return np.sum(a, axis=0)", "return np.sum(a, keepdims=True)"],
    ),
    "in place": (
        "def f(a):\n    return a * 2",
        (X.copy(),),
        ["return np.multiply(a, 2, out=a)", "result = a * 2\na += 1\nreturn result"],
    ),
    "float32": ("def f(a):\n    return 1 - a", (0.25,), ["return 1 - np.float32(a)"]),
    "statement deleted": ("def f(a):\n    a = a + 1\n    return a", (X,), ["pass"]),
    "order swapped": (
        "def f(a, b):\n    x, y = a, b\n    return [x, y]",
        (1, 2),
        ["y, x = (a, b)", "x, y = (b, a)", "return [y, x]"],
    ),
    "element dropped": (
        "def f(a, b):\n    return {'a': [a, b], 'b': b}",
        (1, 2),
        ["return {'a': [a], 'b': b}", "return {'a': [b], 'b': b}", "return {'b': b}"],
    ),
    "slice bounds": (
        "def f(a):\n    return a[1:, :2]",
        (X,),
        ["return a[1 + 1:, :2]", "return a[:, :2]", "return a[1:-1, :2]", "return a[1:, :2 - 1]", "return a[1:, 1:2]"],
    ),
    "loop": (
        "def f(n):\n    s = 0\n    for k in range(n):\n        if k == 3:\n            break\n        s += k\n    return s",
        (5,),
        ["for k in range(n - 1):", "for k in range(1, n):", "for k in reversed(list(range(n))):", "continue"],
    ),
}


@pytest.mark.parametrize("operator", mutant_operators.OPERATORS, ids=lambda operator: operator.__name__)
def test_an_operator_makes_the_mutants_it_says(operator):
    source, arguments, expected = MUTANTS[operator.__name__.replace("_", " ")]
    found = made(changes(watched(source, *arguments), [operator]))
    assert set(expected) <= {now for _, now in found}


def test_mutants_differ_from_the_solution_and_from_each_other_and_are_always_the_same():
    source = "def f(a, b):\n    return (a + b) * (b + a) + 1 * a"
    solution = watched(source, X, X + 1)
    sources = [change.source for change in mutants(solution)]
    assert len(sources) == len({source, *sources}) - 1 > 10
    assert sources == [change.source for change in mutants(watched(source, X, X + 1))]


def test_a_mutant_of_a_mutant_leaves_the_solution_as_it_was():
    solution = watched("def f(a):\n    return [a[0] + 1, -a]", X)
    before = solution.text
    mutants(solution)
    rewrites(solution)
    assert before == mutant_operators.text(solution.tree)


def test_only_what_stands_in_a_solution_region_is_changed():
    source = """\
    def f(a, n=2):
        '''Add one.'''
        b = a * n
        ### BEGIN SOLUTION
        b = b + 1
        ### END SOLUTION
        return b - 5
    """
    solution = watched(source, X)
    assert {change.was for change in mutants(solution)} == {"b = b + 1"}
    assert {"b = 1 + b"} < {change.now for change in rewrites(solution)}


def test_texts_for_people_are_left_alone():
    source = 'def f(a):\n    """Sum."""\n    return list(zip(a, a, strict=True)), dict(name="total")'
    found = mutants(watched(source, [1.0, 2.0]))
    assert found != []
    assert not any('"""Sum."""' not in change.source or "latot" in change.source for change in found)
    assert not any("strict=False" in change.source or "zip(a, a)" in change.source for change in found)


def test_variables_that_hold_the_same_are_not_swapped():
    source = "def f(n):\n    a, b = np.zeros(n), np.zeros(n)\n    return [a, b, np.ones(n)]"
    found = made(mutants(watched(source, 3)))
    assert ("order swapped", "return [b, a, np.ones(n)]") not in found
    assert ("order swapped", "return [a, np.ones(n), b]") in found


SAME = {  # what only looks like a mutant: the solution, its arguments, and what is not made of it
    "def f(n):\n    return sum(k for k in range(n))": (3, "reversed"),
    "def f(n):\n    s = 1\n    for _ in range(n):\n        s = s * 2\n    return s": (3, "reversed"),
    "def f(n):\n    return max(n, 2)": (3, "max(2, n)"),
    "def f(n):\n    return {n, 1} | {2}": (3, "{2} | {n, 1}"),
    "def f(n):\n    return {n: 1} | {4: 2}": (3, "{4: 2} | {n: 1}"),
    "def f(n):\n    return abs(n - 1)": (3, "abs(1 - n)"),
    "def f(n):\n    if n:\n        return 0\n    return n": (3, "-(0)"),
    "def f(n):\n    s = 0\n    for k in range(n):\n        s += k * n\n    return s": (3, "reversed"),
    "def f(n):\n    return [k for k in np.random.permutation(n)]": (3, "reversed"),
    "def f(a):\n    a = [*a, 1]\n    return len(a)": ([2], "clear"),
    "def f(n):\n    s = np.zeros(n)\n    s[0] = 1\n    return s": (3, "-np.zeros"),
    "def f(n):\n    s = np.ones(n)\n    s[0] = 0\n    return s": (3, "= -0"),
    "def f(n):\n    return np.array([n, n])": (3, "asarray"),
    "def f(n):\n    a, b = [], []\n    a.append(n)\n    return a + b": (3, "b, a = "),
    "def f(n):\n    if n < 0:\n        raise ValueError('below')\n    return n": (3, "woleb"),
    "def f(n):\n    return dict(initializer='glorot_uniform', n=n)": (3, "dict(n=n)"),
}
OTHER = {  # what looks alike and is one
    "def f(n):\n    return [k for k in range(n)]": (3, "reversed"),
    "def f(n):\n    return max((k for k in range(n)), key=lambda k: 0)": (3, "reversed"),
    "def f(n):\n    return n - 2 + np.power(n, 2)": (3, "np.power(2, n)"),
    "def f(n):\n    return {n: 1} | {3: 2}": (3, "{3: 2} | {n: 1}"),
    "def f(n):\n    s = 0\n    for k in range(n):\n        s += s * k + 1\n    return s": (3, "reversed"),
    "def f(a):\n    s = []\n    for k in a:\n        s += [k]\n    return s": ([2, 3], "reversed"),
    "def f(a):\n    b = [*a, 1]\n    return len(a) + len(b)": ([2], "a.clear()"),
    "def f(n):\n    s = np.array(n)\n    return s": (X, "asarray"),
    "def f(n):\n    return dict(initializer='zeros', n=n)": (3, "dict(n=n)"),
}


@pytest.mark.parametrize("source", [*SAME, *OTHER])
def test_what_does_the_same_by_construction_is_no_mutant(source):
    argument, text = (SAME | OTHER)[source]
    found = [change.now for change in mutants(watched(source, argument))]
    assert found != []
    assert any(text in now for now in found) == (source in OTHER)


def test_what_is_no_number_is_not_added_otherwise():
    found = made(mutants(watched("def f(words):\n    return words + ['end']", ["a"])))
    assert ("operation", "return words - ['end']") not in found
    assert ("term dropped", "return words") in found


def test_a_watched_solution_gives_what_the_solution_gives():
    source = """\
    def f(a, table):
        def inner(x, *rest, scale=2):
            return [x * scale, *rest]

        total, (first, *others) = 0, inner(a[1:, ::-1], 3, scale=table["n"])
        for k, value in enumerate(others):
            total += value if k < 2 else -value
        names = {f"{k}:{v:>{table['n']}}": v for k, v in table.items() if v}
        return first.sum() + total, (lambda b: b @ a.T)(a).shape, names
    """
    arguments = X, {"n": 4}
    assert run(Solution(textwrap.dedent(source)).watched(), *arguments, **{WATCH: lambda _, value: value}) == run(
        source, *arguments
    )


@pytest.mark.parametrize(
    ("value", "family", "dtype", "size"),
    [
        (X, "array", "float64", 2),
        (np.float32(1), "number", "float32", 0),
        (3, "number", "int", 0),
        (True, "bool", "bool", 0),
        ("text", "text", "str", 0),
        ([1, 2], "list", "", 2),
        ({"a": 1}, "dict", "", 1),
        (len, "function", "", 0),
        (np, "other", "", 0),
        (None, "other", "", 0),
    ],
)
def test_a_kind_tells_what_a_value_is(value, family, dtype, size):
    assert kind(value)[:3] == (family, dtype, size)


def test_a_tensor_is_a_tensor_whether_it_has_numbers_or_not():
    import keras

    assert kind(ops.convert_to_tensor(X)) == Kind("tensor", "float64", 2, kind(X).content)
    assert kind(keras.Input((3,))) == Kind("tensor", "float32", 2)


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("a = 1", "a = 2", "a = 1", "a = 2"),
        ("a = 1", "a = 1\nreturn a", "a = 1", "a = 1\nreturn a"),
        ("a = 1", "b = 2\na = 1", "a = 1", "b = 2\na = 1"),
        ("if a:\n    b = 1\n    c = 2", "if not a:\n    b = 1\n    c = 2", "if a:", "if not a:"),
    ],
)
def test_a_change_is_shown_by_the_lines_that_differ(old, new, was, now):
    assert difference(old, new) == (was, now)


# -- rewrites --------------------------------------------------------------------------------------

A, B = X + 0.5, np.cos(X).T
REWRITTEN = {  # a function: its arguments
    """\
    def f(x, w, b):
        total = x @ w + b + 1
        return total * 2 - b / 4
    """: (A, B, np.ones(2)),
    """\
    def f(x, w, b):
        def gate(weights, activation):
            return activation(np.matmul(x, weights) + b)

        z = gate(w, sigmoid)
        y = np.cumsum(np.concatenate([z, np.tanh(z)], axis=1), axis=0)
        first, second = y.T
        return y[::-1], (np.vstack([first, second]) if len(y) > 1 else y), np.transpose(z)
    """: (A, B[:, :1], np.ones(1)),
    """\
    def f(words, flag):
        found = {}
        for word in words + ["end"]:
            if word == "skip":
                continue
            if flag:
                found |= {"last": word}
            else:
                found = {word: len(word)} | found
            if word == "stop":
                break
        pairs = [(a, b) for a in found for b in words if a != b]
        total = sum(len(a) for a, _ in pairs)
        first, *rest = words
        return found, list(map(str.upper, words))[::-1], total, rest
    """: (["one", "skip", "three", "stop", "no"], False),
    """\
    def f(x, n):
        scaled = x * n
        return scaled, np.log(n / 4), n
    """: (A.astype("float32"), 3),
}


def flat(value):
    """Return a result with its arrays and tensors as nested lists of rounded numbers, and tuples as lists."""
    if hasattr(value, "dtype"):
        return np.round(np.asarray(value, dtype="float64"), 4).tolist()
    if isinstance(value, list | tuple):
        return [flat(part) for part in value]
    if isinstance(value, dict):
        return {key: flat(part) for key, part in value.items()}
    return round(value, 4) if isinstance(value, float) else value


@pytest.mark.parametrize("source", REWRITTEN)
def test_a_rewrite_gives_what_the_solution_gives(source):
    arguments = REWRITTEN[source]
    found = rewrites(watched(source, *arguments))
    assert len(found) > 10
    for change in found:
        assert flat(run(change.source, *arguments)) == flat(run(source, *arguments)), change.source


def test_every_operator_for_rewrites_is_tried_on_these():
    tried = {
        change.operator for source, arguments in REWRITTEN.items() for change in rewrites(watched(source, *arguments))
    }
    assert tried == {function.__name__.replace("_", " ") for function in rewrite_operators.OPERATORS}


@pytest.mark.parametrize(
    ("source", "arguments", "expected"),
    [
        (
            "def f(a, b):\n    return a @ b",
            (A, B),
            ["return np.einsum('ij,jk->ik', a, b)", "return np.stack([row @ b for row in a])"],
        ),
        ("def f(a):\n    return a.T", (A,), ["return np.transpose(a)"]),
        (
            "def f(a, b):\n    return a + b",
            (A, 1),
            ["return b + a", "return np.add(a, b)", "answer_ = a + b\nreturn answer_"],
        ),
        ("def f(a):\n    b = a * 2\n    return b, 1", (A,), ["    return (a * 2, 1)", "return [b, 1]"]),
        (
            "def f(a):\n    return [x for x in a if x > 1]",
            ([1, 2],),
            [
                "def collected_():\n    found_ = []\n    for x in a:\n        if x > 1:\n            found_.append(x)\n    return found_\nreturn collected_()"
            ],
        ),
    ],
)
def test_a_rewrite_is_what_another_person_might_write(source, arguments, expected):
    assert set(expected) <= {change.now for change in rewrites(watched(source, *arguments))}


@pytest.mark.parametrize("argument", [A, 0.5])
def test_a_result_is_rounded_only_where_the_check_does_not_ask_for_more_digits(argument):
    solution = watched("def f(a):\n    return a * 2", argument)
    assert any("float32" in change.now for change in rewrites(solution))
    solution.exact = True
    assert not any("float32" in change.now for change in rewrites(solution))


def test_what_is_drawn_at_random_is_drawn_in_the_same_order():
    source = "def f(rng):\n    a = rng.normal()\n    return rng.normal() - 2 * a, rng.normal() + rng.random()"
    found = rewrites(watched(source, np.random.default_rng(0)))
    assert len(found) > 5
    for change in found:
        expected, got = (run(code, np.random.default_rng(1)) for code in (source, change.source))
        np.testing.assert_allclose(got, expected, rtol=1e-6)


def test_texts_and_lists_keep_their_order():
    found = made(rewrites(watched("def f(words):\n    return words + ['end']", ["a"])))
    assert "operands exchanged" not in [operator for operator, _ in found]


# -- the list of survivors -------------------------------------------------------------------------


def test_a_list_of_survivors_gives_each_change_its_reason(tmp_path):
    listed = tmp_path / "tests/survivors/ch98_small.toml"
    assert survivors(tmp_path, "ch98_small") == {}
    listed.parent.mkdir(parents=True)
    listed.write_text('[[mix]]\nwas = "a"\nnow = ["b", "c"]\nreason = "the same"\n', encoding="utf-8")
    assert survivors(tmp_path, "ch98_small") == {("mix", "a", "b"): "the same", ("mix", "a", "c"): "the same"}


@pytest.mark.parametrize("text", ['[[mix]]\nwas = "a"\n', "[mix", 'mix = "a"'])
def test_a_list_of_survivors_that_cannot_be_read_is_refused(tmp_path, text):
    listed = tmp_path / "tests/survivors/ch98_small.toml"
    listed.parent.mkdir(parents=True)
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"ch98_small\.toml: .*; write \[\[EXERCISE\]\] with was, now"):
        survivors(tmp_path, "ch98_small")


# -- in children -----------------------------------------------------------------------------------
# In a process of its own, since this one may have run TensorFlow's operations.

SCRIPT = """
import contextlib, io, json, os, sys, time
from pathlib import Path
from types import SimpleNamespace
from unrolled import probes
from autograder.proof import trials
from autograder.__main__ import main
from autograder.source.notebooks import SourceError

def told(*arguments):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = main(["selftest", "--root", sys.argv[1], *arguments, "--json", sys.argv[2]])
    return status, said.getvalue(), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

def answer(item):
    if item == "dies":
        os._exit(3)
    while item == "hangs":
        pass
    if item == "sleeps":
        time.sleep(1000)
    if item == "fills the memory":
        bytearray(trials.MEMORY)
    print("not to be seen")
    return item * 2

def fails():
    raise ValueError("two\\nlines")

found = {}
trials.CPU_SECONDS = 1
jobs = [trials.Job("first", lambda: answer, ["a", "dies", "b", "hangs", "fills the memory", "c"]), trials.Job("second", lambda: answer, [1, 2])]
found["children"] = trials.in_children(jobs)
trials.SECONDS = 5
found["sleeps"] = trials.in_children([trials.Job("sleeper", lambda: answer, ["sleeps", "d"])])
trials.CPU_SECONDS, trials.SECONDS = 20, 300
for name, prepare in {"fails": fails, "ends": lambda: os._exit(1)}.items():
    try:
        trials.in_children([trials.Job("third", prepare, [1])])
    except SourceError as error:
        found[name] = str(error)

probes.__path__.append(str(Path(sys.argv[1], "probes")))
[exercise] = trials._exercises(Path(sys.argv[1]), ["ch98_small"])
spoils = exercise.source + "\\nfrom autograder.proof import trials\\ntrials.judge = None"
changed = [(exercise, "rewrite", SimpleNamespace(source=source)) for source in (exercise.source, spoils, exercise.source)]
found["spoilt"] = trials._graded([exercise], changed)
found["unlisted"] = told("--mutants")
listed = Path(sys.argv[1], "tests/survivors/ch98_small.toml")
listed.parent.mkdir(parents=True)
entry = '[[mix]]\\nwas = {}\\nnow = [{}]\\nreason = "for a test"\\n'
alive = [trial for trial in found["unlisted"][2] if not trial["passed"]]
listed.write_text("".join(entry.format(json.dumps(t["was"]), json.dumps(t["now"])) for t in alive), encoding="utf-8")
found["listed"] = told("--mutants", "--rewrites")
with listed.open("a", encoding="utf-8") as file:
    file.write(entry.format('"share"', '"gone"'))
found["stale"] = told("--mutants")
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What became of trials in children, and of the mutants and rewrites of a small course."""
    from conftest import PROBE, SMALL, SOURCE

    root = tmp_path_factory.mktemp("trials")
    one_case = PROBE[: PROBE.index('    yield Case("a quarter')]  # which does not see what becomes of the other number
    for name, content in {f"solutions/{SMALL}/mixing.py": SOURCE, f"probes/{SMALL}.py": one_case}.items():
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(content, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", SCRIPT, root, root / "results.json"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"UNROLLED_LANG": "en"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_what_hangs_dies_or_grows_stops_no_other_trial(outcomes):
    ended = "its process ended"
    assert outcomes["children"] == [
        ["aa", ended, "bb", "no answer in 1 s of CPU time", ended, "cc"],
        [2, 4],
    ]
    assert outcomes["sleeps"] == [["no answer in 5 s", "dd"]]


def test_a_job_that_cannot_be_prepared_is_named_in_one_line(outcomes):
    assert outcomes["fails"] == "third: ValueError: two lines"
    assert outcomes["ends"] == "third: its process ended before the exercise"


def test_what_spoils_more_than_its_own_trial_spoils_no_other(outcomes):
    first, spoils, last = outcomes["spoilt"]
    assert (first, last) == ("", "")
    assert "'NoneType' object is not callable" in spoils


def test_a_mutant_that_gets_full_marks_fails_unless_it_is_listed(outcomes):
    status, said, trials = outcomes["unlisted"]
    alive = [trial for trial in trials if not trial["passed"]]
    assert (status, len(alive)) != (0, 0)
    assert f"✗ mix: a mutant gets full marks ({alive[0]['operator']})\n    - {alive[0]['was']}" in said
    assert "tests/survivors/CHAPTER.toml" in said
    assert said.splitlines()[-1] == f"{len(trials) - len(alive)} passed, {len(alive)} failed"
    status, said, trials = outcomes["listed"]
    assert [trial for trial in trials if not trial["passed"]] == []
    assert status == 0
    assert {trial["kind"] for trial in trials} == {"mutant", "rewrite"}
    assert said.splitlines()[-1] == f"{len(trials)} passed, 0 failed"


def test_an_entry_that_names_no_survivor_fails(outcomes):
    status, said, trials = outcomes["stale"]
    assert status == 1
    assert [trial["kind"] for trial in trials if not trial["passed"]] == ["entry"]
    assert "✗ mix: no such mutant gets full marks, but one is listed\n    - share\n    + gone\n" in said
    assert "delete it" in said


# -- the real chapters -----------------------------------------------------------------------------


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(chapter, marks=[pytest.mark.proof, pytest.mark.xdist_group(f"mutants {chapter}")])
        for chapter in CHAPTERS
    ],
)
def chapter(request, tmp_path_factory):
    """The closing line and the results of all mutants, and of all rewrites on ten draws of inputs, of a real chapter."""
    results = tmp_path_factory.mktemp("chapter") / "results.json"
    options = "--mutants", "--rewrites", "--draws", "10", "--json", results
    command = [sys.executable, "-m", "autograder", "selftest", request.param, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout, json.loads(results.read_text(encoding="utf-8"))


def test_all_is_well_in_the_chapter(chapter):
    said, trials = chapter
    assert said.splitlines()[-1] == f"{len(trials)} passed, 0 failed", said


def test_nearly_all_mutants_lose_points_and_every_other_one_has_its_reason(chapter):
    mutants = [trial for trial in chapter[1] if trial["kind"] == "mutant"]
    assert len(mutants) >= 300
    assert sum(bool(trial["problem"]) for trial in mutants) >= 0.98 * len(mutants)
    assert all(len(trial["reason"]) > 20 for trial in mutants if not trial["problem"])


def test_every_rewrite_gets_full_marks(chapter):
    rewrites = [trial for trial in chapter[1] if trial["kind"] == "rewrite"]
    assert len(rewrites) >= 100
    assert [trial for trial in rewrites if trial["problem"]] == []
