"""The command line: autograder release, collect, grade, feedback, status, report, export, selftest, show, record, site, bundle, demo and doctor."""

import argparse
import json
import logging
import os
import sys
import time
import warnings
from pathlib import Path

from autograder.room.sandbox import MODES, Limits
from autograder.source import SourceError

ROOT = Path(__file__).resolve().parent.parent
MOST = 10_000  # of whatever is counted
EXAMPLES = {  # below the help of each command, and all of them parsed in tests/test_help.py
    "release": """autograder release ch05_gated_networks
autograder release ch05_gated_networks --exchange
autograder release ch05_gated_networks --after-hand-ins""",
    "collect": """autograder collect ch05_gated_networks moodle.zip --roster worksheet.csv
autograder collect ch05_gated_networks ASSIGNMENT-submissions
autograder collect ch05_gated_networks""",
    "grade": """autograder grade ch05_gated_networks
autograder grade ch05_gated_networks --only ada wei --again
autograder grade ch05_gated_networks --workers 4 --limit memory_mb=4000 --limit cell_seconds=120
autograder grade ch05_gated_networks --json results.json
autograder grade ch05_gated_networks --scheduler tls://HOST:8786""",
    "feedback": """autograder feedback ch05_gated_networks
autograder feedback ch05_gated_networks --partial --zip pages.zip""",
    "status": """autograder status
autograder status ch05_gated_networks""",
    "export": """autograder export ch05_gated_networks > marks.csv
autograder export ch05_gated_networks --format moodle --into worksheet.csv
autograder export ch05_gated_networks --format canvas --into gradebook.csv --partial""",
    "report": """autograder report ch05_gated_networks
autograder report --anonymous --out report.html""",
    "selftest": """autograder selftest ch05_gated_networks
autograder selftest --mutants ch05_gated_networks
autograder selftest --rewrites --draws 3
autograder selftest --steady""",
    "show": "autograder show gru_step",
    "record": "autograder record ch05_gated_networks",
    "site": "autograder site --out public",
    "bundle": "autograder bundle --to FOLDER",
    "demo": "autograder demo ch05_gated_networks",
    "doctor": "autograder doctor",
}
TERM = [EXAMPLES[name].splitlines()[0] for name in ("release", "collect", "grade", "feedback", "status", "report")]


def main(arguments=None):
    """Run one command; bad input ends with one line on stderr and exit status 1."""
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__, **_below(*TERM))
    parser.add_argument("--version", action=_Version, nargs=0, help="say the versions of what marks depend on")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in {
        "release": "make the student editions and the values their checks compare with",
        "collect": "take hand-ins into classroom/submitted: from a learning platform's archive, a folder, or nbgrader's exchange",
        "grade": "grade what was handed in, through nbgrader",
        "feedback": "make the pages of whoever's marks, comments or work have changed, and release them to nbgrader's exchange",
        "status": "say of each chapter how far it is, who works on it, and what to do next",
        "export": "write marks as a table, or into the file that Canvas or Moodle gave: one column, and nothing else of it",
        "report": "say in one HTML file what the class did not understand, and who needs attention",
        "selftest": "test every check against the solution, the stub, misconceptions and alternatives",
        "show": "show an exercise: text, solution, cases, misconceptions, alternatives, survivors, each with file:line",
        "record": "run the notebooks in the full budget and keep what their tables say (hours; what is on record is passed by)",
        "site": "make a website of the notebooks as students get them, with what their cells show, in .build/site",
        "bundle": "pack what students receive: their package as a wheel, and all of course/ as a zip",
        "demo": "release, hand in, grade and report a class of synthetic students",
        "doctor": "say what this machine can do, and what to do about the rest",
    }.items():
        command = commands.add_parser(name, help=text, description=text, **_below(EXAMPLES[name]))
        if name == "doctor":
            continue
        if name == "show":
            command.add_argument("exercise", metavar="EXERCISE", help="like gru_step")
        elif name == "collect":
            command.add_argument("chapter", metavar="CHAPTER", help="like ch05_gated_networks")
            command.add_argument(
                "source",
                nargs="?",
                metavar="FROM",
                help="Moodle's or Canvas' archive, or a folder of zips, notebooks, folders or repositories; nbgrader's exchange unless named",
            )
            whole = "the class: id, first_name, last_name, email, lms_id, extension; or Canvas' gradebook, Moodle's worksheet"
            command.add_argument("--roster", metavar="FILE", help=whole)
        elif name == "export":
            _what_export_takes(command)
        elif name == "bundle":
            where = "where to write them (default: .build/bundle in the folder of the course)"
            command.add_argument("--to", type=Path, metavar="FOLDER", help=where)
        else:
            command.add_argument(
                "chapters", nargs="*", metavar="CHAPTER", help="like ch05_gated_networks; all unless named"
            )
        command.add_argument("--root", type=Path, default=ROOT, help="the folder of the course (default: %(default)s)")
        if name == "release":
            go_on = (
                "go on where somebody has handed in and questions or points change; marks of those that stay are kept"
            )
            command.add_argument("--after-hand-ins", action="store_true", help=go_on)
            exchange = "and put the chapters into nbgrader's exchange, where students fetch both languages at once"
            command.add_argument("--exchange", action="store_true", help=exchange)
        if name in ("grade", "feedback", "report"):
            globals()[f"_what_{name}_takes"](command)
        if name == "site":
            command.add_argument("--out", type=Path, metavar="FOLDER", help="where to write it, a folder of its own")
        if name == "selftest":
            command.add_argument("--json", type=Path, metavar="FILE", help="write the results there as well")
            wrong = "instead, try small changes of the solutions that make them wrong; each must lose points"
            command.add_argument("--mutants", dest="tried", action="append_const", const="mutant", help=wrong)
            right = "instead, try changes that leave them right; each must get full marks"
            command.add_argument("--rewrites", dest="tried", action="append_const", const="rewrite", help=right)
            command.add_argument(
                "--draws", type=_count, default=1, metavar="N", help="try rewrites on so many draws of inputs"
            )
            same = "instead, round differently and draw other seeds; no verdict may change"
            command.add_argument("--steady", action="store_true", help=same)
    options = parser.parse_args(arguments)
    os.environ.setdefault("MPLBACKEND", "Agg")
    # Hundreds of small models are made here, many of them wrong on purpose: what the libraries say of them is no news.
    logging.getLogger("tensorflow").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="keras")
    try:
        return globals()[f"_{options.command}"](options)
    except SourceError as error:
        from autograder.classroom.pages import terminal

        print(f"autograder: {terminal(str(error))}", file=sys.stderr)
        return 1


class _Version(argparse.Action):
    """Says the versions, only where they are asked for: every other command would wait for a look at all packages."""

    def __call__(self, parser, *_):
        """Say them and end."""
        from autograder.doctor import versions

        print(versions())
        parser.exit()


def _below(*examples):
    """Return how a parser is to show examples: below, line by line as they are."""
    lines = "\n".join(examples).splitlines()
    below = "\n".join(["examples:", *(f"  {line}" for line in lines)])
    return {"epilog": below, "formatter_class": argparse.RawDescriptionHelpFormatter}


def _count(text):
    """Return how many of something are asked for; raise what argparse wants where nobody could have so many."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {MOST}")
    return int(text)


def _what_export_takes(command):
    from autograder.classroom.platforms import FORMATS

    command.add_argument("chapter", metavar="CHAPTER", help="like ch05_gated_networks")
    command.add_argument("--format", choices=FORMATS, default="csv", help="whose file it is (default: a plain table)")
    command.add_argument(
        "--into", type=Path, metavar="FILE", help="the file as the platform gave it; of csv, a new one"
    )
    command.add_argument("--partial", action="store_true", help="go on without those whose answers are not all read")
    title = "the title of Canvas' column, where the chapter's name is not in it"
    command.add_argument("--column", metavar="NAME", help=title)


def _what_grade_takes(command):
    _only(command)
    command.add_argument("--again", action="store_true", help="grade also what has not changed since it was")
    whole = "write the results there, as one JSON document; to stdout, and nothing else, where it is -"
    command.add_argument("--json", metavar="FILE", help=whole)
    at_a_time = "submissions at a time (default: all cores, or those of all workers)"
    command.add_argument("--workers", type=_count, metavar="N", help=at_a_time)
    whose = "have them run by the workers of the Dask scheduler at tcp://HOST:PORT or tls://HOST:PORT"
    command.add_argument("--scheduler", metavar="ADDRESS", help=whose)
    command.add_argument("--isolation", choices=MODES, help="'process' where the machine cannot isolate")
    command.add_argument("--strict", action="store_true", help="what an exercise rules out costs its points")
    defaults = ", ".join(f"{name}={value}" for name, value in Limits()._asdict().items())
    one = f"of one submission (default: {defaults})"
    command.add_argument("--limit", action="append", default=[], metavar="NAME=VALUE", help=one)


def _only(command):
    these = "these students only; chapters are named before them"
    command.add_argument("--only", nargs="+", default=[], metavar="STUDENT", help=these)


def _what_feedback_takes(command):
    _only(command)
    command.add_argument("--partial", action="store_true", help="send back also what has answers to read")
    command.add_argument("--again", action="store_true", help="make also the pages of which nothing has changed")
    whole = "write the pages of one chapter that are sent back as a zip that Moodle takes as feedback files, too"
    command.add_argument("--zip", type=Path, metavar="FILE", help=whole)


def _what_report_takes(command):
    command.add_argument("--anonymous", action="store_true", help="numbers for students, and no links")
    where = "where to write it (default: classroom/report.html in the folder of the course)"
    command.add_argument("--out", type=Path, metavar="FILE", help=where)


def _warn_of_readers(root):
    from autograder.classroom.privacy import open_to_others

    for line in open_to_others(root):
        print(f"autograder: {line}", file=sys.stderr)


def _release(options):
    from autograder.classroom.release import release

    _warn_of_readers(options.root)
    chapters = release(options.root, options.chapters, options.after_hand_ins, say=lambda line: print(line, flush=True))
    print(f"released {', '.join(chapters)}", flush=True)
    if options.exchange:
        from autograder.classroom.exchange import hand_out

        for line in hand_out(options.root, chapters):
            print(line, flush=True)


def _collect(options):
    from autograder.classroom.collect import collect

    _warn_of_readers(options.root)
    said = None
    for said in collect(options.root, options.chapter, options.source, options.roster):
        print(said.line, file=sys.stdout if said.good else sys.stderr, flush=True)
    return int(not said.good)


def _grade(options):
    from autograder.classroom.cluster import in_plain
    from autograder.classroom.grade import document, grade
    from autograder.classroom.privacy import write

    chosen = {"limits": dict(map(_limit, options.limit)), "isolation": options.isolation, "strict": options.strict}
    chosen = {name: value for name, value in chosen.items() if value}  # the rest is as nbgrader_config.py has it
    _warn_of_readers(options.root)
    # As they are now: solutions, whose words nobody needs, run beside this in other threads.
    stdout, err = sys.stdout, sys.stderr
    out = err if options.json == "-" else stdout
    how = {"workers": options.workers, "options": chosen, "again": options.again, "scheduler": options.scheduler}
    if options.scheduler and (line := in_plain(options.scheduler)):
        print(f"autograder: {line}", file=err)
    elif not options.scheduler:
        how["workers"] = options.workers or os.cpu_count()
    done = _told(grade(options.root, options.chapters, options.only, **how), out, err)
    became = document(done)
    totals = "{graded} graded, {as_before} as before, {not_graded} not graded, {to_read} to read"
    print(totals.format_map(became), file=out)
    if options.json == "-":
        print(json.dumps(became, indent=1), file=stdout)
    elif options.json:
        write(options.json, f"{json.dumps(became, indent=1)}\n", "--json")
    return int(became["not_graded"] > 0)


def _told(graded, out, err):
    """Say what becomes of each hand-in, as it comes, and to a terminal what it waits for and how long the rest takes; return all of it."""
    started, done = time.monotonic(), []
    cleared = "\r\x1b[K" if err.isatty() else ""
    waits = "the chapter's solutions are run first: a minute until the first line"
    try:
        print(waits if cleared else "", end="", file=err, flush=True)
        for said in graded:
            done.append(said)
            print(cleared, end="", file=err, flush=True)
            print(said.line, file=out if said.good else err, flush=True)
            run = sum(not one.as_before for one in done)
            if cleared and said.left and run:
                minutes = (time.monotonic() - started) / run * said.left / 60
                print(f"{said.left} left, about {minutes:.0f} min", end="", file=err, flush=True)
    finally:
        print(cleared, end="", file=err, flush=True)
    return done


def _feedback(options):
    from autograder.classroom.feedback import feedback, packed

    if options.zip and len(options.chapters) != 1:
        raise SourceError("feedback --zip: name one chapter; Moodle's numbers are those of one assignment")
    _warn_of_readers(options.root)
    done = []
    for said in feedback(options.root, options.chapters, options.only, options.partial, options.again):
        done.append(said)
        print(said.line, file=sys.stdout if said.good else sys.stderr, flush=True)
    failed = sum(not said.good for said in done)
    same, waiting = sum(said.as_before for said in done), sum(said.waiting for said in done)
    print(
        f"{len(done) - failed - same - waiting} sent back, {same} as before, {waiting} to read, {failed} not sent back"
    )
    if options.zip:
        print(packed(options.root, *options.chapters, options.zip))
    return int(failed > 0)


def _status(options):
    from autograder.classroom.status import status

    for line in status(options.root, options.chapters):
        print(line, flush=True)


def _export(options):
    from autograder.classroom.marks_out import export

    asked = options.chapter, options.format, options.into, options.partial, options.column
    for line in export(options.root, *asked):
        print(line)


def _report(options):
    from autograder.classroom.report import report

    _warn_of_readers(options.root)
    print(f"wrote {report(options.root, options.chapters, options.out, options.anonymous)}")


def _limit(text):
    """Return the name and the value of a limit given as NAME=VALUE."""
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise SourceError(f"--limit {text}: write NAME=VALUE with a number") from None


def _selftest(options):
    if options.tried and options.steady:
        raise SourceError("selftest --steady: ask for it alone, without --mutants and --rewrites")
    if options.tried:
        from autograder.proof.trials import table, trials

        results = trials(options.root, options.chapters, options.tried, options.draws)
    elif options.steady:
        from autograder.proof.steady import steady, table

        results = list(steady(options.root, *options.chapters))
    else:
        from autograder.proof.selftest import selftest, table

        results = list(selftest(options.root, *options.chapters))
    print(table(results))
    if options.json:
        options.json.write_text(
            json.dumps([r._asdict() for r in results], indent=1, ensure_ascii=False), encoding="utf-8"
        )
    return int(not all(r.passed for r in results))


def _show(options):
    from autograder.proof.show import show

    for part in show(options.root, options.exercise):
        print(part, flush=True)


def _record(options):
    from autograder.proof.record import record

    return int(bool(record(options.root, options.chapters, say=lambda line: print(line, flush=True))))


def _site(options):
    from autograder.website.pages import site

    folder = site(options.root, options.chapters, options.out, say=lambda line: print(line, flush=True))
    print(f"wrote {folder}; to look at it: python -m http.server -d {folder}")


def _bundle(options):
    from autograder.classroom.bundle import bundle

    for path in bundle(options.root, options.to):
        print(f"wrote {path}, {path.stat().st_size / 1e6:.1f} MB")


def _demo(options):
    from autograder.classroom.demo import demo

    return int(not demo(options.root, options.chapters))


def _doctor(options):
    from autograder.doctor import findings

    failed = False
    for finding in findings(ROOT):
        print(finding)
        failed |= finding.needed and not finding.good
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
