"""A release is the same every time, changes what was edited and nothing else, and refuses what an author has to mend."""

import hashlib
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from conftest import CHAPTERS, together

from autograder.__main__ import main
from autograder.classroom.release import release
from autograder.source.notebooks import LANGS, SourceError

ROOT = Path(__file__).parents[1]
SMALL = "ch98_small"
IGNORED = {"__pycache__", ".ipynb_checkpoints", "locks"}


def files(folder):
    """Return the content of every file in a folder: path -> bytes."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not IGNORED & {*path.parts})
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def changed(before, after):
    """Return the names of the files that are new, gone or different."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def made(folder):
    """Return what a release of the small course makes, hashed: course, sources for nbgrader, gradebook."""
    parts = "course", ".build", "classroom"
    found = {f"{part}/{name}": data for part in parts for name, data in files(folder / part).items()}
    return {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def cells(root, lang):
    """Return the cells of the small course's released notebook."""
    return nbformat.read(root / "course" / lang / SMALL / "mixing.ipynb", as_version=4).cells


@pytest.fixture
def edit(small_course):
    """A function that replaces a text in one of the small course's files, where it stands once."""

    def replace(folder, old, new):
        (path,) = (small_course / folder).rglob("*.py")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def refused(small_course, capsys):
    """A function that tries a release which has to be refused with nothing written, and returns the one line that says why."""

    def attempt(*chapters):
        before = made(small_course)
        with pytest.raises(SourceError) as refusal:
            list(release(small_course, chapters))
        assert made(small_course) == before
        assert main(["release", *chapters, "--root", str(small_course)]) == 1
        out, err = capsys.readouterr()
        assert err == f"autograder: {refusal.value}\n"
        assert out in ("", f"1 of 1: {SMALL}, its solutions and misconceptions are run\n")
        assert "\n" not in str(refusal.value)
        return str(refusal.value)

    return attempt


def source_line(text):
    """Return the line of the small course's source on which a text stands."""
    from conftest import SOURCE

    return next(number for number, line in enumerate(SOURCE.splitlines(), 1) if text in line)


# -- what is released ------------------------------------------------------------------------------


of_each_chapter = pytest.mark.parametrize("chapter", [together(chapter, chapter) for chapter in CHAPTERS])


@of_each_chapter
def test_the_committed_course_is_what_release_makes(fresh, chapter):
    course = fresh(chapter) / "course"
    for folder in f"en/{chapter}", f"zh/{chapter}", "unrolled/expected":
        assert changed(files(ROOT / "course" / folder), files(course / folder)) == []
    assert files(course / f"en/{chapter}") != {}


def test_the_committed_course_has_the_chapters_of_the_solutions_and_nothing_else():
    assert {name.split("/")[0] for lang in LANGS for name in files(ROOT / "course" / lang)} == set(CHAPTERS)
    assert sorted(files(ROOT / "course/unrolled/expected")) == [f"{chapter}.json" for chapter in CHAPTERS]


def test_a_second_release_changes_nothing(small_course):
    assert list(release(small_course)) == [SMALL]
    first = files(small_course / "course")
    assert sorted(first) == [f"en/{SMALL}/mixing.ipynb", f"unrolled/expected/{SMALL}.json", f"zh/{SMALL}/mixing.ipynb"]
    list(release(small_course))
    assert changed(first, files(small_course / "course")) == []


def test_a_release_from_nothing_is_the_same(small_course):
    list(release(small_course))
    first = files(small_course / "course")
    shutil.rmtree(small_course / "course")
    shutil.rmtree(small_course / ".build")
    list(release(small_course))
    assert changed(first, files(small_course / "course")) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Some of one, some of the other."), ("zh", "一个取一些，另一个取一些。")]
)
def test_editing_one_cell_of_prose_changes_that_cell_in_one_language(small_course, edit, lang, text):
    list(release(small_course))
    before, old = files(small_course / "course"), cells(small_course, lang)
    edit("solutions", text, "!")
    list(release(small_course))
    after, new = files(small_course / "course"), cells(small_course, lang)
    assert changed(before, after) == [f"{lang}/{SMALL}/mixing.ipynb"]
    assert [k for k, (one, other) in enumerate(zip(old, new, strict=True)) if one != other] == [0]
    assert new[0].source == old[0].source.replace(text, "!")


@of_each_chapter
def test_both_editions_have_the_same_code_and_ids_and_the_same_points(fresh, chapter):
    course = fresh(chapter) / "course"
    for path in (course / "en").rglob("*.ipynb"):
        name = path.relative_to(course / "en")
        english, chinese = (nbformat.read(course / lang / name, as_version=4) for lang in LANGS)
        assert (english.metadata.unrolled.lang, chinese.metadata.unrolled.lang) == LANGS
        for one, other in zip(english.cells, chinese.cells, strict=True):
            if one.cell_type == "code":
                assert one == other
            else:
                assert one.source != other.source
                fields, twin = (dict(cell.metadata.get("nbgrader", {})) for cell in (one, other))
                assert fields.pop("checksum", "") != twin.pop("checksum", "") or not fields
                assert fields == twin


@of_each_chapter
def test_released_notebooks_are_valid_and_hold_no_output(fresh, chapter):
    paths = list((fresh(chapter) / "course").rglob("*.ipynb"))
    assert len(paths) == 2 * len(list((ROOT / "solutions" / chapter).glob("*.py")))
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_a_released_exercise_is_a_stub_and_an_answer_a_line_to_write_on(small_course):
    list(release(small_course))
    for lang in LANGS:
        source = {cell.id: cell.source for cell in cells(small_course, lang)}
        assert source["mix"].endswith('\n    raise NotImplementedError("write your answer here")')
        assert source["why_mix"].endswith("\n\n*Write your answer here.*")


# -- expected values -------------------------------------------------------------------------------


def test_expected_values_that_differ_in_the_last_digits_are_kept_and_others_are_rewritten(small_course):
    """CPUs differ in the last bits; a release on another machine must leave git clean."""
    list(release(small_course))
    path = small_course / f"course/unrolled/expected/{SMALL}.json"
    released = path.read_bytes()
    for change, kept in [(1 + 1e-7, True), (1 + 1e-3, False)]:
        values = json.loads(released)
        values["mix"]["expected"][0]["data"][0] *= change
        nearby = json.dumps(values).encode()
        path.write_bytes(nearby)
        list(release(small_course))
        assert path.read_bytes() == (nearby if kept else released)


def test_a_solution_that_changed_its_numbers_changes_the_expected_values_only(small_course, edit):
    list(release(small_course))
    before = files(small_course / "course")
    edit("solutions", "rest_of_it * other\n", "rest_of_it * other + 1\n")
    list(release(small_course))
    after = files(small_course / "course")
    assert changed(before, after) == [f"unrolled/expected/{SMALL}.json"]


# -- what is refused -------------------------------------------------------------------------------


def test_an_unknown_chapter_is_refused(refused):
    assert refused("ch99") == f"solutions: no chapter 'ch99'; choose one of these: {SMALL}"


def test_a_duplicate_id_is_refused(refused, edit):
    edit("solutions", 'play="show"', 'check="mix" points=1')
    edit("solutions", "print(mix(half, 1.0, 2.0))", 'check("mix")')
    line = source_line('play="show"')
    assert refused().endswith(f"mixing.py:{line}: name 'mix' is taken on line {source_line('check=')}; choose another")


def test_a_missing_twin_is_refused(refused, edit):
    edit("solutions", '# %% [markdown] lang="zh"\n# # 混合两个数\n#\n# 一个取一些，另一个取一些。\n\n', "")
    assert refused().endswith('mixing.py:1: text in English only; put its lang="zh" twin directly below')


@pytest.mark.parametrize(("old", "times"), [('"1 - share"', 2), ('"nowhere"', 0)])
def test_a_misconception_whose_text_is_not_found_once_is_refused(refused, edit, old, times):
    edit("misconceptions", '"1 - share"', old)
    if times == 2:
        edit("solutions", "    rest_of_it = 1 - share\n", "    rest_of_it = 1 - share\n    rest_of_it = 1 - share\n")
    message = f"misconception of mix: {old!r} is in the solution {times} times, not once".replace("'\"", "'").replace(
        "\"'", "'"
    )
    assert refused().endswith(f"mixing.py:{source_line('exercise=')}: {message}")


def test_a_misconception_of_no_exercise_is_refused(refused, edit):
    edit("misconceptions", 'wrong("mix", "1 - share"', 'wrong("mixx", "1 - share"')
    assert refused() == "misconceptions: mixx has no exercise; correct its name or delete it"


def test_a_misconception_that_loses_no_points_is_refused(refused, edit):
    edit("misconceptions", '"1 - share", "share"', '"1 - share", "-share + 1"')
    assert refused().endswith(
        f"mixing.py:{source_line('exercise=')}: mix accepts the misconception '-share + 1'; add a case to its probe"
    )


def test_a_probe_without_an_exercise_is_refused(refused, edit):
    edit("probes", "@probe", "@probe\ndef blend(student, rng):\n    yield\n\n\n@probe")
    assert refused() == f"solutions/{SMALL}: the probe blend has no exercise; write one or delete the probe"


def test_an_exercise_without_a_probe_is_refused(refused, edit):
    edit("probes", "@probe\n", "")
    message = refused()
    assert f"mixing.py:{source_line('exercise=')}: there is no check called 'mix'; there are: " in message


def test_two_exercises_of_one_name_in_a_chapter_are_refused(refused, small_course):
    folder = small_course / "solutions" / SMALL
    shutil.copy(folder / "mixing.py", folder / "again.py")
    assert refused().endswith(
        f"mixing.py:{source_line('exercise=')}: mix is an exercise of another notebook, too; choose another name"
    )


def test_a_solution_that_fails_its_own_case_is_refused(refused, edit):
    edit("solutions", "    return share * one", "    return object()  # share * one")
    message = refused()
    assert (
        f"mixing.py:{source_line('exercise=')}: the solution of mix fails its own case 'all of the first': " in message
    )


def test_a_solution_that_stops_with_an_error_is_refused(refused, edit):
    edit("solutions", "    return share * one", "    raise RuntimeError\n    return share * one")
    assert "the solution of mix fails its own case 'all of the first': " in refused()


def test_a_source_that_does_not_run_is_refused(refused, edit):
    edit("solutions", "half = 0.5", "half = 1 / 0")
    line, problem = source_line("exercise="), "ZeroDivisionError: division by zero in <cell at line 11>, line 3"
    assert refused().endswith(f"mixing.py:{line}: it does not run: {problem}")


def test_a_misconception_that_does_not_parse_is_refused(refused, edit):
    edit("misconceptions", '"share * one", "one"', '"share * one", "share * ("')
    assert "it does not run: SyntaxError: '(' was never closed" in refused()
