"""Find in a submission the calls of what an exercise rules out."""

import ast
import threading

from unrolled.probes import ruled_out

MOST_CALLS = 3  # of what is ruled out that are told
PARSER = threading.Lock()  # Python 3.11 loses count when two threads make syntax trees at once


def rules_broken(notebook, name, called):
    """Return some calls of what an exercise rules out: those seen at run time, and those in the syntax of the answer.

    What was seen at run time counts where it is a line of the submission: a student's code may have written anything.
    """
    sources = {
        cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    lines = {
        f"line {k}: {line.strip()}" for source in sources.values() for k, line in enumerate(source.splitlines(), 1)
    }
    forbidden = ruled_out(name)
    said = sorted(call for call in called if call[0] in forbidden and call[1] in lines)
    return list(dict.fromkeys(_uses(sources[name], forbidden, _imports(sources.values())) + said))[:MOST_CALLS]


def _imports(sources):
    """Return what names stand for by import: name -> dotted name."""
    stands_for = {}
    for source in sources:
        for node in ast.walk(_parsed(source)):
            if isinstance(node, ast.Import):
                stands_for |= {part.asname: part.name for part in node.names if part.asname}
            elif isinstance(node, ast.ImportFrom) and node.module:
                stands_for |= {part.asname or part.name: f"{node.module}.{part.name}" for part in node.names}
    return stands_for


def _uses(source, forbidden, stands_for):
    """Return where a source names what is forbidden: (dotted name, "line N: source")."""
    found, lines = [], source.splitlines()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            first, *rest = ast.unparse(node).split(".")
            if (dotted := ".".join([stands_for.get(first, first), *rest])) in forbidden:
                found.append((dotted, f"line {node.lineno}: {lines[node.lineno - 1].strip()}"))
    return found


def _parsed(source):
    try:
        with PARSER:
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # magics, a null byte, or nested without end
        return ast.Module([], [])
