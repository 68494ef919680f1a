"""The results of grading as one JSON document, whole or not at all."""

import json
import stat

import nbformat
import pytest
from conftest import MIXED, SMALL, fill, grade_by_autograder, hand_in_mixed, sql

from autograder.classroom.state import CHANGED


def answer(root, student):
    """Have a student answer the question that a person marks."""
    path = root / f"classroom/submitted/{student}/{SMALL}/mixing.ipynb"
    nbformat.write(fill(nbformat.read(path, as_version=4), {"mix": MIXED, "why_mix": "They have to."}), path)


def test_each_hand_in_is_told_with_its_points_and_the_reason_where_there_are_none(small_class, capsys):
    assert grade_by_autograder("--only", "ben") == 0
    answer(small_class, "ada")
    hand_in_mixed(small_class, small_class / "classroom/submitted/cleo")
    (small_class / f"classroom/submitted/cleo/{SMALL}/mixing.ipynb").write_text("dear teacher")
    (small_class / f"classroom/submitted/ada/{SMALL}/mixing (1).ipynb").write_text("{}")
    capsys.readouterr()
    out = small_class / "results.json"
    assert grade_by_autograder("--json", str(out)) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "1 graded, 1 as before, 1 not graded, 1 to read"
    results = json.loads(out.read_text(encoding="utf-8"))
    by_name = {one.pop("student"): one for one in results.pop("hand_ins")}
    assert results == {"graded": 1, "as_before": 1, "not_graded": 1, "to_read": 1}
    common = {"chapter": SMALL, "reason": None, "points": 1.5, "most": 5, "late": 0, "remarks": []}
    assert by_name["ben"] == common | {
        **{"state": "as before", "to_read": 0},
        "exercises": {"mixing/mix": 1.5, "mixing/why_mix": 0},
    }
    assert by_name["ada"] == common | {
        **{"state": "graded", "to_read": 1, "remarks": ["mixing (1).ipynb is not read"]},
        "exercises": {"mixing/mix": 1.5, "mixing/why_mix": None},
    }
    reason = by_name["cleo"].pop("reason")
    assert said.err.splitlines()[-1] == f"{SMALL} cleo: not graded: {reason}"
    nothing = dict.fromkeys(("points", "most", "late", "to_read", "exercises"))
    assert by_name["cleo"] == {"chapter": SMALL, "state": "not graded", "remarks": []} | nothing
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_on_stdout_there_is_nothing_else(small_class, capsys):
    capsys.readouterr()
    assert grade_by_autograder("--json", "-") == 0
    said = capsys.readouterr()
    assert [one["student"] for one in json.loads(said.out)["hand_ins"]] == ["ada", "ben"]
    *_, ada, ben, totals = said.err.splitlines()
    assert (ada, ben) == (f"{SMALL} ada: 1.5 of 5", f"{SMALL} ben: 1.5 of 5")
    assert totals == "2 graded, 0 as before, 0 not graded, 0 to read"


def test_the_points_are_those_that_stand_a_persons_above_the_checks(small_class, capsys):
    answer(small_class, "ada")
    assert grade_by_autograder() == 0
    book = small_class / "classroom/gradebook.db"
    sql(book, "UPDATE grade SET manual_score = 2, extra_credit = 0.5, needs_manual_grade = 0 WHERE auto_score IS NULL")
    capsys.readouterr()
    assert grade_by_autograder("--json", "-", "--only", "ada") == 0
    (ada,) = json.loads(capsys.readouterr().out)["hand_ins"]
    assert ada["exercises"] == {"mixing/mix": 1.5, "mixing/why_mix": 2.5}
    assert (ada["points"], ada["to_read"]) == (4, 0)


def test_a_run_that_does_not_come_to_its_end_leaves_the_earlier_results(small_class, capsys, monkeypatch):
    out = small_class / "results.json"
    out.write_text("earlier")
    with monkeypatch.context() as patch:
        patch.setattr("autograder.classroom.grade.standings", lambda *_: {})
        assert grade_by_autograder("--json", str(out)) == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"autograder: {CHANGED}"
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in small_class.glob("*results*")) == ["results.json"]


@pytest.mark.parametrize("place", ["no/such/results.json", "classroom"])
def test_where_they_cannot_be_written_is_said_in_one_line(small_class, capsys, place):
    assert grade_by_autograder("--json", str(small_class / place)) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"autograder: {small_class / place} can't be written (")
    assert last.endswith("); mend that, or name another file with --json")
