"""What makes nbgrader release and grade our way: steps that take the place of its own.

`nbgrader generate_assignment`, and formgrader's button, release what stands in solutions/ (Release).

`nbgrader autograde` reads a submission (HandIns), rebuilds it from the released notebook (Rebuild), runs and judges it (Grade), books the
marks (Book), and takes points off late work (Late). Nothing in a submission but its solution cells, its answers and its own extra code counts.
"""

import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool, Dict, Enum, TraitError, Unicode, validate

from autograder.classroom.pages import verbatim
from autograder.classroom.release import release
from autograder.classroom.roster import extensions, introduce
from autograder.classroom.settings import settings
from autograder.classroom.state import OfTheCourse, guard
from autograder.classroom.submissions import edition, grade_id, handed_in_at, of_both, rebuild
from autograder.marking.judging import ensure_isolation, grade
from autograder.marking.reference import Reference, secret_seeds
from autograder.room import sandbox
from autograder.source.notebooks import LANGS, SourceError, solution_chapters


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


class HandIns(NotebookExporter):
    """How nbgrader reads a hand-in: the way `read` does. Set it as Autograde.exporter_class.

    nbgrader makes it before it begins with the first hand-in.
    """

    def __init__(self, parent, **kw):
        super().__init__(parent=parent, **kw)
        guard(parent, lambda chapter: Grade(config=parent.config).prepare(chapter))

    def from_filename(self, filename, resources=None, **kw):
        """Read and convert a notebook; the second time nbgrader asks, it is the one that was rebuilt."""
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources, **kw)
        names = resources["nbgrader"]
        editions = read_editions(self.parent.coursedir.root, names["assignment"], names["notebook"])
        return self.from_notebook_node(of_both(Path(filename), editions.values()), resources, **kw)


class Rebuild(NbGraderPreprocessor):
    """Put a submission's solutions, answers and extra code cells into a fresh copy of the released notebook."""

    root = Unicode(help="The folder of the course").tag(config=True)

    def preprocess(self, nb, resources):
        """Return the rebuilt notebook; of the submission only cell sources are read."""
        names = resources["nbgrader"]
        return restore(read_editions(self.root, names["assignment"], names["notebook"]), nb), resources


def read_editions(root, chapter, notebook):
    """Return a notebook as it was released: language -> notebook."""
    paths = {lang: Path(root, "course", lang, chapter, f"{notebook}.ipynb") for lang in LANGS}
    return {lang: nbformat.read(path, as_version=4) for lang, path in paths.items()}


def restore(released, submitted):
    """Return the released notebook, of its editions the submission's own, with the student's work in it."""
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

    def prepare(self, chapter):
        """Let the solutions have their results while nothing else runs in this process: one case measures the memory that it takes.

        Raises SourceError where they have none, where this machine cannot isolate students' code, or for a roster that can't be read: none
        of it is a student's fault.
        """
        ensure_isolation(self.isolation, Path(self.root, "solutions"))
        extensions(self.root)
        for path in solution_chapters(self.root, chapter)[chapter]:
            solutions = reference(self.root, chapter, path.stem, self.seed)
            try:
                for name in solutions.exercises:
                    solutions.expected(name)
            except Exception as error:
                problem = " ".join(f"{type(error).__name__}: {error}".split())
                raise SourceError(
                    f"{path}: it does not run: {problem}; mend it and run: autograder release {chapter}"
                ) from error

    def run(self, nb, chapter, notebook):
        """Grade a rebuilt notebook; return it with its outputs, and the reports."""
        limits = sandbox.chosen_limits(self.limits)
        return nb, grade(nb, reference(self.root, chapter, notebook, self.seed), limits, self.isolation, self.strict)


def _work(notebook):
    """Return what a student has written: grade id -> source."""
    return {grade_id(cell): cell.source for cell in notebook.cells if utils.is_solution(cell)}


class Late(AssignLatePenalties):
    """Take points off late work, as the instructor's plug-in says, by the deadline that the class has for the student."""

    root = Unicode(help="The folder of the course").tag(config=True)

    def preprocess(self, nb, resources):
        """Let the gradebook know first what the roster says of the student, name and extension, and that nothing tells the time any more where that is so."""
        names = resources["nbgrader"]
        later = extensions(self.root).get(names["student"])
        untold = handed_in_at(resources["metadata"]["path"]) is None
        with Gradebook(names["db_url"]) as gradebook:
            introduce(gradebook.db, self.root, names["student"])
            submission = gradebook.find_submission(names["assignment"], names["student"])
            submission.extension = submission.extension if later is None else later
            submission.timestamp = None if untold else submission.timestamp
            gradebook.db.commit()
        return super().preprocess(nb, resources)

    def init_plugin(self):
        """Make the plug-in."""
        super().init_plugin()
        penalty = self.plugin_inst.late_submission_penalty

        def asked(*arguments):
            try:
                return penalty(*arguments)
            except Exception as error:
                said = " ".join(f"{type(error).__name__}: {error}".split())
                raise OfTheCourse(
                    f"c.AssignLatePenalties.plugin_class fails ({said}); mend it and run this again"
                ) from error

        self.plugin_inst.late_submission_penalty = asked


class Book(SaveAutoGrades):
    """Write the marks, and what was said about each exercise, into the gradebook."""

    def preprocess(self, nb, resources):
        """Book the reports that Grade made."""
        self.reports = resources["unrolled"]
        before, now = self._before(resources["nbgrader"]["notebook"]), _work(nb)
        self.unchanged = {name for name, source in now.items() if before.get(name) == source}
        return super().preprocess(nb, resources)

    def _before(self, notebook):
        """Return a student's work as it was graded before; none where it was not, or can't be read."""
        with suppress(AttributeError, OSError, ValueError):  # nbgrader's converter has it, two parents up
            return _work(nbformat.read(Path(self.parent.parent.before, f"{notebook}.ipynb"), as_version=4))
        return {}

    def _add_score(self, cell, resources):
        name = grade_id(cell).removeprefix("check_")
        report = self.reports.get(name)
        grade = self.gradebook.find_grade(grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        # What a person has given points for need not be read again while it is the same.
        was_read = grade.manual_score is not None and not grade.needs_manual_grade and name in self.unchanged
        if report is None or utils.is_solution(cell):
            super()._add_score(cell, resources)
        else:
            grade.auto_score = grade.max_score * report.share
            grade.needs_manual_grade = report.attention is not None or grade.manual_score is not None
        grade.needs_manual_grade &= not was_read
        self.gradebook.db.commit()  # the comment as well, whose cell is above

    def _add_comment(self, cell, resources):
        report = self.reports.get(grade_id(cell))
        if report is None:
            return super()._add_comment(cell, resources)
        comment = self.gradebook.find_comment(grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = verbatim(repr(report))
