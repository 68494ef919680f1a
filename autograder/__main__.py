"""The command line: autograder release, grade, selftest and demo."""

import argparse
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None):
    """Run one command; bad input ends with one line on stderr and exit status 1."""
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in {
        "release": "make the student editions and the values their checks compare with",
        "grade": "grade what was handed in, through nbgrader",
        "selftest": "test every check against the solution, the stub, misconceptions and alternatives",
        "demo": "release, hand in, grade and report a class of synthetic students",
    }.items():
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument(
            "chapters", nargs="*", metavar="CHAPTER", help="like ch05_gated_networks; all unless named"
        )
        command.add_argument("--root", type=Path, default=ROOT, help="the folder of the course (default: %(default)s)")
        if name == "release":
            command.add_argument("--lang", choices=("en", "zh"), help="one edition only")
        if name == "grade":
            command.add_argument("--student", help="one student only")
        if name == "selftest":
            command.add_argument("--json", type=Path, metavar="FILE", help="write the results there as well")
    options = parser.parse_args(arguments)
    from autograder.notebooks import SourceError

    os.environ.setdefault("MPLBACKEND", "Agg")
    try:
        return globals()[f"_{options.command}"](options)
    except SourceError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1


def _release(options):
    from autograder.release import LANGS, release

    for chapter in release(options.root, options.chapters, (options.lang,) if options.lang else LANGS):
        print(f"released {chapter}")


def _grade(options):
    from autograder.classroom import grade

    failed = 0
    for line, good in grade(options.root, options.chapters, options.student):
        print(line, file=sys.stdout if good else sys.stderr)
        failed += not good
    return int(failed > 0)


def _selftest(options):
    from autograder.selftest import selftest, table

    results = list(selftest(options.root, *options.chapters))
    print(table(results))
    if options.json:
        options.json.write_text(
            json.dumps([r._asdict() for r in results], indent=1, ensure_ascii=False), encoding="utf-8"
        )
    return int(not all(r.passed for r in results))


def _demo(options):
    from autograder.classroom import demo

    return int(not demo(options.root, options.chapters))


if __name__ == "__main__":
    sys.exit(main())
