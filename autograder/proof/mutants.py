"""Make mutants of a solution: small changes of its syntax tree, each of which should make it wrong.

A mutant that gets full marks shows what a check does not see, unless it does the same as the solution after all. An operator is a
function of a node and its `Solution` that yields Python for other things to stand in the node's place. `Solution` knows what each
expression was when the solution ran, so that a sum of numbers is not taken for a sum of lists.
"""

import ast
import contextlib
import copy
import difflib
import warnings
import zlib
from functools import cached_property
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

import numpy as np

from autograder.source.notebooks import REGION

WATCH = "__watch__"  # what a watched solution calls with the number of an expression and its value
NUMERIC = ("array", "tensor", "number")

text = ast.unparse


class Kind(NamedTuple):
    """What a value is: its family (array, tensor, number, bool, text, list, tuple, dict, set, function, other), dtype, axes or length, content."""

    family: str
    dtype: str = ""
    size: int = 0
    content: int | None = None  # equal for equal numbers; None where it is not known


def kind(value):
    """Return the Kind of a value."""
    if isinstance(value, np.ndarray):
        return Kind("array", value.dtype.name, value.ndim, _content(value))
    if isinstance(value, np.generic):
        return Kind("number", value.dtype.name, 0, _content(value))
    for family, types in {"bool": bool, "number": int | float, "text": str}.items():
        if isinstance(value, types):
            return Kind(family, type(value).__name__, 0, hash(value))
    for family, types in {"list": list, "tuple": tuple, "dict": dict, "set": set | frozenset}.items():
        if isinstance(value, types):
            return Kind(family, "", len(value))
    if hasattr(value, "ndim") and hasattr(value, "dtype") and not isinstance(value, ModuleType):
        dtype = str(getattr(value.dtype, "name", value.dtype))
        return Kind("tensor", dtype, value.ndim or 0, _content(value))  # of any backend
    return Kind("function" if callable(value) else "other")


def _content(value):
    try:
        return zlib.crc32(np.asarray(value).tobytes())
    except Exception:  # a symbolic tensor: each backend has its own kind of error
        return None


class Change(NamedTuple):
    """A changed solution: by which operator, the lines it concerns before and after, and the whole source."""

    operator: str
    was: str
    now: str
    source: str


class Solution:
    """A solution cell as a syntax tree; only what stands in its solution regions is changed.

    source  the cell; one without regions is all solution
    seen    what `watched` said while it ran: number of an expression -> the kinds it had; None if it did not run
    names   the names of the notebook's namespace
    exact   whether its check asks for more digits than float32 has
    """

    def __init__(self, source, seen=None, names=("np", "ops", "keras"), exact=False):
        self.source, self.seen, self.names, self.exact = source, seen, frozenset(names), exact
        self.tree = ast.parse(source)
        self.text = text(self.tree)
        self._numbers = {node: k for k, node in enumerate(ast.walk(self.tree))}
        self.places = _places(self.tree)

    @cached_property
    def nodes(self):
        """The expressions and statements of the solution regions in reading order, each after the functions around it."""
        lines = _solution_lines(self.source)
        own = [n for n in self.places if isinstance(n, ast.expr | ast.stmt) and n.lineno in lines]
        kept = {*own, *(function for node in own for function in self.functions(node))}
        return [node for node in self.places if node in kept]

    def parent(self, node):
        """Return the node around this one, None above the topmost."""
        return self.places[node][0] if node in self.places else None

    def field(self, node):
        """Return the name of the parent's field in which a node stands."""
        return self.places[node][1]

    def around(self, node):
        """Yield the nodes around this one, from the inside out."""
        while (node := self.parent(node)) is not None:
            yield node

    def functions(self, node):
        """Return the functions around a node, from the inside out."""
        return [outer for outer in self.around(node) if isinstance(outer, ast.FunctionDef)]

    def statement(self, node):
        """Return the statement that a node is or is part of."""
        return node if isinstance(node, ast.stmt) else next(n for n in self.around(node) if isinstance(n, ast.stmt))

    def begins(self, node):
        """Return the function that begins with this statement of the solution, None if none does."""
        function = self.parent(node)
        if isinstance(function, ast.FunctionDef) and isinstance(node, ast.stmt):
            body = [statement for statement in function.body if not is_docstring(statement)]
            return function if body[:1] == [node] else None
        return None

    def kinds(self, node):
        """Return the kinds a node was seen to have; the empty set if it was not seen. A variable has them from where it is read."""
        if isinstance(node, ast.Constant):
            return {kind(node.value)}
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            return self.variable(node, node.id)
        return (self.seen or {}).get(self._numbers.get(node), set())

    def families(self, *nodes):
        """Return the families of all kinds that nodes were seen to have, "?" for one that was not seen."""
        return {kind.family for node in nodes for kind in self.kinds(node) or [Kind("?")]}

    def numeric(self, *nodes):
        """Whether nodes are numbers, arrays or tensors, as far as was seen."""
        return self.families(*nodes) <= {*NUMERIC, "?"}

    def known(self, family, *nodes):
        """Whether nodes were seen, and always of this family."""
        return self.families(*nodes) == {family}

    def ndim(self, node):
        """Return the number of axes a node was seen to have, None if that is not known."""
        return self._size(node, NUMERIC)

    def length(self, node):
        """Return the length that a list or tuple was seen to have, None if that is not known."""
        return self._size(node, ("list", "tuple"))

    def disjoint(self, node):
        """Whether a node was seen to join two dictionaries, and always two without a common key."""
        sizes = [self._size(part, ("dict",)) for part in (node, node.left, node.right)]
        return None not in sizes and sizes[0] == sizes[1] + sizes[2]

    def _size(self, node, families):
        found = {kind.size for kind in self.kinds(node) if kind.family in families}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _read(self):
        found = {}
        for node in self._numbers:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault((*self.functions(node)[-1:], node.id), set()).update(self.kinds(node))
        return found

    def variable(self, node, name):
        """Return the kinds of what is read by a name in the outermost function around a node."""
        return self._read.get((*self.functions(node)[-1:], name), set())

    def assigned(self, node, name):
        """Whether the outermost function around a node gives a name another value."""
        names = (part for part in ast.walk(self.functions(node)[-1]) if isinstance(part, ast.Name))
        return any(part.id == name and isinstance(part.ctx, ast.Store) for part in names)

    def named(self, node, name, *families):
        """Whether what is read by a name around a node was seen, and always of one of these families."""
        found = {kind.family for kind in self.variable(node, name)}
        return bool(found) and found <= set(families)

    def alike(self, node, name, other):
        """Whether two variables hold the same kind of thing, but not, as far as was seen, the same thing."""
        kinds, others = self.variable(node, name), self.variable(node, other)
        return {(k.family, k.size) for k in kinds} == {(k.family, k.size) for k in others} and not same(kinds, others)

    def with_code(self, node, code):
        """Return the whole cell with other code in a node's place."""
        with self.replaced(node, code):
            return text(self.tree)

    def statement_with(self, node, code):
        """Return the statement that a node is or is part of, with other code in the node's place."""
        if isinstance(node, ast.stmt):
            return text(ast.parse(code))
        with self.replaced(node, code):
            return text(self.statement(node))

    @contextlib.contextmanager
    def replaced(self, node, code):
        """Put other code in a node's place, for as long as the context lasts."""
        parent, field, index = self.places[node]
        before, new = getattr(parent, field), ast.parse(code).body
        if isinstance(node, ast.expr):
            new = [new[0].value]
        setattr(parent, field, new[0] if index is None else [*before[:index], *new, *before[index + 1 :]])
        try:
            yield
        finally:
            setattr(parent, field, before)

    def watched(self):
        """Return the solution with WATCH around every expression, for `seen`."""
        twin = copy.deepcopy(self.tree)
        places, twins = _places(twin), list(ast.walk(twin))
        for node, number in self._numbers.items():
            if self._watchable(node):
                inner = twins[number]
                parent, field, index = places[inner]
                call = ast.Call(ast.Name(WATCH, ast.Load()), [ast.Constant(number), inner], [])
                if index is None:
                    setattr(parent, field, call)
                else:
                    getattr(parent, field)[index] = call
        return text(twin)

    def _watchable(self, node):
        """Whether a node is an expression that may become the argument of a call."""
        if not isinstance(node, ast.expr) or isinstance(node, ast.Constant | ast.Starred | ast.Slice):
            return False
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load) or node not in self._own:
            return False
        if self.field(node) in ("func", "slice", "annotation", "returns", "decorator_list"):
            return False  # of a slice its parts are seen
        return not any(isinstance(outer, ast.JoinedStr | ast.pattern) for outer in self.around(node))

    @cached_property
    def _own(self):
        return set(self.nodes)


def same(kinds, others):
    """Whether these are kinds of the same values."""
    return bool(kinds) and kinds == others and all(kind.content is not None for kind in kinds)


def _places(tree):
    """Return where each node stands, in reading order: node -> (parent, field, index in the field or None)."""
    places = {}
    for field, value in ast.iter_fields(tree):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST):
                places[node] = tree, field, index
                places |= _places(node)
    return places


def _solution_lines(source):
    """Return the numbers of the lines between the marks of the solution regions, of all lines if there are no marks."""
    lines, inside = set(), False
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() in REGION:
            inside = line.strip() == REGION[0]
        elif inside:
            lines.add(number)
    return lines or set(range(1, source.count("\n") + 2))


def is_docstring(node):
    """Whether a statement is a bare text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def changes(solution, operators):
    """Return what the operators make of a solution, a Change for each different result."""
    found = {solution.text: None}
    for node in solution.nodes:
        for operator in operators:
            for code in operator(node, solution):
                source = _compiled(solution, node, code)
                if source and source not in found:
                    was, now = difference(text(solution.statement(node)), solution.statement_with(node, code))
                    found[source] = Change(operator.__name__.replace("_", " "), was, now, source)
    return [change for change in found.values() if change]


def _compiled(solution, node, code):
    """Return the solution with other code in a node's place, None where that is no Python or needs what is not imported."""
    try:
        used = {part.id for part in ast.walk(ast.parse(code)) if isinstance(part, ast.Name)}
        if used & ({"np", "ops"} - solution.names):
            return None
        source = solution.with_code(node, code)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "list indices must be integers; perhaps you missed a comma?"
            compile(source, "mutant", "exec")
    except SyntaxError:
        return None
    return source


def difference(old, new):
    """Return the lines that differ between two texts; lines that were added come with a neighbour."""
    old, new = old.splitlines(), new.splitlines()
    was, now = [], []
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            above, below = (int(tag == "insert" and start > 0), int(tag == "insert" and start == 0))
            was += old[start - above : end + below]
            now += new[new_start - above : new_end + below]
    return "\n".join(was), "\n".join(now)


# -- operators -------------------------------------------------------------------------------------

OPERATORS = []


def operator(function):
    """Register a function of (node, solution) that yields code for the node's place."""
    OPERATORS.append(function)
    return function


def mutants(solution):
    """Return the mutants of a solution, all different."""
    return changes(solution, OPERATORS)


OPERATIONS = {
    ast.Add: "- *",
    ast.Sub: "+",
    ast.Mult: "+ /",
    ast.Div: "*",
    ast.FloorDiv: "/ *",
    ast.Mod: "//",
    ast.Pow: "*",
    ast.MatMult: "*",
}
COMPARISONS = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<= >",
    ast.LtE: "< >=",
    ast.Gt: ">= <",
    ast.GtE: "> <=",
    ast.Is: "is_not",
    ast.IsNot: "is",
    ast.In: "not_in",
    ast.NotIn: "in",
}
# Functions that are mixed up, or that differ in one respect only.
MIXED_UP = {
    "all": "any",
    "any": "all",
    "append": "extend",
    "argmax": "argmin",
    "argmin": "argmax",
    "array": "asarray",
    "ceil": "floor",
    "concatenate": "stack",
    "cumprod": "cumsum",
    "cumsum": "cumprod",
    "exp": "expm1",
    "extend": "append",
    "floor": "ceil",
    "hstack": "vstack",
    "log": "log10",
    "max": "min",
    "maximum": "minimum",
    "mean": "sum",
    "min": "max",
    "minimum": "maximum",
    "ones": "zeros",
    "ones_like": "zeros_like",
    "prod": "sum",
    "repeat": "tile",
    "sqrt": "square",
    "stack": "concatenate",
    "sum": "mean",
    "tile": "repeat",
    "vstack": "hstack",
    "zeros": "ones",
    "zeros_like": "ones_like",
}
SIGMOID = "(lambda a: 1 / (1 + np.exp(-a)))"
# What does the same is no mutant: calls whose first two arguments may change places, whose elements may come in any order, or whose result has no sign.
COMMUTATIVE = {"add", "equal", "logical_and", "logical_or", "max", "maximum", "min", "minimum", "multiply", "not_equal"}
IN_ANY_ORDER = {"all", "any", "frozenset", "fsum", "max", "min", "set", "sum"}
NO_SIGN = {"empty", "empty_like", "zeros", "zeros_like"}
KERAS_DEFAULTS = {("initializer", "'glorot_uniform'")}


@operator
def operation(node, at):
    """Another operation between the same operands."""
    match node:
        case ast.BinOp(left, op, right) if at.numeric(left, right):
            for symbol in OPERATIONS.get(type(op), "").split():
                yield f"({text(left)}) {symbol} ({text(right)})"
        case ast.AugAssign(target, op, value):
            yield f"{text(target)} = {text(value)}"
            for symbol in OPERATIONS.get(type(op), "").split():
                yield f"{text(target)} {symbol}= {text(value)}"


@operator
def comparison(node, at):
    """Another comparison."""
    match node:
        case ast.Compare(left, [op], [right]):
            for symbol in COMPARISONS[type(op)].split():
                yield f"({text(left)}) {symbol.replace('_', ' ')} ({text(right)})"


@operator
def operands_swapped(node, at):
    """The operands of what does not commute, or two neighbours among the arguments of a call."""
    match node:
        case ast.BinOp(_, ast.BitOr()) if at.known("set", node) or at.disjoint(node):
            return
        case ast.BinOp(_, ast.Sub()) if called(at.parent(node)) == "abs":
            return
        case ast.BinOp(left, ast.Sub() | ast.Div() | ast.Pow() | ast.MatMult() | ast.Mod() | ast.BitOr(), right):
            yield text(ast.BinOp(right, node.op, left))
        case ast.Call(function, arguments, keywords) if len(arguments) != 2 or called(node) not in COMMUTATIVE:
            for swapped in _swaps(arguments, at):
                yield text(ast.Call(function, swapped, keywords))


def called(node):
    """Return the last name of what a node calls, None if it is no call of something with a name."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)):
            return name
    return None


def _swaps(parts, at):
    """Yield the parts with two neighbours swapped that are not the same."""
    for k, (part, other) in enumerate(pairwise(parts)):
        if not same(at.kinds(part), at.kinds(other)):
            yield [*parts[:k], other, part, *parts[k + 2 :]]


@operator
def transposed(node, at):
    """An operand of a matrix product."""
    for operand in matrices(node):
        if at.ndim(operand) in (None, 2):
            turned = "ops.transpose({})" if at.known("tensor", operand) else "({}).T"
            yield _wrapped(node, operand, turned)


def matrices(node):
    """Return the two operands of a matrix product, nothing if the node is none."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            return [left, right]
        case ast.Call(ast.Attribute(attr="matmul" | "dot"), [left, right]):
            return [left, right]
    return []


def _wrapped(node, part, template):
    """Return a node's text with one of its parts put into a template."""
    twin = copy.copy(node)
    new = ast.parse(template.format(text(part)), mode="eval").body
    for field, value in ast.iter_fields(node):
        if value is part:
            setattr(twin, field, new)
        elif isinstance(value, list) and part in value:
            setattr(twin, field, [new if item is part else item for item in value])
    return text(twin)


@operator
def term_dropped(node, at):
    """One of two operands is left out."""
    match node:
        case ast.BinOp(left, ast.Add() | ast.Mult() | ast.BitOr() | ast.MatMult(), right):
            yield text(left)
            yield text(right)
        case ast.BinOp(left, ast.Sub() | ast.Div() | ast.FloorDiv() | ast.Mod() | ast.Pow()):
            yield text(left)
        case ast.BoolOp(op, values):
            for k in range(len(values)):
                rest = values[:k] + values[k + 1 :]
                yield text(ast.BoolOp(op, rest) if len(rest) > 1 else rest[0])


@operator
def logic(node, at):
    """`and` for `or`, a condition turned round or settled."""
    match node:
        case ast.BoolOp(op, values):
            yield text(ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values))
        case ast.UnaryOp(ast.Not(), operand):
            yield text(operand)
    if isinstance(node, ast.expr) and at.field(node) in ("test", "ifs"):
        yield from (f"not ({text(node)})", "True", "False")


LABELS = ("name", "strict")  # arguments that are for people, or for a check


@operator
def sign(node, at):
    """A minus too few, or one too many in front of a whole value."""
    match node:
        case ast.UnaryOp(ast.USub(), operand) if not _is_position(node, at):
            yield text(operand)
        case ast.Assign(targets, value) if at.numeric(value) and at.kinds(value) and not _zero(value):
            yield text(ast.Assign(targets, ast.UnaryOp(ast.USub(), value), lineno=0))
        case ast.Return(ast.expr() as value) if at.numeric(value) and at.kinds(value) and not _zero(value):
            yield f"return -({text(value)})"


def _zero(node):
    """Whether a node says zero or makes zeros, which have no sign."""
    return called(node) in NO_SIGN or _number(node) == 0


@operator
def constant(node, at):
    """A number off by one, without its sign or zero; the other truth value; the next text of the cell, or the text backwards."""
    match node:
        case ast.Constant() if isinstance(at.parent(node), ast.keyword) and at.parent(node).arg in LABELS:
            return
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() as value) if not _is_position(node, at):
            yield from (str(value + 1), str(value - 1))
        case ast.Constant(float() as value):
            yield from (str(value + 1), str(-value) if value else "-1.0", "0.0")
        case ast.Constant(str() as value) if _is_data(node, at):
            texts = list(dict.fromkeys(other.value for other in at.nodes if _is_data(other, at)))
            yield repr(texts[(texts.index(value) + 1) % len(texts)])
            yield repr(value[::-1])


def _is_data(node, at):
    """Whether a node is a text that the program works with, and no docstring or message."""
    text_alone = isinstance(node, ast.Constant) and isinstance(node.value, str)
    message = isinstance(at.parent(at.parent(node)), ast.Raise)
    return text_alone and not message and not isinstance(at.parent(node), ast.Expr | ast.JoinedStr)


def _is_position(node, at):
    """Whether a node is an index or the number of an axis, or is in one."""
    for inner, outer in pairwise([node, *at.around(node)]):
        if isinstance(outer, ast.keyword) and outer.arg == "axis":
            return True
        if isinstance(outer, ast.Subscript):
            return at.field(inner) == "slice" and isinstance(_number(inner), int)
    return False


@operator
def index(node, at):
    """The element before or after the one that an index names."""
    match node:
        case ast.Subscript(value, place) if isinstance(number := _number(place), int):
            others, length = {number - 1, number + 1}, at.length(value)
            if length:
                others = {other % length for other in others} - {number % length}
            for other in sorted(others):
                yield f"({text(value)})[{other}]"


@operator
def axis(node, at):
    """Another axis than the one that `axis=` names."""
    match node:
        case ast.Call(_, arguments, keywords):
            for k, keyword in enumerate(keywords):
                if keyword.arg == "axis" and isinstance(number := _number(keyword.value), int):
                    ndim = at.ndim(arguments[0]) if arguments else None
                    ndim = ndim or at.ndim(node) or 2
                    for other in {*range(ndim)} - {number % ndim}:
                        new = ast.keyword("axis", ast.Constant(other))
                        yield text(ast.Call(node.func, arguments, [*keywords[:k], new, *keywords[k + 1 :]]))


def _number(node):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


@operator
def function_mixed_up(node, at):
    """A function for one that is like it: sigmoid for tanh, sum for mean, zeros for ones."""
    match node:
        case ast.Name("sigmoid"):
            yield "np.tanh"
        case ast.Attribute(ast.Name("np"), "tanh"):
            yield "sigmoid" if "sigmoid" in at.names else SIGMOID
        case ast.Attribute(module, "sigmoid" | "tanh" as name):
            yield f"{text(module)}.{'tanh' if name == 'sigmoid' else 'sigmoid'}"
        case ast.Attribute(_, "array") if _makes_array_of_list(at.parent(node), at):
            return
        case ast.Attribute(value, name) if name in MIXED_UP:
            yield f"{text(value)}.{MIXED_UP[name]}"
        case ast.Name("all" | "any" | "max" | "min" as name):
            yield MIXED_UP[name]


def _makes_array_of_list(call, at):
    """Whether a call gets a list, of which `array` and `asarray` make the same."""
    match call:
        case ast.Call(_, [ast.List() | ast.ListComp(), *_]):
            return True
        case ast.Call(_, [argument, *_]):
            return at.known("list", argument)
    return False


@operator
def function_left_out(node, at):
    """The first argument instead of what a function makes of it."""
    match node:
        case ast.Call(_, [ast.expr() as argument, *rest], keywords) if not isinstance(argument, ast.Starred):
            if not (rest or keywords) or (at.kinds(node) and at.numeric(node, argument) and at.kinds(argument)):
                yield text(argument)


@operator
def early_return(node, at):
    """What a function has at this point, or one of its arguments, is returned."""
    if at.functions(node):
        match node:
            case ast.Assign([target]) if not _last(node, at):
                yield f"{text(node)}\nreturn {text(target)}"
    if function := at.begins(node):
        for name in parameters(function):
            yield f"return {name}\n{text(node)}"


def _last(node, at):
    """Whether a function ends with this assignment, or returns at once what is assigned."""
    parent, field, index = at.places[node]
    below = getattr(parent, field)[index + 1 :]
    return text(below[0]) == f"return {text(node.targets[0])}" if below else isinstance(parent, ast.FunctionDef)


def parameters(function):
    """Return the names of a function's parameters, without `self`."""
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return [name for name in names if name != "self"]


def defaults(function):
    """Return the defaults of a function's parameters: name -> expression."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    last = positional[len(positional) - len(arguments.defaults) :]
    pairs = [
        *zip(last, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return {argument.arg: default for argument, default in pairs if default is not None}


@operator
def argument_ignored(node, at):
    """An argument counts as zero, or as its default."""
    if function := at.begins(node):
        for name in parameters(function):
            if at.named(node, name, *NUMERIC):
                yield f"{name} = 0 * {name}\n{text(node)}"
            if name in defaults(function):
                yield f"{name} = {text(defaults(function)[name])}\n{text(node)}"
    match node:
        case ast.Attribute(ast.Name("self"), name, ast.Load()):
            for start in (n for n in ast.walk(at.tree) if isinstance(n, ast.FunctionDef) and n.name == "__init__"):
                if name in defaults(start):
                    yield text(defaults(start)[name])


@operator
def another_variable(node, at):
    """A variable's neighbours, of the same kind, in its place."""
    match node:
        case ast.Name(name, ast.Load()) if name in (names := _variables(node, at)):
            others = [other for other in names if other == name or at.alike(node, name, other)]
            k = others.index(name)
            yield from (others[k - 1], others[(k + 1) % len(others)])
        case ast.Attribute(ast.Name("self"), name, ast.Load()) if at.kinds(node):
            like = [
                other.attr
                for other in at.nodes
                if isinstance(other, ast.Attribute) and isinstance(other.ctx, ast.Load) and _self(other)
                if at.families(other) == at.families(node)
            ]
            others = list(dict.fromkeys(like))
            yield f"self.{others[(others.index(name) + 1) % len(others)]}"


def _self(attribute):
    return isinstance(attribute.value, ast.Name) and attribute.value.id == "self"


def _variables(node, at):
    """Return the names that a node may read: parameters of the functions around it, and what its own has assigned above."""
    names = []
    for function in reversed(at.functions(node)):
        names += parameters(function)
    for other in ast.walk(at.functions(node)[0]) if at.functions(node) else ():
        if isinstance(other, ast.Name) and isinstance(other.ctx, ast.Store) and other.lineno < node.lineno:
            names.append(other.id)
    return list(dict.fromkeys(names))


@operator
def keyword_dropped(node, at):
    """A call without one of its keyword arguments."""
    match node:
        case ast.Call(function, arguments, keywords):
            for k, keyword in enumerate(keywords):
                if keyword.arg not in LABELS and (keyword.arg, text(keyword.value)) not in KERAS_DEFAULTS:
                    yield text(ast.Call(function, arguments, keywords[:k] + keywords[k + 1 :]))


IN_PLACE = {ast.Add: "np.add", ast.Sub: "np.subtract", ast.Mult: "np.multiply", ast.Div: "np.divide"}


@operator
def in_place(node, at):
    """An argument is changed: by an operation whose result is written into it, or on the way out."""
    arguments = [name for function in at.functions(node) for name in parameters(function)]
    match node:
        case ast.BinOp(left, op, right) if type(op) in IN_PLACE and at.known("array", node):
            for operand in (left, right):
                if isinstance(operand, ast.Name) and operand.id in arguments and at.known("array", operand):
                    yield f"{IN_PLACE[type(op)]}({text(left)}, {text(right)}, out={operand.id})"
        case ast.Return(ast.expr() as value):
            for name in parameters(at.functions(node)[0]):
                if at.named(node, name, "array"):
                    yield f"result = {text(value)}\n{name} += 1\nreturn result"
                if at.named(node, name, "list", "dict") and not at.assigned(node, name):
                    yield f"result = {text(value)}\n{name}.clear()\nreturn result"


@operator
def float32(node, at):
    """An operand of a difference, where digits are lost, has seven of them."""
    match node:
        case ast.BinOp(left, ast.Sub(), right):
            for operand in (left, right):
                if {kind.dtype for kind in at.kinds(operand)} & {"float64", "float"} and _number(operand) is None:
                    yield _wrapped(node, operand, "np.float32({})")


@operator
def statement_deleted(node, at):
    """A statement less."""
    if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.Pass) and not is_docstring(node):
        yield "pass"


@operator
def order_swapped(node, at):
    """Two neighbours in a list or tuple, or on the left of an assignment."""
    match node:
        case ast.Tuple(parts, ast.Load()) | ast.List(parts, ast.Load()):
            for swapped in _swaps(parts, at):
                yield text(type(node)(swapped, ast.Load()))
        case ast.Assign([ast.Tuple(parts)], value) if not _all_alike(value):
            for swapped in _swaps(parts, at):
                yield f"{text(ast.Tuple(swapped, ast.Store()))} = {text(value)}"


def _all_alike(node):
    """Whether a node is a tuple of one thing written several times."""
    return isinstance(node, ast.Tuple) and len(set(map(text, node.elts))) == 1


@operator
def element_dropped(node, at):
    """A part less in a list, tuple or dictionary."""
    match node:
        case ast.Tuple(parts, ast.Load()) | ast.List(parts, ast.Load()):
            for k in range(len(parts)):
                yield text(type(node)(parts[:k] + parts[k + 1 :], ast.Load()))
        case ast.Dict(keys, values):
            for k in range(len(keys)):
                yield text(ast.Dict(keys[:k] + keys[k + 1 :], values[:k] + values[k + 1 :]))


@operator
def slice_bounds(node, at):
    """A slice that begins or ends one later or earlier, or has no such bound."""
    match node:
        case ast.Subscript(value, ast.Slice() as part):
            for other in _other_slices(part):
                yield f"({text(value)})[{other}]"
        case ast.Subscript(value, ast.Tuple(parts)):
            for k, part in enumerate(parts):
                for other in _other_slices(part) if isinstance(part, ast.Slice) else ():
                    yield f"({text(value)})[{', '.join([*map(text, parts[:k]), other, *map(text, parts[k + 1 :])])}]"


def _other_slices(part):
    """Yield the texts of slices that differ from this one in one bound."""
    for start in _bounds(part.lower, "1"):
        yield _slice(start, part.upper, part.step)
    for end in _bounds(part.upper, "-1"):
        yield _slice(part.lower, end, part.step)
    if part.step:
        yield _slice(part.lower, part.upper, None)


def _bounds(bound, otherwise):
    """Return the texts of other bounds, `otherwise` where there is none."""
    return [f"{text(bound)} + 1", f"{text(bound)} - 1", ""] if bound else [otherwise]


def _slice(*bounds):
    return ":".join(bound if isinstance(bound, str) else text(bound) if bound else "" for bound in bounds)


@operator
def loop(node, at):
    """A loop with one turn less, one that runs backwards, one that goes on or stops where it should not."""
    match node:
        case ast.Call(ast.Name("range"), [end]):
            yield from (f"range({text(end)} - 1)", f"range(1, {text(end)})")
        case ast.Break():
            yield "continue"
        case ast.Continue():
            yield "break"
    if isinstance(node, ast.expr) and at.field(node) == "iter" and _in_order(at.parent(node), at):
        yield f"reversed(list({text(node)}))"


def _in_order(loop, at):
    """Whether it can matter in which order a loop runs: that is not random, its variable is used, and what it makes has an order."""
    makes = at.parent(loop) if isinstance(loop, ast.comprehension) else None
    user = at.parent(makes) if isinstance(makes, ast.GeneratorExp | ast.ListComp) else None
    unordered = isinstance(makes, ast.DictComp | ast.SetComp) or (called(user) in IN_ANY_ORDER and not user.keywords)
    if isinstance(loop, ast.For):
        unordered = all(_adds_up(statement, at) for statement in loop.body)
    return text(loop.target) != "_" and called(loop.iter) != "permutation" and not unordered


def _adds_up(statement, at):
    """Whether a statement adds something to a number, an array or a counter that does not depend on it."""
    match statement:
        case ast.AugAssign(ast.Name(name), ast.Add(), value) if at.named(statement, name, *NUMERIC, "dict"):
            return not any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value))
    return False
