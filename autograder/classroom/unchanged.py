"""Who need not be graded again: nothing that the marks depend on has changed since they were booked, and they stand as they were booked.

What was booked of a hand-in is kept in .build/graded, a small file each, from the moment that its marks stand in the gradebook. So a run
that was killed goes on where it stopped, and a class in which three hand in again costs three.
"""

import hashlib
import inspect
import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Assignment, Grade, GradeCell, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.classroom.gradebook import of_chapter
from autograder.classroom.settings import FILE
from autograder.classroom.submissions import FROM_EXCHANGE, LARGEST_FILE
from autograder.marking.elsewhere import add_trees, installed
from autograder.source.notebooks import LANGS, SourceError

FOLDER = ".build/graded"
COUNTS = ".ipynb", *FROM_EXCHANGE  # ends of the names of files that are read; the others are only looked at


class Standing(NamedTuple):
    """What the gradebook has of a hand-in."""

    points: float
    most: float
    late: float  # points lost for being late
    to_read: int
    deadline: str
    marks: dict  # "notebook/cell" -> what grading gave
    earned: dict  # "notebook/exercise" -> points as they stand, None where a person has to give the first

    def __str__(self):
        """As a line says it: points of points, and what a person has still to do."""
        late = f", {self.late:g} lost for being late" if self.late else ""
        return f"{self.points:g} of {self.most:g}{late}" + (f", {self.to_read} to read" if self.to_read else "")


def standings(session, chapter, student=None):
    """Return what the gradebook has of a chapter, of one student or everybody: student -> Standing."""
    columns = [
        *(GradeCell.max_score, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade),
        *(SubmittedNotebook.late_submission_penalty, SubmittedAssignment.extension, Assignment.duedate),
    ]
    rows = {}
    for who, *row in of_chapter(session, chapter, Grade, *columns, student=student):
        rows.setdefault(who, []).append(row)
    return {who: _standing(of_one) for who, of_one in rows.items()}


def _standing(rows):
    late = sum({notebook: penalty or 0 for notebook, *_, penalty, _, _ in rows}.values())
    earned = {
        f"{notebook}/{cell.removeprefix('check_')}": (auto if manual is None else manual, extra or 0)
        for notebook, cell, _, auto, manual, extra, *_ in rows
    }
    *_, extension, due = rows[0]
    return Standing(
        points=max(0, sum((given or 0) + extra for given, extra in earned.values()) - late),
        most=sum(most for _, _, most, *_ in rows),
        late=late,
        to_read=sum(bool(row[6]) for row in rows),
        deadline=f"{due} {extension or ''}",
        marks={f"{notebook}/{cell}": auto for notebook, cell, _, auto, *_ in rows},
        earned={name: None if given is None else given + extra for name, (given, extra) in earned.items()},
    )


def basis(config, chapter, secret=""):
    """Return what the marks of a chapter depend on besides the hand-ins, as a digest: our code, packages, solutions, release, settings.

    secret  where the run's secret was chosen and not drawn
    """
    course, digest = config.CourseDirectory, hashlib.sha256(installed().encode())
    root = Path(course.root)
    add_trees(digest, root / "solutions" / chapter, *(root / "course" / lang / chapter for lang in LANGS))
    late = AssignLatePenalties(config=config)
    late.init_plugin()
    sources = [root / FILE]
    with suppress(TypeError, OSError):  # of what is written in the settings themselves
        sources.append(Path(inspect.getsourcefile(type(late.plugin_inst))))
    for path in filter(Path.is_file, sources):
        digest.update(path.read_bytes())
    chosen = {name: value for name, value in config.get("Grade", {}).items() if name != "seed"}
    said = [config | {"Grade": chosen}, secret]
    digest.update(json.dumps(said, sort_keys=True, default=repr).encode())
    return digest.hexdigest()


def seen(folder, later):
    """Return a digest of what was handed in: the names and sizes of its files, and the bytes of those that are read.

    later  by how much its deadline is later, where the class says so
    """
    digest = hashlib.sha256(f"{folder} {later}\n".encode(errors="replace"))
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(place, name)
            digest.update(f"{path.relative_to(folder)}: ".encode(errors="replace"))
            with suppress(OSError):  # it is refused, with the reason, when it is read
                status = path.lstat()
                digest.update(f"{status.st_mode} {status.st_size}\n".encode())
                if stat.S_ISREG(status.st_mode) and name.endswith(COUNTS) and status.st_size <= LARGEST_FILE:
                    digest.update(path.read_bytes())
    return digest.hexdigest()


def remembered(root, chapter, student, of, standing):
    """Return the remarks on a hand-in that was graded as it is, and whose marks stand in the gradebook as they were booked; else None.

    of  what its marks depend on: `basis` and what was `seen`
    """
    try:
        kept = json.loads(_place(root, chapter, student).read_bytes())
        same = kept["of"] == [*of, standing.deadline] and kept["marks"] == standing.marks
        if same and all(Path(path).is_file() for path in kept["pages"]):
            return kept["remarks"]
    except (OSError, ValueError, LookupError, TypeError):  # not graded, or by a run that was killed
        pass
    return None


def keep(root, chapter, student, of, standing, graded, remarks):
    """Remember what was booked of a hand-in; `graded` is the folder of its graded notebooks. Raises SourceError where it can't."""
    place = _place(root, chapter, student)
    unfinished = place.with_suffix(".new")
    kept = {"of": [*of, standing.deadline], "marks": standing.marks, "remarks": remarks}
    kept["pages"] = [str(path) for path in sorted(Path(graded).glob("*.ipynb"))]
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(kept), encoding="utf-8")
        os.replace(unfinished, place)
    except OSError as error:
        raise SourceError(f"{unfinished} can't be written ({error.strerror}); mend that and run this again") from None


def _place(root, chapter, student):
    """Return the path of the file of a hand-in; students' names are long, and case matters in them."""
    return Path(root, FOLDER, chapter, f"{hashlib.sha256(student.encode(errors='replace')).hexdigest()[:32]}.json")
