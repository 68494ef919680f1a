"""What makes nbgrader release and grade our way: steps that take the place of its own.

`nbgrader generate_assignment`, and formgrader's button, release what stands in solutions/ (Release).

`nbgrader autograde` first rebuilds a submission from the released notebook (Rebuild), then runs and judges it (Grade), then books the
marks (Book). Nothing in a submission but its solution cells, its answers and its own extra code counts.
"""

import secrets
from functools import cache
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool, Dict, Enum, TraitError, Unicode, validate

from autograder.classroom.pages import verbatim
from autograder.classroom.release import release
from autograder.classroom.settings import settings
from autograder.classroom.submissions import edition, grade_id, rebuild
from autograder.marking.judging import grade
from autograder.marking.reference import Reference, secret_seeds
from autograder.room import sandbox
from autograder.source.notebooks import LANGS, SourceError


class Release(NotebookExporter):
    """Release, in both languages and with expected values, what nbgrader was asked to generate, and leave it nothing to do.

    Set it as GenerateAssignment.exporter_class: nbgrader makes it before it deletes the old release.
    """

    def __init__(self, parent, **kw):
        super().__init__(parent=parent, **kw)
        course, chapters = parent.coursedir, sorted(Path(folder).name for folder in parent.assignments)
        try:
            config = settings(course.root)
            config.CourseDirectory.db_url = course.db_url
            release(course.root, chapters, config=config, say=self.log.info)
        except SourceError as error:
            self.log.error(str(error))
            raise NbGraderException(str(error)) from None
        parent.assignments = {}


class Rebuild(NbGraderPreprocessor):
    """Put a submission's solutions, answers and extra code cells into a fresh copy of the released notebook."""

    root = Unicode(help="The folder of the course").tag(config=True)

    def preprocess(self, nb, resources):
        """Return the rebuilt notebook; of the submission only cell sources are read."""
        names = resources["nbgrader"]
        return restore(self.root, names["assignment"], names["notebook"], nb), resources


def restore(root, chapter, notebook, submitted):
    """Return the released notebook of a submission's own edition with the student's work in it."""
    paths = {lang: Path(root, "course", lang, chapter, f"{notebook}.ipynb") for lang in LANGS}
    released = {lang: nbformat.read(path, as_version=4) for lang, path in paths.items()}
    lang = submitted.metadata.get("unrolled", {}).get("lang")
    return rebuild(released[lang if lang in tuple(released) else edition(released, submitted)], submitted)


@cache
def reference(root, chapter, notebook, seed):
    """Return the Reference of a notebook for a run's secret seed; the same one for all submissions."""
    return Reference(Path(root, "solutions", chapter, f"{notebook}.py"), secret_seeds(seed))


AHEAD = {}  # (chapter, notebook, student) -> future of a notebook with outputs and its reports, graded before nbgrader asks


class Grade(NbGraderPreprocessor):
    """Run the rebuilt notebook, judge its exercises, and show each report below its check."""

    root = Unicode(help="The folder of the course").tag(config=True)
    seed = Unicode(secrets.token_hex(8), help="The secret of this run, from which all inputs are drawn").tag(
        config=True
    )
    limits = Dict(help="Limits of one submission, by the names of autograder.room.sandbox.Limits").tag(config=True)
    isolation = Enum(sandbox.MODES, "sandbox", help="'process' where the machine cannot isolate").tag(config=True)
    strict = Bool(False, help="Whether calling what an exercise rules out costs its points").tag(config=True)

    @validate("limits")
    def _what_can_be_limits(self, proposal):
        try:
            sandbox.chosen_limits(proposal["value"])
        except ValueError as error:
            raise TraitError(str(error)) from None
        return proposal["value"]

    def preprocess(self, nb, resources):
        """Fill in the outputs, and hand the reports to Book."""
        names = resources["nbgrader"]
        chapter, notebook = names["assignment"], names["notebook"]
        ahead = AHEAD.pop((chapter, notebook, names["student"]), None)
        nb, reports = ahead.result() if ahead else self.run(nb, chapter, notebook)
        for cell in nb.cells:
            report = reports.get((grade_id(cell) or "").removeprefix("check_"))
            if report and cell.metadata.nbgrader.get("locked"):
                data = {"text/plain": repr(report), "text/html": report._repr_html_()}
                cell.outputs = [nbformat.v4.new_output("display_data", data)]
        nb.metadata["unrolled"]["seed"] = self.seed
        resources["unrolled"] = reports
        return nb, resources

    def prepare(self, chapter, notebook):
        """Let the solutions have their results while nothing else runs in this process: one case measures the memory that it takes."""
        solutions = reference(self.root, chapter, notebook, self.seed)
        for name in solutions.exercises:
            solutions.expected(name)

    def run(self, nb, chapter, notebook):
        """Grade a rebuilt notebook; return it with its outputs, and the reports."""
        limits = sandbox.chosen_limits(self.limits)
        return nb, grade(nb, reference(self.root, chapter, notebook, self.seed), limits, self.isolation, self.strict)


class Book(SaveAutoGrades):
    """Write the marks, and what was said about each exercise, into the gradebook."""

    def preprocess(self, nb, resources):
        """Book the reports that Grade made."""
        self.reports = resources["unrolled"]
        return super().preprocess(nb, resources)

    def _add_score(self, cell, resources):
        report = self.reports.get(grade_id(cell).removeprefix("check_"))
        if report is None or utils.is_solution(cell):
            return super()._add_score(cell, resources)
        grade = self.gradebook.find_grade(grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = grade.max_score * report.share
        grade.needs_manual_grade = report.attention is not None or grade.manual_score is not None
        self.gradebook.db.commit()  # the comment as well, whose cell is above

    def _add_comment(self, cell, resources):
        report = self.reports.get(grade_id(cell))
        if report is None:
            return super()._add_comment(cell, resources)
        comment = self.gradebook.find_comment(grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = verbatim(repr(report))
