"""How far a student is: `check()` for a notebook and `progress()` for the course, kept for its owner and for nobody else."""

import json
import os
import threading

import pytest
from conftest import CHAPTER, ROOT
from test_shown import Texts, unreadable
from unrolled import notebook, progress, standing
from unrolled.check import NotAllRight, check
from unrolled.notebook import NotThere, contents
from unrolled.standing import Row, Standing, note, place

from autograder.marking.reference import namespace
from autograder.source.notebooks import without_solution

pytestmark = pytest.mark.xdist_group(CHAPTER)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A student's own home, English, in which nothing has been checked yet."""
    monkeypatch.setenv("UNROLLED_LANG", "en")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(standing, "SESSION", {})
    return tmp_path


@pytest.fixture
def opened(monkeypatch):
    """The notebook is one that a person has open."""
    monkeypatch.setattr(notebook, "file", lambda: ROOT / "course/en" / CHAPTER / "gru.ipynb")


def again(monkeypatch):
    """A new session begins."""
    monkeypatch.setattr(standing, "SESSION", {})


def shown(found):
    """Return what is shown as text; the page shows the same, and can be read."""
    text = [line.strip() for line in repr(found).splitlines()]
    pieces = [piece for piece, _ in Texts("#ffffff", "#000000", found._repr_html_()).found]
    assert "".join(pieces).replace(" ", "") == "".join(text).replace(" ", "")
    assert unreadable(found._repr_html_()) == []
    return text


# -- a whole notebook ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def half_done(references):
    """The namespace of a notebook in which one exercise is right, one half right, one a stub and one not run."""
    sources = {name: cell.source for name, cell in references["gru"].exercises.items()}
    half = sources["count_parameters"].replace("### BEGIN SOLUTION", "if reset_after:\n        return 0")
    changed = {"count_parameters": half, "GRUCell": without_solution(sources["GRUCell"]), "as_simple_rnn": "pass"}
    return namespace(references["gru"].cells, changed)


def all_checked(space):
    exec("from unrolled.check import check\nfound = check()", space)
    return space["found"]


def test_a_check_without_a_name_says_of_every_exercise_of_the_notebook_how_it_stands(half_done, monkeypatch):
    found = all_checked(half_done)
    row = found.rows["count_parameters"]
    assert 0 < row.right < row.of
    earned = 2 * row.right / row.of
    assert shown(found) == [
        f"{CHAPTER}, gru: 2 of 5 exercises right, {6 + earned:g} of 15 points",
        "✓ gru_step: right, 3 of 3 points",
        "✓ flip_convention: right, 3 of 3 points",
        f"✗ count_parameters: {row.right} of {row.of} cases right, {earned:g} of 2 points",
        "– not attempted yet: GRUCell",
        "– not defined yet, run the cells: as_simple_rnn",
    ]
    monkeypatch.setenv("UNROLLED_LANG", "zh")
    assert shown(Standing(found.rows, found.notebooks, undefined=found.undefined, lang="zh"))[1:] == [
        "✓ gru_step：正确，3 / 3 分",
        "✓ flip_convention：正确，3 / 3 分",
        f"✗ count_parameters：{row.right} / {row.of} 个用例正确，{earned:g} / 2 分",
        "– 尚未作答：GRUCell",
        "– 尚未定义，请先运行单元格：as_simple_rnn",
    ]


def test_what_breaks_a_rule_of_the_exercise_is_not_done(references):
    wrapped = "\n\nquiet = gru_step\ndef gru_step(*given):\n    keras.layers.GRUCell(2)\n    return quiet(*given)"
    space = namespace(references["gru"].cells, {"gru_step": references["gru"].exercises["gru_step"].source + wrapped})
    exec("from unrolled.check import check\nfound = check('gru_step')", space)
    assert (space["found"].share, space["found"].good) == (1, False)
    (line,) = [line for line in repr(progress()).splitlines() if "gru_step" in line]
    assert line == "  ✗ gru_step: right, 3 of 3 points, but against the rules of the exercise"


def test_under_validate_all_have_to_be_right(half_done, references, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(NotAllRight, match="gru: 2 of 5 exercises right"):
        all_checked(half_done)
    assert all_checked(namespace(references["gru"].cells)).good


def test_where_nothing_tells_which_notebook_it_is_one_line_asks_for_a_name(home, monkeypatch):
    monkeypatch.chdir(home)
    with pytest.raises(NotThere) as refusal:
        check()
    assert str(refusal.value) == 'nothing tells which notebook this is; name an exercise, as in check("gru_step")'


# -- the whole course ------------------------------------------------------------------------------


def test_progress_has_a_line_for_every_notebook_and_more_for_those_that_were_begun():
    note("gru_step", Row(6, 6))
    note("GRUCell", Row(2, 8))
    first, *lines = shown(progress())
    every = [there for notebooks in contents().values() for there in notebooks.values()]
    points = sum(sum(there["exercises"].values()) for there in every)
    assert (
        first
        == f"Your progress: 1 of {sum(len(there['exercises']) for there in every)} exercises right, 4 of {points:g} points"
    )
    where = lines.index(f"{CHAPTER}, gru: 1 of 5 exercises right, 4 of 15 points")
    assert lines[where + 1 : where + 5] == [
        "✓ gru_step: right, 3 of 3 points",
        "✗ GRUCell: 2 of 8 cases right, 1 of 4 points",
        "– not attempted yet: flip_convention, as_simple_rnn, count_parameters",
        f"{CHAPTER}, lstm: 0 of 5 exercises right, 0 of 15 points",
    ]
    answers = sum(sum(there["answers"].values()) for there in every)
    assert lines[-2].endswith(f"a person reads answers for {answers:g} points more.")
    assert lines[-1] == "Of this session only: nothing can be kept here."
    assert len(lines) == len(every) + 3 + 2


def test_progress_is_chinese_where_the_notebook_is(monkeypatch):
    monkeypatch.setenv("UNROLLED_LANG", "zh")
    note("gru_step", Row(6, 6))
    first, *_, last = shown(progress())
    assert first.startswith("你的进度：1 / ")
    assert last == "仅限本次会话：这里无法保存。"


def test_what_was_checked_is_there_in_the_next_session_the_last_of_each(opened, monkeypatch):
    for row in Row(1, 6), Row(6, 6):
        note("gru_step", row)
    note("GRUCell", Row(8, 8))
    note("GRUCell", Row(3, 8))
    again(monkeypatch)
    assert progress().rows == {"gru_step": Row(6, 6), "GRUCell": Row(3, 8)}
    assert shown(progress())[-1] == f"Kept in {place()}"


def test_the_same_again_makes_the_file_no_longer(opened):
    for _ in range(3):
        note("gru_step", Row(6, 6))
    assert len(place().read_text().splitlines()) == 1


def test_what_was_not_attempted_or_not_run_does_not_take_the_place_of_what_was_right(half_done, opened):
    for name in "GRUCell", "as_simple_rnn", "count_parameters":
        note(name, Row(4, 4))
    all_checked(half_done)
    rows = progress().rows
    assert rows["GRUCell"] == rows["as_simple_rnn"] == Row(4, 4)
    assert rows["count_parameters"] != Row(4, 4)


def test_nothing_is_written_where_no_person_has_the_notebook_open(half_done, home):
    all_checked(half_done)
    assert progress().rows
    assert list(home.iterdir()) == []


def test_a_home_that_nobody_can_write_to_costs_nothing(opened, home):
    (home / "data").write_text("a file where a folder would be")
    note("gru_step", Row(6, 6))
    assert progress().rows == {"gru_step": Row(6, 6)}
    assert shown(progress())[-1] == "Of this session only: nothing can be kept here."


def test_two_notebooks_at_once_lose_nothing(opened):
    names = [name for notebooks in contents().values() for there in notebooks.values() for name in there["exercises"]]
    halves = [
        threading.Thread(target=lambda part: [note(name, Row(1, 2)) for name in part], args=[names[k::2]])
        for k in (0, 1)
    ]
    for half in halves:
        half.start()
    for half in halves:
        half.join()
    standing.SESSION.clear()
    assert progress().rows == dict.fromkeys(names, Row(1, 2))


LINES = (
    *("", "{", "7", "[]", '["gru_step"]', '["gru_st', "[" * 100_000, "\x00\ud83d", '[["gru_step"], 6, 6, false]'),
    *('["gru_step", 9, 6, false]', '["gru_step", -1, 6, false]', '["gru_step", 0, 0, false]', '["gru_step", 6, 6, 1]'),
    *('["gru_step", true, 6, false]', '["gru_step", 1e999, 6, false]', '["gru_step", 1, 2, false, 4]'),
)


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_whatever_else_stands_in_the_file_is_passed_by(opened, line):
    note("GRUCell", Row(8, 8))
    with place().open("ab") as file:
        file.write(
            line.encode("utf-8", "surrogatepass") + b"\n" + json.dumps(["lstm_step", 1, 6, False]).encode() + b"\n"
        )
    standing.SESSION.clear()
    assert progress().rows == {"GRUCell": Row(8, 8), "lstm_step": Row(1, 6)}


def test_what_is_kept_lies_in_no_folder_of_the_course(opened, home):
    note("gru_step", Row(6, 6))
    assert [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()] == [
        "data/unrolled/progress.jsonl"
    ]
    assert ROOT not in place().parents
    assert os.listdir(place().parent) == ["progress.jsonl"]
