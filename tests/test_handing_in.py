"""A student's zip is what the collector takes, and what the grader would stumble over is said before it is handed in."""

import json
import os
import shutil
import zipfile
from types import SimpleNamespace

import nbformat
import pytest
from conftest import CHAPTER, ROOT, fill, new, where
from test_collect import lines, packed, submitted
from test_standing import shown
from unrolled import hand_in, handing_in, notebook
from unrolled.notebook import NotThere

from autograder.classroom import submissions
from autograder.source.notebooks import STUB, SourceError

SAVED = "What counts is what was saved last: after a change, save (Ctrl+S) and call hand_in() again."
ALL = {"gru": 6, "lstm": 6}
OLD, NEW = 1_000_000_000, 1_100_000_000  # when files were changed


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A student's folder of the chapter, in which nothing has been done; we are in it, and messages are English."""
    monkeypatch.setenv("UNROLLED_LANG", "en")
    path = tmp_path / "mine" / CHAPTER
    shutil.copytree(ROOT / "course/en" / CHAPTER, path)
    for each in path.iterdir():
        os.utime(each, (OLD, OLD))
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def solved(folder):
    """Both notebooks with an answer to everything; returns the folder."""
    for name in ALL:
        work = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        for cell in work.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                written = cell.source.replace(STUB, "pass")
                cell.source = written if cell.cell_type == "code" else f"{written}\n\nBecause."
        nbformat.write(work, folder / f"{name}.ipynb")
    return folder


def contents(path):
    """Return what lies in a zip: name -> bytes."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# -- the zip and the collector ---------------------------------------------------------------------


def test_the_zip_lies_beside_the_folder_and_holds_what_is_saved(solved):
    done = hand_in()
    assert done.path == solved.parent / f"{CHAPTER}.zip"
    assert contents(done.path) == {f"{CHAPTER}/{name}.ipynb": (solved / f"{name}.ipynb").read_bytes() for name in ALL}
    assert sorted(os.listdir(solved.parent)) == [CHAPTER, f"{CHAPTER}.zip"]
    assert shown(done) == [
        f"{done.path} is ready: hand in this file",
        "✓ gru.ipynb: 6 of 6 answers written",
        "✓ lstm.ipynb: 6 of 6 answers written",
        SAVED,
    ]


WAYS = {
    "Moodle": "Ada Lovelace_801_assignsubmission_file_/{}",
    "Canvas": "lovelaceada_801_5511_{}",
    "Canvas, once more": "lovelaceada_801_5512_{}",
    "a folder each": "801/{}",
    "named by student": "801_{}",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("unpacked", [False, True])
def test_the_collector_takes_the_zip_by_every_way(solved, tmp_path, way, unpacked):
    course, name = tmp_path / "course", WAYS[way].format(hand_in().path.name)
    name = name.replace(".zip", "-1.zip") if way.endswith("once more") else name
    for each in ALL:
        path = course / "solutions" / CHAPTER / f"{each}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    shutil.copytree(ROOT / "course/en" / CHAPTER, course / "course/en" / CHAPTER)
    content, source = hand_in().path.read_bytes(), tmp_path / "handed in"
    if unpacked:
        (source / name).parent.mkdir(parents=True)
        (source / name).write_bytes(content)
    else:
        source.write_bytes(packed({name: content}))
    assert lines(course, source) == ["801: new (gru.ipynb, lstm.ipynb)", "new 1, newer 0, as before 0, refused 0"]
    assert submitted(course) == {f"801/{CHAPTER}/{each}.ipynb": (solved / f"{each}.ipynb").read_bytes() for each in ALL}


def test_the_same_work_handed_in_again_is_the_same_and_the_zip_is_none_of_it(solved):
    before = contents(hand_in().path)
    assert contents(hand_in().path) == before


# -- what is said before ---------------------------------------------------------------------------


def said(done):
    """Return what is said besides the first line, what the zip holds and the last line."""
    return [line[2:] for line in shown(done)[1:-1] if line.startswith("✗")]


def test_what_is_not_written_yet_is_named_and_handed_in_all_the_same(folder, monkeypatch):
    work = nbformat.read("gru.ipynb", as_version=4)
    fill(work, {"gru_step": "def gru_step(x_t, h_prev, gates):\n    return h_prev"})
    cell = work.cells[where(work, "GRUCell")]
    cell.source = cell.source.replace(STUB, "pass", 1)
    nbformat.write(work, "gru.ipynb")
    done = hand_in()
    assert done.path.exists()
    names = "flip_convention, GRUCell, as_simple_rnn, count_parameters, gru_or_lstm"
    assert f"– gru.ipynb: 1 of 6 answers written; still with “write your answer here”: {names}" in shown(done)
    assert said(done) == ["no answer in lstm.ipynb is written yet"]
    monkeypatch.setenv("UNROLLED_LANG", "zh")
    assert said(hand_in()) == ["lstm.ipynb 中还没有写好的答案"]


@pytest.mark.parametrize("text", ["*Write your answer here.*\n\nBecause.", "Because."])
def test_an_answer_is_written_below_the_line_or_in_its_place(folder, text):
    work = nbformat.read("gru.ipynb", as_version=4)
    cell = work.cells[where(work, "gru_or_lstm")]
    cell.source = cell.source.replace("*Write your answer here.*", text)
    nbformat.write(work, "gru.ipynb")
    assert hand_in().seen[0].written == ("gru_or_lstm",)


def test_a_missing_notebook_is_named(solved):
    (solved / "lstm.ipynb").unlink()
    done = hand_in()
    assert said(done) == ["lstm.ipynb is missing"]
    assert list(contents(done.path)) == [f"{CHAPTER}/gru.ipynb"]
    (solved / "lstm (1).ipynb").write_text("{}")
    assert said(hand_in()) == ["lstm.ipynb is missing, but lstm (1).ipynb is there: rename it"]


@pytest.mark.parametrize("name", ["gru-Copy1.ipynb", "gru (1).ipynb", "my GRU.ipynb", "gru-副本1.ipynb"])
def test_a_copy_that_is_newer_is_named_and_an_older_one_is_not(solved, name):
    copy = solved / name
    shutil.copy(solved / "gru.ipynb", copy)
    os.utime(solved / "gru.ipynb", (OLD, OLD))
    os.utime(copy, (NEW, NEW))
    done = hand_in()
    text = f"{name} was changed after gru.ipynb and is not handed in: if it has your work, rename it to gru.ipynb"
    assert said(done) == [text]
    assert len(contents(done.path)) == 2
    os.utime(copy, (OLD - 1, OLD - 1))
    assert said(hand_in()) == []


def cut(folder):
    text = (folder / "gru.ipynb").read_text(encoding="utf-8")
    (folder / "gru.ipynb").write_text(text[: len(text) // 2], encoding="utf-8")


def other(folder):
    shutil.copy(ROOT / "course/en/ch03_language_models/ngrams.ipynb", folder / "gru.ipynb")


def merged(folder):
    text = (folder / "gru.ipynb").read_text(encoding="utf-8")
    (folder / "gru.ipynb").write_text(text.replace(' "cells"', '<<<<<<< HEAD\n "cells"', 1), encoding="utf-8")


def large(folder):
    with (folder / "gru.ipynb").open("ab") as file:
        file.write(b" " * handing_in.LARGEST)


BROKEN = {
    "cut off": (cut, "gru.ipynb is no notebook, or damaged ("),
    "with marks of a conflict": (merged, "gru.ipynb is no notebook, or damaged ("),
    "empty": (lambda folder: (folder / "gru.ipynb").write_bytes(b""), "gru.ipynb is no notebook, or damaged ("),
    "a list": (lambda folder: (folder / "gru.ipynb").write_text("[]"), "gru.ipynb is no notebook, or damaged ("),
    "too deep": (lambda folder: (folder / "gru.ipynb").write_text("[" * 100_000), "gru.ipynb is no notebook, or dam"),
    "a picture": (lambda folder: (folder / "gru.ipynb").write_bytes(b"\x89PNG\r\n\x1a\n"), "gru.ipynb is no notebook"),
    "another notebook": (other, "gru.ipynb has no exercise of this notebook: it is another one"),
    "too large": (large, "gru.ipynb has more than 50 MB: clear its outputs and save"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_the_grader_refuses_is_refused_here_and_no_zip_is_written(solved, what):
    before = contents(hand_in().path)
    spoil, words = BROKEN[what]
    spoil(solved)
    done = hand_in()
    assert (done.path, shown(done)[0]) == (None, "Nothing was written: gru.ipynb can't be graded as it is")
    (line,) = said(done)
    assert line.startswith(words)
    assert contents(solved.parent / f"{CHAPTER}.zip") == before
    released = {name: {"en": submissions.read(ROOT / "course/en" / CHAPTER / f"{name}.ipynb")} for name in ALL}
    with pytest.raises(SourceError, match=r"gru\.ipynb"):
        submissions.examine(solved, released)


def bare(work):
    """As editors leave it that drop what they don't know."""
    work.metadata = {}
    for cell in work.cells:
        cell.metadata = {}
        cell.pop("id", None)
    work.nbformat_minor = 4


ODD = {
    "without metadata": bare,
    "with cells of one's own": lambda work: work.cells.insert(0, new("!ls\n%timeit 1")),
    "with a given cell deleted": lambda work: work.cells.pop(1),
    "with an empty cell": lambda work: work.cells.append(new("")),
}


@pytest.mark.parametrize("what", ODD)
def test_what_the_grader_takes_is_taken_here(solved, what):
    work = nbformat.read("gru.ipynb", as_version=4)
    ODD[what](work)
    (solved / "gru.ipynb").write_text(json.dumps(work), encoding="utf-8-sig")
    done = hand_in()
    assert done.path
    assert set(done.seen[0].written) >= {"gru_step", "GRUCell"}
    assert said(done) == []
    released = {name: {"en": submissions.read(ROOT / "course/en" / CHAPTER / f"{name}.ipynb")} for name in ALL}
    assert set(submissions.examine(solved, released)) == set(ALL)


def test_the_largest_notebook_is_the_graders():
    assert handing_in.LARGEST == submissions.LARGEST_FILE
    assert handing_in.CODE_STUB == STUB


# -- which chapter ---------------------------------------------------------------------------------


@pytest.mark.parametrize("below", [".", "..", "../ch04_backpropagation_through_time"])
@pytest.mark.parametrize("name", [CHAPTER, "ch05"])
def test_a_chapter_can_be_named_from_beside_it(solved, monkeypatch, below, name):
    (solved / below).mkdir(exist_ok=True)
    monkeypatch.chdir(solved / below)
    assert hand_in(name).path == solved.parent / f"{CHAPTER}.zip"


def test_a_chapter_that_is_not_there_is_refused_in_one_line(folder, monkeypatch):
    def refusal(*asked):
        with pytest.raises(NotThere) as raised:
            hand_in(*asked)
        return str(raised.value)

    assert refusal("ch05_gatde") == f"no chapter is called 'ch05_gatde'; did you mean hand_in('{CHAPTER}')?"
    assert refusal("ch04").endswith(
        "has no notebook of ch04_backpropagation_through_time; it would be bptt.ipynb, long_term_dependencies.ipynb"
    )
    assert refusal("x").startswith("no chapter is called 'x'; there are ch01_sequence_models, ")
    monkeypatch.chdir(folder.parent)
    assert (
        refusal()
        == f"in {folder.parent} is no notebook of the course; name a chapter, as in hand_in('ch01_sequence_models')"
    )


def test_a_folder_that_cannot_be_written_to_is_one_line(solved, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    done = hand_in()
    assert shown(done)[0] == f"Nothing was written: {CHAPTER}.zip (No space left on device)"
    assert os.listdir(solved.parent) == [CHAPTER]


# -- what is not saved -----------------------------------------------------------------------------


def test_what_was_run_and_is_not_in_the_file_is_named(solved, monkeypatch):
    cells = nbformat.read(solved / "gru.ipynb", as_version=4).cells
    run = [cell.source for cell in cells if cell.id in ("gru_step", "GRUCell", "count_parameters")]
    history = SimpleNamespace(input_hist_raw=["", *run])
    monkeypatch.setattr(handing_in, "get_ipython", lambda: SimpleNamespace(history_manager=history))
    monkeypatch.setattr(notebook, "file", lambda: solved / "gru.ipynb")
    assert said(hand_in()) == []
    history.input_hist_raw += [run[1].replace("pass", "return 7", 1), f"{run[0]}\n"]
    assert said(hand_in()) == [
        "GRUCell as you last ran it is not in gru.ipynb: run its cell, save (Ctrl+S) and call hand_in() again"
    ]
