"""The course starts where somebody opens it: from the wheel alone, on Colab, on Binder and in a development container."""

import json
import os
import re
import subprocess
import venv
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from conftest import ROOT, fill, new, where
from packaging.specifiers import SpecifierSet
from test_environment import PROJECTS

from autograder.classroom.bundle import bundle
from autograder.source.notebooks import read

NOTEBOOK = "course/en/ch01_sequence_models/sequence_models.ipynb"
README = (ROOT / "course/README.md").read_text(encoding="utf-8")
PYTHON = SpecifierSet(PROJECTS["course/pyproject.toml"]["project"]["requires-python"])
FOLDERS = [".", "course"]  # a repository of all, and one that is a copy of course/
EXECUTE = "from nbclient.cli import main; main()"


# -- from what is handed out -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """The wheel and the zip of the course as it is here."""
    if not (ROOT / ".git").exists():
        pytest.skip("no clone: git tells what belongs to course/")
    return bundle(ROOT, tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def elsewhere(tmp_path):
    """A function that runs an environment's Python with neither the course nor the network: the packages of this one but ours."""
    venv.create(tmp_path / "venv", with_pip=True)
    bin_, packages = tmp_path / "venv/bin", tmp_path / "packages"
    packages.mkdir()
    for path in Path(yaml.__file__).parents[1].iterdir():
        if not path.name.startswith(("unrolled", "autograder", "pip")) and path.suffix != ".pth":
            (packages / path.name).symlink_to(path)
    (site,) = (tmp_path / "venv/lib").glob("python*/site-packages")
    (site / "others.pth").write_text(f"{packages}\n")
    dropped = "PYTHON", "PYTEST", "JUPYTER", "UNROLLED", "PIP", "VIRTUAL_ENV"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    kept |= {
        "PATH": f"{bin_}{os.pathsep}{kept['PATH']}",
        "HOME": str(tmp_path),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }
    kept |= {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def run(*arguments, folder=tmp_path):
        return subprocess.run(
            [bin_ / "python", *arguments], cwd=folder, env=kept, capture_output=True, text=True, check=False
        )

    return run


def test_what_is_handed_out_is_what_other_tests_find_no_answer_in(handed_out):
    """Those of test_leaks.py read `course/`; of the wheel's own words about itself there are three files."""
    wheel, whole = map(zipfile.ZipFile, handed_out)
    assert all((ROOT / name).read_bytes() == whole.read(name) for name in whole.namelist())
    files = [name for name in wheel.namelist() if not name.endswith("/")]
    about = sorted(name.partition(".dist-info/")[2] for name in files if ".dist-info/" in name)
    assert about == ["METADATA", "RECORD", "WHEEL"]
    ours = [name for name in files if ".dist-info/" not in name]
    assert all((ROOT / "course" / name).read_bytes() == wheel.read(name) for name in ours)
    assert {"unrolled/contents.json", "unrolled/expected/ch08_beam_search.json"} <= {*ours}
    assert {name.rpartition("/")[0] for name in ours} == {"unrolled", "unrolled/expected", "unrolled/probes"}


def test_the_readme_says_how_large_they_are(handed_out):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in handed_out:
        (said,) = re.findall(rf"`{re.escape(path.name)}`,[^()]*\(([\d.]+) MB\)", text)
        assert float(said) == pytest.approx(path.stat().st_size / 1e6, rel=0.1)


def test_the_wheel_in_an_empty_environment_brings_a_notebook_of_the_zip_to_the_first_tick(
    handed_out, elsewhere, tmp_path
):
    """The cell of course/README.md for Colab installs it, and nothing the second time."""
    wheel, whole = handed_out
    zipfile.ZipFile(whole).extractall(tmp_path)
    path = tmp_path / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    (colab,) = re.findall(r"```python\n(%pip .*?)```", README, re.DOTALL)[:1]
    assert wheel.name in colab
    (path.parent / wheel.name).write_bytes(wheel.read_bytes())
    solution = next(cell for cell in read(ROOT / "solutions/ch01_sequence_models/sequence_models.py") if cell.role)
    fill(notebook, {solution.name: solution.source})
    until = where(notebook, f"check_{solution.name}") + 1
    install = new(colab)
    notebook.cells = [install, new(colab), *notebook.cells[:until], new("import unrolled; print(unrolled.__file__)")]
    nbformat.write(notebook, path)
    assert "No module named 'unrolled'" in elsewhere("-c", "import unrolled").stderr
    done = elsewhere("-c", EXECUTE, "--inplace", path.name, folder=path.parent)
    assert done.returncode == 0, done.stderr
    said = [
        "".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    assert "CPU" in said[0] or "GPU" in said[0]
    assert re.search(rf"{solution.name}: (\d+) of \1 cases right\n  ✓ ", said[-2]), said[-2]
    assert str(tmp_path / "venv") in said[-1]


# -- Binder ----------------------------------------------------------------------------------------


def stub(folder, *names):
    """Put programs into a folder that note how they are called and where; return the environment that finds them, and the file."""
    for name in names:
        path = folder / name
        path.write_text(f'#!/bin/sh\necho "$PWD: {name} $*" >> {folder}/called\n')
        path.chmod(0o755)
    return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}, folder / "called"


@pytest.mark.parametrize("folder", FOLDERS)
def test_binder_makes_an_environment_with_a_python_that_the_course_takes(folder):
    made = yaml.safe_load((ROOT / folder / ".binder/environment.yml").read_text(encoding="utf-8"))
    python, *rest = made["dependencies"]
    assert (python.partition("=")[0], rest, made["channels"]) == ("python", ["pip"], ["conda-forge"])
    assert PYTHON.contains(f"{python.partition('=')[2]}.0")


@pytest.mark.parametrize("folder", FOLDERS)
def test_binder_installs_the_locked_set_and_then_the_course(folder, tmp_path):
    variables, called = stub(tmp_path, "python")
    subprocess.run(["./.binder/postBuild"], cwd=ROOT / folder, env=variables, check=True)
    install = f"{ROOT / 'course'}: python -m pip install --quiet --no-cache-dir"
    wanted = [f"{install} --require-hashes -r requirements.txt", f"{install} --no-deps ."]
    assert called.read_text(encoding="utf-8").splitlines() == wanted


def test_binder_builds_nothing_where_a_package_cannot_be_installed(tmp_path):
    variables, _ = stub(tmp_path, "python")
    (tmp_path / "python").write_text("#!/bin/sh\nexit 3\n")
    done = subprocess.run(["./.binder/postBuild"], cwd=ROOT / "course", env=variables, check=False)
    assert done.returncode == 3


# -- a development container -----------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_container_has_such_a_python_and_opens_a_notebook_that_is_there(folder):
    made = json.loads((ROOT / folder / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    image, _, version = made["image"].partition(":")
    assert image == "python"
    assert PYTHON.contains(f"{version}.0")
    (opened,) = made["customizations"]["codespaces"]["openFiles"]
    assert (ROOT / folder / opened).samefile(ROOT / NOTEBOOK)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_container_installs_what_is_there(folder, tmp_path):
    made = json.loads((ROOT / folder / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    variables, called = stub(tmp_path, "pip", "make")
    subprocess.run(["sh", "-c", made["postCreateCommand"]], cwd=ROOT / folder, env=variables, check=True)
    lines = called.read_text(encoding="utf-8").splitlines()
    here = (ROOT / folder).resolve()
    pip = [f"{here}: pip install --require-hashes -r requirements.txt", f"{here}: pip install --no-deps ."]
    assert lines == {".": [f"{here}: make .venv/ready"], "course": pip}[folder]
    assert (ROOT / folder / "requirements.txt").is_file()
    assert re.search(r"^\.venv/ready:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_no_file_that_starts_the_course_names_an_address():
    for folder in FOLDERS:
        for path in [*(ROOT / folder / ".binder").iterdir(), *(ROOT / folder / ".devcontainer").iterdir()]:
            assert "://" not in path.read_text(encoding="utf-8")
