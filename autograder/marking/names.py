"""Read the syntax of a submission's cells: their statements, as IPython finds them, and what names stand for in each scope."""

import ast
import builtins
import re
from collections import ChainMap

from IPython.core.inputtransformer2 import TransformerManager

from autograder.marking.rules import MOST_NAMES, syntax

MOST_ESCAPES = 30  # lines of a cell that are IPython's: each takes a pass over the cell
LONGEST_WORD = 200  # characters, in a cell with such lines
ESCAPE = re.compile(r"[ \t]*(?:[%!?,;/]|>>>|In \[)|.*=[ \t]?[%!]|.*\?[ \t]*$")
COMPREHENSIONS = ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp
SCOPES = ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef


def statements_of(source):
    """Return the statements of a cell as IPython reads it: none where it reads none, None where we do not."""
    try:
        return syntax(source).body
    except (RecursionError, MemoryError):
        return None
    except (SyntaxError, ValueError):
        escapes = sum(bool(ESCAPE.match(line)) for line in source.split("\n"))
    long = escapes > MOST_ESCAPES or max(map(len, re.split(r"[^\w*]+", source))) > LONGEST_WORD
    if escapes and long and not source.lstrip().startswith("%%"):
        return None
    blank = len(source) - len(source.lstrip("\n"))
    try:
        return syntax("\n" * blank + TransformerManager().transform_cell(source)).body
    except (RecursionError, MemoryError):
        return None
    except (SyntaxError, ValueError, RuntimeError):
        line = source.strip()  # where it is the only one, IPython takes it for a magic
        return statements_of(f"%{line}") if line and "\n" not in line and line[0] != "%" else []


def scoped(statement, known):
    """Yield every node of a statement, parents first, with what names stand for there."""
    todo = [
        (statement, known, known)
    ]  # with what they stand for in a function defined there, which sees no class' own names
    while todo:
        node, here, around = todo.pop()
        yield node, here
        inside, outside = _opened(node)
        if isinstance(node, ast.ClassDef):
            inner = ChainMap(scope(inside, here), *here.maps)
            todo += [(each, inner, around) for each in reversed(inside)]
        elif inside:
            binding = node.generators if isinstance(node, COMPREHENSIONS) else [node.args, *inside]
            inner = ChainMap(scope(binding, around), *around.maps)
            todo += [(each, inner, inner) for each in reversed(inside)]
        todo += [(each, here, around) for each in reversed(outside)]


def flat(nodes):
    """Yield the nodes of one scope: of a function, class or comprehension that stands there, only what is outside of its own."""
    todo = list(reversed(nodes))
    while todo:
        node = todo.pop()
        yield node
        todo += reversed(_opened(node)[1])
        if isinstance(node, COMPREHENSIONS):
            todo += [each for each in ast.walk(node) if isinstance(each, ast.NamedExpr)]


def _opened(node):
    """Return what is inside of the scope that a node opens, and what of the node is not."""
    if isinstance(node, COMPREHENSIONS):
        first, *rest = node.generators
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        return [first.target, *first.ifs, *rest, *results], [first.iter]
    if not isinstance(node, SCOPES):
        return [], [*ast.iter_child_nodes(node)]
    inside = [node.body] if isinstance(node, ast.Lambda) else node.body
    within = {id(each) for each in inside}
    outside = [each for each in ast.iter_child_nodes(node) if id(each) not in within]
    # A function's parameters are its own names; their defaults and annotations are not.
    parts = ([*ast.iter_child_nodes(each)] if isinstance(each, ast.arguments) else [each] for each in outside)
    return inside, [each for part in parts for each in part]


def scope(nodes, known):
    """Return the names of a scope: name -> the dotted names that it may stand for."""
    names, elsewhere = {}, set()
    inner = ChainMap(names, *known.maps)
    for node in flat(nodes):
        elsewhere |= {*node.names} if isinstance(node, ast.Global | ast.Nonlocal) else set()
        for name, value in bindings(node):
            stands_for = {value} if isinstance(value, str) else dotted(value, inner) if value else ()
            names.setdefault(name, set()).update(stands_for)
    return {name: stands_for for name, stands_for in names.items() if name not in elsewhere}


def is_local(name, known):
    """Say whether a name belongs to a function, class or comprehension."""
    return any(name in names for names in known.maps[:-1])


def bindings(node):
    """Yield the names that a node binds, with what they stand for: a dotted name, a node, or None."""
    match node:
        case ast.Import(names=parts):
            yield from ((part.asname, part.name) if part.asname else (part.name.split(".")[0],) * 2 for part in parts)
        case ast.ImportFrom(names=parts):
            yield from ((part.asname or part.name, f"{node.module}.{part.name}") for part in parts)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, None
        case ast.Assign(targets=targets, value=value):
            yield from (pair for target in targets for pair in _pairs(target, value))
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value):
            yield from _pairs(target, value)
        case ast.For() | ast.AsyncFor() | ast.comprehension() if isinstance(node.iter, ast.Tuple | ast.List):
            yield from (pair for value in node.iter.elts for pair in _pairs(node.target, value))
        case ast.arguments():
            plain = [*node.posonlyargs, *node.args]
            yield from ((each.arg, None) for each in (*plain, node.vararg, *node.kwonlyargs, node.kwarg) if each)
            yield from ((each.arg, value) for each, value in zip(plain[::-1], node.defaults[::-1], strict=False))
            yield from ((each.arg, value) for each, value in zip(node.kwonlyargs, node.kw_defaults, strict=True))
        case ast.Name(id=name, ctx=ast.Store()) | ast.ExceptHandler(name=str(name)):
            yield name, None
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name, None


def _pairs(target, value):
    """Yield the names of a target with what they stand for, where it can be told one by one."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        for each, part in zip(target.elts, value.elts, strict=False):
            yield from _pairs(each, part)


def dotted(node, known):
    """Return the dotted names for which `a.b.c` may stand, by imports and other names, or `getattr(a, "b")`; none for another node."""
    names = []
    while len(names) < MOST_NAMES:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif name := gotten(node):
            names.append(name)
            node = node.args[0]
        else:
            break
    if not isinstance(node, ast.Name):
        return set()
    starred = () if node.id in known or hasattr(builtins, node.id) else known.get("*", ())
    firsts = [*known.get(node.id, ()), *(f"{star[:-1]}{node.id}" for star in starred)]
    return {re.sub(r"^tensorflow\.keras\b", "keras", ".".join([first, *reversed(names)])) for first in firsts}


def gotten(node):
    """Return the name that a call of getattr asks for; "" where a node is none, or it does not tell."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
        and len(node.args) > 1
    ):
        return text(node.args[1]) or ""
    return ""


def text(node):
    """Return the text that a node is, None where it is another."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
