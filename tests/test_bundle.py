"""What is handed out is what git tracks of a released course, the same bytes every time, and nothing else gets in."""

import os
import shutil
import subprocess
import zipfile

import pytest
from conftest import ROOT, SMALL, edit

from autograder.__main__ import main
from autograder.classroom.bundle import bundle
from autograder.classroom.release import release

NOTEBOOK = f"course/en/{SMALL}/mixing.ipynb"
NAMES = "unrolled-0.1.0-py3-none-any.whl", "unrolled-0.1.0.zip"


def git(root, *arguments):
    subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True)


@pytest.fixture
def course(small_course):
    """The small course, released, with a package to install, in a clone."""
    release(small_course)
    for name in ".gitignore", "course/README.md", "course/pyproject.toml", "course/.binder/postBuild":
        (small_course / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, small_course / name)
    (small_course / "course/unrolled/__init__.py").write_text('"""A package."""\n', encoding="utf-8")
    git(small_course, "init", "--quiet")
    git(small_course, "add", "course", ".gitignore")
    return small_course


def packed(path):
    """Return what is in a zip or a wheel: name -> content; of a wheel without what its builder says of it."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/") and ".dist-info" not in name
        }


def refused(course, capsys):
    """Try to bundle what has to be refused with nothing written; return the one line that says why."""
    assert main(["bundle", "--root", str(course)]) == 1
    assert not list((course / ".build").glob("bundle/*"))
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert out == ""
    return line.removeprefix("autograder: bundle: ")


def test_the_zip_has_the_whole_course_and_the_wheel_the_package_and_both_are_named(course, capsys):
    assert main(["bundle", "--root", str(course), "--to", str(course / "out")]) is None
    assert sorted(os.listdir(course / "out")) == sorted(NAMES)
    wheel, whole = (packed(course / "out" / name) for name in NAMES)
    of_course = {
        str(path.relative_to(course)): path.read_bytes() for path in (course / "course").rglob("*") if path.is_file()
    }
    assert whole == of_course
    assert {f"course/{name}" for name in wheel} == {name for name in whole if name.startswith("course/unrolled/")}
    assert all(whole[f"course/{name}"] == content for name, content in wheel.items())
    said = [line.partition(", ")[0] for line in capsys.readouterr().out.splitlines()]
    assert said == [f"wrote {course / 'out' / name}" for name in NAMES]


def test_scripts_can_be_run_where_the_zip_is_unpacked_and_the_rest_cannot(course):
    with zipfile.ZipFile(bundle(course)[1]) as archive:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert {name for name, mode in modes.items() if mode == 0o755} == {"course/.binder/postBuild"}
    assert {*modes.values()} == {0o755, 0o644}


def test_the_same_tree_gives_the_same_bytes(course):
    first = [path.read_bytes() for path in bundle(course)]
    for path in (course / "course").rglob("*.*"):
        os.utime(path, (1e9, 1e9))
    before = os.umask(0o077)
    try:
        again = bundle(course, course / "again")
    finally:
        os.umask(before)
    assert [path.read_bytes() for path in again] == first


def test_what_git_ignores_stays_out(course):
    first = [path.read_bytes() for path in bundle(course)]
    for name in f"en/{SMALL}.zip", "unrolled/__pycache__/check.pyc", f"en/{SMALL}/.ipynb_checkpoints/mixing.ipynb":
        path = course / "course" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("hers")
    assert [path.read_bytes() for path in bundle(course)] == first


def test_a_file_that_git_does_not_know_is_refused(course, capsys):
    (course / "course/unrolled/answers.py").write_text("hers = 1")
    wanted = "git does not know course/unrolled/answers.py; git add what belongs to the course, and move the rest away"
    assert refused(course, capsys) == wanted


@pytest.mark.parametrize("name", [NOTEBOOK, f"course/zh/{SMALL}/mixing.ipynb", "course/unrolled/contents.json"])
def test_what_was_edited_is_refused(course, capsys, name):
    text = (course / name).read_text(encoding="utf-8")
    (course / name).write_text(text + "\n", encoding="utf-8")
    assert refused(course, capsys).startswith(f"{name} is not what a release makes; release it (autograder release), ")


def test_a_source_that_was_not_released_since_is_refused(course, capsys):
    edit(course / "solutions" / SMALL / "mixing.py", "half = 0.5", "half = 1 / 2")
    both = f"{NOTEBOOK}, {NOTEBOOK.replace('/en/', '/zh/')}"
    assert refused(course, capsys).startswith(f"{both} are not what a release makes")


@pytest.mark.parametrize(
    "name", [f"course/en/{SMALL}/mine.ipynb", "course/zh/notes.txt", "course/unrolled/expected/x.json"]
)
def test_what_no_release_makes_is_refused_even_where_git_tracks_it(course, capsys, name):
    (course / name).write_text("{}")
    git(course, "add", name)
    assert refused(course, capsys).startswith(f"{name} is not what a release makes")


def test_expected_values_of_other_exercises_are_refused(course, capsys):
    name = f"course/unrolled/expected/{SMALL}.json"
    edit(course / name, '"mix":', '"max":')
    assert refused(course, capsys).startswith(f"{name} is not what a release makes")


@pytest.mark.parametrize("name", [f"course/unrolled/expected/{SMALL}.json", "course/unrolled/contents.json"])
def test_a_file_that_is_half_merged_is_refused(course, capsys, name):
    (course / name).write_text("<<<<<<< ours\n{}\n")
    assert refused(course, capsys).startswith(f"{name} is not what a release makes")


def test_a_foreign_name_is_told_without_what_it_does_to_a_terminal(course, capsys):
    (course / "course/en" / os.fsdecode(b"\x1b[2J\xff")).write_text("hers")
    assert "\x1b" not in refused(course, capsys)


def test_a_missing_file_and_a_link_are_refused(course, capsys):
    readme = course / "course/README.md"
    readme.unlink()
    assert refused(course, capsys) == "course/README.md is missing, or no plain file; git restore course/README.md"
    readme.symlink_to(course / "solutions" / SMALL / "mixing.py")
    assert refused(course, capsys) == "course/README.md is missing, or no plain file; git restore course/README.md"


def test_a_course_that_is_no_clone_is_refused(course, capsys):
    shutil.rmtree(course / ".git")
    line = refused(course, capsys)
    assert line.startswith("git can't say what belongs to course/ (fatal: ")
    assert line.endswith("; bundle in a clone of the course")


def test_a_machine_without_git_is_told_so(course, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(course))
    assert refused(course, capsys) == "git says what belongs to course/, and is not installed; install it"


def test_a_package_that_cannot_be_built_and_a_folder_that_cannot_be_written_are_one_line(course, capsys):
    (course / "taken").write_text("a file")
    assert main(["bundle", "--root", str(course), "--to", str(course / "taken")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("(File exists); mend that, or name another folder with --to")
    edit(course / "course/pyproject.toml", 'name = "unrolled"', 'name = "un rolled"')
    assert refused(course, capsys).startswith("uv can't build the wheel (")
