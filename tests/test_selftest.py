"""The selftest finds every check of the course in order, and would find one that is not."""

import json
from collections import Counter
from pathlib import Path

import pytest
import tensorflow as tf
from conftest import CHAPTERS, edit, together
from unrolled.check import public_seed

from autograder.__main__ import main
from autograder.marking.reference import Reference, namespace
from autograder.proof.selftest import selftest, table
from autograder.source.notebooks import Cell

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module", params=[together(chapter, chapter) for chapter in CHAPTERS])
def results(request, references):
    """The results of the selftest on a real chapter."""
    with pytest.MonkeyPatch.context() as patch:  # what the references of other tests have run is not run again
        patch.setattr(
            "autograder.proof.selftest.Reference",
            lambda path, seed: references[path.stem] if seed is public_seed else Reference(path, seed),
        )
        return list(selftest(ROOT, request.param))


def test_a_function_is_compiled_as_it_is_written_whatever_took_its_place_since():
    sources = [f"def sign(x):\n    if x > 0:\n        return {k}.0\n    return -{k}.0" for k in (1, 2)]
    cells = [Cell("code", sources[0], None, "exercise", "sign", None, 1)]
    answers = [namespace(cells, {"sign": source})["sign"] for source in sources]
    assert [float(tf.function(answer)(tf.constant(3.0))) for answer in answers] == [1, 2]


def test_everything_in_the_chapter_passes(results):
    assert [result for result in results if not result.passed] == []
    assert table(results).splitlines()[-1] == f"{len(results)} passed, 0 failed"


def test_every_solution_gets_full_marks_and_every_stub_none(results):
    assert {result.share for result in results if result.kind == "solution"} == {1}
    assert {result.share for result in results if result.kind == "stub"} == {0}


def test_who_repeats_the_released_results_earns_nothing(results):
    """No case of any probe has the same result for every seed."""
    assert [(result.exercise, result.what) for result in results if result.kind == "parrot" and result.share > 0] == []
    assert Counter(result.exercise for result in results if result.kind == "parrot") == Counter(
        {result.exercise for result in results}
    )


def test_every_misconception_loses_points_and_nearly_all_are_named(results):
    wrong = [result for result in results if result.kind == "misconception"]
    assert all(result.share < 1 for result in wrong)
    assert sum(result.named for result in wrong) >= 0.95 * len(wrong)


def test_there_are_eight_exercises_with_four_misconceptions_and_two_alternatives_each(results):
    exercises = {result.exercise for result in results}
    count = Counter((result.exercise, result.kind) for result in results)
    assert len(exercises) >= 8
    assert all(count[name, "misconception"] >= 4 for name in exercises)
    assert all(count[name, "alternative"] >= 2 for name in exercises)


# -- what the selftest finds -----------------------------------------------------------------------


@pytest.fixture
def outcome(small_course, capsys, tmp_path):
    """A function that runs the selftest on the small course as a command; it returns the status, the table, and what failed."""

    def run():
        status = main(["selftest", "--root", str(small_course), "--json", str(tmp_path / "results.json")])
        found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
        return status, capsys.readouterr().out, [(r["kind"], r["what"], r["share"]) for r in found if not r["passed"]]

    return run


def test_a_course_in_order_passes(outcome):
    status, text, failed = outcome()
    assert (status, failed) == (0, [])
    assert text.splitlines()[-1] == "6 passed, 0 failed"


def test_an_alternative_that_is_wrong_fails(outcome, small_course):
    edit(small_course / "tests/alternatives/ch98_small/mix.py", "(one - other)", "(one + other)")
    status, text, failed = outcome()
    assert (status, failed) == (1, [("alternative", "from the other's side", 0)])
    assert '✗ mix: alternative "from the other\'s side" got 0%' in text
    assert text.splitlines()[-1] == "5 passed, 1 failed"


def test_a_misconception_that_equals_the_solution_fails(outcome, small_course):
    edit(small_course / "misconceptions/ch98_small.py", '"1 - share", "share"', '"1 - share", "-share + 1"')
    status, text, failed = outcome()
    assert (status, failed) == (1, [("misconception", "-share + 1", 1)])
    assert "✗ mix: misconception '-share + 1' got 100%" in text


def test_a_stub_that_earns_points_fails(outcome, small_course):
    edit(small_course / "probes/ch98_small.py", "student.mix(1.0, one, other)", "student.half")
    status, _, failed = outcome()
    assert (status, ("stub", "", 0.5) in failed) == (1, True)


def test_a_case_that_does_not_depend_on_the_seed_fails(outcome, small_course):
    edit(small_course / "probes/ch98_small.py", "student.mix(1.0, one, other)", "student.mix(1.0, 5.0, other)")
    status, text, failed = outcome()
    assert (status, failed) == (1, [("parrot", "all of the first", 0.5)])
    assert "✗ mix: parrot 'all of the first' got 50%" in text


def test_a_misconception_whose_results_nothing_equals_is_reported_as_not_named(outcome, small_course):
    change = '"share * one", "one"', '"share * one + rest_of_it * other", "object()"'
    edit(small_course / "misconceptions/ch98_small.py", *change)
    status, text, _ = outcome()
    assert status == 0
    assert "1 of 2 misconceptions named (50.0%)\n  mix: lost points but was not named: 'object()'" in text
