"""What the command line says of itself holds: its examples and those of the pages are read by the real parser, and a number that is none is refused."""

import argparse
import io
import re
import shlex
import subprocess
import sys

import pytest
from conftest import ROOT
from unrolled import __main__ as of_students
from unrolled.data import SHA256

from autograder import __main__ as command
from autograder import doctor
from autograder.classroom.grade import Said
from autograder.classroom.unchanged import Standing
from autograder.source import SourceError

PAGES = ("README.md", "OPERATING.md", "HUB.md", "CONTRIBUTING.md")
EXAMPLES = [line for text in command.EXAMPLES.values() for line in text.splitlines()]


def said_in(page):
    """Return the commands of a page, as somebody would type them: between backticks, and where a line of code begins with one."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"`(autograder [^`\n]+)`", text) + re.findall(r"^(autograder [^\n]+)$", text, re.MULTILINE)


@pytest.fixture
def parsed(monkeypatch):
    """A function that reads a line as a shell and the real parser do, and returns the options with which its command would run."""
    for name in command.EXAMPLES:
        monkeypatch.setattr(command, f"_{name}", lambda options: options)

    def read(line):
        program, *arguments = shlex.split(line.partition(" > ")[0], comments=True)
        assert program == "autograder"
        return command.main(arguments)

    return read


@pytest.mark.parametrize("line", EXAMPLES)
def test_each_example_is_a_command(line, parsed):
    options = parsed(line)
    assert isinstance(options, argparse.Namespace)
    assert line in command.EXAMPLES[options.command].splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_each_command_of_the_pages_is_one(page, parsed):
    lines = said_in(page)
    assert len(lines) >= 4
    for line in lines:
        assert parsed(line).command in command.EXAMPLES


@pytest.mark.parametrize("name", command.EXAMPLES)
def test_help_of_each_command_ends_with_its_examples(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        command.main([name, "--help"])
    lines = [f"  {line}" for line in command.EXAMPLES[name].splitlines()]
    assert capsys.readouterr().out.splitlines()[-len(lines) - 1 :] == ["examples:", *lines]


def test_help_of_all_names_each_command_and_the_way_through_a_term(capsys):
    with pytest.raises(SystemExit, match="0"):
        command.main(["--help"])
    said = capsys.readouterr().out
    assert re.search(r"\{([\w,]+)\}", said)[1].split(",") == [*command.EXAMPLES]
    assert all(said.count(f"\n  {line}\n") == 1 for line in command.TERM)


def test_the_version_is_told_with_those_of_what_marks_depend_on(capsys):
    with pytest.raises(SystemExit, match="0"):
        command.main(["--version"])
    (line,) = capsys.readouterr().out.splitlines()
    names = r"autograder \d.*, unrolled \d.*, keras \d.*, tensorflow \d.*, nbgrader \d.*, Python 3\.\d+\.\d+"
    assert re.fullmatch(names, line)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["grade", "--help"], ["doctor"]])
def test_what_is_answered_in_a_moment_imports_nothing_large(arguments):
    large = "{'tensorflow', 'keras', 'unrolled', 'nbgrader', 'nbformat', 'numpy', 'jax', 'torch'}"
    code = f"import sys; from autograder.__main__ import main\ntry:\n    main({arguments})\nexcept SystemExit:\n    pass\nprint({large} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize("text", ["-1", "0", "x", "1.5", "", "1e3", "10001", "nan"])
@pytest.mark.parametrize("before", [["grade", "--workers"], ["selftest", "--draws"]])
def test_a_number_that_cannot_be_is_refused_in_a_line(before, text, capsys):
    with pytest.raises(SystemExit, match="2"):
        command.main([*before, text])
    last = capsys.readouterr().err.splitlines()[-1]
    assert (
        last == f"autograder {before[0]}: error: argument {before[1]}: {text!r} is not a whole number from 1 to 10000"
    )


@pytest.mark.parametrize("text", ["-1", "0", "x", "", "inf", "nan"])
def test_a_time_that_cannot_be_is_refused_in_a_line(text, capsys):
    with pytest.raises(SystemExit, match="2"):
        of_students.main(["check", "gru.ipynb", "--seconds", text])
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.endswith(f"error: argument --seconds: {text!r} is no number of seconds above 0")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("memory_mb=-1", "the limit memory_mb is -1.0; it has to be a number above 0, at most 1e+09"),
        ("processes=1.5", "the limit processes is 1.5; it has to be a whole number above 0, at most 1e+09"),
        ("memory_mb=nan", "the limit memory_mb is nan; it has to be a number above 0, at most 1e+09"),
        ("memory_mb", "--limit memory_mb: write NAME=VALUE with a number"),
        ("memory_mb=", "--limit memory_mb=: write NAME=VALUE with a number"),
        ("seeds=3", "there is no limit 'seeds'; choose one of cell_seconds, "),
    ],
)
def test_a_limit_that_cannot_be_is_refused_in_a_line(text, said, tmp_path, capsys):
    assert command.main(["grade", "--root", str(tmp_path), "--limit", text]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"autograder: {said}")


def test_what_the_doctor_looks_for_is_what_the_course_uses():
    assert set(doctor.DATA) == SHA256.keys()


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self):
        """Say so."""
        return True


@pytest.mark.parametrize("stream", [Terminal, io.StringIO])
def test_a_terminal_is_told_how_long_grading_takes_and_an_error_has_its_own_line(stream, tmp_path, monkeypatch):
    def stopped(*_, **__):
        yield Said("ch01", "ada", Standing(3, 5, 0, 0, "", {}, {}), left=2)
        yield Said("ch01", "ben", None, problem="it is empty", left=1)
        raise SourceError("the disk is full")

    monkeypatch.setattr("autograder.classroom.grade.grade", stopped)
    monkeypatch.setattr(sys, "stderr", stream())
    monkeypatch.setattr(sys, "stdout", stream())
    assert command.main(["grade", "--root", str(tmp_path)]) == 1
    shown = [line.rpartition("\r\x1b[K")[2] for line in sys.stderr.getvalue().split("\n")]
    assert shown == ["ch01 ben: not graded: it is empty", "autograder: the disk is full", ""]
    assert sys.stdout.getvalue() == "ch01 ada: 3 of 5\n"
    passing = re.findall(r"[^\r\n]+(?=\r)", sys.stderr.getvalue().replace("\x1b[K", ""))
    first = "the chapter's solutions are run first: a minute until the first line"
    assert passing == ([first, "2 left, about 0 min", "1 left, about 0 min"] if stream is Terminal else [])
