"""Where the course keeps its files: what an instructor sets in nbgrader_config.py, or else ours; for `autograder` and nbgrader alike."""

import difflib
import logging
import os
import re
import sys
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path

import nbgrader as nbgrader_package
from jupyter_core.application import JupyterApp
from jupyter_core.paths import jupyter_config_path
from nbformat.v4 import new_notebook
from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SAWarning
from traitlets import TraitError
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from autograder.classroom.entry import by_exact_name
from autograder.source.notebooks import STUB, SourceError, content

FILE = "nbgrader_config.py"

# What the course could not do without; setting it otherwise is refused.
OURS = {
    "CourseDirectory": ["root", "source_directory", "release_directory", "directory_structure"],
    "GenerateAssignment": ["preprocessors", "exporter_class"],
    "ClearSolutions": ["code_stub", "text_stub", "begin_solution_delimeter", "end_solution_delimeter"],
    "Autograde": ["exporter_class", "sanitize_preprocessors", "autograde_preprocessors"],
    "HTMLExporter": ["preprocessors", "filters", "template_name", "extra_template_basedirs"],
    "Rebuild": ["root"],
    "Grade": ["root"],
    "Late": ["root"],
    "Around": ["root"],
}
FORMGRADER = Path(nbgrader_package.__file__).parent / "server_extensions/formgrader"  # imported only where it runs


def settings(root, classroom=None):
    """Return nbgrader's configuration for the course at `root`, as the instructor has it; raise SourceError for what can't be.

    classroom  a folder, below root, in which a class is tried out: its gradebook and its hand-ins take the place of the real ones
    """
    root = Path(root).resolve()
    with _importable(root):
        _loaded(jupyter_config_path())
        config = _loaded([str(root)])
        complete(config, root)
        check(config, root)
    course = config.CourseDirectory
    if classroom:
        course.merge(_folders(root, classroom))
    course.db_url = _absolute(course.db_url, root)
    return config


def complete(config, root):
    """Add to what nbgrader_config.py sets what it leaves open: as set in Jupyter's folders, such as ~/.jupyter, or else ours."""
    by_exact_name()
    root = Path(root).resolve()
    everything = Config()
    everything.CourseDirectory.course_id = "unrolled"
    everything.CourseDirectory.merge(_folders(root, "classroom"))
    with suppress(SourceError):  # nbgrader has said it, and must not go on without us
        everything.merge(_loaded(jupyter_config_path()))
    everything.merge(_ours(root))
    everything.merge(config)
    config.merge(everything)


def _folders(root, classroom):
    """Return where a class has its folders and its gradebook."""
    folders = {f"{step}_directory": f"{classroom}/{step}" for step in ("submitted", "autograded", "feedback")}
    return Config(folders, db_url=f"sqlite:///{root}/{classroom}/gradebook.db")


def _ours(root):
    config = Config()
    for needs_it in ("CourseDirectory", "Rebuild", "Grade", "Late", "Around"):
        config[needs_it].root = str(root)
    config.CourseDirectory.source_directory = ".build/source/en"
    config.CourseDirectory.release_directory = "course/en"
    config.GenerateAssignment.exporter_class = "autograder.classroom.plugin.Release"
    config.GenerateFeedback.exporter_class = "autograder.classroom.exporters.Page"
    config.Page.template_name, config.HTMLExporter.template_name = "page", "read"
    templates = FORMGRADER / "templates"
    bootstrap = FORMGRADER / "static/node_modules/bootstrap/dist/css"
    config.HTMLExporter.extra_template_basedirs = [str(Path(__file__).with_name("templates")), str(templates)]
    config.HTMLExporter.extra_template_paths = [str(templates), str(bootstrap)]
    config.HTMLExporter.filters = {"markdown2html": "autograder.classroom.formulas.markdown"}
    config.HTMLExporter.preprocessors = ["autograder.classroom.exporters.Around"]
    config.Autograde.exporter_class = "autograder.classroom.plugin.HandIns"
    config.Autograde.sanitize_preprocessors = ["autograder.classroom.plugin.Rebuild"]
    config.Autograde.autograde_preprocessors = [
        "autograder.classroom.plugin.Grade",
        "autograder.classroom.plugin.Book",
        "autograder.classroom.plugin.Late",
    ]
    config.ExchangeFactory.release_assignment = "autograder.classroom.exchange.HandOut"
    config.ExchangeFactory.collect = "autograder.classroom.exchange.Collect"
    config.ExchangeFactory.release_feedback = "autograder.classroom.exchange.SendBack"
    config.ExportApp.plugin_class = "autograder.classroom.export.Table"
    config.ClearSolutions.code_stub = {"python": STUB}
    config.ClearSolutions.text_stub = "*Write your answer here.*"
    return config


def check(config, root):
    """Raise SourceError for a setting that can't be obeyed: one of the course's own, an unknown name, a value of the wrong kind."""
    ours, known = _ours(Path(root).resolve()), _known()
    for section, values in config.items():
        place = _place(root, section)
        near = difflib.get_close_matches(section, known, 1, 0.85)
        if place and section not in known and near:
            raise SourceError(f"{place}c.{section} is unknown; do you mean c.{near[0]}?")
        for name in values if isinstance(values, Config) else ():
            place = _place(root, name)
            given = str(Path(values[name]).resolve()) if name == "root" else values[name]
            if name in OURS.get(section, ()) and given != ours[section].get(name):
                raise SourceError(f"{place}c.{section}.{name} is the course's own; delete that line")
            if place and section in known and name not in known[section]:
                near = difflib.get_close_matches(name, known[section], 1, 0)
                raise SourceError(f"{place}c.{section}.{name} is unknown; do you mean {near[0]}?")
    try:
        CourseDirectory(config=config)
        AssignLatePenalties(config=config).init_plugin()
        if config.Grade.keys() - {"root"}:
            _grade()(config=config)
        make_url(config.CourseDirectory.db_url)
    except ArgumentError:
        example = "sqlite:////home/me/gradebook.db"
        place = _place(root, "db_url")
        raise SourceError(
            f"{place}c.CourseDirectory.db_url is no address of a database; write one like {example}"
        ) from None
    except (TraitError, ImportError) as error:
        said = re.sub(r"<[\w.]*?(\w+) object at \w+>", r"\1", " ".join(str(error).split()))
        name = re.search(r"'(\w+)' trait", said)
        raise SourceError(f"{_place(root, name[1]) if name else ''}{said}") from None


def _known():
    """Return the names that may be set, by the class they belong to."""
    exchange = ExchangeFactory()  # of its classes nbgrader lists those that others derive from
    steps = [getattr(exchange, name) for name in exchange.trait_names(config=True)]
    known = {}
    for kind in [*NbGraderApp().all_configurable_classes(), *steps, _grade()]:
        known.setdefault(kind.__name__, set()).update(kind.class_trait_names(config=True))
    return known


def _grade():
    """Return the plug-in, by its name as nbgrader does: it imports Keras, and nbgrader reads its settings without."""
    return import_item("autograder.classroom.plugin.Grade")


def _loaded(path):
    """Return what the folders' configuration files set, the first folder's above the others'; raise SourceError where one does not run."""
    app = NbGrader(raise_config_file_errors=True)
    for name in "jupyter_config", "nbgrader_config":
        try:
            super(JupyterApp, app).load_config_file(name, path=path)
        except (Exception, SystemExit) as error:
            raise SourceError(_one_line(error, path)) from None
    return app.config


def _one_line(error, path):
    """Say where in a configuration file something is wrong."""
    files = {str(Path(folder, f"{name}_config.py")) for folder in path for name in ("jupyter", "nbgrader")}
    lines, trace = [], error.__traceback__
    while trace:
        lines += [(trace.tb_frame.f_code.co_filename, trace.tb_lineno)]
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        lines.append((error.filename, error.lineno))
    places = [f"{file}, line {number}: " for file, number in lines if file in files]
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{places[-1] if places else ''}{type(error).__name__}: {' '.join(said.split())}"


def _place(root, name):
    """Return where nbgrader_config.py sets a name, as text that a message begins with; none where it doesn't."""
    path = Path(root, FILE)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [number for number, line in enumerate(lines, 1) if re.search(rf"\.{name}\b", line.partition("#")[0])]
    return f"{FILE}, line {found[-1]}: " if found else ""


def _absolute(url, root):
    """Return a database's address; a file's is meant from the folder of the course, wherever a command is called."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:") or "uri" in parsed.query:
        return url
    return parsed.set(database=str(Path(root, parsed.database))).render_as_string(hide_password=False)


@contextmanager
def _importable(root):
    """Let nbgrader_config.py and its plug-ins be imported from the folder of the course, as where nbgrader itself is called there."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))


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
    logging.getLogger("tornado.application").addHandler(logging.NullHandler())  # it prints there what it raises
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")  # of its own making, and harmless
    programs = str(Path(sys.executable).parent)  # nbgrader calls alembic by name when it makes a gradebook
    if programs not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]
    return NbGraderAPI(CourseDirectory(config=config), config=config)
