"""Rewrite a solution so that it does the same: the other side of mutants.

A rewrite that loses points shows a check that asks for one way of writing and not for the right result. An operator is, as in
`autograder.proof.mutants`, a function of a node and its `Solution` that yields code for the node's place.
"""

import ast
import copy
from itertools import takewhile
from textwrap import indent

from autograder.proof.mutants import NUMERIC, changes, matrices, text

OPERATORS = []
# What NumPy and keras.ops both have under one name and with the same arguments.
SHARED = """abs add arange argmax argmin concatenate cos cumprod cumsum divide dot exp expand_dims flip log log1p logaddexp matmul max
maximum mean min minimum multiply ones_like outer pad power prod repeat reshape sin split sqrt square squeeze stack subtract sum swapaxes
tanh tensordot tile transpose tril triu where zeros_like"""
FUNCTIONS = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide", ast.Pow: "power"}


def operator(function):
    """Register a function of (node, solution) that yields code for the node's place."""
    OPERATORS.append(function)
    return function


def rewrites(solution):
    """Return the rewrites of a solution, all different."""
    return changes(solution, OPERATORS)


# -- arithmetic ------------------------------------------------------------------------------------


@operator
def operands_exchanged(node, at):
    """b + a for a + b, b * a for a * b."""
    match node:
        case ast.BinOp(left, ast.Add() | ast.Mult() as op, right) if seen(at, left, right):
            yield text(ast.BinOp(right, op, left))


def seen(at, *nodes):
    """Whether nodes were seen and are numbers, arrays or tensors, and do not depend on when they are evaluated."""
    return at.families(*nodes) <= set(NUMERIC) and not any(map(draws, nodes))


def draws(node):
    """Whether an expression draws random numbers, whose order matters."""
    names = {part.id if isinstance(part, ast.Name) else getattr(part, "attr", "") for part in ast.walk(node)}
    return bool(names & {"rng", "random"})


@operator
def regrouped(node, at):
    """A sum or product of three in another order."""
    match node:
        case ast.BinOp(ast.BinOp(first, inner, second), ast.Add() | ast.Mult() as op, third) if type(inner) is type(op):
            if seen(at, first, second, third):
                yield text(ast.BinOp(first, op, ast.BinOp(second, op, third)))
                yield text(ast.BinOp(ast.BinOp(third, op, second), op, first))


@operator
def negated_twice(node, at):
    """-(b - a) or a + -b for a - b."""
    match node:
        case ast.BinOp(left, ast.Sub(), right) if seen(at, left, right):
            yield f"-(({text(right)}) - ({text(left)}))"
            yield f"({text(left)}) + -({text(right)})"


@operator
def as_a_function(node, at):
    """np.add(a, b) or ops.add(a, b) for a + b."""
    match node:
        case ast.BinOp(left, op, right) if type(op) in FUNCTIONS:
            yield from (f"{module}.{FUNCTIONS[type(op)]}({text(left)}, {text(right)})" for module in modules(node, at))


def modules(node, at):
    """Return the library whose function can take a node's place, np or ops, by what the node's value was seen to be."""
    return ["np"] if at.known("array", node) else ["ops"] if at.known("tensor", node) else []


@operator
def matrix_product(node, at):
    """A product of two matrices, spelled otherwise: by another function, by loops, by broadcasting."""
    match matrices(node):
        case [left, right] if at.ndim(left) == at.ndim(right) == 2:
            a, b = f"({text(left)})", f"({text(right)})"
            yield f"{a} @ {b}"
            for module in modules(node, at):
                yield f"{module}.matmul({a}, {b})"
                yield f"{module}.dot({a}, {b})"
                yield f"{module}.tensordot({a}, {b}, 1)"
                yield f"{module}.einsum('ij,jk->ik', {a}, {b})"
                yield f"{module}.sum({a}[:, :, None] * {b}[None], axis=1)"
                yield f"{module}.transpose({module}.matmul({module}.transpose({b}), {module}.transpose({a})))"
            if modules(node, at) == ["np"]:
                yield f"np.stack([row @ {b} for row in {a}])"
                yield f"np.array([[sum(x * y for x, y in zip(row, column)) for column in {b}.T] for row in {a}])"
                yield f"sum(np.outer(column, row) for column, row in zip({a}.T, {b}))"
                yield f"ops.convert_to_numpy(ops.matmul({a}, {b}))"


# -- NumPy and keras.ops ---------------------------------------------------------------------------


IN_NUMPY = "(lambda *arrays_: ops.convert_to_numpy(ops.{}(*arrays_)))"


@operator
def other_library(node, at):
    """keras.ops for NumPy, and NumPy for keras.ops where nothing is a tensor."""
    match node:
        case ast.Call(ast.Attribute(ast.Name("np"), name), [first, *_]) if name in SHARED.split():
            call = f"ops.{text(node).removeprefix('np.')}"
            if at.known("array", node) and at.families(first) <= {"array", "list", "tuple"}:
                yield f"ops.convert_to_numpy({call})"
            if at.known("number", node) and at.known("number", first):
                yield f"float({call})"
        case ast.Call(ast.Attribute(ast.Name("ops"), name), arguments) if name in SHARED.split():
            if at.families(*arguments) <= {"array", "number"}:
                yield f"np.{text(node).removeprefix('ops.')}"
        case ast.Attribute(ast.Name("np"), name) if name in SHARED.split() and at.field(node) != "func":
            yield IN_NUMPY.format(name)
        case ast.Name("sigmoid", ast.Load()) if at.known("function", node):
            yield IN_NUMPY.format("sigmoid")


@operator
def concatenated(node, at):
    """np.hstack or np.vstack for np.concatenate."""
    match node:
        case ast.Call(ast.Attribute(ast.Name("np"), "concatenate"), [parts], keywords) if at.ndim(node) in (1, 2):
            axes = [ast.literal_eval(keyword.value) for keyword in keywords if keyword.arg == "axis"]
            if at.ndim(node) == 1 or (axes or [0])[0] in (1, -1):
                yield f"np.hstack({text(parts)})"
            else:
                yield f"np.vstack({text(parts)})"


@operator
def turned(node, at):
    """np.transpose(x) for x.T, and x.T for np.transpose(x); np.flip for [::-1]."""
    match node:
        case ast.Attribute(value, "T"):
            yield from (f"{module}.transpose({text(value)})" for module in modules(node, at))
        case ast.Call(ast.Attribute(ast.Name("np"), "transpose"), [value], []):
            yield f"({text(value)}).T"
        case ast.Subscript(value, ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1)))):
            yield from (f"{module}.flip({text(value)}, axis=0)" for module in modules(node, at))
            if at.known("list", value):
                yield f"list(reversed({text(value)}))"


# -- results ---------------------------------------------------------------------------------------


@operator
def result_of_another_kind(node, at):
    """A tensor for an array, a Python number for one of NumPy's or the other way round, float32 for float64 where that is precise enough."""
    for value in returned(node, at):
        dtypes = {kind.dtype for kind in at.kinds(value)}
        if at.known("array", value):
            yield at.statement_with(value, f"ops.convert_to_tensor({text(value)})")
        if at.known("array", value) and dtypes == {"float64"} and not at.exact:
            yield at.statement_with(value, f"({text(value)}).astype('float32')")
        if at.known("number", value):
            whole = dtypes <= {"int", "int64"}
            kinds = ("int", "np.int64") if whole else ("float", "np.float64", "np.float32")[: 2 if at.exact else 3]
            for kind in kinds:
                yield at.statement_with(value, f"{kind}({text(value)})")


def returned(node, at):
    """Return the values that a `return` of an outermost function gives back: of a tuple or list its parts."""
    if not isinstance(node, ast.Return) or node.value is None or len(at.functions(node)) > 1:
        return []
    return node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else [node.value]


@operator
def list_or_tuple(node, at):
    """A list for a tuple, or a tuple for a list, in what a function returns."""
    if isinstance(node, ast.Tuple | ast.List) and at.functions(node):
        around = [outer for outer in at.around(node) if not isinstance(outer, ast.Tuple | ast.List)]
        if isinstance(around[0], ast.Return):
            other = ast.List if isinstance(node, ast.Tuple) else ast.Tuple
            yield text(other(node.elts, ast.Load()))


@operator
def float64_inside(node, at):
    """Arrays that come in as float32 are float64 from then on."""
    if function := at.begins(node):
        for argument in function.args.args:
            kinds = at.variable(node, argument.arg)
            if kinds and {(kind.family, kind.dtype) for kind in kinds} == {("array", "float32")}:
                yield f"{argument.arg} = {argument.arg}.astype('float64')\n{text(node)}"


# -- names and functions ---------------------------------------------------------------------------


@operator
def variables_renamed(node, at):
    """A function with other names for all that it assigns."""
    if isinstance(node, ast.FunctionDef) and not at.functions(node):
        twin = copy.deepcopy(node)
        inner = [part for part in ast.walk(twin) if part is not twin]
        arguments = {part.arg for part in inner if isinstance(part, ast.arg)}
        assigned = {part.id for part in inner if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        assigned |= {part.name for part in inner if isinstance(part, ast.FunctionDef)}
        for part in inner:
            if isinstance(part, ast.Name) and part.id in assigned - arguments:
                part.id = f"my_{part.id}"
            if isinstance(part, ast.FunctionDef):
                part.name = f"my_{part.name}"
        yield text(twin)


@operator
def helper_function(node, at):
    """The value of an assignment or a `return` comes from a function of its own."""
    match node:
        case ast.Assign(value=value) | ast.Return(ast.expr() as value) if at.functions(node) and is_work(value):
            given = ", ".join(name for name in local_names(node, at) if name in names_read(value))
            yield f"def helper_({given}):\n    return {text(value)}\n{at.statement_with(value, f'helper_({given})')}"


def is_work(value):
    """Whether an expression computes something that another function can compute as well."""
    parts = list(ast.walk(value))
    bound = any(isinstance(part, ast.Yield | ast.YieldFrom | ast.Await | ast.NamedExpr) for part in parts)
    uses_super = any(isinstance(part, ast.Name) and part.id == "super" for part in parts)
    return not (bound or uses_super or isinstance(value, ast.Name | ast.Constant))


def names_read(value):
    """Return the names that an expression reads from outside: those that it binds itself are left out."""
    names = [part for part in ast.walk(value) if isinstance(part, ast.Name)]
    own = {part.arg for part in ast.walk(value) if isinstance(part, ast.arg)}
    return {name.id for name in names} - own - {name.id for name in names if isinstance(name.ctx, ast.Store)}


def local_names(node, at):
    """Return the parameters and variables of the functions around a node."""
    names = []
    for function in at.functions(node):
        for part in ast.walk(function):
            if isinstance(part, ast.arg) and at.functions(part)[0] is function:
                names.append(part.arg)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store) and at.functions(part)[0] is function:
                names.append(part.id)
    return list(dict.fromkeys(names))


@operator
def lambda_for_function(node, at):
    """A function within the function that only returns something."""
    match node:
        case ast.FunctionDef(name, arguments, [ast.Return(ast.expr() as value)], []) if at.functions(node):
            yield f"{name} = lambda {text(arguments)}: {text(value)}"


@operator
def variable_between(node, at):
    """What is returned, or one side of what is assigned, has a name first."""
    match node:
        case ast.Return(ast.expr() as value) if at.functions(node):
            yield f"answer_ = {text(value)}\nreturn answer_"
        case ast.Assign(_, ast.BinOp(left, _, _)):
            yield f"part_ = {text(left)}\n{at.statement_with(left, 'part_')}"


@operator
def variable_inlined(node, at):
    """A variable that is read once, in the next statement, makes room for its value."""
    for above in ast.walk(node) if isinstance(node, ast.FunctionDef) and not at.functions(node) else ():
        match above:
            case ast.Assign([ast.Name(name)], value) if not draws(value):
                uses = [part for part in ast.walk(node) if isinstance(part, ast.Name) and part.id == name]
                if len(uses) == 2 and next_statement(above, at) is at.statement(uses[1]) and not deferred(uses[1], at):
                    with at.replaced(uses[1], text(value)), at.replaced(above, ""):
                        code = text(node)
                    yield code


def next_statement(node, at):
    """Return the statement below this one in the same block, None if it is the last."""
    parent, field, index = at.places[node]
    return next(iter(getattr(parent, field)[index + 1 :]), None)


def deferred(node, at):
    """Whether an expression is evaluated again and again, or later than its statement begins."""
    kinds = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda | ast.For | ast.While
    statement = at.statement(node)
    within = takewhile(lambda outer: outer is not at.parent(statement), at.around(node))
    return any(isinstance(outer, kinds) for outer in within)


@operator
def unpacked_by_index(node, at):
    """Parts that are assigned together are assigned one by one."""
    match node:
        case ast.Assign([ast.Tuple(targets)], value) if at.families(value) <= {"array", "list", "tuple", "other"}:
            parts = "list({})" if at.known("other", value) else "{}"
            rows = [f"{text(target)} = parts_[{k}]" for k, target in enumerate(targets)]
            if not any(isinstance(target, ast.Starred) for target in targets):
                yield "\n".join([f"parts_ = {parts.format(text(value))}", *rows])


# -- dictionaries, conditions and loops ------------------------------------------------------------


@operator
def dictionary(node, at):
    """{**a, **b} for a | b, dict(k=v) for {"k": v}."""
    match node:
        case ast.BinOp(left, ast.BitOr(), right) if at.known("dict", left, right):
            yield f"{{**({text(left)}), **({text(right)})}}"
        case ast.Dict(keys, values) if keys and all(isinstance(key, ast.Constant) for key in keys):
            if all(isinstance(key.value, str) and key.value.isidentifier() for key in keys):
                pairs = zip(keys, values, strict=True)
                yield f"dict({', '.join(f'{key.value}={text(value)}' for key, value in pairs)})"


@operator
def condition_turned(node, at):
    """The other branch first."""
    match node:
        case ast.IfExp(test, body, otherwise):
            yield f"({text(otherwise)}) if not ({text(test)}) else ({text(body)})"
        case ast.If(test, body, [_, *_] as otherwise):
            yield f"if not ({text(test)}):\n{block(otherwise)}\nelse:\n{block(body)}"
        case ast.Assign(_, ast.IfExp(test, body, otherwise) as value):
            branches = (at.statement_with(value, text(branch)) for branch in (body, otherwise))
            yield "if {}:\n    {}\nelse:\n    {}".format(text(test), *branches)
        case ast.Compare(left, [ast.Eq() | ast.NotEq() as op], [right]):
            if at.families(left, right) <= {"text", "number", "bool"}:
                yield text(ast.Compare(right, [op], [left]))


def block(statements):
    """Return statements as the text of an indented block."""
    return indent("\n".join(map(text, statements)), "    ")


@operator
def while_for_for(node, at):
    """A loop that asks for the next item by itself."""
    match node:
        case ast.For(target, items, body, []):
            turn = f"try:\n    {text(target)} = next(items_)\nexcept StopIteration:\n    break"
            yield f"items_ = iter({text(items)})\nwhile True:\n{indent(turn, '    ')}\n{block(body)}"


@operator
def comprehension_spelled_out(node, at):
    """A loop in a function of its own for a comprehension, a list for a generator, a comprehension for `map`."""
    match node:
        case ast.GeneratorExp(element, generators):
            yield text(ast.ListComp(element, generators))
        case ast.Call(ast.Name("map"), [function, items]):
            yield f"[({text(function)})(item_) for item_ in {text(items)}]"
        case ast.Assign() | ast.Return() | ast.Expr() | ast.AugAssign():
            for part in ast.walk(node):
                if isinstance(part, ast.ListComp | ast.DictComp | ast.GeneratorExp) and not deferred(part, at):
                    yield f"{_loop(part)}\n{at.statement_with(part, 'collected_()')}"


def _loop(comprehension):
    """Return the text of a function that does what a comprehension does."""
    start, turn, end = {
        ast.ListComp: lambda: ("found_ = []", f"found_.append({text(comprehension.elt)})", "return found_"),
        ast.DictComp: lambda: (
            "found_ = {}",
            f"found_[{text(comprehension.key)}] = {text(comprehension.value)}",
            "return found_",
        ),
        ast.GeneratorExp: lambda: ("", f"yield {text(comprehension.elt)}", ""),
    }[type(comprehension)]()
    for loop in reversed(comprehension.generators):
        for test in reversed(loop.ifs):
            turn = f"if {text(test)}:\n{indent(turn, '    ')}"
        turn = f"for {text(loop.target)} in {text(loop.iter)}:\n{indent(turn, '    ')}"
    body = "\n".join(filter(None, [start, turn, end]))
    return f"def collected_():\n{indent(body, '    ')}"
