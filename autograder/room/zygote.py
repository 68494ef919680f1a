"""Start the kernels that submissions run in: fork a process that has imported TensorFlow and Keras, instead of importing them again.

The zygote, `python -m autograder.room.zygote`, knows nothing about the course's answers: it is a fresh process, not a fork of the grading
process. It runs no TensorFlow operation, since TensorFlow's threads would not live on in a child. The grading process passes it one end
of a socket pair per kernel. The zygote forks a minder, the minder forks the kernel, watches it, and ends it with all it has started when
a limit is passed or when the other end of the socket pair closes. So all ends with the grading process, however that ends, and nothing
in the file system leads to the zygote.

What listens to the kernels of a submission, and reads what they send, is a fork of the zygote as well, an attendant: it may swell, hang or
die of them, and the grading process asks another one.
"""

import asyncio
import atexit
import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
import warnings
from pathlib import Path
from typing import ClassVar, NamedTuple

import psutil
from jupyter_client import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

from autograder.room import sandbox
from autograder.room.sandbox import Limits

KEPT = (  # of the environment, by exact names: what merely begins like one of them may hold a password
    *(
        "HOME",
        "PATH",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "MPLCONFIGDIR",
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_COLLATE",
        "LC_CTYPE",
    ),
    *("LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "KERAS_BACKEND", "KERAS_HOME", "TF_CPP_MIN_LOG_LEVEL"),
    *(
        "TF_DETERMINISTIC_OPS",
        "TF_ENABLE_ONEDNN_OPTS",
        "TF_NUM_INTEROP_THREADS",
        "TF_NUM_INTRAOP_THREADS",
        "TF_XLA_FLAGS",
    ),
)
START_SECONDS = 120  # until a kernel is ready; the first waits for the zygote's imports
KILL_SECONDS = 5
WATCH_SECONDS = 0.1
INHERITED = (  # what a kernel need not import, of what IPython and ipykernel bring in while they start
    *("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger"),
    *("IPython.extensions.storemagic", "tornado.platform.asyncio", "tornado.queues"),
    *("jupyter_client", "nbformat"),  # the attendants' own
)
KERNEL, ATTENDANT = b"+", b"@"  # what the zygote is asked for
CONNECTION = "connection.json"
LONGEST_SOCKET = 103  # bytes of a unix socket's path, on macOS; 107 on Linux


class Surroundings(NamedTuple):
    """What a kernel finds when it starts."""

    modules: tuple = ()  # imported already
    folders: tuple = ()  # that it may read, besides Python's and the system's
    variables: tuple = ()  # of the environment, as pairs


def kernel_manager(folder, limits=Limits(), isolation="sandbox", surroundings=Surroundings()):
    """Return a manager whose kernel is a descendant of the zygote and runs in `folder`.

    Its sockets are in another folder beside that one: what runs in the kernel must not put something else in their place.
    """
    folder = Path(folder).resolve()
    sockets = Path(f"{folder}.kernel")
    if len(os.fsencode(sockets / "s-5")) > LONGEST_SOCKET:
        raise ValueError(f"{folder} is too long a path for a socket; set TMPDIR to a shorter folder")
    sockets.mkdir(mode=0o700, exist_ok=True)
    manager = AsyncKernelManager(transport="ipc", ip=str(sockets / "s"), connection_file=str(sockets / CONNECTION))
    manager.provisioner = Kernel(parent=manager, kernel_spec=manager.kernel_spec)
    manager.provisioner.order = {
        "folder": str(folder),
        "sockets": str(sockets),
        "limits": limits,
        "isolation": isolation,
        "readable": surroundings.folders,
    }
    manager.provisioner.surroundings = surroundings
    return manager


class Kernel(KernelProvisionerBase):
    """A kernel with its minder. It lives as long as both ends of its socket pair are open; `connection` is ours."""

    zygote = connection = pid = order = surroundings = None
    ended_by = ""  # the limit it has passed, or how it ended by itself: "signal 11", "exit 0"

    @property
    def has_process(self):
        """Whether there is a kernel, dead or alive."""
        return self.connection is not None

    async def pre_launch(self, **kwargs):
        """Write the connection file; there is no command to run."""
        self.parent.write_connection_file()
        return {**kwargs, "cmd": []}

    async def launch_kernel(self, cmd, **kwargs):
        """Have the zygote fork a kernel; a zygote that died or hangs is replaced once."""
        for _ in range(2):
            self.zygote = Zygote.running(self.surroundings)
            self.connection, reply = await self.zygote.fork(self.order)
            if reply.isdigit():
                self.pid = int(reply)
                return self.parent.get_connection_info()
            self.connection.close()
            self.connection = None
            if reply:
                raise RuntimeError(f"the kernel did not start: {reply.decode()}")
            self.zygote.stop()
            if self.zygote.process is None:
                break
        raise RuntimeError("no kernel started: the zygote died or hung")

    async def poll(self):
        """Return None while the kernel lives."""
        try:
            while said := self.connection and self.connection.recv(1 << 10):
                self.ended_by += said.decode()
            return 0
        except BlockingIOError:
            return None
        except OSError:
            return 0

    async def wait(self):
        """Wait until the kernel is dead."""
        while await self.poll() is None:
            await asyncio.sleep(0.01)
        return 0

    async def send_signal(self, signum):
        """Send the kernel a signal, but not the processes it started."""
        if await self.poll() is None:
            with contextlib.suppress(ProcessLookupError):  # its minder was quicker
                os.kill(self.pid, signum)

    async def kill(self, restart=False):
        """Kill the kernel and all it has started: by way of its minder, or from here where that is dead or hangs."""
        if self.connection is None:
            return
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            await asyncio.wait_for(self.wait(), KILL_SECONDS)
        if await self.poll() is None:
            _kill(self.pid)
        self.connection.close()
        self.connection = None

    async def terminate(self, restart=False):
        """Kill the kernel: nothing in it is worth saving."""
        await self.kill()

    async def cleanup(self, restart=False):
        """Leave no process behind, also where the kernel ended by itself, and no socket."""
        await self.kill()
        shutil.rmtree(self.order["sockets"], ignore_errors=True)


class Zygote:
    """The zygote as the grading process sees it."""

    _running: ClassVar = {}  # surroundings -> the one zygote of this process that offers them
    _lock = threading.Lock()

    @classmethod
    def running(cls, surroundings=Surroundings()):
        """Return this process' zygote for kernels in these surroundings; a new one where there is none alive."""
        with cls._lock:
            there = cls._running.get(surroundings)
            if there and there.process and there.process.poll() is not None:
                there.stop()
            if surroundings not in cls._running:
                cls._running[surroundings] = cls(surroundings)
            return cls._running[surroundings]

    @classmethod
    def join(cls, control, surroundings):
        """Let this process, an attendant, use the zygote that it was forked from: `control` is what that listens to."""
        zygote = cls.__new__(cls)
        zygote.control, zygote.surroundings, zygote.process = control, surroundings, None
        cls._running[surroundings] = zygote

    def __init__(self, surroundings=Surroundings()):
        """Start it, in a session of its own, so that Ctrl-C in the terminal does not reach it."""
        self.surroundings = surroundings
        if not hasattr(os, "fork"):
            raise RuntimeError("grading forks a kernel per submission; Windows cannot: use Linux, macOS or WSL")
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "autograder.room.zygote", str(theirs.fileno()), *surroundings.modules],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env=_environment(surroundings),
            )
        atexit.register(self.stop)

    async def fork(self, order):
        """Ask for a kernel; return our end of its socket pair, and its process id or what went wrong, in bytes."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                ours.send(json.dumps(order).encode())
                socket.send_fds(self.control, [KERNEL], [theirs.fileno()])
            reply = asyncio.get_running_loop().sock_recv(ours, 1 << 16)
            return ours, await asyncio.wait_for(reply, START_SECONDS)
        except OSError:  # TimeoutError is one
            return ours, b""

    def attendant(self, function):
        """Ask for an attendant, which calls a module's function with its end of a socket pair and what the zygote listens to; return our end."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                ours.sendall(f"{function.__module__} {function.__name__}".encode())
                socket.send_fds(self.control, [ATTENDANT], [theirs.fileno(), self.control.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def stop(self):
        """End it. Kernels it has started live on, as long as their connections do."""
        if Zygote._running.get(self.surroundings) is self:
            del Zygote._running[self.surroundings]
        self.control.close()
        if self.process is None:
            return
        atexit.unregister(self.stop)
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _environment(surroundings):
    """Return the environment that kernels are born with."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        **dict(surroundings.variables),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # Matplotlib reads it when imported
        "CUDA_VISIBLE_DEVICES": "-1",  # marks come from the processor that every machine has
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger would write about frozen modules
    }


def serve(control, modules):
    """In the zygote: fork a minder or an attendant for every socket that comes over `control`, until that is closed."""
    for module in (*modules, *INHERITED):
        importlib.import_module(module)
    gc.freeze()  # a collection in a child would copy every page it looks at
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no one waits for a minder
    while True:
        asked, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not asked:
            break
        sockets = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        with contextlib.ExitStack() as ours, contextlib.suppress(OSError):  # no process more: who asked is not answered
            for one in sockets:
                ours.enter_context(one)
            if _fork() == 0:
                control.close()
                (_mind if asked == KERNEL else _attend)(*sockets)


def _attend(connection, control):
    """In a child of the zygote: be the attendant that the grading process asked for. Does not return."""
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library's last words are no line for the instructor
        module, function = connection.recv(1 << 10).decode().split()
        getattr(importlib.import_module(module), function)(connection, control)
    finally:
        os._exit(0)


def _fork():
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of threads, which are idle
        return os.fork()


def _kill(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _mind(connection):
    """In a child of the zygote: fork a kernel, watch it, and end it when it is time. Does not return."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        order = json.loads(connection.recv(1 << 16))
        folder, sockets, limits = order["folder"], order["sockets"], Limits(*order["limits"])
        sandboxed = order["isolation"] == "sandbox"
        clock = sandbox.Clock()
        if sandboxed:
            sandbox.enter_namespaces()
        elif sys.platform == "linux":
            sandbox.adopt_orphans()
        started, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            connection.close()
            os.close(started)
            clock.stop()
            _become_kernel(writer, folder, sockets, limits, order["readable"] if sandboxed else None)
        os.close(writer)
        connection.sendall(_until_started(pid, started, connection))
        ended_by = _until_ended(pid, connection, sandbox.Watch(pid, folder, limits, clock))
        _end(pid)
        with contextlib.suppress(OSError):  # nobody may be there to hear it
            connection.sendall(ended_by.encode())
    except BaseException:
        with contextlib.suppress(OSError):
            connection.sendall(traceback.format_exc().encode())
    finally:
        os._exit(0)


def _until_started(pid, started, connection):
    """Wait for word from the kernel; return its process id or its last words, to be sent on."""
    ready, _, _ = select.select([started, connection], [], [])
    said = os.read(started, 1 << 16) if started in ready else b""
    os.close(started)
    return str(pid).encode() if said == b"ready" else said or b"it ended at once"


def _until_ended(pid, connection, watch):
    """Wait until the kernel ends, passes a limit, or is to be ended; return the reason as text, "" for the last one."""
    while True:
        ready, _, _ = select.select([connection], [], [], WATCH_SECONDS)
        if ready:
            return ""
        status = os.waitpid(pid, os.WNOHANG)
        if status[0]:
            code = os.waitstatus_to_exitcode(status[1])
            return f"exit {code}" if code >= 0 else f"signal {-code}"
        if passed := watch.passed():
            return passed


def _end(pid):
    """Kill the kernel and all it has started: with the first process of a namespace end all others, and orphans are ours."""
    _kill(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a dead group
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            for process in psutil.Process().children(recursive=True):
                _kill(process.pid)
            os.waitpid(-1, 0)


def _become_kernel(started, folder, sockets, limits, readable):
    """In the minder's child: be a Jupyter kernel until killed; without `readable`, folders, one that is not confined. Does not return."""
    try:
        from ipykernel import zmqshell
        from ipykernel.kernelapp import IPKernelApp

        zmqshell.system = _run_line
        _move_in(folder)
        sandbox.limit(limits)
        if readable is not None:
            sandbox.confine(folder, sockets, readable)
        app = IPKernelApp.instance()
        app.initialize(["-f", str(Path(sockets, CONNECTION)), "--HistoryManager.enabled=False"])
        if readable is not None:
            sandbox.close_doors()
        os.write(started, b"ready")
        os.close(started)
        app.start()
        app.close()
    except BaseException:
        with contextlib.suppress(OSError):
            os.write(started, traceback.format_exc().encode())
    finally:
        os._exit(0)


def _run_line(command):
    """Run what stands behind a `!`, without the pseudo-terminal that IPython asks for and that the sandbox has not; return the exit status."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, shell=True, text=True, errors="replace", **options) as process:
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
        except BaseException:  # an interrupt
            process.kill()
            raise
    return process.returncode


def _move_in(folder):
    """In the kernel, before any code of a student: leave the zygote's surroundings for the folder, which becomes home as well."""
    import numpy as np

    os.setsid()
    with open(os.devnull, "r+b") as nothing:
        for descriptor in (0, 1, 2):
            os.dup2(nothing.fileno(), descriptor)
    os.chdir(folder)
    os.environ.update(HOME=folder, IPYTHONDIR=folder, TMPDIR=folder)
    tempfile.tempdir = None  # the zygote's was remembered
    # As in a notebook; the zygote itself, started with -P, imports nothing from where it stands. Nor does the kernel see the autograder.
    own = str(Path(__file__).parents[2])
    sys.path[:] = ["", *(path for path in sys.path if path != own)]
    np.random.seed()  # else every kernel would draw the same


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
