"""Everybody gets the same set of packages, and TensorFlow's start-up lines get to nobody."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
PROJECTS = {
    name: tomllib.loads((ROOT / name).read_text(encoding="utf-8"))
    for name in ("pyproject.toml", "course/pyproject.toml")
}
WORKSPACE = {project["project"]["name"] for project in PROJECTS.values()}


def locked():
    """Return the requirements that requirements.txt locks: name -> Requirement."""
    pins = (Requirement(line.removesuffix("\\")) for line in LINES if re.match(r"\w", line))
    return {canonicalize_name(pin.name): pin for pin in pins}


def named():
    """Return the requirements that the two projects name, also as development tools; not each other."""
    texts = [text for project in PROJECTS.values() for text in project["project"]["dependencies"]]
    texts += PROJECTS["pyproject.toml"]["dependency-groups"]["dev"]
    return [requirement for requirement in map(Requirement, texts) if requirement.name not in WORKSPACE]


# -- the locked set --------------------------------------------------------------------------------


def test_the_locked_set_holds_versions_and_hashes_and_no_host_or_path():
    pin = r"[\w.-]+==[\w.!+]+( ; [\w.'\" =<>!()]+)? \\"
    allowed = rf"{pin}|    --hash=sha256:[0-9a-f]{{64}}( \\)?|    # +(via( [\w.-]+)?|[\w.-]+)"
    assert [line for line in LINES if not re.fullmatch(allowed, line)] == []


def test_what_the_website_needs_besides_is_locked_with_hashes_in_the_versions_of_the_rest():
    text = (ROOT / "requirements-site.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==([\w.!+]+)(.*)\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\w", text, re.MULTILINE)) > 20
    assert "://" not in text
    names = {canonicalize_name(name) for name, _, _ in pins}
    site = map(Requirement, PROJECTS["pyproject.toml"]["dependency-groups"]["site"])
    assert {canonicalize_name(requirement.name) for requirement in site} <= names
    same = [(name, version) for name, version, _ in pins if canonicalize_name(name) in locked()]
    lines = "\n".join(LINES)
    assert [pin for pin in same if not re.search(rf"^{re.escape('=='.join(pin))}\b", lines, re.MULTILINE)] == []


def blocks(name):
    """Return what a locked file says of each package in each version: (name, pin) -> lines."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = [block.splitlines() for block in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if block.strip()]
    return {(canonicalize_name(re.match(r"[\w.-]+", lines[0])[0]), lines[0].split()[0]): lines for lines in found}


def test_what_students_install_is_locked_in_the_versions_and_with_the_hashes_of_the_rest():
    def hashes(lines):
        return {line.split()[0] for line in lines if "--hash" in line}

    def brought(lines):
        return {line.split()[-1] for line in lines if line.startswith("    #")}

    every, of_students = blocks("requirements.txt"), blocks("course/requirements.txt")
    wanted, more = set(), {"unrolled"}
    while more := {name for (name, _), lines in every.items() if name not in wanted and brought(lines) & more}:
        wanted |= more
    assert {pin: hashes(lines) for pin, lines in of_students.items()} == {
        pin: hashes(lines) for pin, lines in every.items() if pin[0] in wanted
    }


def test_the_locked_uv_builds_both_packages_itself():
    for project in PROJECTS.values():
        (builder,) = map(Requirement, project["build-system"]["requires"])
        (pin,) = locked()["uv"].specifier
        assert builder.name == "uv_build"
        assert builder.specifier.contains(pin.version), (
            "let both pyproject.toml name the version of uv that make lock found"
        )


def test_every_locked_package_has_a_hash():
    above = [line for line, below in zip(LINES, [*LINES[1:], ""], strict=True) if "--hash=" in below]
    assert [line for line in LINES if re.match(r"\w", line) and line not in above] == []
    assert len(locked()) > 100


def test_every_package_the_projects_name_is_locked():
    assert [str(requirement) for requirement in named() if canonicalize_name(requirement.name) not in locked()] == []
    assert {"tensorflow", "keras", "jupyterlab", "nbgrader", "matplotlib", "jupytext", "pooch"} <= {
        r.name for r in named()
    }


def test_every_locked_version_is_allowed_by_the_projects():
    for requirement in named():
        (pin,) = locked()[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(pin.version), str(requirement)


def test_what_is_installed_here_is_what_is_locked():
    def installed(name):
        return next((found.version for found in distributions(name=name)), None)

    here = {name: pin for name, pin in locked().items() if not pin.marker or pin.marker.evaluate()}
    wanted = {name: str(pin.specifier).removeprefix("==") for name, pin in here.items()}
    assert {name: installed(name) for name in here} == wanted, "make .venv/ready installs the locked set"


def test_tests_that_belong_together_run_in_one_process(tmp_path):
    """With a pytest that pytest-xdist does not know they are dealt out one by one, and what they share is made twice."""
    (tmp_path / "test_groups.py").write_text(
        "import pytest\n"
        "@pytest.mark.parametrize('k', range(6))\n"
        "@pytest.mark.xdist_group('one')\n"
        "def test_one(k):\n"
        "    pass\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-v", "-n", "2", "--dist", "loadgroup", "-c", os.devnull, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    workers = re.findall(r"\[(gw\d)\].* PASSED", done.stdout)
    assert (len(workers), len(set(workers))) == (6, 1), done.stdout


def test_the_gpu_extra_is_tensorflow_with_cuda():
    assert PROJECTS["course/pyproject.toml"]["project"]["optional-dependencies"]["gpu"] == ["tensorflow[and-cuda]"]
    assert PROJECTS["pyproject.toml"]["project"]["optional-dependencies"]["gpu"] == ["unrolled[gpu]"]


# -- conda -----------------------------------------------------------------------------------------


def test_conda_installs_the_locked_set_and_nothing_else():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, *rest = environment["dependencies"]
    assert rest == ["pip", {"pip": ["--require-hashes", "-r requirements.txt"]}]
    assert python.startswith("python ")


def test_conda_and_both_projects_ask_for_the_same_python():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = environment["dependencies"][0].removeprefix("python ")
    ranges = {project["project"]["requires-python"] for project in PROJECTS.values()}
    assert ranges == {conda} == {">=3.11,<3.14"}
    assert [minor for minor in range(8, 17) if SpecifierSet(conda).contains(f"3.{minor}.5")] == [11, 12, 13]


# -- start-up lines --------------------------------------------------------------------------------


def python(code, folder=None, **variables):
    """Run code in a fresh Python, `folder` first in its path, and return what became of it."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TF_", "KERAS_", "PYTHON"))
    }
    environment |= variables | ({"PYTHONPATH": str(folder)} if folder else {})
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def other_keras(tmp_path):
    """A function that makes a folder with a package `keras` of its own."""

    def write(code):
        (tmp_path / "keras.py").write_text(code, encoding="utf-8")
        return tmp_path

    return write


def test_tensorflow_writes_nothing_when_it_starts_nor_when_it_computes():
    done = python(
        "import unrolled, keras; assert keras.ops.matmul(keras.ops.ones((2, 2)), keras.ops.ones((2, 2)))[0, 0] == 2"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_written_during_the_import_is_set_aside_and_nothing_after_it(other_keras):
    folder = other_keras("import os; os.write(2, b'started up\\n')")
    done = python("import unrolled, os, sys; os.write(2, b'mine\\n'); print('also mine', file=sys.stderr)", folder)
    assert (done.returncode, done.stderr) == (0, "mine\nalso mine\n")


def test_an_import_that_fails_shows_what_was_written_and_why(other_keras):
    folder = other_keras("import os; os.write(2, b'libcudart is missing\\n'); raise ImportError('no GPU library')")
    done = python("import unrolled", folder)
    assert done.returncode == 1
    assert done.stderr.startswith("libcudart is missing\nTraceback")
    assert done.stderr.endswith("ImportError: no GPU library\n")


def test_keras_runs_on_tensorflow_unless_another_backend_is_chosen(other_keras):
    folder = other_keras("import os; print(os.environ['KERAS_BACKEND'], os.environ['TF_CPP_MIN_LOG_LEVEL'])")
    assert python("import unrolled", folder).stdout == "tensorflow 3\n"
    assert python("import unrolled", folder, KERAS_BACKEND="jax", TF_CPP_MIN_LOG_LEVEL="0").stdout == "jax 0\n"
