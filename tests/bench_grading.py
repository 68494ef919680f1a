"""Measure a class being graded: stock nbgrader against ours, on the same right submissions, in one run; writes bench_grading.json.

Both get the notebook `gru` without the cells that only show something, which ours would skip. Stock nbgrader runs each notebook in a kernel
of its own, checks included. Processor time is the whole machine's, so nothing else should run meanwhile.
"""

import asyncio
import json
import os
import random
import resource
import shutil
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import nbformat
import psutil
from fuzz import mutations
from nbgrader.api import Gradebook
from traitlets.config import Config
from unrolled.check import public_seed

from autograder.classroom.grade import grade
from autograder.classroom.release import release
from autograder.classroom.settings import nbgrader, settings
from autograder.marking import judging
from autograder.marking.reference import Reference
from autograder.room.kernels import Room
from autograder.room.zygote import Zygote

ROOT = Path(__file__).resolve().parent.parent
CHAPTER, NOTEBOOK, STUDENTS, SAME, MUTATIONS = "ch05_gated_networks", "gru", 24, 50, 1000
SLOW = "GRUCell", "as_simple_rnn"  # not solved in the files that are mutated, of which there are many


def course(folder):
    """Release the chapter into a new folder."""
    root = Path(folder, "course")
    for part in "solutions", "course/unrolled/expected":
        shutil.copytree(ROOT / part, root / part)
    list(release(root, [CHAPTER]))
    return root


def right_notebook(root, left=()):
    """Return the released notebook with every solution in it but for those left out, without what only shows something."""
    notebook = nbformat.read(root / f"course/en/{CHAPTER}/{NOTEBOOK}.ipynb", as_version=4)
    reference = Reference(ROOT / f"solutions/{CHAPTER}/{NOTEBOOK}.py", public_seed)
    solutions = {name: cell.source for name, cell in reference.exercises.items()}
    notebook.cells = [cell for cell in notebook.cells if "play" not in cell.metadata.get("tags", [])]
    for cell in notebook.cells:
        cell.source = cell.source if cell.id in left else solutions.get(cell.id, cell.source)
    return notebook, sum(reference.points.values())


def hand_in(root, student, content):
    """Write a hand-in."""
    path = root / f"classroom/submitted/{student}/{CHAPTER}/{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def stock(root):
    """Grade with nbgrader as it comes, in the same places."""
    ours = settings(root)
    api = nbgrader(Config(CourseDirectory=ours.CourseDirectory))
    for student in sorted(path.name for path in (root / "classroom/submitted").iterdir()):
        if not api.autograde(CHAPTER, student, force=True, create=True)["success"]:
            raise RuntimeError(f"stock nbgrader did not grade {student}")


def ours(root, workers):
    """Grade with ours."""
    for said in grade(root, [CHAPTER], workers=workers, again=True):
        if not said.good:
            raise RuntimeError(said.line)


def unchanged(root):
    """Grade with ours what was graded already."""
    if not all(said.as_before for said in grade(root, [CHAPTER])):
        raise RuntimeError("somebody was graded again")


class Peak:
    """The most private memory that any process of a kernel had, in MB, looked at every 50 ms."""

    def __enter__(self):
        self.largest, self.ended = 0, threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()
        return self

    def look(self):
        zygotes = [zygote.process.pid for zygote in Zygote._running.values()]
        while not self.ended.wait(0.05):
            for process in psutil.Process().children(recursive=True):
                try:
                    if process.pid not in zygotes:
                        self.largest = max(self.largest, process.memory_full_info().uss / 1e6)
                except psutil.Error:
                    continue

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


def busy():
    """Return the processor time all processes of the machine have used, in seconds."""
    times = psutil.cpu_times()
    return times.user + times.system


def measure(name, run, root):
    """Run one way of grading; return its row."""
    with Peak() as peak:
        started, before = time.perf_counter(), busy()
        run(root)
        seconds, cpu = time.perf_counter() - started, busy() - before
    return {
        "room": name,
        "submissions per minute": 60 * STUDENTS / seconds,
        "seconds each": seconds / STUDENTS,
        "CPU seconds each": cpu / STUDENTS,
        "peak MB of a kernel": peak.largest,
    }


def marks(root):
    """Return the marks that are in the gradebook, and how often each."""
    config = settings(root).CourseDirectory
    with Gradebook(config.db_url, config.course_id) as gradebook:
        return Counter(submission.score for submission in gradebook.assignment_submissions(CHAPTER))


def own_seconds(root):
    """Return how long the student's own cells and the probes take, per submission, in our kernels."""
    spent, execute = [], Room._execute

    async def timed(*arguments):
        started = time.perf_counter()
        try:
            return await execute(*arguments)
        finally:
            spent.append(time.perf_counter() - started)

    class Here(Room):
        """A room whose kernels this process listens to."""

        def run(self, steps):
            return asyncio.run(super().run(steps))

    Room._execute, judging.RoomApart, apart = timed, Here, judging.RoomApart
    try:
        ours(root, 1)
    finally:
        Room._execute, judging.RoomApart = execute, apart
    return sum(spent) / STUDENTS


def main():
    """Measure, print tables, and write bench_grading.json."""
    os.environ["UNROLLED_BUDGET"] = "quick"
    with tempfile.TemporaryDirectory() as folder:
        root = course(folder)
        notebook, points = right_notebook(root)
        for k in range(STUDENTS):
            hand_in(root, f"student-{k:02}", nbformat.writes(notebook).encode())
        list(grade(root, [CHAPTER], only=["student-00"]))  # starts the zygote
        rows = [measure("stock nbgrader", stock, root)]
        stock_marks = marks(root)
        rows += [measure(f"ours, {n} at a time", lambda root, n=n: ours(root, n), root) for n in (1, 2)]
        rows.append(measure("the same class again", unchanged, root))
        own = own_seconds(root)
        base = rows[0]["submissions per minute"]
        for row in rows:
            row["times stock"] = row["submissions per minute"] / base
            print(
                "  ".join(
                    f"{key}: {value:.2f}" if isinstance(value, float) else f"{value:22}" for key, value in row.items()
                ),
                flush=True,
            )
        overhead = rows[1]["seconds each"] - own
        print(f"the student's own cells and the probes: {own:.2f} s; beyond them: {overhead:.2f} s a submission")
        print(f"marks, of {points:g}: stock {dict(stock_marks)}, ours {dict(marks(root))}", flush=True)

        for k in range(SAME):
            hand_in(root, f"student-{k:02}", nbformat.writes(notebook).encode())
        ours(root, 2)
        same = marks(root)
        print(f"{SAME} gradings of the same right submission: {dict(same)}", flush=True)

        shutil.rmtree(root / "classroom/submitted")
        content = nbformat.writes(right_notebook(root, SLOW)[0]).encode()
        for k, changed in enumerate(mutations(content, random.Random(0), MUTATIONS)):
            hand_in(root, f"mutant-{k:04}", changed)
        fates, started = Counter(), time.perf_counter()
        for said in grade(root, [CHAPTER], workers=2):
            if "\n" in said.line:
                raise RuntimeError(f"more than one line: {said.line}")
            fates["graded" if said.good else "refused"] += 1
        seconds = time.perf_counter() - started
        print(f"{MUTATIONS} random mutations of a notebook file: {dict(fates)}, {seconds:.0f} s")
    result = {"grading": rows, "own seconds": own, "overhead": overhead, "same": same, "mutations": fates}
    result["peak MB of this process"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    (ROOT / "bench_grading.json").write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
