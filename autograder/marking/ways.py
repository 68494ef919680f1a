"""Find in the syntax of a submission what a check can't see into, where an exercise rules something out.

Uses of what is ruled out are noted at run time, in a kernel where a student's code may do anything. Here none of it runs. Whatever is not
ordinary in an answer asks for the instructor's eye; it costs no points. An answer is made of its own cell and of whatever statement of the
student's makes a name that it uses, or a name that such a statement uses. What works without being named, a function of the library replaced or
a text executed, asks wherever it stands above the check.
"""

import ast
import builtins
import re
from collections import ChainMap, defaultdict
from typing import NamedTuple

from unrolled.rules import forbidden, rule

from autograder.marking import ordinary
from autograder.marking.names import bindings, dotted, flat, gotten, is_local, scope, scoped, statements_of, text
from autograder.marking.ordinary import is_beyond, prefixes
from autograder.marking.rules import LONGEST_SOURCE, MOST_CALLS, parsed

LOOK = (
    ". A check can't see what this does, and the instructor is asked to look: {}",
    "。检查看不出以下写法做了什么，请教师查看：{}",
)
OWN = "extra-"  # how the id of a student's own cell begins
LONGEST_QUOTE = 120  # characters of a line
MOST_TEXTS = 100  # that a submission executes
MOST_FILES = 1000  # that it mentions
UNREAD = "a cell that is too long or too deep to be read"

# What an event in a statement is: a use of what is ruled out, what matters where an answer is made of it, what works without being named;
# a text that is executed, on its line or below; a name that is used, one that is changed, one handed to a function, and a function that
# changes what it is handed.
USED, NAMED, ANYWHERE, TEXT, BODY, NAME, CHANGED, HANDED, CHANGES = range(9)
DEFINITIONS = ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef
FILE = re.compile(r"(?:.*\.)?(\w*)\.(?:ipy|py[cd]?|so)")


class Part(NamedTuple):
    """One statement of a submission."""

    cell: int
    own: bool  # the student's
    makes: dict  # the names that it makes or changes -> whether they are values: neither imported nor defined
    names: set  # that it uses
    handed: set  # pairs of a function's name and a name handed to it
    changes: set  # the names of functions that set attributes of what they are handed
    found: list  # (what, "line N: source", USED, NAMED or ANYWHERE)


class About(NamedTuple):
    """What is known of a submission as a whole."""

    known: ChainMap  # name -> the dotted names that it may stand for
    exercises: frozenset
    ruled: frozenset  # the dotted names that are ruled out
    homes: frozenset  # the modules in which these are
    modules: set  # that the notebook imports itself
    libraries: set  # that it and the student import as modules
    files: list  # the files of code that the student's texts mention, without what is around their names
    written: dict  # what the student writes into files, where that is in sight: name -> texts


def worth_a_look(name, ways):
    """Return what to say of ways round what exercise `name` rules out, in English and Chinese; None where there are none."""
    if not ways:
        return None
    where = "; ".join(f"{what} ({line})" if line else what for what, line in ways)
    return tuple(said.replace("`", "") + look.format(where) for said, look in zip(rule(name), LOOK, strict=True))


def ways_round(notebook, exercises):
    """Return what an instructor should look at, for each exercise that rules something out: name -> [(what, "line N: source")].

    notebook  a rebuilt submission: the student's are its solution cells, and the cells whose id begins with OWN
    """
    ruled = {name: frozenset(names) for name in exercises if (names := forbidden(name))}
    cells = [
        cell for cell in notebook.cells if cell.cell_type == "code" and "play" not in cell.metadata.get("tags", [])
    ]
    places = {cell.metadata.get("nbgrader", {}).get("grade_id"): k for k, cell in enumerate(cells)}
    parts, ways = _parts(cells, exercises, frozenset().union(*ruled.values())) if ruled else [], {}
    for name, names in ruled.items():
        place, check = places.get(name, len(cells)), places.get(f"check_{name}", len(cells))
        above = [part for part in parts if part.cell <= check]
        reached = _reached(name, place, above, exercises)
        found = [
            (what, line)
            for part in sorted(above, key=lambda part: (part.cell != place, part.cell))
            for what, line, kind in part.found
            if (part.own and kind == ANYWHERE)
            or (id(part) in reached and ((part.own and kind == NAMED) or what in names))
        ]
        ways[name] = list(dict.fromkeys(found))[:MOST_CALLS]
    return ways


# -- what an answer is made of ---------------------------------------------------------------------


def _reached(name, place, parts, exercises):
    """Return the ids of the parts that an answer in the cell at `place` is made of."""
    answer = [part for part in parts if part.cell == place]
    anew = any(name in part.makes for part in answer) and not any(name in part.names for part in answer)
    makers, users, values = defaultdict(list), defaultdict(list), set()
    changes = set().union(*(part.changes for part in parts))
    for part in parts:
        values |= {each for each, value in part.makes.items() if value and each not in exercises}
        for each in {*part.makes, *(each for function, each in part.handed if function in changes)}:
            if not (anew and each == name and part.cell < place):
                makers[each].append(part)
        for each in part.names if part.own else ():
            users[each].append(part)
    reached, known, todo = set(), set(), [*answer, *makers[name]]
    while todo:
        part = todo.pop()
        if id(part) not in reached:
            reached.add(id(part))
            for each in {*part.names, *(part.makes if part.own else ())} - known:
                known.add(each)
                todo += makers[each] + (users[each] if each in values else [])  # whoever uses a list may fill it
    return reached


def _parts(cells, exercises, ruled):
    """Return the parts of all cells, and of the texts that they execute where these are in sight. No tree, which may be large, is kept."""
    about, parts, size = _about(cells, exercises, ruled), [], 0
    texts = [
        (k, cell.source, 0, None) for k, cell in enumerate(cells)
    ]  # with the lines above it, or the one line of all
    for number, (k, source, above, line) in enumerate(texts):
        size += len(source) if number >= len(cells) else 0
        if number >= len(cells) + MOST_TEXTS or size > LONGEST_SOURCE:
            return [*parts, Part(0, True, {}, set(), set(), set(), [(UNREAD, "", ANYWHERE)])]
        statements, lines = statements_of(source), cells[k].source.split("\n")
        _learn(statements or [], about.known)
        if statements is None:
            parts.append(Part(k, _own(cells[k]), {}, set(), set(), set(), [(UNREAD, "", ANYWHERE)]))
        for statement in statements or ():
            made = dict.fromkeys(_urged(statement, about), False) | _made(statement)
            part = Part(k, _own(cells[k]), made, set(), set(), set(), [])
            parts.append(part)
            for node, what, kind in _events(statement, about):
                here = line or above + node.lineno
                if kind == TEXT:
                    texts.append((k, what, 0, here))
                elif kind == BODY:
                    texts.append((k, what, here, line))
                else:
                    _put(part, what, kind, f"line {here}: {''.join(lines[here - 1 : here]).strip()[:LONGEST_QUOTE]}")
    return parts


def _put(part, what, kind, line):
    """Put an event of a statement where it belongs."""
    if kind == CHANGED:
        part.makes.setdefault(what, False)
    elif kind in (NAME, HANDED, CHANGES):
        {NAME: part.names, HANDED: part.handed, CHANGES: part.changes}[kind].add(what)
    else:
        part.found.append((what, line, kind))


def _own(cell):
    return cell.id.startswith(OWN) or bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _made(statement):
    """Return the names that a statement makes -> whether they are values: neither imported nor defined."""
    made = {}
    for node in flat([statement]):
        for name, _ in bindings(node):
            made[name] = made.get(name, False) or not isinstance(node, DEFINITIONS)
    return made


def _urged(statement, about):
    """Yield the names of the student's functions and classes that a statement may have changed: by what it hands to them, or builds on them."""
    todo = []
    for node in flat([statement]):
        if isinstance(node, ast.Expr):
            todo.append(node.value)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            todo += [
                *node.decorator_list,
                *(getattr(node, "bases", ())),
                *(each.value for each in getattr(node, "keywords", ())),
            ]
    while todo:
        first = node = todo.pop()
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(first, ast.ListComp):
            todo.append(first.elt)
        elif isinstance(node, ast.Name) and hasattr(builtins, node.id):
            todo += first.args if isinstance(first, ast.Call) else ()
        elif isinstance(node, ast.Name) and not about.known.get(node.id):
            called = first.func if isinstance(first, ast.Call) else first
            if node.id not in about.exercises or called is not node:  # to call an answer is to try it
                yield node.id


def _about(cells, exercises, ruled):
    """Return what is known of a submission as a whole."""
    homes = frozenset({"tensorflow"}.union(*(prefixes(name) - {name} for name in ruled)))
    about = About(ChainMap({}), frozenset(exercises), ruled, homes, set(), set(homes), [], defaultdict(list))
    for cell in cells:
        statements = statements_of(cell.source) or []
        _learn(statements, about.known)
        for node in flat(statements):
            if isinstance(node, ast.Import | ast.ImportFrom):
                about.modules.update(() if _own(cell) else _modules(node))
                about.libraries.update(_modules(node) if isinstance(node, ast.Import) else ())
        for statement in statements if _own(cell) else ():
            about.files.extend(_files(statement))
            file, content = _written(statement)
            if file and content:
                about.written[FILE.sub(r"\1", file)].append(content)
    if len(about.files) > MOST_FILES:
        about.files[:] = [""]  # any
    return about


def _learn(statements, known):
    """Add to what is known what the names of some statements stand for."""
    for name, stands_for in scope(statements, known).items():
        known.setdefault(name, set()).update(stands_for)


def _modules(node):
    """Return the modules that an import names."""
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else [part.name for part in node.names]


def _files(statement):
    """Yield the files of code that the texts in a statement mention; "" for any, as a package has."""
    for node in ast.walk(statement):
        said = node.value if isinstance(node, ast.Constant) else ""
        said = said.decode("latin-1") if isinstance(said, bytes) else said if isinstance(said, str) else ""
        found = (FILE.fullmatch(word) for word in re.split(r"[^\w.]+", said))
        yield from ("" if each[1] == "__init__" else each[1] for each in found if each)


def _written(statement):
    """Return the file that a statement writes and its text, where both are in sight: `open("a.py", "w").write("b = 1")` or %%writefile."""
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(ast.Call(args=[file, *_]), "write" | "write_text"), [content])):
            return text(file), text(content)
        case ast.Expr(
            ast.Call(ast.Attribute(_, "run_cell_magic"), [ast.Constant("writefile" | "file"), file, content])
        ):
            return text(file), text(content)
    return None, None


# -- what a statement does -------------------------------------------------------------------------


def _events(statement, about):
    """Yield (node, what, kind) for all that a statement does."""
    inner = set()  # ids of nodes that are part of a longer name,
    passed, fine = (
        set(),
        set(),
    )  # of those that may stand for a module, as they are given another name or shown, and of words with leave
    for node in ast.walk(statement):
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "from_config"]
            fine.update(id(each) for method in methods for each in ast.walk(method) if isinstance(each, ast.Attribute))
    for node, known in scoped(statement, about.known):
        binding = node.args if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) else node
        passed.update(id(value) for _, value in bindings(binding) if isinstance(value, ast.AST))
        fine.update(_with_leave(node, known))
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node, *event) for event in _of_import(node, about))
        elif isinstance(node, ast.Global):
            yield from ((node, name, CHANGED) for name in node.names)
        elif text(node) == "class_name":  # of a config that is written by hand
            yield node, "class_name", NAMED
        elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
            if isinstance(node, ast.Call):
                yield from ((node, *event) for event in _of_call(node, known, about, statement))
                passed.update(
                    map(id, node.args) if isinstance(node.func, ast.Name) and node.func.id in ordinary.SHOWING else ()
                )
            yield from ((node, *event) for event in _of_word(node, known, about, id(node) in fine))
            if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                changed = [] if isinstance(node, ast.Name) else _of_change(node, known, statement, id(node) in fine)
                yield from ((node, *event) for event in changed)
            elif names := dotted(node, known):
                if id(node) not in inner:
                    leave = id(node) in passed, id(node) in fine
                    yield from ((node, *event) for name in sorted(names) for event in _of_name(name, about, *leave))
                inner.update(map(id, ast.iter_child_nodes(node)))


def _with_leave(node, known):
    """Yield the ids of nodes that do nothing, though what they name could: the texts of timeit have their names from somewhere."""
    match node:
        case ast.Compare(
            ops=[ast.In() | ast.NotIn()], comparators=[ast.Call(ast.Name("globals" | "locals" | "vars") as name)]
        ):
            yield id(name)
        case ast.Call(keywords=[*keywords]) if ordinary.TIMING & dotted(node.func, known):
            yield from (
                id(each.value.func) for each in keywords if each.arg == "globals" and isinstance(each.value, ast.Call)
            )
        case ast.Call(ast.Name("exec" | "eval") as name, args=[ast.Constant(str())], keywords=[]):
            yield id(name)
        case ast.Call(ast.Name("delattr" | "getattr" | "setattr" | "vars") as name):
            yield id(name)
        case ast.Attribute(ast.Call(ast.Name("get_ipython") as name), attr, ctx):
            loaded = isinstance(ctx, ast.Load)
            yield from [id(name)] if attr in (ordinary.SHELL if loaded else ("ast_node_interactivity",)) else []
        case ast.Assign(targets=targets, value=ast.Constant()):
            yield from map(id, targets)


def _of_import(node, about):
    """Yield what is not ordinary in an import: above all the code in a file of the student's own."""
    for name in _modules(node) if isinstance(node, ast.Import) else (name for _, name in bindings(node)):
        if not ordinary.MODULES & prefixes(name):
            yield from _of_file(name.split(".")[0], 0, about)
        if ordinary.EVERYWHERE & prefixes(name):
            yield f"import {name}", ANYWHERE
        elif name in about.ruled:
            yield name, USED
        elif is_beyond(name) or not (ordinary.MODULES | about.modules) & prefixes(name):
            yield f"import {name}", NAMED


def _of_file(name, known, about):
    """Yield what is not ordinary in a file whose code is run: nothing where the submission mentions none that this may be, but for `known` times."""
    texts, mentioned = about.written.get(name, ()), sum(map(name.endswith, about.files)) - known
    yield from ((each, TEXT) for each in texts)
    if len(texts) != mentioned:
        yield f"{name}.py", ANYWHERE


def _of_name(name, about, is_passed, is_fine):
    """Yield what is not ordinary in a name of a library's."""
    if used := about.ruled & prefixes(name):
        yield from ((each, USED) for each in sorted(used))
    elif ordinary.EVERYWHERE & prefixes(name) or name.endswith(".__dict__"):
        yield name, ANYWHERE
    elif ordinary.FROM_DATA.match(name) and is_fine:
        return
    elif is_beyond(name) or (name in about.homes and not is_passed):
        yield name, NAMED


def _of_word(node, known, about, is_fine):
    """Yield what is not ordinary in a word, wherever it leads."""
    in_function = bool(known.maps[1:])
    if isinstance(node, ast.Name):
        if is_local(node.id, known) or isinstance(node.ctx, ast.Store | ast.Del):
            return
        yield node.id, NAME
        if is_fine:
            return
        if node.id in ordinary.EXECUTING | {"delattr", "get_ipython", "setattr"} or (
            node.id == "locals" and not in_function
        ):
            yield node.id, ANYWHERE
        elif node.id in ("getattr", "open", "vars") or (
            ordinary.REMEMBERED.fullmatch(node.id) and node.id not in about.known
        ):
            yield node.id, NAMED
    word = node.attr if isinstance(node, ast.Attribute) else gotten(node)
    if word in ordinary.FRAMES:
        yield word, ANYWHERE
    elif word in ordinary.INSIDE or (word[:2] == word[-2:] == "__" and word not in ordinary.DUNDERS):
        yield word, NAMED


def _of_change(node, known, statement, is_constant=False):
    """Yield what it is that an attribute or an item is set: of a library's, of the student's own, or of what a function is handed."""
    owner = node.args[0] if isinstance(node, ast.Call) else node
    made = False
    while not isinstance(owner, ast.Name):
        match owner:
            case ast.Attribute(inner) | ast.Subscript(inner) | ast.Call(ast.Name("getattr" | "vars"), [inner, *_]):
                owner = inner
            case ast.Call(inner):
                owner, made = inner, True
            case _:
                return
    target = node
    while isinstance(target, ast.Subscript):
        target = target.value
    names = dotted(target, known) or dotted(owner, known)
    if names:
        if not (made and is_constant) and not any(ordinary.SETTABLE & prefixes(name) for name in names):
            yield f"{min(names)} =", ANYWHERE
    elif not is_local(owner.id, known):
        yield owner.id, CHANGED
    elif not isinstance(node, ast.Subscript) and isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        yield statement.name, CHANGES


def _of_call(node, known, about, statement):
    """Yield what is not ordinary in a call, by what it hands to whom."""
    handed = [*node.args, *(keyword.value for keyword in node.keywords)]
    of_library = bool(node.args and dotted(node.args[0], known))
    match node.func:
        case ast.Name("exec" | "eval") if len(handed) == 1 and text(handed[0]) is not None:
            yield text(handed[0]), TEXT
        case ast.Name("getattr") if of_library and not gotten(node):
            yield "getattr", NAMED
        case ast.Name("setattr" | "delattr") | ast.Attribute(_, "__setattr__" | "__delattr__" | "__setitem__") if (
            node.args
        ):
            yield from _of_change(node, known, statement)
        case ast.Name("vars") if of_library or not (handed or known.maps[1:]):
            yield "vars", ANYWHERE
        case ast.Name("type") if len(node.args) > 1 or any(isinstance(each, ast.Starred) for each in node.args):
            yield "type", NAMED
        case ast.Name(function) if not dotted(node.func, known) and not hasattr(builtins, function):
            yield from (((function, each.id), HANDED) for each in handed if isinstance(each, ast.Name))
            modules = {name for each in handed for name in dotted(each, known)} & about.libraries
            yield from ((f"{function}({name})", ANYWHERE) for name in sorted(modules))
        case ast.Attribute(_, "query") if any(
            "@" in (text(each) or "") for each in handed
        ):  # of what a data frame does not have
            yield "query", NAMED
        case ast.Attribute(_, "run_cell_magic" | "run_line_magic"):
            yield from _of_magic(*[*map(text, node.args), "", "", ""][:3], bool(known.maps[1:]), about)
        case ast.Attribute(_, "getoutput" | "system") if known.maps[1:]:
            yield node.func.attr, NAMED  # what a program is told may hang on what the function is given
    if ordinary.TIMING & dotted(node.func, known):
        yield from ((text(each), TEXT) for each in node.args if text(each) is not None)
        yield from (("timeit", ANYWHERE) for each in node.args if isinstance(each, ast.JoinedStr | ast.BinOp))


def _of_magic(name, line, body, in_function, about):
    """Yield what is not ordinary in a magic: a line that begins with %, or a cell that does."""
    file = next((word for word in (line or "").split() if word[0] != "-"), "")
    if None in (name, line, body) or name in ordinary.OTHER_CODE | ordinary.EXECUTING:
        yield f"%{name}", ANYWHERE
    elif name in ordinary.PYTHON:
        ends = (line[found.start() :] for found in re.finditer(r"\S+", line[:LONGEST_QUOTE]))
        yield from ((end, TEXT) for end in [end for end in ends if parsed(end).body][:1])  # what follows its options
        yield body, BODY
    elif name in ("run", "load_ext"):
        yield from _of_file(FILE.sub(r"\1", file.rpartition("/")[2]), int(bool(FILE.fullmatch(file))), about)
    elif in_function:
        yield f"%{name}", NAMED
