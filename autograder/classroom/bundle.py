"""Pack what students receive: their package as a wheel, and all of `course/` as a zip.

What git tracks in `course/` is packed, once it is what a release makes: hand-ins, caches and anybody's own work stay out. The same tree gives the same bytes.
Expected values are not computed again here, which takes a release; that they are those of the exercises is looked at.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path

from autograder.classroom.gradebook import listed
from autograder.classroom.lock import held
from autograder.classroom.release import CONTENTS, contents_file, editions
from autograder.classroom.settings import settings
from autograder.classroom.swap import unfinished
from autograder.source.notebooks import LANGS, SourceError, solution_chapters

FOLDER = ".build/bundle"
PACKAGE = "course/unrolled/", "course/pyproject.toml", "course/README.md"  # what the wheel is made of
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of zip files; the wheel has it, too
RELEASE = "release it (autograder release), and commit what that changes"


def bundle(root, to=None):
    """Write the wheel and the zip into a folder, `.build/bundle` unless given; return their paths.

    Raises SourceError, with nothing written, where `course/` is not what a release makes, or has files that are not the course's.
    """
    root = Path(root).resolve()
    to = Path(to or root / FOLDER).absolute()
    try:
        with held(root, "course", "bundling"):
            files = _tracked(root)
            if (different := _not_as_released(root, files)) or unfinished(root) is not None:
                what = f"{listed(different) or 'course/'} {'are' if len(different) > 1 else 'is'}"
                raise SourceError(f"bundle: {what} not what a release makes; {RELEASE}")
            modes = {name: 0o755 if os.access(root / name, os.X_OK) else 0o644 for name in files}
        name, wheel = _wheel(files)
        stem = "-".join(name.split("-")[:2])
        return _put(to, {name: wheel, f"{stem}.zip": _zip(files, modes)})
    except OSError as error:
        problem = f"{error.filename or to} can't be read or written ({error.strerror})"
        raise SourceError(f"bundle: {problem}; mend that, or name another folder with --to") from None


def _tracked(root):
    """Return what git tracks in `course/`, path below root -> content; raise SourceError for what is foreign there, or missing."""
    tracked, foreign = _listed_by_git(root, "--cached"), _listed_by_git(root, "--others", "--exclude-standard")
    if foreign:
        belongs = "git add what belongs to the course, and move the rest away"
        raise SourceError(f"bundle: git does not know {listed(foreign)}; {belongs}")
    for name in tracked:
        if (root / name).is_symlink() or not (root / name).is_file():
            raise SourceError(f"bundle: {name} is missing, or no plain file; git restore {name}")
    return {name: (root / name).read_bytes() for name in tracked}


def _listed_by_git(root, *which):
    command = ["git", "-C", root, "ls-files", "-z", *which, "--", "course"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="surrogateescape")
    except FileNotFoundError:
        raise SourceError("bundle: git says what belongs to course/, and is not installed; install it") from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise SourceError(f"bundle: git can't say what belongs to course/ ({said}); bundle in a clone of the course")
    return sorted(set(done.stdout.split("\0")) - {""})


def _not_as_released(root, files):
    """Return which files of `course/` are others than a release makes of `solutions/`, or ought to be there."""
    chapters = solution_chapters(root)
    made = {name: text for name, text in editions(chapters, settings(root)).items() if name.startswith("course/")}
    try:
        made[CONTENTS] = contents_file(root, chapters)
    except ValueError:  # no JSON
        return [CONTENTS]
    wrong = {name for name, text in made.items() if files.get(name) != text}
    for chapter, notebooks in json.loads(made[CONTENTS]).items():
        name = f"course/unrolled/expected/{chapter}.json"
        exercises = {exercise for there in notebooks.values() for exercise in there["exercises"]}
        if _names(files.get(name)) != exercises:
            wrong.add(name)
        made[name] = None
    folders = (*(f"course/{lang}/" for lang in LANGS), "course/unrolled/expected/")
    return sorted(wrong | {name for name in files if name.startswith(folders) and name not in made})


def _names(content):
    """Return the names that a file of expected values has values for, None where it is none."""
    try:
        return set(json.loads(content))
    except (TypeError, ValueError):
        return None


def _wheel(files):
    """Return the name and the bytes of the wheel that the locked uv builds, of copies of what belongs in it, without the network."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            if name.startswith(PACKAGE):
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        out = Path(folder, "out")
        command = [sys.executable, "-m", "uv", "build", "--quiet", "--offline", "--no-config", "--no-cache", "--wheel"]
        command += ["--python", sys.executable, "--out-dir", out, Path(folder, "course")]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no reason given"])[-1].strip()
            raise SourceError(f"bundle: uv can't build the wheel ({said}); make .venv/ready installs what it takes")
        (wheel,) = out.glob("*.whl")
        return wheel.name, wheel.read_bytes()


def _zip(files, modes):
    """Return a zip of files, in the order of their names and all of one time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.create_system, entry.external_attr = 3, (0o100000 | modes[name]) << 16  # as on Linux, everywhere
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _put(folder, files):
    """Write files into a folder, each as a whole and none before all are written; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as unfinished_ones:
        written = {}
        for name, content in files.items():
            handle, path = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
            unfinished_ones.callback(Path(path).unlink, missing_ok=True)
            with open(handle, "wb") as file:
                file.write(content)
            Path(path).chmod(0o644)
            written[path] = folder / name
        for path, target in written.items():
            os.replace(path, target)
    return list(written.values())
