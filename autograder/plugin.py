"""What makes nbgrader grade our way: three steps that take the place of its own.

`nbgrader autograde` first rebuilds a submission from the released notebook (Rebuild), then runs and judges it (Grade), then books the
marks (Book). Nothing in a submission but its solution cells, its answers and its own extra code counts.
"""

import secrets
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Unicode

from autograder.grading import Reference, grade
from autograder.notebooks import LANGS


class Rebuild(NbGraderPreprocessor):
    """Put a submission's solutions, answers and extra code cells into a fresh copy of the released notebook."""

    root = Unicode(help="The folder of the course").tag(config=True)

    def preprocess(self, nb, resources):
        """Return the rebuilt notebook; of the submission only cell sources are read."""
        names = resources["nbgrader"]
        lang = nb.metadata.get("unrolled", {}).get("lang")
        lang = lang if lang in LANGS else "en"
        path = Path(self.root, "course", lang, names["assignment"], f"{names['notebook']}.ipynb")
        return rebuild(nbformat.read(path, as_version=4), nb), resources


def rebuild(released, submitted):
    """Return the released notebook with the student's work in it.

    The last copy of a solution cell that differs from the released stub counts. A code cell of the student's own comes after the cell it
    stood below; whatever else was changed, added or deleted is as it was released.
    """
    stubs = {cell.id: cell.source for cell in released.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    ids, sources = {cell.id for cell in released.cells}, {cell.source for cell in released.cells}
    work, extra, above = {}, {}, None
    for cell in submitted.cells:
        # A copied cell keeps its grade id, a cell that passed through another editor at least its own.
        name = next((name for name in (_grade_id(cell), cell.get("id")) if name in ids), None)
        if name in stubs:
            if cell.source != stubs[name]:
                work[name] = cell.source
        elif not name and cell.cell_type == "code" and cell.source not in sources:
            extra.setdefault(above, []).append(cell.source)
        above = name or above
    rebuilt = NotebookNode(released, cells=[])
    _append_extra(rebuilt, extra.get(None, []), "top")
    for cell in released.cells:
        cell.source = work.get(cell.id, cell.source)
        rebuilt.cells.append(cell)
        _append_extra(rebuilt, extra.get(cell.id, []), cell.id)
    return rebuilt


def _append_extra(notebook, sources, above):
    for number, source in enumerate(sources):
        notebook.cells.append(nbformat.v4.new_code_cell(source, id=f"extra-{number}-{above}"[:64]))


def _grade_id(cell):
    fields = cell.metadata.get("nbgrader")
    name = fields.get("grade_id") if isinstance(fields, dict) else None
    return name if isinstance(name, str) else None


@cache
def _reference(path, seed):
    return Reference(path, lambda name: (seed, *name.encode()))


class Grade(NbGraderPreprocessor):
    """Run the rebuilt notebook, judge its exercises, and show each report below its check."""

    root = Unicode(help="The folder of the course").tag(config=True)
    seed = Unicode(secrets.token_hex(8), help="The secret seed of this run, in hexadecimal").tag(config=True)

    def preprocess(self, nb, resources):
        """Fill in the outputs, and hand the reports to Book."""
        names = resources["nbgrader"]
        source = Path(self.root, "solutions", names["assignment"], f"{names['notebook']}.py")
        reports = grade(nb, _reference(source, int(self.seed, 16)))
        for cell in nb.cells:
            report = reports.get((_grade_id(cell) or "").removeprefix("check_"))
            if report and cell.metadata.nbgrader.get("locked"):
                data = {"text/plain": repr(report), "text/html": report._repr_html_()}
                cell.outputs = [nbformat.v4.new_output("display_data", data)]
        nb.metadata["unrolled"]["seed"] = self.seed
        resources["unrolled"] = reports
        return nb, resources


class Book(SaveAutoGrades):
    """Write the marks, and what was said about each exercise, into the gradebook."""

    def preprocess(self, nb, resources):
        """Book the reports that Grade made."""
        self.reports = resources["unrolled"]
        return super().preprocess(nb, resources)

    def _add_score(self, cell, resources):
        report = self.reports.get(_grade_id(cell).removeprefix("check_"))
        if report is None or utils.is_solution(cell):
            return super()._add_score(cell, resources)
        grade = self.gradebook.find_grade(_grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = grade.max_score * report.share
        grade.needs_manual_grade = report.attention is not None or grade.manual_score is not None
        self.gradebook.db.commit()

    def _add_comment(self, cell, resources):
        report = self.reports.get(_grade_id(cell))
        if report is None:
            return super()._add_comment(cell, resources)
        comment = self.gradebook.find_comment(_grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = repr(report)
        self.gradebook.db.commit()
