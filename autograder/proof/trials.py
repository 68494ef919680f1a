"""Try many changed solutions on a course's checks: mutants, which must lose points, and rewrites, which must not.

Each is tried in a forked child of a process that has imported TensorFlow and run no operation of it, so that one that hangs or dies stops
no other. A trial is judged as a check judges, case by case, up to the first case that is wrong.
"""

import multiprocessing
import os
import resource
import signal
import time
import tomllib
import warnings
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

import numpy as np
from unrolled.check import Student, collect, judge, public_seed
from unrolled.compare import plain
from unrolled.probes import find

from autograder.marking.reference import another_draw, namespace
from autograder.proof.mutants import WATCH, Solution, kind, mutants
from autograder.proof.rewrites import rewrites
from autograder.source.notebooks import NOT_GRADED, SourceError, read, solution_chapters

MAKERS = {"mutant": mutants, "rewrite": rewrites}
BATCH = 100  # trials in one child
CPU_SECONDS = 20  # for one trial; what is right needs about one
SECONDS = 300  # of wall time, for one that sleeps, and for the cells above an exercise
MEMORY = 4 << 30  # bytes for one child


class Exercise(NamedTuple):
    """An exercise, in the notebook that holds it."""

    chapter: str
    path: Path
    name: str
    cells: list

    @property
    def source(self):
        """The solution cell."""
        return self.cells[self.position("exercise")].source

    @property
    def place(self):
        """Where it is, for messages."""
        return f"{self.path}:{self.cells[self.position('exercise')].line}: {self.name}"

    def position(self, role):
        """Return where the exercise's cell of this role stands: exercise or check."""
        return next(k for k, cell in enumerate(self.cells) if (cell.role, cell.name) == (role, self.name))


class Trial(NamedTuple):
    """What became of one changed solution, or of one entry in a list of survivors."""

    exercise: str
    kind: str  # mutant, rewrite or entry
    operator: str
    was: str  # the lines that were changed
    now: str
    problem: str  # the first thing that is wrong, "" if it got full marks
    reason: str  # why a mutant may get full marks
    passed: bool  # whether all is as it should be


def trials(root, names, kinds, draws=1):
    """Try the mutants or rewrites of all solutions of the chapters, all chapters unless named; return a Trial for each.

    draws  of the probes' inputs: a rewrite must be right on each; a mutant has to lose points on the public one
    """
    exercises = _exercises(root, names)
    reasons = {chapter: survivors(root, chapter) for chapter in {exercise.chapter for exercise in exercises}}
    changed = _changed(exercises, kinds)
    results, alive = [], set()
    problems = _graded(exercises, changed)
    for k in range(1, draws):
        right = [n for n, (_, made, _) in enumerate(changed) if made == "rewrite" and not problems[n]]
        found = _graded(exercises, [changed[n] for n in right], another_draw(k))
        for n, problem in zip(right, found, strict=True):
            problems[n] = problem and f"draw {k}: {problem}"
    for (exercise, made, change), problem in zip(changed, problems, strict=True):
        reason, key = "", (exercise.name, change.was, change.now)
        if made == "mutant" and not problem:
            alive.add(key)
            reason = reasons[exercise.chapter].get(key, "")
        passed = not problem if made == "rewrite" else bool(problem or reason)
        results.append(Trial(exercise.name, made, *change[:3], problem, reason, passed))
    for listed in reasons.values() if "mutant" in kinds else ():
        for name, was, now in [key for key in listed if key not in alive]:
            results.append(Trial(name, "entry", "", was, now, "", "", False))
    return results


def _exercises(root, names):
    """Return the exercises of the chapters; their probes are imported, with all these import."""
    exercises = []
    for chapter, paths in solution_chapters(root, *names).items():
        for path in paths:
            cells = read(path)
            exercises += [Exercise(chapter, path, cell.name, cells) for cell in cells if cell.role == "exercise"]
    for exercise in exercises:
        find(exercise.name)
    return exercises


def _changed(exercises, kinds):
    """Run each solution under watch and return what is made of it: (exercise, mutant or rewrite, change) for each."""
    made = in_children([Job(exercise.place, watcher(exercise), kinds) for exercise in exercises])
    return [
        (exercise, kind, change)
        for exercise, answers in zip(exercises, made, strict=True)
        for kind, changes in zip(kinds, answers, strict=True)
        for change in changes
    ]


def _graded(exercises, changed, seed=public_seed):
    """Return for each change what is wrong with it.

    Many are tried in one child, and the solution last. Where that fails, one of them has spoilt more than its own namespace, and each of
    them is tried again in a child of its own.
    """
    jobs, problems = [], []
    for exercise in exercises:
        sources = [change.source for own, _, change in changed if own is exercise]
        batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
        jobs += [Job(exercise.place, grader(exercise, seed), [*batch, exercise.source]) for batch in batches]
    for job, (*found, spoilt) in zip(jobs, in_children(jobs), strict=True):
        alone = [job._replace(items=[item]) for item in job.items[:-1]] if spoilt else []
        problems += [problem for (problem,) in in_children(alone)] if spoilt else found
    return problems


# -- in a child ------------------------------------------------------------------------------------


def watcher(exercise):
    """Return what a child prepares: make mutants or rewrites of a solution that has run its check under watch."""

    def prepare():
        seen = {}

        def watch(number, value):
            seen.setdefault(number, set()).add(kind(value))
            return value

        problem = grader(exercise)()(Solution(exercise.source).watched(), {WATCH: watch})
        if problem:
            raise SourceError(f"under watch the solution does something else: {problem}")
        names = runner(exercise)(exercise.source)
        cases = find(exercise.name)(Student(names), np.random.default_rng(public_seed(exercise.name)))
        exact = min(case.tolerance for case in cases) < np.finfo("float32").eps
        solution = Solution(exercise.source, seen, names, exact)
        return lambda made: MAKERS[made](solution)

    return prepare


def grader(exercise, draw=public_seed):
    """Return what a child prepares: say what is wrong with a source in the place of the solution, "" if it gets full marks."""
    name, seed = exercise.name, draw(exercise.name)

    def prepare():
        run = runner(exercise)
        cases, expected = collect(name, run(exercise.source), seed)
        order = list(range(len(cases)))  # the case that found the last mistake comes first: it may find the next

        def answer(source, names=()):
            where = "the cell"
            try:
                cases = list(find(name)(Student(run(source, names)), np.random.default_rng(seed)))
                for k in list(order):
                    where = cases[k].en
                    order.insert(0, order.pop(order.index(k)))
                    [line] = judge(name, [cases[k]], [expected[k]], [plain(cases[k].run())]).lines
                    if not line.right:
                        return f"{where}: {line.message[0]}"
            except (Exception, SystemExit) as error:
                return f"{where}: {type(error).__name__}: {error}"
            return ""

        if problem := answer(exercise.source):
            raise SourceError(f"a second time the solution does something else: {problem}")
        return answer

    return prepare


def runner(exercise):
    """Run the cells above an exercise; return a function that runs a source as its cell and returns the namespace at the check."""
    import keras  # unrolled has brought it up, without log lines

    start, end = exercise.position("exercise"), exercise.position("check")
    space = namespace(exercise.cells[:start])
    above = dict(space)
    below = [cell for cell in exercise.cells[start + 1 : end] if cell.kind == "code" and cell.role not in NOT_GRADED]

    def run(source, names=()):
        space.clear()
        space.update(above, **dict(names))
        keras.utils.set_random_seed(0)
        for code in (source, *(cell.source for cell in below)):
            exec(compile(code, f"<{exercise.name}>", "exec"), space)
        return space

    return run


# -- children --------------------------------------------------------------------------------------


class Job(NamedTuple):
    """Work for a child: `answer = prepare()`, and then `answer(item)` for each item."""

    name: str
    prepare: Callable
    items: list


@dataclass
class Child:
    """A forked process that works on what is left of a job."""

    process: multiprocessing.Process
    answers: Connection
    job: int
    deadline: float
    ready: bool = False
    ended: bool = False


def in_children(jobs):
    """Work on jobs in forked children, as many at a time as there are processors; return the answers of each job.

    Where an item hangs or ends its child, a text that says so is its answer, and a new child goes on behind it. Raises SourceError
    where a job can't be prepared.
    """
    done = [[] for _ in jobs]
    waiting, running = deque(k for k, job in enumerate(jobs) if job.items), []
    try:
        while waiting or running:
            while waiting and len(running) < os.cpu_count():
                k = waiting.popleft()
                running.append(_start(k, jobs[k], len(done[k])))
            patience = min(child.deadline for child in running) - time.monotonic()
            answered = wait([child.answers for child in running], max(patience, 0))
            for child in list(running):
                if child.answers in answered or time.monotonic() > child.deadline:
                    done[child.job] += _received(child, jobs[child.job])
                complete = len(done[child.job]) == len(jobs[child.job].items)
                if complete or child.ended:
                    _end(child)
                    running.remove(child)
                    waiting.extendleft([] if complete else [child.job])
    finally:
        for child in running:
            _end(child)
    return done


def _start(k, job, first):
    context = multiprocessing.get_context("fork")
    answers, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, job, first), daemon=True)
    process.start()
    theirs.close()  # else the pipe would not end with the child
    return Child(process, answers, k, time.monotonic() + SECONDS)


def _work(answers, job, first):
    """Work on a job, in the child: send None when all is prepared, or the error, and then each answer from the first item on."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    try:
        answer = job.prepare()
    except Exception as error:
        answers.send(SourceError(f"{job.name}: {' '.join(f'{type(error).__name__}: {error}'.split())}"))
        return
    answers.send(None)
    for item in job.items[first:]:
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)  # ends the process
        answers.send(answer(item))


def _received(child, job):
    """Return the answer that came from a child, in a list; an empty one where it has got ready."""
    try:
        if child.answers.poll():
            message, was_ready = child.answers.recv(), child.ready
            if isinstance(message, SourceError):
                raise message
            child.ready, child.deadline = True, time.monotonic() + SECONDS
            return [message] if was_ready else []
        problem = f"no answer in {SECONDS} s"
    except EOFError:
        child.process.join()
        spent = child.process.exitcode == -signal.SIGPROF
        problem = f"no answer in {CPU_SECONDS} s of CPU time" if spent else "its process ended"
    if not child.ready:
        raise SourceError(f"{job.name}: {problem} before the exercise")
    child.ended = True
    return [problem]


def _end(child):
    child.process.kill()
    child.process.join()
    child.answers.close()


# -- survivors and tables --------------------------------------------------------------------------


def survivors_file(root, chapter):
    """Return the path of the list of a chapter's mutants that may get full marks."""
    return Path(root, "tests/survivors", f"{chapter}.toml")


def survivors(root, chapter):
    """Read the mutants that may get full marks: (exercise, lines before, lines after) -> the reason.

    The file has an entry [[EXERCISE]] for each group of mutants: the lines they change (`was`), what these become (`now`, a list),
    and the `reason` why that makes no difference.
    """
    path = survivors_file(root, chapter)
    if not path.exists():
        return {}
    listed = {}
    try:
        for exercise, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for entry in entries:
                listed |= {(exercise, entry["was"], now): entry["reason"] for now in entry["now"]}
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: {error!r}; write [[EXERCISE]] with was, now = [...] and reason") from error
    return listed


def table(results):
    """Return trials as text: a row per exercise, and what is not as it should be."""
    rows = []
    for made in "mutant", "rewrite":
        tried = [result for result in results if result.kind == made]
        if tried:
            rows += [*_rows(made, tried), ""]
    for result in results:
        if not result.passed:
            said = {
                "mutant": f"a mutant gets full marks ({result.operator})",
                "rewrite": f"a rewrite loses points ({result.operator}): {result.problem}",
                "entry": "no such mutant gets full marks, but one is listed",
            }
            rows.append(f"✗ {result.exercise}: {said[result.kind]}")
            rows += [f"    - {line}" for line in result.was.splitlines()]
            rows += [f"    + {line}" for line in result.now.splitlines()]
    remedies = {
        "mutant": "A mutant that gets full marks: add a case to the probe that tells it from the solution; if none can, list it in "
        "tests/survivors/CHAPTER.toml with the reason.",
        "rewrite": "A rewrite that loses points is right: let the probe accept it; if it is not, mend the operator in autograder/proof/rewrites.py.",
        "entry": "An entry in tests/survivors for a mutant that is not there or loses points: delete it.",
    }
    rows += [remedies[made] for made in remedies if any(r.kind == made and not r.passed for r in results)]
    rows.append(f"{sum(r.passed for r in results)} passed, {sum(not r.passed for r in results)} failed")
    return "\n".join(rows)


def _rows(made, tried):
    """Return the rows of one table: mutants with the share that lost points, rewrites with the share that did not."""
    rows = [f"{made + 's':22} tried  " + ("killed  explained    rate" if made == "mutant" else "full marks")]
    groups = {name: [r for r in tried if r.exercise == name] for name in dict.fromkeys(r.exercise for r in tried)}
    for name, group in (groups | {"all": tried}).items():
        lost, explained = sum(bool(r.problem) for r in group), sum(bool(r.reason) for r in group)
        if made == "mutant":
            rows.append(f"{name:22} {len(group):5} {lost:7} {explained:10} {lost / len(group):7.1%}")
        else:
            rows.append(f"{name:22} {len(group):5} {len(group) - lost:11}")
    return rows
