"""Only what was asked for enters: a student's folder by its exact name, and the time of a hand-in from a file that holds one.

nbgrader takes names for patterns, which other folders may match and their own may not, and reads whatever lies where a time should be.
"""

import difflib
import fnmatch
import glob
import os
from contextlib import suppress
from pathlib import Path

from nbgrader import utils
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import NbGraderException
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from autograder.classroom.gradebook import listed
from autograder.classroom.pages import terminal
from autograder.classroom.submissions import handed_in_at, of_editions
from autograder.source.notebooks import SourceError

EVERYBODY = "*"


def hand_ins(above, chapter):
    """Return the folders of a chapter, in name order, that were handed in below a folder."""
    names = sorted(os.listdir(above)) if above.is_dir() else []
    return [folder for name in names if os.path.lexists(folder := Path(above, name, chapter))]


def strangers(only, names):
    """Return, as text, whom `only` names and `names` does not know, and who may be meant; nothing where all are known."""
    unknown = [name for name in only if name not in names]
    near = difflib.get_close_matches(unknown[0], names, 1, 0.8) if unknown else []
    return listed(unknown) + (f" (do you mean {terminal(near[0])}?)" if near else "")


def by_exact_name():
    """Have nbgrader, all its commands and formgrader find and read hand-ins our way; calling it again changes nothing."""
    BaseConverter.init_notebooks = _init_notebooks
    utils.is_ignored = _is_ignored
    CourseDirectory.get_existing_timestamp = lambda course, folder: _time(folder)
    NbGraderAPI.get_submitted_timestamp = lambda api, chapter, student: _time(
        api.coursedir.format_path(api.coursedir.submitted_directory, student, chapter)
    )


def _init_notebooks(converter):
    """Find the notebooks to convert, as nbgrader does, but a student's folder by its name."""
    course = converter.coursedir
    student = course.student_id if course.student_id == EVERYBODY else glob.escape(course.student_id)
    folders = glob.glob(converter._format_source(course.assignment_id, student))
    found = {folder: _notebooks(folder, course.notebook_id) for folder in folders}
    converter.notebooks, converter.assignments = [], {folder: paths for folder, paths in found.items() if paths}
    for folder in found.keys() - converter.assignments.keys():
        converter.log.warning("There is no notebook in %s", terminal(folder))
    if not converter.assignments:
        place = terminal(converter._format_source(course.assignment_id, course.student_id))
        converter.log.error("There is no notebook in %s", place)
        raise NbGraderException(f"There is no notebook in {place}")


def _notebooks(folder, name):
    """Return a folder's notebooks; of what goes out in both languages one may come back in the other's folder only."""
    found = [glob.glob(os.path.join(glob.escape(str(place)), f"{name}.ipynb")) for place in of_editions(Path(folder))]
    return list({os.path.join(folder, os.path.basename(path)): None for paths in found for path in paths})


def _is_ignored(filename, ignore_globs=None):
    """Say whether a file is to be passed by, for its own name and whatever that of its folder."""
    return any(fnmatch.fnmatch(os.path.basename(filename), pattern) for pattern in ignore_globs or ())


def _time(folder):
    with suppress(SourceError):  # formgrader lists what is refused as well
        return handed_in_at(folder)
