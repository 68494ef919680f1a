"""A release is the same every time, changes what was edited and nothing else, and refuses what an author has to mend."""

import errno
import hashlib
import itertools
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import sys
import warnings
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path

import nbformat
import pytest
from conftest import CHAPTERS, SMALL, SOURCE, sql, together
from conftest import edit as edit_file
from nbgrader.api import Gradebook
from nbgrader.apps import GenerateAssignmentApp
from nbgrader.preprocessors import SaveCells
from sqlalchemy import create_engine

from autograder.__main__ import main
from autograder.classroom.gradebook import booked, transaction
from autograder.classroom.release import CONTENTS, contents_file, editions, mended, publish, release
from autograder.classroom.settings import nbgrader, settings
from autograder.classroom.state import ready
from autograder.classroom.swap import unfinished
from autograder.source.notebooks import LANGS, SourceError, in_order, solution_chapters

ROOT = Path(__file__).parents[1]
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
        edit_file(path, old, new)

    return replace


@pytest.fixture
def refused(small_course, capsys):
    """A function that tries a release which has to be refused with nothing changed, and returns the one line that says why."""

    def attempt(*arguments):
        before = made(small_course)
        assert main(["release", *arguments, "--root", str(small_course)]) == 1
        assert made(small_course) == before
        out, err = capsys.readouterr()
        assert out in ("", f"1 of 1: {SMALL}, its solutions and misconceptions are run\n")
        (line,) = err.splitlines()
        return line.removeprefix("autograder: ")

    return attempt


def source_line(text):
    """Return the line of the small course's source on which a text stands."""
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


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_line_of_a_notebook_leads_to_those_beside_it_and_to_the_list_of_all(lang):
    """Which is in the students' README, in the order of the other."""
    listed = re.findall(rf"\]\(({lang}/[^)]+\.ipynb)\)", (ROOT / "course/README.md").read_text(encoding="utf-8"))
    order = in_order(ROOT, chain(*solution_chapters(ROOT).values()))
    assert listed == [f"{lang}/{path.parent.name}/{path.stem}.ipynb" for path in order]
    for before, path, after in zip([None, *listed], listed, [*listed[1:], None], strict=False):
        last = nbformat.read(ROOT / "course" / path, as_version=4).cells[-1].source
        links = re.findall(r"\]\(([^)]+)\)", last)
        met = [(ROOT / "course" / path).parent.joinpath(link).resolve() for link in links]
        assert met == [ROOT / "course" / name for name in (before, "README.md", after) if name]


def test_the_committed_contents_are_those_of_the_solutions():
    assert (ROOT / CONTENTS).read_bytes() == contents_file(ROOT, solution_chapters(ROOT))


def test_the_contents_have_the_points_and_a_release_of_one_chapter_keeps_those_of_others(small_course):
    shutil.copytree(small_course / "solutions" / SMALL, small_course / "solutions/ch97_other")
    path, gone = small_course / CONTENTS, {"old": {"exercises": {}, "answers": {}}}
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"ch96_gone": gone, "ch97_other": gone}), encoding="utf-8")
    release(small_course, [SMALL])
    mixing = {"exercises": {"mix": 3}, "answers": {"why_mix": 2}}
    assert json.loads(path.read_text(encoding="utf-8")) == {"ch97_other": gone, SMALL: {"mixing": mixing}}


def test_a_second_release_changes_nothing(small_course):
    assert release(small_course) == [SMALL]
    first = files(small_course / "course")
    made = [f"unrolled/{name}" for name in ("contents.json", f"expected/{SMALL}.json")]
    assert sorted(first) == [f"en/{SMALL}/mixing.ipynb", *made, f"zh/{SMALL}/mixing.ipynb"]
    release(small_course)
    assert changed(first, files(small_course / "course")) == []


def test_a_release_from_nothing_is_the_same(small_course):
    release(small_course)
    first = files(small_course / "course")
    shutil.rmtree(small_course / "course")
    shutil.rmtree(small_course / ".build")
    release(small_course)
    assert changed(first, files(small_course / "course")) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Some of one, some of the other."), ("zh", "一个取一些，另一个取一些。")]
)
def test_editing_one_cell_of_prose_changes_that_cell_in_one_language(small_course, edit, lang, text):
    release(small_course)
    before, old = files(small_course / "course"), cells(small_course, lang)
    edit("solutions", text, "!")
    release(small_course)
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
    release(small_course)
    for lang in LANGS:
        source = {cell.id: cell.source for cell in cells(small_course, lang)}
        assert source["mix"].endswith('\n    raise NotImplementedError("write your answer here")')
        assert source["why_mix"].endswith("\n\n*Write your answer here.*")


# -- expected values -------------------------------------------------------------------------------


def test_expected_values_that_differ_in_the_last_digits_are_kept_and_others_are_rewritten(small_course):
    """CPUs differ in the last bits; a release on another machine must leave git clean."""
    release(small_course)
    path = small_course / f"course/unrolled/expected/{SMALL}.json"
    released = path.read_bytes()
    for change, kept in [(1 + 1e-7, True), (1 + 1e-3, False)]:
        values = json.loads(released)
        values["mix"]["expected"][0]["data"][0] *= change
        nearby = json.dumps(values).encode()
        path.write_bytes(nearby)
        release(small_course)
        assert path.read_bytes() == (nearby if kept else released)


def test_a_solution_that_changed_its_numbers_changes_the_expected_values_only(small_course, edit):
    release(small_course)
    before = files(small_course / "course")
    edit("solutions", "rest_of_it * other\n", "rest_of_it * other + 1\n")
    release(small_course)
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


# -- all or nothing --------------------------------------------------------------------------------


QUESTION = """\
# %% [markdown] answer="why_half" points=1 lang="en"
# Why a half?
#
# ### BEGIN SOLUTION
# As good as any.
# ### END SOLUTION

# %% [markdown] answer="why_half" points=1 lang="zh"
# 为什么是一半？
#
# ### BEGIN SOLUTION
# 没有更好的。
# ### END SOLUTION

# %% play="show"
"""


@pytest.fixture
def url(small_course):
    """The gradebook's address."""
    return settings(small_course).CourseDirectory.db_url


@pytest.fixture
def path(small_course):
    """The gradebook's file."""
    return small_course / "classroom/gradebook.db"


@pytest.fixture
def another(small_course, edit):
    """A function that edits the released course so that both editions, the expected values and the gradebook would change."""
    release(small_course)

    def change():
        edit("solutions", '# %% play="show"\n', QUESTION)
        edit("solutions", "half = 0.5", "half = 1 / 2")
        edit("solutions", "rest_of_it * other\n", "rest_of_it * other + 1\n")

    return change


@pytest.fixture
def graded(small_course, url):
    """The released course with two who have handed in and have their marks, and one whose work is not graded yet."""
    release(small_course)
    with Gradebook(url, "unrolled") as gradebook:
        for student, points in {"ada": 3, "ben": 1.5}.items():
            gradebook.add_student(student)
            gradebook.add_submission(SMALL, student)
            gradebook.find_grade("check_mix", "mixing", SMALL, student).auto_score = points
            gradebook.find_grade("why_mix", "mixing", SMALL, student).manual_score = 2
            gradebook.find_comment("mix", "mixing", SMALL, student).auto_comment = "mix: 2 of 2"
        gradebook.db.commit()
    (small_course / "classroom/submitted/cy" / SMALL).mkdir(parents=True)


def kept(url):
    """Return what the gradebook keeps of the small chapter, and every mark and comment."""
    with transaction(url) as session:
        questions = booked(session, SMALL)
    with Gradebook(url, "unrolled") as gradebook:
        marks = {}
        for work in gradebook.assignment_submissions(SMALL) if questions else ():
            (notebook,) = work.notebooks
            marks[work.student_id] = {grade.name: (grade.auto_score, grade.manual_score) for grade in notebook.grades}
            marks[work.student_id] |= {f"{said.name}, said": said.auto_comment for said in notebook.comments}
        return questions, marks


def test_a_locked_gradebook_is_one_line(refused, another, path, monkeypatch):
    another()
    waiting = {"timeout": 0.1}
    monkeypatch.setattr("autograder.classroom.gradebook.create_engine", partial(create_engine, connect_args=waiting))
    with closing(sqlite3.connect(path)) as other:
        for kind in "IMMEDIATE", "EXCLUSIVE":
            other.execute(f"BEGIN {kind}")
            told = "is locked by another program; close what works with it (grading, formgrader) and run this again"
            assert refused() == f"the gradebook {path} {told}; nothing was changed"
            other.rollback()
        other.execute("BEGIN")
        other.execute("SELECT * FROM assignment").fetchone()  # who only reads keeps the last step from being done
        assert "is locked by another program" in refused()
        other.rollback()
    assert not main(["release", "--root", str(path.parents[1])])


def test_a_gradebook_that_cannot_be_written_is_one_line(small_course, another, url):
    another()
    config = settings(small_course)
    config.CourseDirectory.db_url = url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true"
    before = made(small_course)
    with pytest.raises(
        SourceError, match=r"can't be written; work as the user whose it is, or make it writable; nothing"
    ):
        release(small_course, config=config)
    assert made(small_course) == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda path: path.write_bytes(b"no gradebook" * 1000), "is no gradebook; put back a copy, or move it away"),
        (
            lambda path: sql(path, "DROP TABLE task_cells"),
            "is of another nbgrader: no task_cells.id; run: nbgrader db upgrade",
        ),
        (
            lambda path: sql(path, "ALTER TABLE student DROP COLUMN lms_user_id"),
            "is of another nbgrader: no student.lms_user_id; run: nbgrader db upgrade",
        ),
    ],
)
def test_what_is_no_gradebook_of_this_nbgrader_is_one_line(refused, another, path, change, told):
    another()
    change(path)
    assert refused() == f"the gradebook {path} {told}; nothing was changed"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", r"can't be used \(.*\); correct .*"),
        ("nosuchdatabase://here/grades", r"can't be used \(.*\); correct .*"),
        ("postgresql://x:secret@127.0.0.1:1/g", "needs the package psycopg; run: pip install psycopg"),
    ],
)
def test_a_gradebook_that_cannot_be_reached_is_one_line_without_the_password(small_course, another, address, told):
    another()
    config, before = settings(small_course), made(small_course)
    config.CourseDirectory.db_url = address
    with pytest.raises(SourceError, match=f"^the gradebook .* {told}; nothing was changed$") as no:
        release(small_course, config=config)
    assert "secret" not in str(no.value)
    assert made(small_course) == before


@pytest.mark.parametrize("largest", [0, 3000, 50_000])
def test_a_full_disk_leaves_the_release_as_it_was(small_course, another, url, capsys, largest):
    """Files cannot grow past a limit: none at all, notebooks, or the gradebook, which is the largest."""
    another()
    before, limit = made(small_course), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, limit[1]))
    try:
        assert main(["release", "--root", str(small_course)]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("; nothing was changed")
    assert "(File too large); make room" in line or "has no room on its disk, or the disk fails; make room" in line
    assert kept(url)  # whoever reads it first undoes what SQLite could not undo under the limit
    assert made(small_course) == before


def test_a_file_that_cannot_be_put_in_place_leaves_the_release_as_it_was(small_course, refused, another, monkeypatch):
    """Each of them in turn, like those of a folder that somebody else owns: nbgrader's sources, the editions, the expected values."""
    another()
    place = os.replace
    for bad in range(1, 6):
        numbers, lost = itertools.count(1), []

        def replace(source, target, bad=bad, numbers=numbers, lost=lost):
            if next(numbers) == bad:
                lost.append(target)
            if target in lost:
                raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
            place(source, target)

        monkeypatch.setattr("autograder.classroom.swap.os.replace", replace)
        assert "(Permission denied); make room or correct its permissions; nothing was changed" in refused()
        assert next(numbers) > bad


def test_a_release_that_fails_makes_no_gradebook_and_one_that_works_makes_nbgraders(
    small_course, edit, refused, path, empty_gradebook
):
    path.unlink()
    edit("solutions", "    return share * one", "    return object()  # share * one")
    refused()
    assert not path.exists()
    edit("solutions", "    return object()  # share * one", "    return share * one")
    release(small_course)
    versions, tables = [], "SELECT name, sql FROM sqlite_master ORDER BY name"
    for place in path, empty_gradebook:
        with closing(sqlite3.connect(place)) as gradebook:
            version = gradebook.execute("SELECT version_num FROM alembic_version").fetchall()
            versions.append(
                (version, [(name, "".join((text or "").split())) for name, text in gradebook.execute(tables)])
            )
    assert versions[0] == versions[1]
    with Gradebook(f"sqlite:///{path}", "unrolled") as gradebook:
        assert gradebook.find_assignment(SMALL).max_score == 5


def test_the_gradebook_keeps_what_nbgraders_own_step_would(small_course, url, tmp_path, empty_gradebook):
    release(small_course)
    stock = f"sqlite:///{shutil.copy(empty_gradebook, tmp_path / 'stock.db')}"
    with Gradebook(stock, "unrolled") as gradebook:
        gradebook.add_assignment(SMALL)
    notebook = nbformat.read(small_course / "course/en" / SMALL / "mixing.ipynb", as_version=4)
    SaveCells().preprocess(notebook, {"nbgrader": {"notebook": "mixing", "assignment": SMALL, "db_url": stock}})
    assert kept(url) == kept(stock)
    for address in url, stock:
        with Gradebook(address, "unrolled") as gradebook:
            assert gradebook.find_notebook("mixing", SMALL).kernelspec == json.dumps(notebook.metadata.kernelspec)


def test_a_notebook_that_has_gone_leaves_both_editions_and_the_gradebook(small_course, url):
    folder = small_course / "solutions" / SMALL
    text = '# %% [markdown] lang="en"\n# Read on.\n\n# %% [markdown] lang="zh"\n# 继续阅读。\n'
    (folder / "reading.py").write_text(text, encoding="utf-8")
    release(small_course)
    assert set(kept(url)[0]) == {"mixing", "reading"}
    assert len(list((small_course / "course").rglob("reading.ipynb"))) == 2
    (folder / "reading.py").unlink()
    release(small_course)
    assert set(kept(url)[0]) == {"mixing"}
    assert list(small_course.rglob("reading.ipynb")) == []


def test_each_chapter_is_told_when_its_turn_comes_and_what_has_changed_at_the_end(small_course, edit, capsys):
    command = ["release", "--root", str(small_course)]
    first, end = f"1 of 1: {SMALL}, its solutions and misconceptions are run", f"released {SMALL}"
    editions = [f"course/{lang}/{SMALL}/mixing.ipynb" for lang in LANGS]
    main(command)
    main(command)
    edit("solutions", "half = 0.5", "half = 1 / 2")
    main(command)
    values = f"course/unrolled/contents.json, course/unrolled/expected/{SMALL}.json"
    everything = f"changed: {editions[0]}, {values}, {editions[1]}"
    changes = everything, "changed: nothing", f"changed: {', '.join(editions)}"
    assert capsys.readouterr().out.splitlines() == [line for change in changes for line in (first, change, end)]


# -- after somebody has handed in ------------------------------------------------------------------


HAVE = f"{SMALL}: ada, ben, cy have handed in, and this release"
GO_ON = f"autograder release {SMALL} --after-hand-ins (every mark of the questions that stay is kept)"


@pytest.mark.parametrize(
    ("edits", "change"),
    [
        ([('# %% play="show"\n', QUESTION)], "adds why_half"),
        ([('check="mix" points=3', 'check="mix" points=4')], "changes the points of mix from 3 to 4"),
        (
            [
                ('answer="why_mix" points=2 lang="en"', 'answer="why_so" points=2 lang="en"'),
                ('answer="why_mix" points=2 lang="zh"', 'answer="why_so" points=2 lang="zh"'),
            ],
            "adds why_so and removes why_mix",
        ),
    ],
)
def test_questions_that_change_after_hand_ins_are_refused_with_who_is_concerned(refused, graded, edit, edits, change):
    for old, new in edits:
        edit("solutions", old, new)
    assert refused() == f"{HAVE} {change}; keep the old one, or go on with: {GO_ON}"


def test_one_whose_work_is_not_graded_yet_is_concerned_too(small_course, refused, edit):
    release(small_course)
    (small_course / "classroom/submitted/cy" / SMALL).mkdir(parents=True)
    edit("solutions", '# %% play="show"\n', QUESTION)
    assert refused().startswith(f"{SMALL}: cy has handed in, and this release adds why_half; ")


def test_of_many_students_a_few_are_named(small_course, refused, edit):
    release(small_course)
    for number in range(300):
        (small_course / f"classroom/submitted/s{number:03}" / SMALL).mkdir(parents=True)
    edit("solutions", '# %% play="show"\n', QUESTION)
    assert refused().startswith(f"{SMALL}: s000, s001, s002, s003, s004 and 295 more have handed in, and this ")


def test_what_is_no_question_may_change_after_hand_ins(small_course, graded, edit, url):
    marks = kept(url)[1]
    edit("solutions", "Some of one, some of the other.", "!")
    edit("solutions", "# Why do the shares sum to one?", "# Why is their sum one?")
    assert release(small_course) == [SMALL]
    assert kept(url)[1] == marks


def test_a_question_added_after_hand_ins_keeps_every_mark(small_course, graded, edit, url, capsys):
    marks = kept(url)[1]
    edit("solutions", '# %% play="show"\n', QUESTION)
    assert not main(["release", "--after-hand-ins", "--root", str(small_course)])
    told = capsys.readouterr().out
    assert f"{SMALL}: ada, ben, cy have handed in; grade again: autograder grade {SMALL}\n" in told
    new = {"why_half": (None, None), "why_half, said": None}
    assert kept(url)[1] == {student: before | new for student, before in marks.items()}
    with Gradebook(url, "unrolled") as gradebook:
        assert gradebook.find_grade("why_half", "mixing", SMALL, "ada").needs_manual_grade
        assert gradebook.find_submission(SMALL, "ada").max_score == 6
        gradebook.update_or_create_student("dan")  # and who hands in later has all of them
        gradebook.update_or_create_submission(SMALL, "dan")
        assert gradebook.find_grade("why_half", "mixing", SMALL, "dan")


def test_a_question_removed_after_hand_ins_takes_its_own_marks_only(small_course, graded, edit, url):
    marks = kept(url)[1]
    edit(
        "solutions",
        (small_course / f"solutions/{SMALL}/mixing.py").read_text(encoding="utf-8"),
        SOURCE[: SOURCE.index('# %% [markdown] answer="why_mix"')],
    )
    release(small_course, after_hand_ins=True)
    gone = {"why_mix", "why_mix, said"}
    assert kept(url)[1] == {
        who: {name: mark for name, mark in own.items() if name not in gone} for who, own in marks.items()
    }


def test_points_that_change_after_hand_ins_keep_every_mark(small_course, graded, edit, url):
    marks = kept(url)[1]
    edit("solutions", 'check="mix" points=3', 'check="mix" points=4')
    release(small_course, after_hand_ins=True)
    assert kept(url)[1] == marks
    with Gradebook(url, "unrolled") as gradebook:
        assert gradebook.find_submission(SMALL, "ada").score == 5
        assert gradebook.find_submission(SMALL, "ada").max_score == 6


def test_a_notebook_added_and_one_removed_after_hand_ins(small_course, refused, graded, url):
    folder = small_course / "solutions" / SMALL
    text = QUESTION.removesuffix('# %% play="show"\n').rstrip() + "\n"
    (folder / "halves.py").write_text("# %%\n1 + 1\n\n" + text, encoding="utf-8")
    assert refused() == f"{HAVE} adds why_half; keep the old one, or go on with: {GO_ON}"
    release(small_course, after_hand_ins=True)
    with Gradebook(url, "unrolled") as gradebook:
        assert gradebook.find_grade("why_half", "halves", SMALL, "ben").score == 0
        assert gradebook.find_submission(SMALL, "ben").score == 3.5
    (folder / "halves.py").unlink()
    assert refused() == f"{HAVE} removes why_half; keep the old one, or go on with: {GO_ON}"
    release(small_course, after_hand_ins=True)
    assert {name: len(marks) for name, marks in kept(url)[1].items()} == {"ada": 4, "ben": 4}


# -- killed in the middle --------------------------------------------------------------------------


STEPS = {"os.rename", "os.remove"}  # what an audit hook hears of a swap


def killed_at(step, action):
    """Run something in a process of its own that is killed before it renames or deletes a file for the step-th time; return whether it was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: this process has threads
        child = os.fork()
    if child == 0:
        counter = itertools.count(1)

        def hear(event, _):
            if event in STEPS and next(counter) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hear)
        try:
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_killed_release_leaves_the_old_one_or_the_new_one(small_course, another, url):
    """Wherever it is killed: at once, or after the next release has looked; until then grading refuses."""

    def standing():
        return files(small_course / "course"), kept(url)

    def restore_old():
        for name in "course", ".build", "classroom":
            shutil.rmtree(small_course / name)
            shutil.copytree(saved / name, small_course / name)

    another()
    (small_course / "course/en" / SMALL / "old.ipynb").write_text("no longer there")
    old, saved = standing(), small_course / "saved"
    for name in "course", ".build", "classroom":
        shutil.copytree(small_course / name, saved / name)
    config = settings(small_course)
    selected = {SMALL: [small_course / "solutions" / SMALL / "mixing.py"]}
    release(small_course)
    new = standing()
    assert [old[part] == new[part] for part in (0, 1)] == [False, False]
    others = CONTENTS, f"course/unrolled/expected/{SMALL}.json"
    made = editions(selected, config) | {name: (small_course / name).read_bytes() for name in others}
    ends, half_done, step = [], 0, 0
    for step in itertools.count(1):
        restore_old()
        killed = killed_at(step, lambda: publish(small_course, made, config))
        if unfinished(small_course) is not None:
            half_done += 1
            with pytest.raises(SourceError, match=f"a release was killed half-way; run: autograder release {SMALL}"):
                ready(small_course, url, SMALL)
            said = []
            assert mended(small_course, config, said.append)
            ends.append((standing() == new, said))
            assert said == [f"a release that was killed is {'finished' if standing() == new else 'undone'}: {SMALL}"]
        assert standing() in (old, new)
        assert not (small_course / ".build/swap").exists()
        if not killed:
            break
    assert standing() == new
    assert half_done > 5
    assert {finished for finished, _ in ends} == {True, False}


# -- nbgrader's own command ------------------------------------------------------------------------


def test_nbgraders_command_releases_what_stands_in_solutions(small_course, edit, monkeypatch, url):
    """Both languages, with or without --force, before the first release as well, under nbgrader_config.py as it is."""
    monkeypatch.chdir(small_course)
    shutil.copy(ROOT / "nbgrader_config.py", small_course)
    for arguments in [SMALL], [SMALL], [SMALL, "--force"]:
        command = GenerateAssignmentApp()
        command.initialize(arguments)
        command.start()
        generated = files(small_course / "course"), kept(url)
        release(small_course)
        assert generated == (files(small_course / "course"), kept(url))
        assert len(generated[0]) == 4
        (small_course / f"solutions/{SMALL}/mixing.py").write_text(
            (small_course / f"solutions/{SMALL}/mixing.py")
            .read_text(encoding="utf-8")
            .replace("half =", "a_half =")
            .replace("mix(half", "mix(a_half"),
            encoding="utf-8",
        )


def test_formgraders_button_releases_what_stands_in_solutions_or_says_why_not(small_course, edit, graded, url):
    api = nbgrader(settings(small_course))
    edit("solutions", "half = 0.5", "half = 1 / 2")
    assert api.generate_assignment(SMALL)["success"]
    assert all("half = 1 / 2" in cells(small_course, lang)[1].source for lang in LANGS)
    edit("solutions", '# %% play="show"\n', QUESTION)
    before = made(small_course)
    result = api.generate_assignment(SMALL)
    assert not result["success"]
    assert result["log"] == f"[ERROR] {HAVE} adds why_half; keep the old one, or go on with: {GO_ON}\n"
    assert made(small_course) == before


def test_nbgraders_command_fails_in_one_line_with_the_release_as_it_was(small_course, edit, monkeypatch, capsys):
    release(small_course)
    monkeypatch.chdir(small_course)
    shutil.copy(ROOT / "nbgrader_config.py", small_course)
    edit("solutions", "half = 0.5", "half = 1 / 0")
    before = made(small_course)
    command = GenerateAssignmentApp()
    command.initialize([SMALL, "--force"])
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        command.start()
    assert end.value.code == 1
    progress, line = capsys.readouterr().err.splitlines()
    assert progress.endswith(f"1 of 1: {SMALL}, its solutions and misconceptions are run")
    assert line.startswith("[GenerateAssignmentApp | ERROR] ")
    assert line.endswith("it does not run: ZeroDivisionError: division by zero in <cell at line 11>, line 3")
    assert made(small_course) == before
