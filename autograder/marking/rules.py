"""Find in a submission the uses of what an exercise rules out."""

import ast
import threading
import warnings

from unrolled.rules import forbidden

MOST_CALLS = 3  # of what is ruled out that are told
LONGEST_SOURCE = 200_000  # characters; a tree takes up to 900 bytes for one
MOST_NAMES = 10  # in a dotted name; nothing ruled out has more
PARSER = threading.Lock()  # Python 3.11 loses count when two threads make syntax trees at once
ANSWER = "<answer>"  # its file name; that there is "\s" in a label is no news for the instructor
warnings.filterwarnings("ignore", category=SyntaxWarning, module=ANSWER)


def rules_broken(notebook, name, called):
    """Return some uses of what an exercise rules out: those seen at run time, and those in the syntax of the answer.

    What was seen at run time counts where it is a line of the submission, or tells none: a student's code may have written anything.
    """
    sources = {
        cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    lines = {
        f"line {k}: {line.strip()}" for source in sources.values() for k, line in enumerate(source.splitlines(), 1)
    }
    names = forbidden(name)
    found = _uses(sources[name], names, _imports(sources.values()))
    found += sorted(call for call in called if call[0] in names and call[1] in lines)
    told = {dotted for dotted, _ in found}
    found += sorted(call for call in called if call[0] in names and not call[1] and call[0] not in told)
    return list(dict.fromkeys(found))[:MOST_CALLS]


def _imports(sources):
    """Return what names stand for by import: name -> dotted name."""
    stands_for = {}
    for source in sources:
        for node in ast.walk(parsed(source)):
            if isinstance(node, ast.Import):
                stands_for |= {part.asname: part.name for part in node.names if part.asname}
            elif isinstance(node, ast.ImportFrom) and node.module:
                stands_for |= {part.asname or part.name: f"{node.module}.{part.name}" for part in node.names}
    return stands_for


def _uses(source, names, stands_for):
    """Return where a source names what is forbidden: (dotted name, "line N: source")."""
    found, lines = [], source.splitlines()
    for node in ast.walk(parsed(source)):
        first, *rest = _names(node)
        if (dotted := ".".join([stands_for.get(first, first), *rest])) in names:
            line = "".join(lines[node.lineno - 1 : node.lineno])  # Python 3.11 counts wrong within some f-strings
            found.append((dotted, f"line {node.lineno}: {line.strip()}"))
    return found


def _names(node):
    """Return the names of `a.b.c` from left to right; one that is empty for whatever else a node is."""
    names = []
    while isinstance(node, ast.Attribute) and len(names) < MOST_NAMES:
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else [""]


def parsed(source):
    """Return the syntax tree of a source; an empty one where Python makes none, or one of hundreds of megabytes: what runs is seen all the same."""
    try:
        return syntax(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # magics, a null byte, or nested without end
        return ast.Module([], [])


def syntax(source):
    """Return the syntax tree of a source; raises what Python raises where it makes none, and MemoryError for one of hundreds of megabytes."""
    if len(source) > LONGEST_SOURCE:
        raise MemoryError
    with PARSER:
        return ast.parse(source, ANSWER)
