"""What nbconvert makes pages with: the ones that students get back, and the ones on which a person reads an answer in formgrader.

Neither asks any network for anything, and neither runs what is not nbgrader's own.
"""

import secrets
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution
from traitlets import Unicode

from autograder.classroom.pages import terminal, verbatim
from autograder.source.notebooks import LANGS, REGION, SourceError, build

TEMPLATES = Path(__file__).with_name("templates")
FIRST = "index.html"  # of a student's pages of a chapter, the one that is read first
HTML_LANGS = dict(zip(LANGS, ("en", "zh-CN"), strict=True))
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
BUTTONS = "toggle_name(true);", "toggle_name(false);"  # what formgrader's page runs at a click
OF_FORMGRADER = (
    "default-src 'none'; script-src 'self' 'nonce-{}' 'unsafe-hashes' {}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)


class Page(HTMLExporter):
    """Make a feedback page, and beside it the first page of the chapter. Set it as GenerateFeedback.exporter_class."""

    def from_notebook_node(self, nb, resources=None, **kw):
        """Convert a notebook; nbgrader writes what is among the outputs into the same folder."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        if "chapter" in resources:
            first = self.environment.get_template("first.html.j2").render(resources=resources)
            resources.setdefault("outputs", {})[FIRST] = first.encode()
        return page, resources

    def _preprocess(self, nb, resources):
        """Look up what the page says beyond the notebook, once nbgrader has filled in marks and comments."""
        nb, resources = super()._preprocess(nb, resources)
        resources["policy"] = POLICY
        if "db_url" in resources["nbgrader"]:
            resources["chapter"] = _chapter(resources["nbgrader"], Path(resources["metadata"]["path"]))
        said = {
            verbatim(output.data.get("text/plain", ""))
            for cell in nb.cells
            if is_grade(cell) and not is_solution(cell)
            for output in cell.get("outputs", [])
            if "data" in output
        }
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("comment") in said:
                cell.metadata.nbgrader.comment = None  # the box below says it
        return nb, resources


class Around(Preprocessor):
    """Gives the templates what is around a notebook: its language, and in formgrader names without tags, a policy, and model answers."""

    root = Unicode(help="The folder of the course").tag(config=True)

    def preprocess(self, nb, resources):
        """Leave the notebook as it is."""
        lang = nb.metadata.get("unrolled", {}).get("lang")
        resources["lang"] = HTML_LANGS.get(lang, "en")
        if "submission_id" in resources:  # only formgrader's pages have one
            said = ("student", "first_name", "last_name", "notebook_path")
            resources.update({name: escape(resources[name]) for name in said if resources.get(name)})
            resources["nonce"] = secrets.token_urlsafe(16)
            digests = (b64encode(sha256(button.encode()).digest()).decode() for button in BUTTONS)
            allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
            resources["policy"] = OF_FORMGRADER.format(resources["nonce"], allowed)
            source = Path(self.root, "solutions", resources["assignment_id"], f"{resources['notebook_id']}.py")
            resources["models"] = _models(source, lang if lang in LANGS else LANGS[0])
        return nb, resources


def _models(source, lang):
    """Return the model answers to what a notebook asks for in words: cell id -> Markdown; none where solutions/ can't be read."""
    try:
        cells = build(source, lang).cells
    except (OSError, SourceError):
        return {}
    return {cell.id: _between(cell.source) for cell in cells if cell.cell_type == "markdown" and is_solution(cell)}


def _between(text):
    """Return what stands in the solution regions of a text."""
    parts = [part.partition(REGION[1])[0].strip() for part in text.split(REGION[0])[1:]]
    return "\n\n".join(parts)


def _chapter(names, graded):
    """Return what a student has of a chapter, as plain data; `graded` is the folder of the graded notebooks."""
    with Gradebook(names["db_url"]) as gradebook:
        work = gradebook.find_submission(names["assignment"], names["student"])
        student = work.student
        called = " ".join(filter(None, [student.first_name, student.last_name])) or student.id
        notebooks = [
            _notebook(one, Path(graded, f"{one.name}.ipynb"))
            for one in sorted(work.notebooks, key=lambda one: one.name)
        ]
        late = sum(one.late_submission_penalty or 0 for one in work.notebooks)
    return {
        "name": names["assignment"],
        "student": terminal(called),
        "notebooks": notebooks,
        "late": late,
        "points": max(0, sum(one["points"] for one in notebooks) - late),
        "most": sum(one["most"] for one in notebooks),
        "unread": sum(question["unread"] for one in notebooks for question in one["questions"]),
    }


def _notebook(one, path):
    """Return what a student has of a notebook, its questions in reading order."""
    there = path.is_file()
    cells = nbformat.read(path, as_version=4).cells if there else []
    order = {cell.metadata.get("nbgrader", {}).get("grade_id"): place for place, cell in enumerate(cells)}
    questions = [
        {
            "id": grade.name,
            "name": grade.name.removeprefix("check_"),
            "unread": bool(grade.needs_manual_grade),
            "points": grade.score or 0,
            "most": grade.max_score,
        }
        for grade in sorted(one.grades, key=lambda grade: (order.get(grade.name, len(cells)), grade.name))
    ]
    return {
        "name": one.name,
        "there": there,
        "questions": questions,
        "points": sum(question["points"] for question in questions),
        "most": sum(question["most"] for question in questions),
    }
