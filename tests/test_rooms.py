"""The rooms of the autograder stand one above the other: a module imports what is below its room or in it, and nothing in a circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "autograder"
BELOW = {  # room -> the rooms it may import
    "source": set(),
    "room": set(),
    "marking": {"source", "room"},
    "classroom": {"source", "room", "marking"},
    "proof": {"source", "room", "marking"},
    "website": {"source", "room", "marking", "classroom", "proof"},
}


def imported(path):
    """Return the autograder's modules and packages that a file imports, inside functions as well."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {part.name for part in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import out"
            names |= {f"{node.module}.{part.name}" for part in node.names}
    return {name for name in names if name.startswith("autograder.")}


MODULES = {
    ".".join(("autograder", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): imported(path)
    for path in PACKAGE.rglob("*.py")
}


def room(name):
    """Return the room that a dotted name stands in."""
    return name.split(".")[1]


def test_imports_point_down():
    upwards = [
        (module, name)
        for module, names in MODULES.items()
        for name in names
        if module.count(".") and room(module) in BELOW and room(name) not in BELOW[room(module)] | {room(module)}
    ]
    assert upwards == []
    assert {room(module) for module in MODULES if module.count(".") > 1} == set(BELOW)


def test_no_circle_of_imports():
    def module(name):
        return name if name in MODULES else name.rpartition(".")[0]

    graph = {name: {module(other) for other in names} - {name} for name, names in MODULES.items()}
    assert set().union(*graph.values()) <= set(MODULES)
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_the_room_where_students_code_runs_knows_nothing_of_the_course():
    for path in (PACKAGE / "room").glob("*.py"):
        assert "unrolled." not in path.read_text(encoding="utf-8").lower()


def test_each_room_says_in_a_paragraph_what_it_is_for():
    for name in BELOW:
        text = ast.get_docstring(ast.parse((PACKAGE / name / "__init__.py").read_text(encoding="utf-8")))
        assert len(text.split()) > 20, name
    modules = [module for module in PACKAGE.glob("*.py") if module.stem != "__init__"]
    assert {module.stem for module in modules} == {"__main__", "doctor"}
