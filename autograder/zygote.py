"""Start the kernels that submissions run in: fork a process that has imported TensorFlow and Keras, instead of importing them again.

The zygote, `python -m autograder.zygote`, knows nothing about the course's answers: it is a fresh process, not a fork of the grading
process. It runs no TensorFlow operation, since TensorFlow's threads would not live on in a child. The grading process passes it one end
of a socket pair per kernel; when either end closes, that kernel and its process group are killed. So all ends with the grading process,
however that ends, and nothing in the file system leads to the zygote.
"""

import asyncio
import atexit
import contextlib
import ctypes
import gc
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

KEPT = ("CUDA_", "HOME", "KERAS_", "LANG", "LC_", "LD_", "MPLCONFIGDIR", "PATH", "TF_", "UNROLLED_")  # environment
START_SECONDS = 120  # until a kernel is ready; the first waits for the zygote's imports
KILL_SECONDS = 5
LONGEST_SOCKET = 103  # bytes of a unix socket's path, on macOS; 107 on Linux
PR_SET_PDEATHSIG = 1


def kernel_manager(folder):
    """Return a manager whose kernel is the zygote's child and runs in `folder`, where its sockets are as well."""
    folder = Path(folder).resolve()
    if len(os.fsencode(folder / ".kernel-5")) > LONGEST_SOCKET:
        raise ValueError(f"{folder} is too long a path for a socket; set TMPDIR to a shorter folder")
    manager = AsyncKernelManager(
        transport="ipc", ip=str(folder / ".kernel"), connection_file=str(folder / ".kernel.json")
    )
    manager.provisioner = Kernel(parent=manager, kernel_spec=manager.kernel_spec)
    return manager


class Kernel(KernelProvisionerBase):
    """A kernel that is the zygote's child. It lives as long as both ends of its socket pair are open; `connection` is ours."""

    zygote = connection = pid = None

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
        folder = Path(self.parent.connection_file).parent
        for _ in range(2):
            self.zygote = Zygote.running()
            self.connection, reply = await self.zygote.fork(folder)
            if reply.isdigit():
                self.pid = int(reply)
                return self.parent.get_connection_info()
            self.connection.close()
            self.connection = None
            if reply:
                raise RuntimeError(f"the kernel did not start: {reply.decode()}")
            self.zygote.stop()
        raise RuntimeError("no kernel started: the zygote died or hung, twice")

    async def poll(self):
        """Return None while the kernel lives."""
        try:
            return None if self.connection and self.connection.recv(1) else 0
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
            os.kill(self.pid, signum)

    async def kill(self, restart=False):
        """Kill the kernel and its process group: by way of the zygote, or from here where that is dead or hangs."""
        if self.connection is None:
            return
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            await asyncio.wait_for(self.wait(), KILL_SECONDS)
        if await self.poll() is None or self.zygote.process.poll() is not None:
            _kill_group(self.pid)
        self.connection.close()
        self.connection = None

    async def terminate(self, restart=False):
        """Kill the kernel: nothing in it is worth saving."""
        await self.kill()

    async def cleanup(self, restart=False):
        """Leave no process behind, also where the kernel ended by itself."""
        await self.kill()


class Zygote:
    """The zygote as the grading process sees it."""

    _running = None

    @classmethod
    def running(cls):
        """Return the one zygote of this process; a new one where there is none alive."""
        if cls._running and cls._running.process.poll() is not None:
            cls._running.stop()
        cls._running = cls._running or cls()
        return cls._running

    def __init__(self):
        """Start it, in a session of its own, so that Ctrl-C in the terminal does not reach it."""
        if not hasattr(os, "fork"):
            raise RuntimeError("grading forks a kernel per submission; Windows cannot: use Linux, macOS or WSL")
        environment = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
        environment["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # Matplotlib reads it when imported
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "autograder.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env=environment,
            )
        atexit.register(self.stop)

    async def fork(self, folder):
        """Ask for a kernel in `folder`; return our end of its socket pair, and its process id or what went wrong, in bytes."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                ours.send(os.fsencode(folder))
                socket.send_fds(self.control, [b"+"], [theirs.fileno()])
            reply = asyncio.get_running_loop().sock_recv(ours, 1 << 16)
            return ours, await asyncio.wait_for(reply, START_SECONDS)
        except OSError:  # TimeoutError is one
            return ours, b""

    def stop(self):
        """End it and its kernels."""
        Zygote._running = None
        atexit.unregister(self.stop)
        self.control.close()
        try:
            self.process.wait(1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(control):
    """In the zygote: fork a kernel for every socket that comes over `control`, until that is closed."""
    import ipykernel.kernelapp  # noqa: F401
    import matplotlib.pyplot  # noqa: F401
    import pooch
    import unrolled.check
    import unrolled.data
    import unrolled.figures  # noqa: F401

    os.environ.setdefault("UNROLLED_DATA", str(pooch.os_cache("unrolled")))  # found through HOME, which will be another
    gc.freeze()  # a collection in a child would copy every page it looks at
    kernels = {}  # connection -> process id
    while True:
        ready, _, _ = select.select([control, *kernels], [], [], 0.05 if kernels else None)
        for connection, pid in list(kernels.items()):
            if connection in ready or os.waitpid(pid, os.WNOHANG)[0]:
                _end(kernels, connection)
        if control in ready:
            byte, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not byte:
                break
            connection = socket.socket(fileno=descriptors[0])
            folder = os.fsdecode(connection.recv(1 << 16))
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of threads, which are idle
                pid = os.fork()
            if pid == 0:
                for other in (control, *kernels):
                    other.close()
                _become_kernel(connection, folder)
            with contextlib.suppress(OSError):
                os.setpgid(pid, pid)  # the child does it too: whoever comes first
            kernels[connection] = pid
    for connection in list(kernels):
        _end(kernels, connection)


def _end(kernels, connection):
    """Kill a kernel and its process group, then let the grading process know."""
    pid = kernels.pop(connection)
    _kill_group(pid)
    with contextlib.suppress(ChildProcessError):  # it had ended by itself
        os.waitpid(pid, 0)
    connection.close()


def _kill_group(pid):
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a dead group
        os.killpg(pid, signal.SIGKILL)


def _become_kernel(connection, folder):
    """In the child: be a Jupyter kernel until killed. Does not return."""
    try:
        from ipykernel.kernelapp import IPKernelApp

        _move_in(folder)
        app = IPKernelApp.instance()
        app.initialize(["-f", ".kernel.json", "--HistoryManager.enabled=False"])
        connection.sendall(str(os.getpid()).encode())
        connection.close()
        app.start()
        app.close()
    except BaseException:
        with contextlib.suppress(OSError):
            connection.sendall(traceback.format_exc().encode())
    finally:
        os._exit(0)


def _move_in(folder):
    """In the child, before any code of a student: leave the zygote's surroundings for the folder, which becomes home as well."""
    import numpy as np

    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # die with the zygote
    with open(os.devnull, "r+b") as nothing:
        for descriptor in (0, 1, 2):
            os.dup2(nothing.fileno(), descriptor)
    os.chdir(folder)
    os.environ.update(HOME=folder, IPYTHONDIR=folder, TMPDIR=folder)
    tempfile.tempdir = None  # the zygote's was remembered
    sys.path.insert(0, "")  # as in a notebook; the zygote itself, started with -P, imports nothing from where it stands
    np.random.seed()  # else every kernel would draw the same


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
