"""nbgrader's settings for this course; they are made in autograder/classroom/settings.py, where `autograder` uses them too."""

from pathlib import Path

from autograder.classroom.settings import placeholders, settings

c = get_config()  # noqa: F821, nbgrader provides it
c.merge(settings(Path(__file__).parent))
placeholders(Path(__file__).parent)
