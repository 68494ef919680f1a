"""The table of marks that `nbgrader export` writes: a name is one cell of it, whatever is in the name, and never a formula."""

import csv

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.classroom.pages import cell

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email")
COLUMNS += ("raw_score", "late_submission_penalty", "score", "max_score")


class Table(ExportPlugin):
    """Writes what nbgrader's own does, with every cell quoted. Set it as ExportApp.plugin_class."""

    def export(self, gradebook):
        """Write the marks of all students and assignments, or of those asked for."""
        with open(self.to or "grades.csv", "w", newline="", encoding="utf-8") as file:
            rows = csv.DictWriter(file, COLUMNS, quoting=csv.QUOTE_ALL)
            rows.writeheader()
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if assignment.name in (self.assignment or [assignment.name]) and (
                        student.id in map(str, self.student or [student.id])
                    ):
                        row = _row(gradebook, assignment, student)
                        rows.writerow({name: cell(value) for name, value in row.items()})


def _row(gradebook, assignment, student):
    """Return a student's marks for an assignment; zero where nothing was handed in."""
    row = {name: getattr(student, name) for name in ("last_name", "first_name", "email")}
    row |= {"assignment": assignment.name, "duedate": assignment.duedate, "student_id": student.id}
    points, late, time = 0.0, 0.0, None
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
        points, late, time = submission.score, submission.late_submission_penalty, submission.timestamp
    except MissingEntry:
        pass
    marks = {"raw_score": points, "late_submission_penalty": late, "score": max(0.0, points - late)}
    return row | marks | {"timestamp": time, "max_score": assignment.max_score}
