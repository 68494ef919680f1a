"""Run solutions and submissions, and judge what comes back.

The solution runs in this process, which is trusted. A submission runs in a sandboxed kernel of its own, where the probes run as well;
only their results come back, as data, and they are judged here. Whatever does not come back in time and whole earns nothing.
"""

import ast
import asyncio
import base64
import contextlib
import dataclasses
import hashlib
import io
import json
import linecache
import os
import queue
import secrets
import shutil
import stat
import subprocess
import tempfile
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np
import zmq
from unrolled.check import Report, against_the_rules, collect, judge, public_seed
from unrolled.probes import ruled_out

from autograder.misconceptions import misconceptions
from autograder.notebooks import SourceError, read
from autograder.sandbox import Limits, exposed, problems
from autograder.zygote import START_SECONDS, kernel_manager

INTERRUPT_SECONDS = 5  # for an interrupted cell to stop
LARGEST_RESULT = 20_000_000  # bytes of one exercise's results
LARGEST_MESSAGE = 16_000_000  # bytes; what a kernel sends beyond that is not even received
MOST_MESSAGES = 10  # that wait in a socket
IDLE_SECONDS = 2  # between a reply and the word that all is done
LONGEST_TEXT = 300  # characters of a student's own words in a report
MOST_LINES = 100  # of a traceback
MOST_CALLS = 3  # of what is ruled out that are told
OTHER_INPUTS = "right for the inputs of the notebook, but not for others", "对笔记本中的输入正确，对其他输入则不对"
PARSER = threading.Lock()  # Python 3.11 loses count when two threads make syntax trees at once
PNG = b"\x89PNG\r\n\x1a\n"


def namespace(cells, replace=None):
    """Run the code cells of a source in a fresh namespace and return it; cells that only show something are left out.

    replace  exercise name -> source that takes the place of its solution cell
    """
    space = {"__name__": "__main__"}
    for cell in cells:
        if cell.kind != "code" or cell.role in ("check", "play"):
            continue
        source = (replace or {}).get(cell.name, cell.source) if cell.role == "exercise" else cell.source
        filename = f"<cell at line {cell.line}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, filename, "exec"), space)
    return space


class Reference:
    """What the solutions of one source give for one seed, and what each known mistake would give."""

    _lock = threading.RLock()  # one for all: running a solution redirects the process's stdout

    def __init__(self, path, seed):
        """Read the source at `path`; `seed` gives each exercise's name its seed."""
        self.path, self.cells = Path(path), read(path)
        self.seed = seed
        self._space = cache(lambda: namespace(self.cells))
        self.expected = cache(self._expected)
        self.wrong = cache(self._wrong)

    @property
    def exercises(self):
        """The exercises in reading order: name -> the solution cell."""
        return {cell.name: cell for cell in self.cells if cell.role == "exercise"}

    @property
    def points(self):
        """What the checks are worth: exercise name -> points."""
        return {cell.name: cell.points for cell in self.cells if cell.role == "check"}

    def _expected(self, name):
        """Return the cases of an exercise and the solution's result for each, as plain data."""
        return collect(name, self._space(), self.seed(name))

    def results(self, name, source):
        """Return the results of an exercise when `source` takes the place of its solution."""
        # Mistakes are meant here: that one divides by zero, or that Keras takes it for a slip, is no news.
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return collect(name, namespace(self.cells, {name: source}), self.seed(name))[1]

    def _wrong(self, name):
        """Return the known mistakes of an exercise: dicts of "en", "zh" and "got", the results they lead to."""
        solution = self.exercises[name].source
        return [
            {"en": mistake.en, "zh": mistake.zh, "got": self.results(name, mistake.edit(solution))}
            for mistake in misconceptions(name)
        ]

    @cached_property
    def public(self):
        """The same for the inputs of `check` in the notebook, which everybody may see."""
        return Reference(self.path, public_seed)

    def mark(self, name, got):
        """Tell only which cases are right; raises as `judge` does."""
        with self._lock:
            return judge(name, *self.expected(name), got)

    def judge(self, name, got, lang="en"):
        """Judge one exercise's results; the known mistakes are run only where something is wrong.

        Raises ValueError where there is not one result per case.
        """
        with self._lock:
            cases, expected = self.expected(name)
            report = judge(name, cases, expected, got, lang=lang)
            if report.share == 1 or report.unattempted:
                return report
            return judge(name, cases, expected, got, self.wrong(name), lang)


def secret_seeds(secret):
    """Return the function that gives each exercise its seed: a student's code that learns one learns no other."""
    return lambda name: int.from_bytes(hashlib.sha256(f"{secret} {name}".encode()).digest()[:8])


def ensure_isolation(isolation, solutions):
    """Raise SourceError if this machine cannot keep students' code from `solutions`, a path; nothing if it need not."""
    if isolation == "process":
        return
    if found := problems():
        raise SourceError(f"this machine cannot isolate students' code: {found[0]}; or grade with --isolation=process")
    if folder := exposed(solutions):
        raise SourceError(f"the solutions are below {folder}, which students' code reads: move the course elsewhere")


def grade(notebook, reference, limits=Limits(), isolation="sandbox", strict=False):
    """Run a rebuilt submission and judge its exercises.

    notebook   the cells to run, with nbgrader's metadata; its outputs are filled in
    reference  a Reference for the same notebook with this run's seed
    isolation  "sandbox", or "process" where the machine cannot isolate; every report then says so
    strict     whether calling what an exercise rules out costs its points, or only asks for attention

    Returns exercise name -> Report. What does not come back earns nothing and asks for attention. Raises SourceError where the machine
    or the place of the course does not allow isolation.
    """
    ensure_isolation(isolation, reference.path)
    # A thread of its own: there may be an event loop in this one, as in formgrader's.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_grade(notebook, reference, limits, isolation, strict))).result()


async def _grade(notebook, reference, limits, isolation, strict):
    lang = notebook.metadata.get("unrolled", {}).get("lang", "en")
    room = Room(limits, isolation)
    cells = [
        cell for cell in notebook.cells if cell.cell_type == "code" and "play" not in cell.metadata.get("tags", [])
    ]
    probes = {cell.id: name for cell in cells if (name := _checked(cell)) in reference.points}
    steps = [Step(cell.id, cell.source, probes.get(cell.id)) for cell in cells]
    ran = await room.run(steps, reference.seed)
    by_name = {name: ran[cell_id] for cell_id, name in probes.items()}
    reports = {name: _marked(reference, name, by_name.get(name), room, lang) for name in reference.exercises}
    wrong = [name for name, report in reports.items() if report.lines and report.share < 1 and not report.unattempted]
    first, shown = next((k for k, step in enumerate(steps) if step.probe), len(steps)), {}
    if wrong or any(ran[step.id].outputs for step in steps[first:] if not step.probe):
        # Whatever comes from a kernel with secret inputs may show them, in words a student chose. So what the feedback shows comes
        # from another one, which meets the inputs of the notebook only.
        done = [step for step in steps if ran[step.id].ended == DONE]
        shown = await room.run([step for step in done if not step.probe or step.probe in wrong], reference.public.seed)
        ran |= {step.id: ran[step.id]._replace(outputs=shown[step.id].outputs) for step in done if not step.probe}
        ran |= {step.id: ran[step.id]._replace(outputs=[]) for step in steps if ran[step.id].ended != DONE}
    for cell in cells:
        outcome = ran[cell.id]
        cell.outputs = [] if cell.id in probes else [nbformat.from_dict(output) for output in outcome.outputs]
        if cell.id not in probes and outcome.ended != DONE:
            text = because(outcome.ended, limits)[lang == "zh"]
            cell.outputs.append(nbformat.v4.new_output("error", ename="Stopped", evalue=text, traceback=[text]))
    seen = {probes[cell_id]: outcome.results for cell_id, outcome in shown.items() if cell_id in probes}
    reports |= {name: _explained(notebook, reference.public, reports[name], seen.get(name)) for name in wrong}
    for name, outcome in by_name.items():
        remark = against_the_rules(_rules_broken(notebook, name, outcome.ruled_out))
        if remark and not reports[name].attention:
            kept = () if strict else reports[name].lines
            reports[name] = dataclasses.replace(reports[name], attention=remark, lines=kept)
    return reports


def _checked(cell):
    """Return the name of the exercise that a cell checks, None if it is no check."""
    fields = cell.metadata.get("nbgrader", {})
    return fields["grade_id"].removeprefix("check_") if fields.get("locked") else None


def _marked(reference, name, outcome, room, lang):
    """Return an exercise's Report without words: which cases are right, or why there is no result."""
    isolated = room.isolation == "sandbox"
    if outcome is None or outcome.results is None:
        ended = outcome.ended if outcome and outcome.ended != DONE else NOTHING
        return Report(name, (), attention=because(ended, room.limits), lang=lang, isolated=isolated)
    try:
        report = reference.mark(name, outcome.results)
    except Exception:  # made to be unreadable: an honest probe's results can be judged, whatever was written
        return Report(name, (), attention=because(UNREADABLE, room.limits), lang=lang, isolated=isolated)
    lines = tuple(dataclasses.replace(line, message=("", "")) for line in report.lines)
    return dataclasses.replace(report, lines=lines, lang=lang, isolated=isolated)


def _explained(notebook, public, report, got):
    """Return a report with the diagnosis for the inputs of the notebook in it; `got` are the results for these, or None."""
    try:
        said = public.judge(report.name, got, report.lang)
    except Exception:  # nothing came back, or nothing that can be read
        return report
    lines = tuple(
        line if line.right else dataclasses.replace(line, message=OTHER_INPUTS if there.right else there.message)
        for line, there in zip(report.lines, said.lines, strict=False)
    )
    stopped = [
        f"{output.ename}: {output.evalue}"[:LONGEST_TEXT]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == report.name
        for output in cell.outputs
        if output.output_type == "error"
    ]
    # What the checks meet is then a name that is not there, or an older one; the cause is above.
    cause = [(f"The cell itself stopped with {text}", f"单元格本身就停在了 {text}") for text in stopped[:1]]
    return dataclasses.replace(report, lines=lines, named=(*cause, *said.named))


def _rules_broken(notebook, name, called):
    """Return some calls of what an exercise rules out: those seen at run time, and those in the syntax of the answer.

    What was seen at run time counts where it is a line of the submission: a student's code may have written anything.
    """
    sources = {
        cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    lines = {
        f"line {k}: {line.strip()}" for source in sources.values() for k, line in enumerate(source.splitlines(), 1)
    }
    forbidden = ruled_out(name)
    said = sorted(call for call in called if call[0] in forbidden and call[1] in lines)
    return list(dict.fromkeys(_uses(sources[name], forbidden, _imports(sources.values())) + said))[:MOST_CALLS]


def _imports(sources):
    """Return what names stand for by import: name -> dotted name."""
    stands_for = {}
    for source in sources:
        for node in ast.walk(_parsed(source)):
            if isinstance(node, ast.Import):
                stands_for |= {part.asname: part.name for part in node.names if part.asname}
            elif isinstance(node, ast.ImportFrom) and node.module:
                stands_for |= {part.asname or part.name: f"{node.module}.{part.name}" for part in node.names}
    return stands_for


def _uses(source, forbidden, stands_for):
    """Return where a source names what is forbidden: (dotted name, "line N: source")."""
    found, lines = [], source.splitlines()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            first, *rest = ast.unparse(node).split(".")
            if (dotted := ".".join([stands_for.get(first, first), *rest])) in forbidden:
                found.append((dotted, f"line {node.lineno}: {lines[node.lineno - 1].strip()}"))
    return found


def _parsed(source):
    try:
        with PARSER:
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # magics, a null byte, or nested without end
        return ast.Module([], [])


# -- running ---------------------------------------------------------------------------------------

DONE, NOTHING, NOT_BEGUN, UNREADABLE = "done", "nothing", "not-begun", "unreadable"
BECAUSE = {  # a limit or an ending -> the reason, for the instructor and the student
    "cell_seconds": ("it did not finish within {:g} seconds", "没有在 {:g} 秒内结束"),
    "submission_seconds": ("the notebook as a whole took longer than {:g} seconds", "整个笔记本用时超过 {:g} 秒"),
    "cpu_seconds": ("it used more than {:g} seconds of processor time", "处理器时间超过 {:g} 秒"),
    "memory_mb": ("it used more than {:g} MB of memory", "内存超过 {:g} MB"),
    "processes": ("it started more than {:g} processes", "启动的进程超过 {:g} 个"),
    "disk_mb": ("it wrote more than {:g} MB or too many files", "写入的文件超过 {:g} MB 或数量过多"),
    "exit": ("it ended the kernel", "它结束了内核"),
    "signal": ("it crashed the kernel", "它使内核崩溃了"),
    UNREADABLE: ("what came back cannot be read", "返回的结果无法读取"),
    NOTHING: ("no result came back", "没有得到结果"),
}


def because(ended, limits):
    """Return why there is no result, in English and Chinese; `ended` is how a step did."""
    kind = ended.split()[0]
    value = getattr(limits, kind, None)
    en, zh = (text.format(value) for text in BECAUSE.get(kind, BECAUSE[NOTHING]))
    return f"{en}; needs the instructor's attention", f"{zh}，需要教师查看"


class Step(NamedTuple):
    """A cell to run: its id, its source, and the exercise whose probe runs in its place, if any."""

    id: str
    source: str
    probe: str | None = None


class Outcome(NamedTuple):
    """What became of a step: what it showed, what its probe brought back, and how it ended."""

    outputs: list
    results: list | None = None
    ruled_out: tuple = ()  # calls of what the exercise rules out, as lines
    ended: str = DONE


class Room:
    """Runs steps in kernels, within the limits of one submission. Where a kernel is lost, a new one takes its place."""

    def __init__(self, limits, isolation):
        """Start the clock."""
        self.limits, self.isolation = limits, isolation
        self.deadline = time.monotonic() + limits.submission_seconds

    async def run(self, steps, seed):
        """Return step id -> Outcome. A step that hangs or ends its kernel is left out, and what comes after it goes on in a new one."""
        ran, self.doubtful, self.output_left = {}, set(), self.limits.output_kb * 1000
        while len(ran) < len(steps):
            folder = tempfile.mkdtemp(prefix="unrolled-")
            try:
                await self._in_one_kernel(steps, seed, ran, Path(folder))
            finally:
                _remove(folder)
        return ran

    async def _in_one_kernel(self, steps, seed, ran, folder):
        """Run what has not been run; what ended well in an earlier kernel, but for probes, is run again before. Adds to `ran`."""
        if time.monotonic() > self.deadline:
            ran |= {step.id: Outcome([], ended="submission_seconds") for step in steps if step.id not in ran}
            return
        manager = kernel_manager(folder, self.limits, self.isolation)
        try:
            await manager.start_kernel()
        except RuntimeError:
            await manager.provisioner.cleanup()
            raise
        client = manager.client()
        # A kernel may break its sockets, or send what nobody reads.
        client.context.maxmsgsize, client.context.rcvhwm = LARGEST_MESSAGE, MOST_MESSAGES
        client.context.sndtimeo = int(1000 * INTERRUPT_SECONDS)
        try:
            client.start_channels(stdin=False, hb=False, control=False)
            if not await _hears(manager, client):
                raise RuntimeError("a kernel started, and said nothing")
            last = None
            for step in steps:
                before = ran.get(step.id)
                if before is not None and (before.ended != DONE or step.probe):
                    continue
                if last and step.id in self.doubtful and not await _hears(manager, client):
                    ran[last.id] = Outcome([], ended=manager.provisioner.ended_by or "signal")
                    break
                outcome = await self._step(manager, client, step, seed, folder)
                lost = await manager.provisioner.poll() is not None
                if lost and outcome.ended == NOT_BEGUN and step.id not in self.doubtful:
                    # It may have been the step before, a little late: the next kernel will tell.
                    self.doubtful.add(step.id)
                    break
                # A kernel that ends at once may not have said that it began.
                if lost and outcome.ended in (DONE, NOT_BEGUN):
                    outcome = Outcome([], ended=manager.provisioner.ended_by or "signal")
                if before is None or outcome.ended != DONE:
                    ran[step.id] = outcome
                if lost:
                    break
                last = step
        finally:
            client.stop_channels()
            with contextlib.suppress(OSError):  # a student's code may have put something in the way
                await manager.shutdown_kernel(now=True)

    async def _step(self, manager, client, step, seed, folder):
        """Run one step; a probe writes its results into a file of a name that nobody could know before."""
        if not step.probe:
            outputs, ended = await self._execute(manager, client, step.source)
            return Outcome(outputs, ended=ended)
        path = folder / secrets.token_hex(8)
        call = f"__import__('unrolled.check').check.send({step.probe!r}, {seed(step.probe)}, {str(path)!r})"
        _, ended = await self._execute(manager, client, call)
        if ended != DONE:
            return Outcome([], ended=ended)
        try:
            return Outcome([], *_load(path))
        except FileNotFoundError:
            return Outcome([], ended=NOTHING)
        except (OSError, ValueError, TypeError, KeyError, RecursionError, MemoryError):
            return Outcome([], ended=UNREADABLE)

    async def _execute(self, manager, client, source):
        """Run a cell until the kernel says it is idle; return its outputs, and how it ended."""
        started = time.monotonic()
        last = min(started + self.limits.cell_seconds, self.deadline)
        limit = "cell_seconds" if last < self.deadline else "submission_seconds"
        outputs, begun, interrupted, reply, replied = [], False, False, None, 0
        try:
            asked = client.execute(source, allow_stdin=False, stop_on_error=False)
        except zmq.ZMQError:
            await manager.provisioner.kill()
            return outputs, NOTHING
        # The word that all is done may be lost, with a message too large to be received: the reply is enough, after a while.
        while not (reply and time.monotonic() > replied + IDLE_SECONDS):
            if time.monotonic() > last:
                if interrupted:
                    await manager.provisioner.kill()
                    return outputs, limit
                await manager.interrupt_kernel()
                interrupted, last = True, time.monotonic() + INTERRUPT_SECONDS
            try:
                message = await client.get_iopub_msg(timeout=0.2)
                await asyncio.sleep(0)  # a kernel that never stops talking must not keep us from looking at the clock
                kind, content = message["msg_type"], message["content"]
                if message["parent_header"].get("msg_id") != asked:
                    continue
                begun = True
                if kind == "status" and content["execution_state"] == "idle":
                    reply = reply or await _reply(client, asked, IDLE_SECONDS)
                    break
                if output := _harmless(kind, content):
                    self._keep(output, outputs)
            except queue.Empty:
                if await manager.provisioner.poll() is not None:
                    return outputs, (manager.provisioner.ended_by or "signal") if begun else NOT_BEGUN
                if not reply and (reply := await _reply(client, asked)):
                    replied = time.monotonic()
            except (ValueError, TypeError, LookupError, AttributeError):
                continue  # not what a kernel says: unsigned, or of another form
        return outputs, limit if interrupted else await _ended(manager, reply)

    def _keep(self, output, outputs):
        """Add an output to a cell's, as long as there is room; streams of the same name become one."""
        room = self.output_left
        if room <= 0:
            return
        self.output_left -= len(json.dumps(output))
        if self.output_left <= 0:
            text = f"\n[output beyond {self.limits.output_kb:g} kB is left out]\n"
            output = nbformat.v4.new_output("stream", text=output.get("text", "")[: int(room)] + text)
        if outputs and output["output_type"] == "stream" and outputs[-1].get("name") == output["name"]:
            outputs[-1]["text"] += output["text"]
        else:
            outputs.append(output)


async def _hears(manager, client):
    """Wait until a kernel hears what it is asked, and can be heard; False if it dies over it, or takes too long."""
    last, asked = time.monotonic() + START_SECONDS, set()
    while time.monotonic() < last and await manager.provisioner.poll() is None:
        asked.add(client.kernel_info())
        with contextlib.suppress(queue.Empty, ValueError, TypeError, LookupError, AttributeError):
            while (await client.get_iopub_msg(timeout=0.5))["parent_header"].get("msg_id") not in asked:
                if time.monotonic() > last:
                    return False
            return True
    return False


async def _reply(client, asked, seconds=0):
    """Return the content of the reply to a request, None where it has not come within so many seconds or among as many messages as can wait."""
    last = time.monotonic() + seconds
    for _ in range(MOST_MESSAGES):
        try:
            message = await client.get_shell_msg(timeout=max(0, last - time.monotonic()))
            if message["parent_header"].get("msg_id") == asked:
                return message["content"]
        except queue.Empty:
            return None
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
    return None


async def _ended(manager, reply):
    """Return how a step ended, by its reply: exit() lets a kernel live on for a moment, in which it would begin what comes next."""
    with contextlib.suppress(TypeError, LookupError):  # no reply, or not of that form
        if any(said["source"] == "ask_exit" and not said["keepkernel"] for said in reply["payload"]):
            await manager.provisioner.kill()
            return "exit"
    return DONE


def _harmless(kind, content):
    """Return of what a kernel shows the part that a feedback page can show without running it: text and pictures; else None."""
    if kind == "stream":
        name = "stderr" if content["name"] == "stderr" else "stdout"
        return nbformat.v4.new_output("stream", name=name, text=_text(content["text"]))
    if kind == "error":
        words = {"ename": _text(content["ename"]), "evalue": _text(content["evalue"])}
        return nbformat.v4.new_output(
            "error", **words, traceback=[_text(line) for line in islice(content["traceback"], MOST_LINES)]
        )
    if kind in ("display_data", "execute_result"):
        data = {"text/plain": _text(content["data"].get("text/plain", ""))}
        if "image/png" in content["data"]:
            picture = base64.b64decode(content["data"]["image/png"])
            data |= {"image/png": base64.b64encode(picture).decode()} if picture.startswith(PNG) else {}
        return nbformat.v4.new_output("display_data", data=data)
    return None


def _text(text):
    """Return text as UTF-8 can hold it."""
    return str(text).encode(errors="replace").decode()


def _load(path):
    """Return what a probe wrote: its results, and the calls of what is ruled out. Raises where it is no such file, or too large."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, encoding="utf-8") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_RESULT:
            raise ValueError("not a probe's results")
        written = json.loads(file.read(LARGEST_RESULT))
    results, calls = written["results"], written["ruled_out"]
    if not (isinstance(results, list) and isinstance(calls, list)):
        raise TypeError("not a probe's results")
    return results, tuple((_text(name), _text(line)[:LONGEST_TEXT]) for name, line in calls)


def _remove(folder):
    """Delete a scratch folder, whatever a student's code has made of it."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder):  # too deep for Python, or without permissions
        subprocess.run(["chmod", "-R", "u+rwx", folder], capture_output=True, check=False)
        subprocess.run(["rm", "-rf", folder], capture_output=True, check=False)
