"""Test the graders: what is right gets full marks, what is wrong loses points and is told why.

A *parrot* hands in what was released: for each case of the grading the result that the check in the notebook compares with. It earns
nothing, since no case has the same result for every seed.
"""

from pathlib import Path
from typing import NamedTuple

import jupytext
from unrolled.check import judge, public_seed

from autograder.marking.reference import Reference, another_draw
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import solution_chapters, without_solution

DRAWS = 5  # of other inputs: one may give the same by chance


class Result(NamedTuple):
    """One trial of one exercise: what was handed in, the share of the points it got, and whether all is as it should be."""

    exercise: str
    kind: str  # solution, stub, parrot, misconception, alternative
    what: str
    share: float
    passed: bool
    named: bool | None = None  # was the misconception named in the diagnosis?


def selftest(root, *names):
    """Yield a Result for every solution, stub, parrot, misconception and alternative of the chapters, all of them unless named."""
    for chapter, paths in solution_chapters(root, *names).items():
        for path in paths:
            reference, *others = Reference(path, public_seed), *(Reference(path, another_draw(k)) for k in range(DRAWS))
            for name, cell in reference.exercises.items():
                yield from _exercise(
                    reference, name, cell.source, Path(root, "tests/alternatives", chapter, f"{name}.py")
                )
                same = _same_in_all(name, reference, others)
                yield Result(name, "parrot", ", ".join(same), len(same) / len(reference.expected(name)[0]), not same)


def _same_in_all(name, reference, others):
    """Return the cases whose results would be right for the inputs of all others as well: who repeats them needs no function."""
    cases, results = reference.expected(name)
    same = [case.en for case in cases]
    for other in others:
        lines = judge(name, *other.expected(name), results).lines
        same = [title for title in same if title in {line.title[0] for line in lines if line.right}]
        if not same:
            break
    return same


def _exercise(reference, name, solution, alternatives):
    def report(source):
        return reference.judge(name, reference.results(name, source))

    share = report(solution).share
    yield Result(name, "solution", "", share, share == 1)
    stub = report(without_solution(solution))
    yield Result(name, "stub", "", stub.share, stub.share == 0 and stub.unattempted)
    for mistake, variant in zip(misconceptions(name), reference.wrong(name), strict=True):
        found = reference.judge(name, variant["got"])
        named = (mistake.en, mistake.zh) in found.named
        yield Result(name, "misconception", mistake.wrong, found.share, found.share < 1, named)
    for cell in jupytext.read(alternatives, fmt="py:percent").cells if alternatives.exists() else ():
        share = report(cell.source).share
        yield Result(name, "alternative", cell.metadata.get("title", ""), share, share == 1)


def table(results):
    """Return the results as text: a row per exercise, and what did not pass."""
    rows = [f"{'exercise':22} solution  stub  parrot  misconceptions  named  alternatives"]
    exercises = {}
    for result in results:
        exercises.setdefault(result.exercise, []).append(result)
    for name, group in exercises.items():
        alone = {result.kind: result.share for result in group}
        wrong, other = ([r for r in group if r.kind == kind] for kind in ("misconception", "alternative"))
        rows.append(
            f"{name:22} {alone['solution']:8.0%} {alone['stub']:5.0%} {alone['parrot']:7.0%}"
            f" {sum(r.passed for r in wrong):8}/{len(wrong):<6} {sum(r.named for r in wrong):3}/{len(wrong):<4}"
            f" {sum(r.passed for r in other):6}/{len(other)}"
        )
    wrong = [r for r in results if r.kind == "misconception"]
    if wrong:
        rows.append(
            f"{sum(r.named for r in wrong)} of {len(wrong)} misconceptions named ({sum(r.named for r in wrong) / len(wrong):.1%})"
        )
    for result in results:
        if not result.passed:
            rows.append(f"✗ {result.exercise}: {result.kind} {result.what!r} got {result.share:.0%}")
        elif result.named is False:
            rows.append(f"  {result.exercise}: lost points but was not named: {result.what!r}")
    rows.append(f"{sum(r.passed for r in results)} passed, {sum(not r.passed for r in results)} failed")
    return "\n".join(rows)
