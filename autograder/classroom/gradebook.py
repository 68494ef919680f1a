"""What a release writes into nbgrader's gradebook: the questions of its chapters and their points, in one transaction.

nbgrader's own steps commit after each cell, so that one which fails half-way leaves half a chapter behind; and once somebody has handed in,
they can neither add a question nor take one away. The tables are nbgrader's.
"""

import json
import warnings
from contextlib import contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from nbgrader.api import (
    Assignment,
    Base,
    Comment,
    Course,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Column, MetaData, String, Table, create_engine, event, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SAWarning, SQLAlchemyError
from sqlalchemy.orm import Session

from autograder.classroom.pages import terminal
from autograder.source.notebooks import KERNEL, SourceError

FIELDS = {  # nbgrader's tables of cells: what they keep of one
    GradeCell: ("max_score", "cell_type"),
    SolutionCell: (),
    SourceCell: ("cell_type", "locked", "source", "checksum"),
}
MOST_NAMES = 5  # in a message


class NoGradebook(SourceError):
    """There is none yet, or an empty one."""


@contextmanager
def transaction(url, to_make=None):
    """A session in which the gradebook changes as a whole, at its `commit`, or not at all.

    to_make  the command that makes a gradebook; where none is said, one that is not there is made here

    Raises SourceError, one line, where it can't be read or written.
    """
    path, where = None, "named by c.CourseDirectory.db_url"
    try:
        url = make_url(url)
        sqlite = url.get_backend_name() == "sqlite"
        path = Path(url.database) if sqlite and url.database and "uri" not in url.query else None
        where = path or url.render_as_string(hide_password=True)
        made = path and not path.exists()
        if made and to_make:
            raise NoGradebook(f"there is no gradebook {where}; run: {to_make}")
        engine = create_engine(url)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        if sqlite:
            event.listen(engine, "connect", _leave_begin_to_us)
            event.listen(engine, "begin", _begin)
        with warnings.catch_warnings(), Session(engine) as session:
            warnings.filterwarnings("ignore", category=SAWarning)  # of nbgrader's making, and harmless
            try:
                _ensure_tables(session.connection(), where, to_make)
                yield session
            finally:
                session.rollback()  # what was not committed, or could not be, before anybody looks
                engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise SourceError(f"the gradebook {where} {problem(error)}{_end(to_make)}") from error
    finally:
        if path and made and path.exists() and path.stat().st_size == 0:
            path.unlink()


def _leave_begin_to_us(connection, _):
    connection.isolation_level = None


def _begin(connection):
    """Lock it for writing now: Python's own way makes tables outside of the transaction, and finds a locked gradebook at its end."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def problem(error):
    """Return what is wrong with a gradebook, and what to do."""
    if isinstance(error, ModuleNotFoundError):
        return f"needs the package {error.name}; run: pip install {error.name}"
    own = {ArgumentError: "that is no address", NoSuchModuleError: "there is no such kind of database"}
    reason = own.get(type(error)) or " ".join(str(getattr(error, "orig", None) or error).split())
    for sign, said in {
        "locked": "is locked by another program; close what works with it (grading, formgrader) and run this again",
        "readonly": "can't be written; work as the user whose it is, or make it writable",
        "unable to open": "can't be opened; work as the user whose it is, or correct c.CourseDirectory.db_url",
        "not a database": "is no gradebook; put back a copy, or move it away",
        "malformed": "is damaged; put back a copy, or move it away",
        "disk": "has no room on its disk, or the disk fails; make room and run this again",
    }.items():
        if sign in reason:
            return said
    return f"can't be used ({reason[:200]}); correct c.CourseDirectory.db_url in nbgrader_config.py, or its server"


def _ensure_tables(connection, where, to_make):
    """Make nbgrader's tables in an empty gradebook; raise SourceError where those there are of another nbgrader."""
    there = inspect(connection)
    names = there.get_table_names()
    if not names and to_make:
        raise NoGradebook(f"the gradebook {where} is empty; run: {to_make}")
    if not names:
        Base.metadata.create_all(connection)
        version = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
        version.create(connection)
        connection.execute(insert(version).values(version_num=ScriptDirectory(ALEMBIC_DIR).get_current_head()))
        return
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in there.get_columns(table.name)} if table.name in names else set()
        if missing := [column.name for column in table.columns if column.name not in columns]:
            problem = f"is of another nbgrader: no {table.name}.{missing[0]}"
            raise SourceError(f"the gradebook {where} {problem}; run: nbgrader db upgrade{_end(to_make)}")


def _end(to_make):
    """Return what a message ends with; where nothing is to be made, a class is graded, and a part of it may be."""
    return "" if to_make else "; nothing was changed"


def questions(notebook):
    """Return what the gradebook keeps of a released notebook, or would of its source: table -> grade id -> fields, as plain data."""
    found = {table.__name__: {} for table in FIELDS}
    for cell in notebook.cells:
        if known := cell.metadata.get("nbgrader"):
            values = cell | known | {"max_score": float(known.get("points", 0))}
            belongs = {GradeCell: known["grade"], SolutionCell: known["solution"], SourceCell: True}
            for table in filter(belongs.get, FIELDS):
                found[table.__name__][known["grade_id"]] = {field: values.get(field) for field in FIELDS[table]}
    return found


def booked(session, chapter):
    """Return what the gradebook keeps of a chapter: notebook -> as `questions` has it."""
    return {
        notebook.name: {
            table.__name__: {
                cell.name: {field: getattr(cell, field) for field in FIELDS[table]}
                for cell in session.query(table).filter_by(notebook_id=notebook.id)
            }
            for table in FIELDS
        }
        for notebook in session.query(Notebook).join(Assignment).filter(Assignment.name == chapter)
    }


def of_chapter(session, chapter, table, *columns, student=None):
    """Return what there is of a chapter's marks (Grade) or comments (Comment), of one student or everybody.

    A row for each student and cell: the student, the notebook, the grade id, and the columns, of any table that leads there.
    """
    cell = {Grade: GradeCell, Comment: SolutionCell}[table]
    asked = (
        select(SubmittedAssignment.student_id, Notebook.name, cell.name, *columns)
        .select_from(table)
        .join(cell, cell.id == table.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == chapter)
    )
    return session.execute(asked if student is None else asked.where(SubmittedAssignment.student_id == student))


def book(session, course_id, chapter, wanted):
    """Make the gradebook keep of a chapter what is `wanted`, as `booked` returns it; marks of questions that stay are kept."""
    assignment = session.query(Assignment).filter_by(name=chapter).one_or_none()
    if assignment is None:
        session.merge(Course(id=course_id))
        session.add(assignment := Assignment(name=chapter, course_id=course_id))
    notebooks = {notebook.name: notebook for notebook in assignment.notebooks}
    for name in notebooks.keys() - wanted.keys():
        _book_notebook(session, notebooks[name], {table.__name__: {} for table in FIELDS})
        for handed_in in session.query(SubmittedNotebook).filter_by(notebook_id=notebooks[name].id):
            session.delete(handed_in)
        session.delete(notebooks[name])
    for name, tables in wanted.items():
        notebook = notebooks.get(name)
        if notebook is None:
            session.add(notebook := Notebook(name=name, assignment=assignment, kernelspec=json.dumps(KERNEL)))
            session.add_all(SubmittedNotebook(notebook=notebook, assignment=work) for work in assignment.submissions)
        _book_notebook(session, notebook, tables)
    session.flush()


def _book_notebook(session, notebook, tables):
    session.flush()  # a new one has its id from then on
    for table in FIELDS:
        there = {cell.name: cell for cell in session.query(table).filter_by(notebook_id=notebook.id)}
        wanted = tables[table.__name__]
        for name in there.keys() - wanted.keys():
            for marks in Grade, Comment:
                for entry in session.query(marks).filter_by(cell_id=there[name].id):
                    session.delete(entry)
            session.delete(there[name])
        for name, fields in wanted.items():
            if name in there:
                for field, value in fields.items():
                    setattr(there[name], field, value)
            else:
                session.add(cell := table(name=name, notebook=notebook, **fields))
                if marks := {GradeCell: Grade, SolutionCell: Comment}.get(table):
                    session.add_all(marks(cell=cell, notebook=work) for work in notebook.submissions)


def differences(old, new):
    """Return, as a text, which questions a chapter gains and loses and whose points change; None where none does."""
    before, after = _points(old), _points(new)
    told = {
        "adds": [_name(key) for key in after if key not in before],
        "removes": [_name(key) for key in before if key not in after],
        "changes the points of": [
            f"{_name(key)} from {before[key]:g} to {after[key]:g}"
            for key in after
            if key in before and before[key] != after[key]
        ],
    }
    return " and ".join(f"{what} {', '.join(dict.fromkeys(names))}" for what, names in told.items() if names) or None


def _points(tables):
    """Return what students are asked: (notebook, table, grade id) -> points, 0 for what is not graded by itself."""
    return {
        (notebook, table.__name__, name): fields.get("max_score", 0)
        for notebook, kept in tables.items()
        for table in (GradeCell, SolutionCell)
        for name, fields in kept[table.__name__].items()
    }


def _name(key):
    return key[2].removeprefix("check_")


def handed_in(session, course, chapter):
    """Return the names of those who have handed in a chapter, graded or not."""
    folders = Path(course.root, course.submitted_directory).glob(f"*/{chapter}")
    graded = session.query(SubmittedAssignment.student_id).join(Assignment).filter(Assignment.name == chapter)
    return sorted({path.parent.name for path in folders} | {student for (student,) in graded})


def listed(names):
    """Return names as text, not too many."""
    shown = [terminal(name) for name in names[:MOST_NAMES]]
    return ", ".join(shown) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
