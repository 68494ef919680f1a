"""Run a submission's steps in kernels, one after another, whatever a step does to its kernel.

What a kernel shows is kept within bounds, and what a step writes comes back as data. A Room listens to kernels in its own process; a
RoomApart has an attendant do it, which may die of them. Nothing here knows anything about the course.
"""

import asyncio
import base64
import contextlib
import json
import os
import queue
import resource
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import nbformat
import zmq

from autograder.room.pictures import MOST_TOGETHER, fits, pixels
from autograder.room.sandbox import Limits
from autograder.room.zygote import START_SECONDS, Surroundings, Zygote, kernel_manager

INTERRUPT_SECONDS = 5  # for an interrupted cell to stop
LARGEST_RESULT = 20_000_000  # bytes of what one step writes
HEAVIEST_RESULT = 20_000_000  # bytes of memory that it takes when it is read; right answers take 2 MB
LARGEST_MESSAGE = 16_000_000  # bytes; what a kernel sends beyond that is not even received
HEAVIEST_MESSAGE = 100_000_000  # bytes of memory
WEIGHTS = {b"{": 250, b"[": 90, b",": 72}  # bytes of memory that such a character of JSON may stand for
ATTENDANT_BYTES = 1_500_000_000  # of memory, beyond what it begins with
TRIES, PAUSE_SECONDS = 3, 2  # where an attendant is lost
MOST_MESSAGES = 10  # that wait in a socket
IDLE_SECONDS = 2  # between a reply and the word that all is done
MOST_LINES = 100  # of a traceback
LONGEST_ALT = 2000  # characters that are said of a picture, in each language
# What comes of reading what a kernel does not say: unsigned, of another form, of a day that is none, or nested without end.
NO_MESSAGE = ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError
DONE, NOTHING, NOT_BEGUN, UNREADABLE = (
    "done",
    "nothing",
    "not-begun",
    "unreadable",
)  # how a step ended; or the name of a limit, "exit 0", "signal 9"


class Step(NamedTuple):
    """A cell to run: its id, its source, and for one that brings something back, the call."""

    id: str
    source: str
    call: str = ""  # what runs in its place, to be formatted with the path of a file: it writes JSON there


class Outcome(NamedTuple):
    """What became of a step: what it showed, what its call wrote, and how it ended."""

    outputs: list
    written: object = None
    ended: str = DONE


class Room:
    """Runs steps in kernels, within the limits of one submission. Where a kernel is lost, a new one takes its place."""

    def __init__(self, limits=Limits(), isolation="sandbox", surroundings=Surroundings()):
        """Start the clock."""
        self.limits, self.isolation, self.surroundings = limits, isolation, surroundings
        self.deadline = time.monotonic() + limits.submission_seconds

    async def run(self, steps, scratch=None):
        """Return step id -> Outcome. A step that hangs or ends its kernel is left out, and what comes after it goes on in a new one."""
        ran, self.doubtful, self.output_left = {}, set(), self.limits.output_kb * 1000
        self.pixels_left = MOST_TOGETHER
        while len(ran) < len(steps):
            folder = tempfile.mkdtemp(prefix="unrolled-", dir=scratch)
            try:
                await self._in_one_kernel(steps, ran, Path(folder))
            finally:
                _remove(folder)
        return ran

    async def _in_one_kernel(self, steps, ran, folder):
        """Run what has not been run; what ended well in an earlier kernel, but for calls, is run again before. Adds to `ran`."""
        if time.monotonic() > self.deadline:
            ran |= {step.id: Outcome([], ended="submission_seconds") for step in steps if step.id not in ran}
            return
        manager = kernel_manager(folder, self.limits, self.isolation, self.surroundings)
        try:
            await manager.start_kernel()
        except RuntimeError:
            await manager.provisioner.cleanup()
            raise
        client = manager.client()
        # A kernel may break its sockets, or send what nobody reads.
        client.context.maxmsgsize, client.context.rcvhwm = LARGEST_MESSAGE, MOST_MESSAGES
        client.context.sndtimeo = int(1000 * INTERRUPT_SECONDS)
        client.session.unpack = lambda message: json.loads(_light(message, HEAVIEST_MESSAGE).decode(errors="replace"))
        try:
            client.start_channels(stdin=False, hb=False, control=False)
            if not await _hears(manager, client):
                raise RuntimeError("a kernel started, and said nothing")
            last = None
            for step in steps:
                before = ran.get(step.id)
                if before is not None and (before.ended != DONE or step.call):
                    continue
                if last and step.id in self.doubtful and not await _hears(manager, client):
                    ran[last.id] = Outcome([], ended=manager.provisioner.ended_by or "signal")
                    break
                outcome = await self._step(manager, client, step, folder)
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

    async def _step(self, manager, client, step, folder):
        """Run one step; a call writes into a file of a name that nobody could know before."""
        if not step.call:
            outputs, ended = await self._execute(manager, client, step.source)
            return Outcome(outputs, ended=ended)
        path = folder / secrets.token_hex(8)
        _, ended = await self._execute(manager, client, step.call.format(path=str(path)))
        if ended != DONE:
            return Outcome([], ended=ended)
        try:
            return Outcome([], _load(path))
        except FileNotFoundError:
            return Outcome([], ended=NOTHING)
        except (OSError, ValueError, RecursionError, MemoryError):
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
            except NO_MESSAGE:
                continue
        return outputs, limit if interrupted else await _ended(manager, reply)

    def _keep(self, output, outputs):
        """Add an output to a cell's, as long as there is room; streams of the same name become one."""
        room = self.output_left
        if room <= 0:
            return
        if picture := output.get("data", {}).get("image/png"):
            self.pixels_left -= pixels(base64.b64decode(picture), "image/png")
            if self.pixels_left < 0:
                output = nbformat.v4.new_output("stream", text="[one picture more than the page can hold]\n")
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
        with contextlib.suppress(queue.Empty, *NO_MESSAGE):
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
        except NO_MESSAGE:
            continue
    return None


async def _ended(manager, reply):
    """Return how a step ended, by its reply: exit() lets a kernel live on for a moment, in which it would begin what comes next."""
    with contextlib.suppress(*NO_MESSAGE):
        if any(said["source"] == "ask_exit" and not said["keepkernel"] for said in reply["payload"]):
            await manager.provisioner.kill()
            return "exit"
    return DONE


def _harmless(kind, content):
    """Return of what a kernel shows the part that a feedback page can show without running it: text and pictures; else None."""
    if kind == "stream":
        name = "stderr" if content["name"] == "stderr" else "stdout"
        return nbformat.v4.new_output("stream", name=name, text=text_of(content["text"]))
    if kind == "error":
        words = {"ename": text_of(content["ename"]), "evalue": text_of(content["evalue"])}
        return nbformat.v4.new_output(
            "error", **words, traceback=[text_of(line) for line in islice(content["traceback"], MOST_LINES)]
        )
    if kind in ("display_data", "execute_result"):
        data, about = {"text/plain": text_of(content["data"].get("text/plain", ""))}, {}
        if "image/png" in content["data"]:
            picture = base64.b64decode(content["data"]["image/png"])
            data |= {"image/png": base64.b64encode(picture).decode()} if fits(picture, "image/png") else {}
            if isinstance(said := content.get("metadata", {}).get("alt"), dict):
                about = {"alt": {lang: text_of(said[lang])[:LONGEST_ALT] for lang in ("en", "zh")}}
        return nbformat.v4.new_output("display_data", data=data, metadata=about)
    return None


def text_of(value):
    """Return what a value says, as UTF-8 can hold it."""
    return str(value).encode(errors="replace").decode()


def _load(path):
    """Return what a step wrote. Raises where it is no JSON file, or too large."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_RESULT:
            raise ValueError("too large, or no file")
        return json.loads(_light(file.read(LARGEST_RESULT), HEAVIEST_RESULT).decode())


def weight(text):
    """Return the bytes of memory that JSON may take at most when it is read."""
    return 4 * len(text) + sum(text.count(mark) * each for mark, each in WEIGHTS.items())


def _light(text, most):
    """Return JSON, bytes, as it is; raise ValueError where it would be too heavy."""
    text = bytes(text)
    if weight(text) > most:
        raise ValueError("too heavy")
    return text


def _remove(folder):
    """Delete a scratch folder, whatever a student's code has made of it."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder):  # too deep for Python, or without permissions
        subprocess.run(["chmod", "-R", "u+rwx", folder], capture_output=True, check=False)
        subprocess.run(["rm", "-rf", folder], capture_output=True, check=False)


# -- in a process that may die of it ---------------------------------------------------------------


class RoomApart:
    """A Room whose kernels are heard by an attendant: what they send, and what becomes of it, is no danger to this process."""

    def __init__(self, limits=Limits(), isolation="sandbox", surroundings=Surroundings()):
        """Start the clock."""
        self.limits, self.isolation, self.surroundings = limits, isolation, surroundings
        self.deadline = time.monotonic() + limits.submission_seconds

    def run(self, steps):
        """Return step id -> Outcome, as Room does. Raises RuntimeError where one attendant after the other is lost."""
        for k in range(TRIES):
            scratch = tempfile.mkdtemp(prefix="unrolled-")
            try:
                return self._asked(steps, scratch)
            except (OSError, RuntimeError) as error:
                problem = error
                time.sleep((k + 1) * PAUSE_SECONDS)  # another submission may have what this one lacks, until it is seen
            finally:
                _remove(scratch)
        raise RuntimeError(f"it could not be run, {TRIES} times over; the last time: {problem}; grade it again")

    def _asked(self, steps, scratch):
        """Ask an attendant. A zygote that hangs is ended, and replaced by who comes next, as one that died is."""
        zygote = Zygote.running(self.surroundings)
        with zygote.attendant(attend) as connection:
            connection.settimeout(START_SECONDS)
            try:
                if not connection.recv(1):
                    raise OSError("the zygote died")
            except TimeoutError:
                zygote.stop()
                raise
            _send(connection, [self.limits, self.isolation, self.surroundings, self.deadline, steps, scratch])
            connection.settimeout(max(0, self.deadline - time.monotonic()) + START_SECONDS)
            answer = _receive(connection)
        if answer["problem"]:
            raise RuntimeError(answer["problem"])
        return {step: Outcome(*outcome) for step, outcome in answer["ran"].items()}


def attend(connection, control):
    """In an attendant: be asked once over `connection`, run a Room, and answer; `control` leads to the zygote."""
    connection.sendall(b".")
    limits, isolation, (modules, folders, variables), deadline, steps, scratch = _receive(connection)
    threading.Thread(target=_end_with, args=[connection], daemon=True).start()
    _bound_memory()
    surroundings = Surroundings(tuple(modules), tuple(folders), tuple(map(tuple, variables)))
    Zygote.join(control, surroundings)
    room = Room(Limits(*limits), isolation, surroundings)
    room.deadline = deadline
    try:
        ran = asyncio.run(room.run([Step(*step) for step in steps], scratch))
        answer = {"problem": "", "ran": {step: _sendable(outcome) for step, outcome in ran.items()}}
    except Exception as error:
        answer = {"problem": f"{type(error).__name__}: {error}"}
    _send(connection, answer)


def _bound_memory():
    """Let this process have so much more memory than it has, where the system can bound it."""
    if sys.platform == "linux":
        has = 1024 * int(Path("/proc/self/status").read_text().partition("VmData:")[2].split()[0])
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = has + ATTENDANT_BYTES if hard == resource.RLIM_INFINITY else min(has + ATTENDANT_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _end_with(connection):
    """End this process, and so its kernels, when nobody waits for it any more."""
    connection.recv(1)
    os._exit(1)


def _sendable(outcome):
    """Return an Outcome, without what was written where that is nested too deep to be sent."""
    try:
        json.dumps([[[outcome]]])
    except RecursionError:
        return Outcome([], ended=UNREADABLE)
    return outcome


def _send(connection, value):
    """Send a value as JSON, its length first."""
    text = json.dumps(value).encode()
    connection.sendall(len(text).to_bytes(8) + text)


def _receive(connection):
    """Return the value that was sent; raise OSError where less came than was announced."""
    with connection.makefile("rb") as file:
        length = int.from_bytes(file.read(8))
        text = file.read(length)
    if not text or len(text) < length:
        raise OSError("an attendant died")
    return json.loads(text)
