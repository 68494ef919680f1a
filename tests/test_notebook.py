"""What a notebook can know of itself: its file where a front end tells it, its language, its exercises, its chapter."""

import os
import shutil
from types import SimpleNamespace

import pytest
from conftest import CHAPTER, CHAPTERS, ROOT
from unrolled import notebook
from unrolled.notebook import chapter_of, contents, exercises, file, language, nearest

from autograder.marking.reference import namespace


@pytest.fixture
def kernel(monkeypatch):
    """What a kernel's shell has that a shell in a terminal has not, and no file that anybody has told."""
    monkeypatch.delenv("UNROLLED_LANG", raising=False)
    shell = SimpleNamespace(kernel=True, user_ns={})
    monkeypatch.setattr(notebook, "get_ipython", lambda: shell)
    return shell


@pytest.fixture
def saved(tmp_path):
    """A function that saves a released notebook in an edition's language, in a folder and under a name of a student's own."""

    def save(lang, name="gru.ipynb"):
        return shutil.copy(ROOT / "course" / lang / CHAPTER / "gru.ipynb", tmp_path / name)

    return save


# -- its file --------------------------------------------------------------------------------------


def test_jupyterlab_tells_the_file_by_the_environment_and_vs_code_by_a_name(kernel, saved, monkeypatch):
    assert file() is None
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved("en")))
    assert file() == saved("en")
    kernel.user_ns["__vsc_ipynb_file__"] = str(saved("en", "mine.ipynb"))
    assert file() == saved("en", "mine.ipynb")


@pytest.mark.parametrize("told", ["gone.ipynb", "a terminal", "", 3])
def test_a_file_that_is_not_there_is_none(kernel, monkeypatch, tmp_path, told):
    kernel.user_ns["__vsc_ipynb_file__"] = told
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JPY_SESSION_NAME", str(told))
    assert file() is None


def test_where_no_kernel_runs_there_is_no_file_whatever_the_environment_says(monkeypatch, saved):
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved("en")))
    assert file() is None


# -- its language ----------------------------------------------------------------------------------


def test_the_language_is_the_notebooks_own_wherever_it_lies(kernel, saved, monkeypatch, tmp_path):
    (tmp_path / "zh").mkdir()
    monkeypatch.chdir(tmp_path / "zh")
    assert language() == "zh"
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved("en")))
    assert language() == "en"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved("zh")))
    assert language() == "zh"
    monkeypatch.setenv("UNROLLED_LANG", "en")
    assert language() == "en"


# -- its exercises and its chapter -----------------------------------------------------------------


def names(chapter, stem):
    return list(contents()[chapter][stem]["exercises"])


def test_the_exercises_are_those_of_the_file_under_whatever_name(kernel, saved, monkeypatch, references):
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved("en", "my work.ipynb")))
    other = namespace(references["lstm"].cells)
    for space in {"__name__": "__main__"}, other:
        assert exercises(space) == {(CHAPTER, "gru"): names(CHAPTER, "gru")}


def test_without_a_file_they_are_those_of_the_names_that_the_notebook_has_defined(references):
    """And not of names that it has imported: `clean` is an exercise of chapter 2."""
    space = namespace(references["gru"].cells)
    assert space["clean"].__module__ == "unrolled.data"
    assert exercises(space) == {(CHAPTER, "gru"): names(CHAPTER, "gru")}


def test_where_nothing_is_defined_they_are_those_of_the_folders_chapter(monkeypatch, tmp_path):
    space = {"__name__": "__main__", "clean": os.path.join}
    monkeypatch.chdir(tmp_path)
    assert exercises(space) == {}
    monkeypatch.chdir(ROOT / "course/zh" / CHAPTER)
    assert exercises(space) == {(CHAPTER, stem): names(CHAPTER, stem) for stem in ("gru", "lstm")}


def test_a_folder_is_a_chapters_by_its_name_or_by_its_notebooks(tmp_path):
    assert chapter_of(tmp_path) is None
    for chapter in CHAPTERS:
        assert chapter_of(tmp_path / chapter) == chapter
    for name in "lstm.ipynb", "notes.ipynb", "ngrams.txt":
        (tmp_path / name).touch()
    assert chapter_of(tmp_path) == CHAPTER


def test_a_name_nearby_is_found_whatever_its_case_and_none_where_none_is():
    assert nearest("grucel", ["gru_step", "GRUCell"]) == "GRUCell"
    assert nearest("softmax", ["gru_step", "GRUCell"]) is None
    assert nearest(7, ["gru_step"]) is None
