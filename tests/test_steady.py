"""No verdict hangs on the last bits of floats or on the seed; one that did would be found."""

import json
import math

import numpy as np
import pytest
from conftest import CHAPTERS, ROOT, edit, together
from unrolled.check import Student
from unrolled.probes import find

from autograder.__main__ import main
from autograder.proof.steady import rounding, steady

# -- the real chapters -----------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", [together(chapter, chapter) for chapter in CHAPTERS])
def test_a_verdict_stays_with_another_rounding_and_another_seed(chapter, references):
    results = list(steady(ROOT, chapter, roundings=1, seeds=1, quick=True, references=references))
    assert {result.kind for result in results} == {"solution", "misconception", "alternative"}
    assert [result for result in results if not result.passed] == []


@pytest.mark.proof
@pytest.mark.parametrize("chapter", [together(f"steady {chapter}", chapter) for chapter in CHAPTERS])
def test_a_verdict_stays_with_every_rounding_and_every_seed(chapter):
    assert [result for result in steady(ROOT, chapter) if not result.passed] == []


# -- what is found ---------------------------------------------------------------------------------


@pytest.fixture
def problems(small_course, capsys, tmp_path):
    """A function that tries the small course; it returns what did not pass as (kind, rounding or seed, problem)."""

    def tried():
        path = tmp_path / "results.json"
        status = main(["selftest", "--steady", "--root", str(small_course), "--json", str(path)])
        results = json.loads(path.read_text(encoding="utf-8"))
        said = capsys.readouterr().out.splitlines()
        failed = [result for result in results if not result["passed"]]
        assert status == int(bool(failed))
        assert said[-1] == f"{len(results) - len(failed)} passed, {len(failed)} failed"
        return {(result["kind"], result["run"].split()[0], result["problem"]) for result in failed}

    return tried


def test_nothing_of_float32_is_stored_where_more_digits_are_asked_for():
    """Its last digits are another processor's own: it would be wrong there by another name, or make another release."""
    asked = 0
    for chapter in CHAPTERS:
        expected = (ROOT / f"course/unrolled/expected/{chapter}.json").read_text(encoding="utf-8")
        for name, entry in json.loads(expected).items():
            cases = list(find(name)(Student({}), np.random.default_rng(0)))
            results = entry["expected"], *(mistake["got"] for mistake in entry["wrong"])
            for case, *parts in zip(cases, *results, strict=True):
                if case.tolerance < np.finfo("float32").eps * 10:
                    asked += 1
                    assert "float32" not in json.dumps(parts), f"{name}: {case.en}"
    assert asked > 50


def test_a_course_without_luck_passes(problems):
    assert problems() == set()


def test_a_case_whose_result_hangs_on_rounding_is_found(problems, small_course):
    equal = "[student.mix(k / 64 + 0.01, one, one) == one for k in range(60)]"
    edit(small_course / "probes/ch98_small.py", "student.mix(1.0, one, other)", equal)
    assert any(
        (kind, run) == ("solution", "rounding") and problem.startswith("all of the first: wrong now")
        for kind, run, problem in problems()
    )


def test_a_misconception_that_solves_a_nearly_singular_system_is_found(problems, small_course):
    rows = "[[one, other, 1], [other, one, 2], [one + other, one + other, 3]]"  # the last is the sum of the others
    nearly = f"float(__import__('numpy').linalg.inv({rows})[0, 0])"
    edit(small_course / "misconceptions/ch98_small.py", '"1 - share", "share"', f'"1 - share", "{nearly}"')
    assert ("misconception", "rounding") in {(kind, run) for kind, run, _ in problems()}


@pytest.mark.parametrize(
    "value", ["sum(__import__('keras').layers.Dense(1).name.encode())", "__import__('keras').random.normal(())"]
)
def test_a_misconception_that_shows_what_ran_before_is_found(problems, small_course, value):
    edit(small_course / "misconceptions/ch98_small.py", '"1 - share", "share"', f'"1 - share", "float({value})"')
    assert ("misconception", "rounding") in {(kind, run) for kind, run, _ in problems()}


def test_an_alternative_that_is_right_by_luck_is_found(problems, small_course):
    path = small_course / "tests/alternatives/ch98_small/mix.py"
    edit(path, "return other + share * (one - other)", "return other + share * (one - other) + 0.001 * (one > 1)")
    assert ("alternative", "seed") in {(kind, run) for kind, run, _ in problems()}


def test_a_misconception_that_some_seed_does_not_see_is_found(problems, small_course):
    edit(small_course / "misconceptions/ch98_small.py", '"share * one", "one"', '"share * one", "share * min(one, 1)"')
    assert ("misconception", "seed", "full marks") in problems()


def test_steady_is_asked_for_alone(small_course, capsys):
    assert main(["selftest", "--steady", "--rewrites", "--root", str(small_course)]) == 1
    assert (
        capsys.readouterr().err == "autograder: selftest --steady: ask for it alone, without --mutants and --rewrites\n"
    )


# -- another rounding ------------------------------------------------------------------------------


def relative(one, other):
    """Return by how much two arrays differ, relative to the first."""
    return np.abs(np.asarray(other) / np.asarray(one) - 1)


def test_another_rounding_moves_what_may_be_rounded_by_a_few_last_bits():
    def computed():
        x = np.random.default_rng(0).normal(size=(3, 4))
        return x, x.astype("float32"), np.exp(x), x @ x.T, x.sum(axis=0), math.log(3.7), sum([0.1, 0.2, 0.3])

    still = computed()
    with rounding(0):
        here, again = computed(), computed()
    with rounding(1):
        other = computed()
    for one, moved, repeated, elsewhere in zip(still, here, again, other, strict=True):
        bits = 1e-5 if np.asarray(one).dtype == np.float32 else 1e-10
        assert 0 < relative(one, moved).max() < bits
        np.testing.assert_array_equal(moved, repeated)  # a machine rounds alike each time
        assert relative(moved, elsewhere).max() > 0
    for one, after in zip(still, computed(), strict=True):
        np.testing.assert_array_equal(one, after)  # it is over


def test_what_is_exact_everywhere_is_not_moved():
    with rounding(0):
        exact = np.array([0.5, 3.0, -0.25, 0.0])
        np.testing.assert_array_equal(exact.sum(), 3.25)
        assert math.log2(8) == 3
        draws = np.random.default_rng(0).integers(9, size=5)
        np.testing.assert_array_equal(exact * 3 + 1, [2.5, 10, 0.25, 1])
    np.testing.assert_array_equal(draws, np.random.default_rng(0).integers(9, size=5))
