"""Confine a process before it runs a student's code, and watch it while it does.

Four layers, all of them available to an ordinary user on Linux 6.2 or later: namespaces (no network, no sight of other processes, and
whatever the process starts dies with it), Landlock (no file but Python, system libraries and a scratch folder), seccomp (what Landlock
leaves open: sockets, file modes, hidden memory), and limits. Nothing here knows anything about the course.
"""

import contextlib
import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
import warnings
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psutil

MODES = ("sandbox", "process")  # of isolation; the second is a process of its own and no more
THREADS = 1000  # in all processes of a submission; TensorFlow starts some for every core
FILES = 20_000  # in the scratch folder
OPEN_FILES = 1024
LARGEST_LIMIT = 10**9  # of whatever: beyond it the kernel's own numbers end
LANDLOCK_ABI = 3  # the first to forbid truncating a file


class Limits(NamedTuple):
    """What one submission may use. All but the first two and the last hold for all its processes together."""

    cell_seconds: float = 60  # of wall time, for one cell or one probe
    submission_seconds: float = 600  # of wall time
    cpu_seconds: float = 600
    memory_mb: float = 2000  # beyond what Keras and TensorFlow take
    processes: int = 32
    disk_mb: float = 500
    file_mb: float = 200
    output_kb: float = 1000  # of text and pictures, kept for the feedback


def chosen_limits(chosen):
    """Return Limits of which some are chosen, by name; raise ValueError, in one line, for what can be no limit."""
    for name, value in chosen.items():
        kind = Limits.__annotations__.get(name)
        if kind is None:
            raise ValueError(f"there is no limit {name!r}; choose one of {', '.join(Limits._fields)}")
        number = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= LARGEST_LIMIT
        if not number or kind(value) != value:
            wanted = "a whole number" if kind is int else "a number"
            raise ValueError(f"the limit {name} is {value!r}; it has to be {wanted} above 0, at most {LARGEST_LIMIT:g}")
    return Limits(**{name: Limits.__annotations__[name](value) for name, value in chosen.items()})


# -- namespaces ------------------------------------------------------------------------------------

CLONE = {"mount": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "user": 0x10000000, "pid": 0x20000000}
CLONE |= {"net": 0x40000000, "cgroup": 0x02000000}
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 1 << 14, 1 << 18
PR_SET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER = 38, 36
CAPABILITIES_VERSION = 0x20080522


def _libc():
    return ctypes.CDLL(None, use_errno=True)


def _call(name, *arguments):
    """Call a function of the C library; raise OSError where it fails."""
    result = getattr(_libc(), name)(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
    return result


def _system_call(number, *arguments):
    return _call("syscall", ctypes.c_long(number), *arguments)


def enter_namespaces():
    """Leave the machine's network, processes and message queues; the next child to be forked is the first process of its own world."""
    user, group = os.geteuid(), os.getegid()
    _call("unshare", CLONE["user"] | CLONE["pid"] | CLONE["net"] | CLONE["ipc"])
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _show_own_processes():
    """In the first process of the new world: let /proc, which TensorFlow reads, show this world and not the machine."""
    _call("unshare", CLONE["mount"])
    _call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    _call("mount", b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None)


# -- files -----------------------------------------------------------------------------------------

LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446  # on every processor
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (0, 1, 2, 3, 13, 14, 15))
MAKE_CHAR, MAKE_SOCKET, MAKE_FIFO, MAKE_BLOCK = (1 << bit for bit in (6, 9, 10, 11))
FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READ = EXECUTE | READ_FILE | READ_DIR
SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/opt",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
)
SYSTEM += ("/proc", "/sys/devices/system/cpu", "/dev/urandom", "/dev/random", "/dev/zero")


def readable(more=()):
    """Return the folders that a student's code may read: Python's, the system's libraries' and some more."""
    return [Path(path).resolve() for path in (*SYSTEM, sys.prefix, sys.base_prefix, *more) if os.path.exists(path)]


def exposed(path, more=()):
    """Return the readable folder that holds `path`, None if student code can't read it."""
    path = Path(path).resolve()
    return next((folder for folder in readable(more) if path.is_relative_to(folder)), None)


def _landlock_abi():
    try:
        return _system_call(LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def _restrict_files(folder, sockets, more):
    """Allow this process to read what is `readable`, to write in `folder` and to make sockets in `sockets`; nothing else, for good."""
    abi = _landlock_abi()
    handled = (1 << (13 + min(abi, 3) - 1 + (abi >= 5))) - 1  # each version adds rights: 13, 14, 15, 15, 16
    network, scope = (3 if abi >= 4 else 0), (3 if abi >= 6 else 0)
    attributes = struct.pack("QQQ", handled, network, scope)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    ruleset = _system_call(LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    everything = handled & ~(MAKE_CHAR | MAKE_FIFO | MAKE_BLOCK)
    rules = dict.fromkeys(readable(more), READ) | {Path(folder): everything, Path(sockets): READ | MAKE_SOCKET}
    rules[Path("/dev/null")] = READ | WRITE_FILE
    for path, access in rules.items():
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        granted = access & (handled if path.is_dir() else handled & FOR_FILES)
        _system_call(LANDLOCK_ADD_RULE, ruleset, 1, struct.pack("=Qi", granted, descriptor), 0)
        os.close(descriptor)
    _system_call(LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def adopt_orphans():
    """Become the parent of every descendant whose parent ends, so that none is lost."""
    _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def confine(folder, sockets, more=()):
    """Take from this process, the first in its namespaces, every right but to read what is `readable` and to write in `folder`.

    sockets  a folder where it may make sockets, but remove none
    more     folders that it may read besides

    It must have a single thread. Raises OSError where the machine cannot do it.
    """
    _show_own_processes()
    Path("/proc/self/oom_score_adj").write_text("1000")  # should the machine run out of memory, this one goes first
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _restrict_files(folder, sockets, more)
    _call("capset", struct.pack("=Ii", CAPABILITIES_VERSION, 0), bytes(24))


def limit(limits):
    """Set the limits the kernel itself keeps, per process; `Watch` sees to the rest."""
    seconds, size = int(limits.cpu_seconds) + 5, int(limits.file_mb * 1e6)
    wanted = {resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: size, resource.RLIMIT_CORE: 0}
    wanted |= {resource.RLIMIT_NOFILE: OPEN_FILES}
    if sys.platform == "linux":
        wanted |= {resource.RLIMIT_NPROC: THREADS + limits.processes}  # counts from here, in a user namespace
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (lowest, lowest))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # too large a file is an OSError


# -- system calls ----------------------------------------------------------------------------------

# Names with their numbers on x86-64 and ARM; None where there is none.
PRETENDED = {  # Landlock does not see them; they do nothing and say that it is done, as copying a file sets its mode
    **{"chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452)},
    **{"chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54)},
    **{"utime": (132, None), "utimes": (235, None), "futimesat": (261, None)},
    **{"setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463)},
    **{"removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466)},
    **{"file_setattr": (469, 469)},
}
REFUSED = {
    **{"socket": (41, 198)},  # a unix socket has a path that Landlock does not look at
    **{"memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194)},  # memory that nobody counts
    **{"msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180)},
    **{
        "io_uring_setup": (425, 425),
        "io_uring_enter": (426, 426),
        "io_uring_register": (427, 427),
    },  # passes by seccomp
    **{"ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272)},
    **{"pidfd_getfd": (438, 438), "process_madvise": (440, 440), "perf_event_open": (298, 241), "bpf": (321, 280)},
    **{"unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51), "pivot_root": (155, 41)},
    **{"mount": (165, 40), "umount2": (166, 39), "open_tree": (428, 428), "move_mount": (429, 429)},
    **{"fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433)},
    **{"mount_setattr": (442, 442), "open_tree_attr": (467, 467), "userfaultfd": (323, 282), "syslog": (103, 116)},
    **{"open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "truncate": (76, 45)},
    **{"keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218)},
    **{"inotify_init": (253, None), "inotify_init1": (294, 26), "fanotify_init": (300, 262)},
}
CLONE_CALL, UTIMENSAT_CALL, CLONE3_CALL, NEWEST_CALL = (56, 220), (280, 88), 435, 469
PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, name for the kernel
SECCOMP = {"x86_64": 317, "aarch64": 277}
SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC = 1, 1
LOAD, JUMP_IF_EQUAL, JUMP_IF_ABOVE, JUMP_IF_ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
ALLOW, KILL, FAIL_WITH = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, PROCESSOR, FIRST_ARGUMENT, THIRD_ARGUMENT = 0, 4, 16, 32  # where in what the filter is given


def _filter(processor):
    """Return the seccomp program: (operation, jump if true, jump if false, value) in a row, as the kernel takes it."""
    column, name = PROCESSORS[processor]
    steps = [(LOAD, 0, 0, PROCESSOR), (JUMP_IF_EQUAL, 1, 0, name), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    answers = [(JUMP_IF_ABOVE, NEWEST_CALL, errno.ENOSYS), (JUMP_IF_EQUAL, CLONE3_CALL, errno.ENOSYS)]
    for calls, answer in (PRETENDED, 0), (REFUSED, errno.EPERM):
        answers += [(JUMP_IF_EQUAL, number[column], answer) for number in calls.values() if number[column] is not None]
    for test, number, answer in answers:
        steps += [(test, 0, 1, number), (RETURN, 0, 0, FAIL_WITH | answer)]
    # Without a time it is Python's way to create a file: told that it is done, it would not open it.
    steps += [(JUMP_IF_EQUAL, 0, 4, UTIMENSAT_CALL[column]), (LOAD, 0, 0, THIRD_ARGUMENT)]
    steps += [(JUMP_IF_EQUAL, 0, 1, 0), (RETURN, 0, 0, FAIL_WITH | errno.EPERM), (RETURN, 0, 0, FAIL_WITH)]
    # Without clone3, whose flags lie in memory, clone's say whether it makes a process or a namespace.
    steps += [(JUMP_IF_EQUAL, 0, 3, CLONE_CALL[column]), (LOAD, 0, 0, FIRST_ARGUMENT)]
    steps += [(JUMP_IF_ANY_BIT, 0, 1, sum(CLONE.values())), (RETURN, 0, 0, FAIL_WITH | errno.EPERM)]
    steps += [(RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def close_doors():
    """Refuse the system calls that Landlock leaves open, in all threads of this process and in all it starts."""
    program = ctypes.create_string_buffer(_filter(platform.machine()))
    header = struct.pack("HP", (len(program) - 1) // 8, ctypes.addressof(program))
    thread = _system_call(SECCOMP[platform.machine()], SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, header)
    if thread:
        raise OSError(errno.EBUSY, f"seccomp: thread {thread} could not be confined")


# -- what a machine can do -------------------------------------------------------------------------


def _in_a_child(function):
    """Run a function in a forked process; return None, or what it raised, as text."""
    reader, writer = os.pipe()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of threads, which do nothing here
        pid = os.fork()
    if pid == 0:
        try:
            function()
        except BaseException as error:
            os.write(writer, f"{error}"[:500].encode() or b"it failed")
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as said:
        text = said.read()
    return text if os.waitpid(pid, 0)[1] == 0 else "it crashed"


def _enter_all_namespaces():
    enter_namespaces()
    if said := _in_a_child(_show_own_processes):
        raise OSError(said)


@cache
def problems():
    """Return what keeps this machine from isolating student code, as lines that say what to do; none if it can."""
    if sys.platform != "linux":
        return [f"isolation needs Linux, this is {platform.system()}: grade on a Linux machine"]
    if platform.machine() not in PROCESSORS:
        return [f"isolation is made for {' and '.join(PROCESSORS)}, this is {platform.machine()}"]
    found = []
    if said := _in_a_child(_enter_all_namespaces):
        found.append(
            f"no namespaces ({said}): allow unprivileged user namespaces (sysctl user.max_user_namespaces, "
            "kernel.apparmor_restrict_unprivileged_userns=0), or in Docker --security-opt seccomp=unconfined "
            "--security-opt systempaths=unconfined"
        )
    if (abi := _landlock_abi()) < LANDLOCK_ABI:
        found.append(
            f"Landlock version {abi}, at least {LANDLOCK_ABI} is needed: use Linux 6.2 or later with lsm=landlock"
        )
    if said := _in_a_child(lambda: (_call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), close_doors())):
        found.append(f"no seccomp ({said}): use a kernel with CONFIG_SECCOMP_FILTER")
    if folder := exposed(Path(__file__).parent):
        found.append(
            f"the autograder itself is below {folder}, which students' code reads: install it with -e, from elsewhere"
        )
    return found


# -- watching --------------------------------------------------------------------------------------


class Watch:
    """A minder's eye on the processes of one submission: `passed` tells which limit they have passed."""

    def __init__(self, pid, folder, limits):
        """Begin with a kernel that has run nothing yet; what it weighs now is not the student's."""
        self.kernel, self.folder, self.limits, self.looks = psutil.Process(pid), folder, limits, 0
        self.weight = _own_memory(self.kernel)
        self.share = None

    def passed(self):
        """Return the name of a limit that is passed, None if all are kept."""
        processes = self._processes()
        self.looks += 1
        if len(processes) > self.limits.processes or sum(map(_threads, processes)) > THREADS:
            return "processes"
        if sum(map(_cpu_seconds, processes)) > self.limits.cpu_seconds:
            return "cpu_seconds"
        allowed = self.weight + self.limits.memory_mb * 1e6
        if sum(map(_own_memory, processes)) > allowed and sum(map(_fair_memory, processes)) > allowed:
            return "memory_mb"
        if self.looks % 5 == 0 and _disk(self.folder, processes) > self.limits.disk_mb * 1e6:
            return "disk_mb"
        return None

    def _processes(self):
        with contextlib.suppress(psutil.NoSuchProcess):
            return [self.kernel, *self.kernel.children(recursive=True)]
        return []


def _gone_is_nothing(measure):
    """Return a measure that takes a process that has ended, or that no one may look at, for nothing."""

    def measured(process):
        try:
            return measure(process)
        except (psutil.Error, OSError):
            return 0

    return measured


@_gone_is_nothing
def _threads(process):
    return process.num_threads()


@_gone_is_nothing
def _cpu_seconds(process):
    return sum(process.cpu_times()[:4])  # its own and its finished children's


@_gone_is_nothing
def _own_memory(process):
    """Memory that is no file's; a forked child counts what it shares with its parent as well."""
    memory = process.memory_info()
    return memory.rss - getattr(memory, "shared", 0)


@_gone_is_nothing
def _fair_memory(process):
    """Memory with what is shared divided among those who share it; takes longer to find out."""
    memory = process.memory_full_info()
    return getattr(memory, "pss", memory.uss)


def _disk(folder, processes):
    """Return the bytes on disk below a folder and in deleted files that are still open; infinite where there is no end of files."""
    used, folders, seen = 0, [folder], 0
    try:
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    used, seen = used + 512 * entry.stat(follow_symlinks=False).st_blocks, seen + 1
                    folders += [entry.path] if entry.is_dir(follow_symlinks=False) else []
                    if seen > FILES:
                        return float("inf")
    except FileNotFoundError:
        pass  # deleted while we looked
    except OSError:  # too deep to look at
        return float("inf")
    return used + sum(map(_deleted_files, processes))


@_gone_is_nothing
def _deleted_files(process):
    if not os.path.isdir("/proc/self/fd"):
        return 0
    status = [os.stat(entry.path) for entry in os.scandir(f"/proc/{process.pid}/fd")]
    return sum(512 * file.st_blocks for file in status if file.st_nlink == 0)
