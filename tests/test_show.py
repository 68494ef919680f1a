"""`autograder show EXERCISE` is the door to the five files an exercise lives in: each place it names is where it says."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from unrolled.check import public_seed

from autograder.__main__ import main
from autograder.marking.reference import Reference
from autograder.source.misconceptions import misconceptions

ROOT = Path(__file__).parents[1]
STARTS = {  # what a place is called: how the line there begins
    "text (en)": '# %% [markdown] lang="en"',
    "text (zh)": '# %% [markdown] lang="zh"',
    "solution": '# %% exercise="gru_step"',
    "cases of the probe": "@probe(",
    "misconception": "wrong(",
    "alternative": "# %% ",
    "may survive": "[[gru_step]]",
}


@pytest.fixture(scope="module")
def shown():
    with redirect_stdout(StringIO()) as out:
        assert not main(["show", "gru_step"])
    return out.getvalue()


def test_every_place_it_names_is_where_it_says(shown):
    places = re.findall(r"^(\S.*)  \((\S+):(\d+)\)$", shown, re.MULTILINE)
    kinds = set()
    for head, file, number in places:
        (kind,) = (kind for kind in STARTS if head.startswith(kind))
        assert (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1].startswith(STARTS[kind])
        kinds.add(kind)
    assert kinds == set(STARTS)
    assert len(places) == len(set(places))


def test_each_mistake_stands_with_the_cases_it_fails_and_the_sentence_it_gets(shown):
    reference = Reference(ROOT / "solutions/ch05_gated_networks/gru.py", public_seed)
    for mistake, variant in zip(misconceptions("gru_step"), reference.wrong("gru_step"), strict=True):
        lines = reference.judge("gru_step", variant["got"]).lines
        failed = ", ".join(str(k) for k, line in enumerate(lines, 1) if not line.right)
        (part,) = (part for part in shown.split("\n\n") if f"➜ {mistake.zh}" in part)
        assert part.startswith(f"misconception, wrong in {failed}  (")
        assert f"➜ {mistake.en}" in part


def test_an_exercise_that_does_not_exist_is_one_line_with_those_there_are(capsys):
    assert main(["show", "no_such"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("autograder: there is no exercise 'no_such'; there are: ")
