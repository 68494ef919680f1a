"""A class is graded on other machines as on this one, also where one of them is lost; what keeps it from being graded there is one line."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager

import dask
import nbformat
import pytest
from conftest import MISTAKES, PROBE, ROOT, SMALL, edit, fill, grade_by_autograder, hand_in_mixed, new
from distributed import KilledWorker
from nbgrader.api import Comment, Grade

from autograder.classroom import cluster, plugin
from autograder.classroom.cluster import Workers, in_plain
from autograder.classroom.gradebook import of_chapter, transaction
from autograder.classroom.state import OfTheCourse
from autograder.marking import elsewhere
from autograder.marking.reference import secret_seeds
from autograder.source.misconceptions import misconceptions
from autograder.source.notebooks import SourceError, read

CHAPTER = "ch05_gated_networks"
START_SECONDS = 300  # a limit only
ENDS = "# ends its worker"

# What a worker knows besides of the small chapter, and a way to judge it without a kernel.
WORKER = f"""
    import os, signal
    from pathlib import Path

    from nbformat.v4 import new_output
    from unrolled import probes
    from unrolled.check import collect

    from autograder.marking import judging
    from autograder.source import misconceptions

    def grade(notebook, reference, limits, isolation="sandbox", strict=False):
        space = {{"__name__": "__main__"}}
        for cell in notebook.cells:
            told = cell.metadata.get("nbgrader", {{}}).get("locked") or "play" in cell.metadata.get("tags", [])
            if cell.cell_type == "code" and not told:
                if {ENDS!r} in cell.source and "ENDED" in os.environ and not Path(os.environ["ENDED"]).exists():
                    Path(os.environ["ENDED"]).touch()
                    os.kill(os.getpid(), signal.SIGKILL)
                exec(cell.source, space)
                cell.outputs = [new_output("stream", text=f"{{limits.memory_mb}} {{strict}} {{reference.seed('mix')}}")]
        public = reference.public
        got = {{name: collect(name, space, public.seed(name))[1] for name in public.exercises}}
        return {{name: public.judge(name, results) for name, results in got.items()}}

    def dask_setup(_):
        for package in probes, misconceptions:
            package.__path__.append(str(Path.cwd() / package.__name__.rpartition(".")[2]))
        judging.grade = grade
"""


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """What Dask's configuration says of certificates, and the same for processes: one that is signed by itself does for all."""
    folder = tmp_path_factory.mktemp("tls")
    pair = {"cert": str(folder / "cert.pem"), "key": str(folder / "key.pem")}
    order = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=course"]
    subprocess.run([*order, "-keyout", pair["key"], "-out", pair["cert"]], check=True, capture_output=True)
    roles = dict.fromkeys(("scheduler", "worker", "client"), pair)
    named = {f"distributed.comm.tls.{role}.{name}": path for role in roles for name, path in pair.items()}
    named["distributed.comm.tls.ca-file"] = pair["cert"]
    return named, {f"DASK_{name.replace('.', '__').replace('-', '_').upper()}": path for name, path in named.items()}


@contextmanager
def scheduler(folder, protocol="tcp", **environment):
    """Run a scheduler on this machine; yield its address, and a function that starts so many workers and returns their processes."""
    environment, processes = os.environ | environment, []

    def started(*order):
        with open(folder / f"{len(processes)}.log", "w") as log:
            order = [sys.executable, "-m", "dask", *map(str, order)]
            processes.append(subprocess.Popen(order, stdout=log, stderr=log, env=environment, cwd=folder))
        return processes[-1]

    def until(ready):
        last = time.monotonic() + START_SECONDS
        while not ready():
            logs = "".join(path.read_text() for path in folder.glob("*.log"))
            assert all(process.poll() is None for process in processes), logs
            assert time.monotonic() < last, logs
            time.sleep(0.2)

    def workers(count, *options):
        order = ["worker", address, "--nthreads", 1, "--no-nanny", "--no-dashboard", "--local-directory", folder]
        theirs = [started(*order, *options) for _ in range(count)]
        logs = [folder / f"{processes.index(one)}.log" for one in theirs]
        until(lambda: all("Registered to" in log.read_text() for log in logs))
        return theirs

    file = folder / "scheduler.json"
    try:
        order = ["--protocol", protocol, "--host", "127.0.0.1", "--port", 0, "--dashboard-address", "127.0.0.1:0"]
        first = started("scheduler", *order, "--scheduler-file", file)
        until(lambda: file.exists() and file.read_text().endswith("}"))
        address = json.loads(file.read_text())["address"]
        yield address, workers, first
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def small_cluster(tmp_path_factory, tls):
    """A scheduler with two workers who know the small chapter, over TLS: its address, its process, theirs, and what the first who loses one leaves."""
    folder = tmp_path_factory.mktemp("cluster")
    for name, content in {"probes": PROBE, "misconceptions": MISTAKES}.items():
        (folder / name).mkdir()
        (folder / name / f"{SMALL}.py").write_text(content, encoding="utf-8")
    (folder / "small_worker.py").write_text(textwrap.dedent(WORKER), encoding="utf-8")
    ended = folder / "ended"
    with scheduler(folder, "tls", ENDED=str(ended), **tls[1]) as (address, workers, first):
        yield address, first, workers(2, "--preload", folder / "small_worker.py"), ended


@pytest.fixture
def course(small_class, tls, monkeypatch):
    """The small course with hand-ins of four, two of them the same; they are judged here as by the cluster's workers, whose certificates are known."""
    known = {}
    exec(textwrap.dedent(WORKER), known)
    monkeypatch.setattr(plugin, "grade", known["grade"])
    submitted = small_class / "classroom/submitted"
    hand_in_mixed(small_class, submitted / "cleo")
    edit(submitted / "ben" / SMALL / "mixing.ipynb", "(1 - share) * other", "share * other")
    edit(submitted / "cleo" / SMALL / "mixing.ipynb", "(1 - share) * other", f"(1 - share) * other  {ENDS}")
    hand_in_mixed(small_class, submitted / "dan")
    with dask.config.set(tls[0]):
        yield small_class


def booked(root, chapter=SMALL):
    """Return all marks and comments of a chapter."""
    asked = {Grade: (Grade.auto_score, Grade.needs_manual_grade), Comment: (Comment.auto_comment,)}
    with transaction(f"sqlite:///{root}/classroom/gradebook.db", "") as session:
        rows = [of_chapter(session, chapter, table, *columns) for table, columns in asked.items()]
        return [sorted(map(tuple, found), key=repr) for found in rows]


def shown(root, seeded):
    """Return what the graded notebooks show, all but the numbers that `seeded` gives for the run's seed."""
    found = {}
    for path in sorted((root / "classroom/autograded").glob("*/*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        text = json.dumps([cell.get("outputs") for cell in notebook.cells])
        for number in seeded(notebook.metadata.unrolled.seed):
            assert number in text
            text = text.replace(number, "")
        found[path.parts[-3:]] = text
    return found


def test_marks_comments_and_outputs_are_those_of_one_machine(course, small_cluster, capsys):
    def of_mix(seed):
        return [str(secret_seeds(seed)("mix"))]

    edit(course / "classroom/submitted/cleo" / SMALL / "mixing.ipynb", ENDS, "")
    how = ["--again", "--limit", "memory_mb=1234", "--strict"]
    capsys.readouterr()
    assert grade_by_autograder(*how, "--scheduler", small_cluster[0]) == 0
    there = capsys.readouterr()
    assert there.err == ""
    assert [line.partition(" ")[2] for line in there.out.splitlines()[:-1]] == [
        *("ada: 3 of 5", "ben: 0 of 5", "cleo: 3 of 5", "dan: 3 of 5"),
    ]
    marks, outputs = booked(course), shown(course, of_mix)
    assert "Both get the same share." in json.dumps(marks)
    assert all("1234.0 True " in text for text in outputs.values())
    assert grade_by_autograder(*how) == 0
    assert capsys.readouterr() == there
    assert (booked(course), shown(course, of_mix)) == (marks, outputs)
    assert grade_by_autograder(*how[1:], "--scheduler", small_cluster[0], "--workers", "1") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 graded, 4 as before")


def test_a_worker_with_other_code_grades_nobody(course, small_cluster, capsys, monkeypatch):
    monkeypatch.setattr(elsewhere, "installed", lambda: "other")
    capsys.readouterr()
    assert grade_by_autograder("--scheduler", small_cluster[0]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("autograder: the worker on ")
    assert err.endswith("; install there what is installed here, and start it anew\n")
    assert booked(course) == [[], []]


def test_a_worker_that_is_lost_costs_nobody_a_mark(course, small_cluster, capsys):
    address, _, workers, ended = small_cluster
    assert grade_by_autograder("--scheduler", address) == 0
    assert capsys.readouterr().err == ""
    assert ended.exists()
    assert [process.wait(START_SECONDS) for process in workers if process.poll() is not None] == [-signal.SIGKILL]
    marks = booked(course)
    assert grade_by_autograder("--again") == 0
    assert booked(course) == marks


def test_a_scheduler_that_is_lost_ends_the_run_with_what_was_graded_kept(course, small_cluster, capsys, monkeypatch):
    """The last test of this cluster."""
    address, process, *_ = small_cluster
    assert grade_by_autograder("--scheduler", address, "--only", "ada") == 0
    marks, run = booked(course), Workers.run

    def run_and_lose(*arguments):
        process.kill()
        process.wait()
        return run(*arguments)

    monkeypatch.setattr(Workers, "run", run_and_lose)
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    capsys.readouterr()
    assert grade_by_autograder("--scheduler", address) == 1
    said = f"the scheduler at {address} is lost; what was graded until then stays, start it and run this again"
    assert capsys.readouterr() == (f"{SMALL} ada: 3 of 5, as before\n", f"autograder: {said}\n")
    assert booked(course) == marks


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("somewhere", "--scheduler somewhere: write tcp://HOST:PORT or tls://HOST:PORT"),
        ("http://localhost:8786", "--scheduler http://localhost:8786: write tcp://HOST:PORT or tls://HOST:PORT"),
        ("tls://localhost:8786", f"tls://localhost:8786: there are no certificates; {cluster.NO_CERTIFICATES}"),
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1 (Timed out trying to connect to"),
    ],
)
def test_an_address_at_which_nobody_can_be_asked_is_one_line(small_class, capsys, monkeypatch, address, said):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    capsys.readouterr()
    assert grade_by_autograder("--scheduler", address) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"autograder: {said}")
    assert booked(small_class) == [[], []]
    assert not (small_class / "classroom/autograded").exists()


def test_certificates_that_are_none_are_one_line(small_class, capsys):
    named = {f"distributed.comm.tls.{name}": "/no/such.pem" for name in ("ca-file", "client.cert", "client.key")}
    capsys.readouterr()
    with dask.config.set(named):
        assert grade_by_autograder("--scheduler", "tls://localhost:8786") == 1
    why = "the certificates can't be used ([Errno 2] No such file or directory)"
    assert capsys.readouterr().err == f"autograder: tls://localhost:8786: {why}; {cluster.NO_CERTIFICATES}\n"


def test_a_scheduler_without_workers_is_one_line(small_class, capsys, monkeypatch, tmp_path_factory):
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 5)
    with scheduler(tmp_path_factory.mktemp("alone")) as (address, *_):
        capsys.readouterr()
        assert grade_by_autograder("--scheduler", address) == 1
    said = f"{address} has no workers; start one, on each machine: dask worker {address}"
    assert capsys.readouterr() == ("", f"autograder: {said}\n")


def test_without_the_package_it_says_what_to_install(small_class, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    capsys.readouterr()
    assert grade_by_autograder("--scheduler", "tcp://127.0.0.1:8786") == 1
    said = "--scheduler needs the package distributed; run: pip install distributed"
    assert capsys.readouterr() == ("", f"autograder: {said}\n")


def test_code_that_is_not_isolated_is_kept_from_a_cluster(small_class, capsys):
    capsys.readouterr()
    assert grade_by_autograder("--scheduler", "tcp://127.0.0.1:8786", "--isolation", "process") == 1
    said = "--scheduler: code that is not isolated could reach it, and through it every worker; isolate"
    assert capsys.readouterr() == ("", f"autograder: {said}\n")


@pytest.mark.parametrize(
    ("address", "open_to_others"),
    [
        ("tcp://grader.example:8786", True),
        ("tcp://[2001:db8::1]:8786", True),
        ("tls://grader.example:8786", False),
        ("tcp://127.0.0.1:8786", False),
        ("tcp://[::1]:8786", False),
        ("nonsense", False),
    ],
)
def test_an_address_that_is_open_to_others_is_told(address, open_to_others):
    assert bool(in_plain(address)) == open_to_others


class Client:
    """A client of a scheduler where whatever is asked ends with an exception."""

    class Future:
        """What was asked."""

        status = "error"

    def __init__(self, error):
        self.error = error

    def submit(self, *_):
        """Be asked."""
        future = self.Future()
        future.result = self.raised
        return future

    def raised(self, timeout):
        """Answer."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (
            KilledWorker("graded", "w", 3),
            RuntimeError,
            "it could not be run: 4 workers were lost over it, one after the other; grade it again",
        ),
        (SourceError("the worker on w is another"), OfTheCourse, "the worker on w is another"),
        (
            ModuleNotFoundError("none", name="autograder"),
            OfTheCourse,
            "the scheduler or a worker at tcp://h:1 lacks the package autograder;"
            " install there what is installed here, and start it anew",
        ),
        (TimeoutError("of its own"), TimeoutError, "of its own"),
        (OSError(28, "No space left on device", "/tmp/x"), OSError, "[Errno 28] No space left on device: '/tmp/x'"),
    ],
)
def test_what_a_worker_raises_is_told_of_the_hand_in_or_of_the_course(error, kind, said):
    with pytest.raises(kind, match=f"^{re.escape(said)}$"):
        Workers(Client(error), "tcp://h:1").run("", nbformat.v4.new_notebook(), "lstm")


# -- with kernels ----------------------------------------------------------------------------------


@pytest.mark.proof
def test_a_real_class_is_graded_with_the_same_marks_and_comments_while_workers_come_and_go(
    fresh_course, tmp_path, tmp_path_factory, tls
):
    root = tmp_path / "course"
    shutil.copytree(fresh_course, root, ignore=shutil.ignore_patterns("submitted", "autograded", "feedback", "graded"))
    cells = read(ROOT / "solutions" / CHAPTER / "lstm.py")
    right = {cell.name: cell.source for cell in cells if cell.role == "exercise"}
    mistaken = right | {"lstm_step": misconceptions("lstm_step")[0].edit(right["lstm_step"])}
    hang = right | {"forget_bias": "def forget_bias(keep, steps):\n    while True: pass\n"}
    for k, sources in enumerate((right, mistaken, right | {"forget_bias": "1 / 0"}, hang, {}, mistaken)):
        path = root / f"classroom/submitted/student-{k}/{CHAPTER}/lstm.ipynb"
        path.parent.mkdir(parents=True)
        work = fill(nbformat.read(root / f"course/en/{CHAPTER}/lstm.ipynb", as_version=4), sources)
        work.cells.append(new(f"print('of student {k}')"))
        nbformat.write(work, path)
    command = [sys.executable, "-m", "autograder", "grade", CHAPTER, "--root", root, "--again", "--limit"]
    command.append("cell_seconds=5")
    with scheduler(tmp_path_factory.mktemp("cluster"), "tls", **tls[1]) as (address, workers, _):
        lost, _ = workers(2)
        order = [*command, "--scheduler", address]
        with subprocess.Popen(order, stdout=subprocess.PIPE, text=True, env=os.environ | tls[1]) as process:
            first = process.stdout.readline()
            lost.kill()
            rest = process.stdout.read()
    assert process.returncode == 0
    after = booked(root, CHAPTER)
    here = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (here.returncode, here.stdout) == (0, first + rest)
    assert booked(root, CHAPTER) == after
