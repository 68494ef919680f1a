"""Where the course keeps its files, as nbgrader has to know it."""

import os
import sys
import warnings
from contextlib import suppress
from pathlib import Path

from nbformat.v4 import new_notebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader

from autograder.source.notebooks import STUB, content


def settings(root, lang="en", classroom="classroom"):
    """Return nbgrader's configuration for the course at `root`.

    classroom  the folder, below root, of what is handed in, graded and sent back, and of the gradebook
    """
    config = Config()
    course, grading = config.CourseDirectory, config.Autograde
    course.course_id = "unrolled"
    course.root = str(root)
    course.source_directory = f".build/source/{lang}"
    course.release_directory = f"course/{lang}"
    course.submitted_directory = f"{classroom}/submitted"
    course.autograded_directory = f"{classroom}/autograded"
    course.feedback_directory = f"{classroom}/feedback"
    course.db_url = f"sqlite:///{root}/{classroom}/gradebook.db"
    config.GenerateAssignment.exporter_class = "autograder.classroom.plugin.Release"
    grading.exporter_class = "autograder.classroom.submissions.HandIns"
    grading.sanitize_preprocessors = ["autograder.classroom.plugin.Rebuild"]
    grading.autograde_preprocessors = [
        "autograder.classroom.plugin.Grade",
        "autograder.classroom.plugin.Book",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    config.ClearSolutions.code_stub = {"python": STUB}
    config.ClearSolutions.text_stub = "*Write your answer here.*"
    config.Rebuild.root = config.Grade.root = str(root)
    return config


def own_settings(root, classroom="classroom"):
    """Return the same with what the instructor has set besides, in nbgrader_config.py: limits, a plugin for late penalties."""
    root = Path(root).resolve()
    config = Config()
    if (root / "nbgrader_config.py").exists():
        config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.merge(settings(root, classroom=classroom))
    return config


def placeholders(root):
    """Let nbgrader and formgrader see the chapters that have not been released yet: they look for folders with notebooks."""
    for path in Path(root, "solutions").glob("ch*/*.py"):
        target = Path(root, ".build/source/en", path.parent.name, f"{path.stem}.ipynb")
        if not target.exists():
            with suppress(OSError):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content(new_notebook()))


def nbgrader(config):
    """Return nbgrader's own interface under a configuration."""
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")  # of its own making, and harmless
    programs = str(Path(sys.executable).parent)  # nbgrader calls alembic by name when it makes a gradebook
    if programs not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]
    return NbGraderAPI(CourseDirectory(config=config), config=config)
