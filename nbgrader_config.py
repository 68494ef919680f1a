"""nbgrader's settings for this course; they are made in autograder/course.py, where `autograder` uses them too."""

from pathlib import Path

from autograder.course import settings

c = get_config()  # noqa: F821, nbgrader provides it
c.merge(settings(Path(__file__).parent))
