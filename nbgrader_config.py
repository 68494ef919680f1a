"""nbgrader's settings for this course. What you set below is obeyed by `autograder` and by nbgrader's own commands; OPERATING.md, Settings."""

from pathlib import Path

from autograder.classroom.settings import complete, placeholders

c = get_config()  # noqa: F821, nbgrader provides it
complete(c, Path(__file__).parent)
placeholders(Path(__file__).parent)

# c.CourseDirectory.db_url = "postgresql+psycopg2:///gradebook"
# c.CourseDirectory.submitted_directory = "/srv/class/submitted"
