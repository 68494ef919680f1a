"""Random mutations of a notebook file: what a bad disk, a bad editor, a bad merge or a bad mood might make of it."""

import copy
import json

DEEPEST = 200  # lists in lists; Python 3.13 parses thousands, and then fails to copy them
JUNK = (
    None,
    True,
    0,
    -1,
    10**30,
    1e999,
    float("nan"),
    "",
    "x",
    "lstm_step",
    "\ud800",
    "a\x00b",
    "字" * 50,
    "def f(:\n",
    [],
    {},
    [[]],
    [None, 1, "a = 1\n"],
    {"": {"": {}}},
    {"grade_id": []},
    {"nbgrader": {"grade_id": {"x": 1}, "solution": True}},
)


def mutations(content, rng, count):
    """Yield `count` mutations of a notebook file's bytes, each of one to five steps; `rng` is a random.Random."""
    for _ in range(count):
        mutated = content
        for _ in range(rng.randint(1, 5)):
            mutated = rng.choice([_mutate_bytes, _mutate_values, _mutate_cells])(mutated, rng)
        yield mutated


def _mutate_bytes(content, rng):
    """Flip, insert, remove, repeat or cut off bytes, or save the file in another encoding."""
    start = rng.randrange(len(content) + 1)
    end = min(len(content), start + rng.choice([1, 1, 1, 2, 10, 1000]))
    few = bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
    return rng.choice(
        [
            lambda: (
                content[:start] + bytes(byte ^ 1 << rng.randrange(8) for byte in content[start:end]) + content[end:]
            ),
            lambda: content[:start] + few + content[start:],
            lambda: content[:start] + content[end:],
            lambda: content[:end] + content[start:],
            lambda: content[:start],
            lambda: content[:start] + b"[" * rng.choice([1, 5000]) + content[start:],
            lambda: content.replace(b"\n", b"\r\n"),
            lambda: content.decode("utf-8", "replace").encode(
                rng.choice(["latin-1", "gb18030", "utf-16", "utf-32"]), "replace"
            ),
        ]
    )()


def _parsed(content):
    """Return the JSON in a file; None where it is none, or nested deeper than what changes it bears."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data if _spots(data) is not None else None


def _spots(data):
    """Return every (container, key) of a JSON value, None where one lies too deep."""
    spots, level = [], [data]
    for _ in range(DEEPEST):
        inside = [
            (value, key)
            for value in level
            if isinstance(value, dict | list)
            for key in (value if isinstance(value, dict) else range(len(value)))
        ]
        if not inside:
            return spots
        spots += inside
        level = [value[key] for value, key in inside]
    return None


def _mutate_values(content, rng):
    """Remove, replace, swap, wrap, rename or nest values anywhere in the file."""
    data = _parsed(content)
    spots = _spots(data)
    if not spots:
        return content
    (one, key), (other, other_key) = rng.choice(spots), rng.choice(spots)
    value, depth = one[key], rng.choice([1, 10, 3000])
    step = rng.randrange(7)
    if step == 0:
        del one[key]
    elif step == 1:
        one[key] = copy.deepcopy(rng.choice(JUNK))
    elif step == 2:
        one[key] = copy.deepcopy(other[other_key])
    elif step == 3:
        one[key] = rng.choice([[value], {"x": value}, str(value), repr(value).encode().hex()])
    elif step == 4 and isinstance(one, dict):
        one[rng.choice(["source", "id", "cells", "metadata", "x"])] = one.pop(key)
    elif step == 5:
        text = json.dumps(data)
        return text.replace("null", "[" * depth + "]" * depth, 1).encode()
    elif isinstance(value, str) and value:
        one[key] = rng.choice(
            [
                value[::-1],
                value.upper(),
                value * 3,
                value[: len(value) // 2],
                value + rng.choice(["\n", "\ud800", "\0"]),
            ]
        )
    return json.dumps(data).encode()


def _mutate_cells(content, rng):
    """Reorder, duplicate, delete, split, merge, exchange or rewrite cells, or save them as another version of the format."""
    data = _parsed(content)
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list) or not cells or not all(isinstance(cell, dict) for cell in cells):
        return content
    one, other = rng.choice(cells), rng.choice(cells)
    at, source = rng.randrange(len(cells)), one.get("source")
    field = rng.choice(["id", "metadata", "source", "cell_type", "outputs", "attachments"])
    step = rng.randrange(10)
    if step == 0:
        rng.shuffle(cells)
    elif step == 1:
        cells.insert(at, copy.deepcopy(one))
    elif step == 2:
        del cells[at : at + rng.choice([1, 1, 5])]
    elif step == 3:
        one[field], other[field] = other.get(field), one.get(field)
    elif step == 4:
        for cell in cells:
            cell.pop(field, None)
    elif step == 5:
        one["source"] = rng.choice(
            ["a = 1", "    return 1", "1 / 0", "", "![x](attachment:x.png)", ["a\n", "b"], "#" * 10**5]
        )
    elif step == 6 and isinstance(source, list) and source:
        cut, second = rng.randrange(len(source)), copy.deepcopy(one)
        one["source"], second["source"] = source[:cut], source[cut:]
        cells.insert(cells.index(one) + 1, second)
    elif step == 7:
        one["attachments"] = rng.choice(
            [None, [], {"x.png": {"image/png": rng.choice(["AAAA", "<script>", ["AA", "AA"], 3])}}]
        )
    elif step == 8:
        data |= {"nbformat": rng.choice([1, 2, 3, 5, "4"]), "worksheets": [{"cells": data.pop("cells")}]}
    else:
        cells[at] = copy.deepcopy(rng.choice(JUNK))
    return json.dumps(data).encode()
