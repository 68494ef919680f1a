"""What a student can ask of the course without opening a notebook."""

import argparse
import json
import math
import sys
from contextlib import suppress
from pathlib import Path

from unrolled.kernel import LANGS, NotebookError, read, run

CHECKS = """Check notebooks as you would by running them: their cells, in order, in a fresh kernel, past those that fail; cells
that only show something are left out. It says of each exercise what its check says."""
ONLY = """It is feedback, and nothing else: no mark comes of it, and nothing that it says is trusted where work is graded, with
other inputs. The exit status is 0 where every exercise of every notebook is wholly right."""
CELL = ("cell {} ({}): {}", "第 {} 个单元格（{}）：{}")
TOTAL = ("{} of {} exercises right", "{1} 道练习中有 {0} 道正确")


def main(arguments=None):
    """Run one command; bad input ends with one line on stderr and exit status 1."""
    parser = argparse.ArgumentParser(prog="python -m unrolled", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("check", help="say what the checks of notebooks say", description=CHECKS, epilog=ONLY)
    command.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    data = "one JSON document instead of text: of each exercise cases, share, points and what was named"
    command.add_argument("--json", action="store_true", help=data)
    command.add_argument("--begun", action="store_true", help="pass by notebooks in which no exercise was begun")
    limit = "that a cell, or a check, may take (default: %(default)s)"
    command.add_argument("--seconds", type=_seconds, default=60, metavar="N", help=limit)
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(errors="replace")  # whatever a terminal can't show
    try:
        return _check(options)
    except NotebookError as error:
        print(f"unrolled: {error}", file=sys.stderr)
        return 1


def _seconds(text):
    """Return a limit of time; raise what argparse wants where it is none."""
    with suppress(ValueError):
        if 0 < float(text) < math.inf:
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")


def _check(options):
    """Check notebooks, and print what becomes of them as it does; return the exit status."""
    notebooks, done = _chosen(options.notebooks, options.begun), []
    for notebook in notebooks:
        if len(notebooks) > 1 and not options.json:
            print(f"{notebook.path}:", flush=True)
        exercises, failed = {}, []
        for step, said in run(notebook, options.seconds):
            if step.exercise:
                exercises[step.exercise] = result = _result(step, said)
                lines = _lines(result, notebook.lang)
            else:
                failed.append({"cell": step.cell} | said)
                first = step.source.strip().splitlines()[0][:60]
                lines = [CELL[LANGS.index(notebook.lang)].format(step.cell, first, said["problem"])]
            if not options.json:
                print(*lines, sep="\n", flush=True)
        about = {"notebook": str(notebook.path), "lang": notebook.lang}
        done.append(about | {"exercises": exercises, "failed_cells": failed})
    results = [result for notebook in done for result in notebook["exercises"].values()]
    right = sum(result["all_right"] for result in results)
    if options.json:
        points = sum(result.get("points", 0) for result in results)
        totals = {"exercises": len(results), "all_right": right, "points": points}
        print(json.dumps({"notebooks": done, "totals": totals}, indent=1))
    else:
        chinese = all(notebook.lang == "zh" for notebook in notebooks)
        print(TOTAL[chinese].format(right, len(results)))
    return int(right < len(results))


def _chosen(paths, begun):
    """Return the notebooks to check, with `begun` without those in which nothing was; raise NotebookError where one can't be."""
    notebooks, seen = [], set()
    for path in paths:
        notebook = read(path)
        if (place := path.resolve()) in seen:
            raise NotebookError(f"{path} is named twice; name it once")
        seen.add(place)
        if not begun and not notebook.exercises:
            raise NotebookError(f"{path} has no exercise; name a notebook of the course")
        if not begun or notebook.begun:
            notebooks.append(notebook)
    if not notebooks:
        raise NotebookError("no exercise is begun in these notebooks; write an answer first")
    return notebooks


def _result(step, said):
    """Return what is told of an exercise: what its check says, or that it says nothing."""
    nothing = {"cases": None, "right": 0, "share": 0.0, "all_right": False, "not_attempted": False}
    points = {} if step.points is None else {"points": step.points}
    if "problem" in said:
        said = {"headline": f"{step.exercise}: {said['problem']}", **nothing, "named": [], "remarks": []}
    return said | points


def _lines(result, lang):
    """Return a result as lines of text."""
    remarks = [f"  ⚠ {text[lang]}" for text in result["remarks"]]
    return [result["headline"], *remarks, *(f"  ➜ {text[lang]}" for text in result["named"])]


if __name__ == "__main__":
    sys.exit(main())
