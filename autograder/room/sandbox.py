"""Confine a process before it runs a student's code, and watch it while it does.

Four layers, all of them available to an ordinary user on Linux 6.2 or later: namespaces (no network, no sight of other processes, and
whatever the process starts dies with it), Landlock (no file but Python, system libraries and a scratch folder), seccomp (what Landlock
leaves open: sockets, file modes and flags, leases, and what the kernel counts per user or not at all), and limits. What seccomp cannot
refuse without harm to honest work, memory in buffers and page tables, epoll's watches, `Watch` counts. Nothing here knows anything about
the course.
"""

import contextlib
import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct
import sys
import time
import warnings
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psutil

MODES = ("sandbox", "process")  # of isolation; the second is a process of its own and no more
THREADS = 1000  # in all processes of a submission; TensorFlow starts some for every core
FILES = 20_000  # in the scratch folder
OPEN_FILES = 1024
WATCHES = 5000  # that epoll keeps for all processes of a submission; the kernel counts them per user, and libraries abort without one
PENDING_SIGNALS, LOCKED_BYTES = 1000, 1 << 20  # counted per user as well
PIPES = 500  # the kernel counts them per user as well, whose later ones are small
PIPE_BYTES, PROC_BYTES = (
    1 << 16,
    1 << 20,
)  # what is kept for one, and for an open file of /proc, which may be a long list
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
    wanted |= {resource.RLIMIT_NOFILE: OPEN_FILES, resource.RLIMIT_MEMLOCK: LOCKED_BYTES}
    if sys.platform == "linux":
        wanted |= {resource.RLIMIT_NPROC: THREADS + limits.processes}  # counts from here, in a user namespace
        wanted |= {resource.RLIMIT_SIGPENDING: PENDING_SIGNALS, resource.RLIMIT_MSGQUEUE: 0}
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (lowest, lowest))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # too large a file is an OSError


# -- system calls ----------------------------------------------------------------------------------

# Names with their numbers on x86-64 and ARM; None where there is none.
PRETENDED = {  # they do nothing and say that it is done
    # Landlock does not see them, and copying a file sets its mode
    **{"chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452)},
    **{"chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54)},
    **{"utime": (132, None), "utimes": (235, None), "futimesat": (261, None)},
    **{"setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463)},
    **{"removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466)},
    **{"file_setattr": (469, 469)},
    # locks of files that it may only read, which make others wait
    **{"flock": (73, 32)},
    # the whole machine's files, and what of them is in memory
    **{"sync": (162, 81), "syncfs": (306, 267), "fadvise64": (221, 223), "readahead": (187, 213)},
}
REFUSED = {
    # a unix socket has a path that Landlock does not look at; a socket of a pair can be bound to one, and carries descriptors
    **{"socket": (41, 198), "bind": (49, 200), "connect": (42, 203), "sendmsg": (46, 211), "sendmmsg": (307, 269)},
    **{"mknod": (133, None), "mknodat": (259, 33)},  # sockets again
    # memory that nobody counts
    **{"memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "vmsplice": (278, 75)},
    **{"msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180)},
    **{"io_setup": (206, 0), "io_submit": (209, 2)},  # of which there are so many for the whole machine
    **{
        "io_uring_setup": (425, 425),
        "io_uring_enter": (426, 426),
        "io_uring_register": (427, 427),
    },  # passes by seccomp
    **{"seccomp": (317, 277)},  # each program is memory that nobody counts
    **{"ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272)},
    **{"pidfd_getfd": (438, 438), "process_madvise": (440, 440), "perf_event_open": (298, 241), "bpf": (321, 280)},
    **{"unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51), "pivot_root": (155, 41)},
    **{"mount": (165, 40), "umount2": (166, 39), "open_tree": (428, 428), "move_mount": (429, 429)},
    **{"fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433)},
    **{"mount_setattr": (442, 442), "open_tree_attr": (467, 467), "userfaultfd": (323, 282), "syslog": (103, 116)},
    **{"statmount": (457, 457), "listmount": (458, 458)},
    **{"landlock_create_ruleset": (444, 444), "landlock_add_rule": (445, 445), "landlock_restrict_self": (446, 446)},
    **{"open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "truncate": (76, 45)},
    **{"keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218)},
    **{"inotify_init": (253, None), "inotify_init1": (294, 26), "fanotify_init": (300, 262)},
}
# As to an older kernel, so that libraries take another way: what tells which pages of a file are in memory or keeps them there, and clone3.
UNKNOWN = {
    **{"preadv2": (327, 286), "pwritev2": (328, 287), "mincore": (27, 232), "cachestat": (451, 451)},
    **{"splice": (275, 76), "tee": (276, 77), "sendfile": (40, 71), "clone3": (435, 435)},
}
UNSUPPORTED = {  # as on a file system without them: room that is taken without writing, attributes of files outside
    **{"fallocate": (285, 47)},
    **{"getxattr": (191, 8), "lgetxattr": (192, 9), "fgetxattr": (193, 10), "getxattrat": (464, 464)},
    **{"listxattr": (194, 11), "llistxattr": (195, 12), "flistxattr": (196, 13), "listxattrat": (465, 465)},
}
ANSWERS = ((PRETENDED, 0), (REFUSED, errno.EPERM), (UNKNOWN, errno.ENOSYS), (UNSUPPORTED, errno.ENOTSUP))
BY_ARGUMENTS = {  # what is refused for some arguments only
    **{"utimensat": (280, 88), "clone": (56, 220), "fcntl": (72, 25), "ioctl": (16, 29), "mmap": (9, 222)},
    **{"socketpair": (53, 199), "setsockopt": (54, 208), "close_range": (436, 436), "prctl": (157, 167)},
}
NEWEST_CALL = 469
F_SETLEASE, F_DUPFD_CLOEXEC, F_GETPIPE_SZ = 1024, 1030, 1032  # with the first begin Linux's own
LOCKS = 6, 7, 37, 38  # F_SETLK and F_SETLKW, of a process and of an open file
IOCTL_GROUP, TERMINALS = 0xFF00, 0x5400
MAP_SHARED, MAP_ANONYMOUS, MAP_HUGETLB = 0x01, 0x20, 0x40000
CLONE_FILES, CLONE_THREAD = 0x400, 0x10000
AF_UNIX, DATAGRAMS, SOL_SOCKET, SO_SNDBUF, SO_SNDBUFFORCE = 1, 2, 1, 7, 32
CLOSE_RANGE_UNSHARE, PR_SET_DUMPABLE, PR_SET_SECCOMP = 2, 4, 22
PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, name for the kernel
SECCOMP = {"x86_64": 317, "aarch64": 277}
SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC = 1, 1
LOAD, AND, JUMP_IF_EQUAL, JUMP_IF_ABOVE, JUMP_IF_ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x25, 0x45, 0x06
ALLOW, KILL, FAIL_WITH = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, PROCESSOR, ARGUMENTS = 0, 4, range(16, 64, 8)  # where in what the filter is given


def _on_arguments():
    """Return call -> the steps that look at its arguments, which begin with the call's number gone and end with an answer."""
    load = [(LOAD, 0, 0, place) for place in ARGUMENTS]
    done, refuse, allow = ((RETURN, 0, 0, answer) for answer in (FAIL_WITH, FAIL_WITH | errno.EPERM, ALLOW))
    no_terminal = (RETURN, 0, 0, FAIL_WITH | errno.ENOTTY)
    return {
        # A path without a time is Python's way to create a file: told that it is done, it would not open it. `touch` has opened its file.
        "utimensat": [load[1], (JUMP_IF_EQUAL, 3, 0, 0), load[2], (JUMP_IF_EQUAL, 0, 1, 0), refuse, done],
        # Without clone3, whose flags lie in memory, clone's say whether it makes a process, a namespace, or a thread with files of its own.
        "clone": [
            *(load[0], (JUMP_IF_ANY_BIT, 2, 0, sum(CLONE.values())), (JUMP_IF_ANY_BIT, 0, 2, CLONE_THREAD)),
            *((JUMP_IF_ANY_BIT, 1, 0, CLONE_FILES), refuse, allow),
        ],
        # Leases and notices make others wait, hints are kept with a file that it may only read, larger pipes are counted per user. Locks of
        # files that it may only read make others wait as well: they are taken in word only.
        "fcntl": [
            *(load[1], (JUMP_IF_ABOVE, 0, 3, F_SETLEASE - 1), (JUMP_IF_EQUAL, 2 + len(LOCKS), 0, F_DUPFD_CLOEXEC)),
            *((JUMP_IF_EQUAL, 1 + len(LOCKS), 0, F_GETPIPE_SZ), refuse),
            *((JUMP_IF_EQUAL, len(LOCKS) - k, 0, lock) for k, lock in enumerate(LOCKS)),
            *(allow, done),
        ],
        # Of files it may only read they set flags, on some file systems they make folders.
        "ioctl": [load[1], (AND, 0, 0, IOCTL_GROUP), (JUMP_IF_EQUAL, 1, 0, TERMINALS), no_terminal, allow],
        # Memory that stays when it is in nobody's map, and the machine's large pages.
        "mmap": [
            *(load[3], (JUMP_IF_ANY_BIT, 2, 0, MAP_HUGETLB), (JUMP_IF_ANY_BIT, 0, 2, MAP_SHARED)),
            *((JUMP_IF_ANY_BIT, 0, 1, MAP_ANONYMOUS), refuse, allow),
        ],
        # Datagrams reach any unix socket of the machine, by its path.
        "socketpair": [
            *(load[0], (JUMP_IF_EQUAL, 0, 2, AF_UNIX), load[1], (JUMP_IF_ANY_BIT, 0, 1, DATAGRAMS), refuse, allow),
        ],
        # So that a socket holds no more than `Watch` takes it for.
        "setsockopt": [
            *(load[1], (JUMP_IF_EQUAL, 0, 4, SOL_SOCKET), load[2], (JUMP_IF_EQUAL, 1, 0, SO_SNDBUF)),
            *((JUMP_IF_EQUAL, 0, 1, SO_SNDBUFFORCE), done, allow),
        ],
        # So that `Watch` sees what it counts: a thread with files of its own again, and a process that nobody may look into. And a filter.
        "close_range": [load[2], (JUMP_IF_ANY_BIT, 0, 1, CLOSE_RANGE_UNSHARE), refuse, allow],
        "prctl": [
            *(load[0], (JUMP_IF_EQUAL, 1, 0, PR_SET_DUMPABLE), (JUMP_IF_EQUAL, 0, 1, PR_SET_SECCOMP), refuse, allow),
        ],
    }


def _filter(processor):
    """Return the seccomp program: (operation, jump if true, jump if false, value) in a row, as the kernel takes it."""
    column, name = PROCESSORS[processor]
    steps = [(LOAD, 0, 0, PROCESSOR), (JUMP_IF_EQUAL, 1, 0, name), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    answers = [(JUMP_IF_ABOVE, NEWEST_CALL, errno.ENOSYS)]
    for calls, answer in ANSWERS:
        answers += [(JUMP_IF_EQUAL, number[column], answer) for number in calls.values() if number[column] is not None]
    for test, number, answer in answers:
        steps += [(test, 0, 1, number), (RETURN, 0, 0, FAIL_WITH | answer)]
    for call, look in _on_arguments().items():
        steps += [(JUMP_IF_EQUAL, 0, len(look), BY_ARGUMENTS[call][column]), *look]
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

PERF_EVENT_OPEN = {"x86_64": 298, "aarch64": 241}
SOFTWARE, TASK_CLOCK, INHERIT, EXCLUDE_KERNEL, CLOSE_ON_EXEC = 1, 1, 1 << 1, 1 << 5, 8
EVENT_BYTES = 128


class Clock:
    """Processor time of all that this process forks from now on, also of what has ended and nobody waited for; where the machine tells it."""

    def __init__(self):
        """Start it, before there are namespaces: as root it needs root's rights."""
        self.event = None
        with contextlib.suppress(OSError, KeyError):
            event = bytearray(EVENT_BYTES)
            struct.pack_into("=IIQ", event, 0, SOFTWARE, EVENT_BYTES, TASK_CLOCK)
            struct.pack_into("=Q", event, 40, INHERIT | EXCLUDE_KERNEL)
            number = PERF_EVENT_OPEN[platform.machine()] if sys.platform == "linux" else None
            self.event = (
                _system_call(number, bytes(event), 0, -1, -1, ctypes.c_ulong(CLOSE_ON_EXEC)) if number else None
            )
        self.own = time.process_time()

    def seconds(self):
        """Return the seconds until now, without this process' own; 0 where nobody tells."""
        if self.event is None:
            return 0
        return int.from_bytes(os.read(self.event, 8), sys.byteorder) / 1e9 - (time.process_time() - self.own)

    def stop(self):
        """Close it here; a parent's goes on."""
        if self.event is not None:
            os.close(self.event)


def bills_all():
    """Return whether this machine tells the processor time of children that nobody waits for."""
    clock = Clock()
    clock.stop()
    return clock.event is not None


class Watch:
    """A minder's eye on the processes of one submission: `passed` tells which limit they have passed."""

    def __init__(self, pid, folder, limits, clock):
        """Begin with a kernel that has run nothing yet; what it weighs now is not the student's."""
        self.kernel, self.folder, self.limits, self.clock, self.looks = psutil.Process(pid), folder, limits, clock, 0
        self.buffer = _socket_bytes()
        held = self._held([self.kernel])[0]
        self.weight, self.fair_weight = _own_memory(self.kernel) + held, _fair_memory(self.kernel) + held

    def passed(self):
        """Return the name of a limit that is passed, "shared" for what belongs to all users of the machine, None if all are kept."""
        processes = self._processes()
        self.looks += 1
        if len(processes) > self.limits.processes or sum(map(_threads, processes)) > THREADS:
            return "processes"
        if max(self.clock.seconds(), sum(map(_cpu_seconds, processes))) > self.limits.cpu_seconds:
            return "cpu_seconds"
        buffers, watches, pipes = self._held(processes)
        if watches > WATCHES or pipes > PIPES:
            return "shared"
        allowed = self.limits.memory_mb * 1e6 - buffers
        too_much = sum(map(_own_memory, processes)) - self.weight > allowed
        if too_much and (len(processes) == 1 or sum(map(_fair_memory, processes)) - self.fair_weight > allowed):
            return "memory_mb"
        if self.looks % 5 == 0 and _disk(self.folder, processes) > self.limits.disk_mb * 1e6:
            return "disk_mb"
        return None

    def _processes(self):
        with contextlib.suppress(psutil.NoSuchProcess):
            return [self.kernel, *self.kernel.children(recursive=True)]
        return []

    def _held(self, processes):
        """Return the bytes that sockets, pipes and files of /proc may hold, how many watches epoll keeps, and how many pipes there are."""
        opened = [pair for process in processes for pair in (_open_files(process) or ())]
        kinds = [target.partition(":")[0] for target in {target for _, target in opened}]
        watches = sum(_watches(path) for path, target in opened if target == "anon_inode:[eventpoll]")
        lists = sum(target.startswith("/proc/") for _, target in opened)
        pipes = kinds.count("pipe")
        return kinds.count("socket") * self.buffer + pipes * PIPE_BYTES + lists * PROC_BYTES, watches, pipes


def _socket_bytes():
    """Return how much one socket holds for its reader: the machine's setting, which the filter keeps."""
    with socket.socket(socket.AF_UNIX) as one:
        return one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)


def _gone_is_nothing(measure):
    """Return a measure that takes a process that has ended, or that no one may look at, for nothing."""

    def measured(process):
        try:
            return measure(process)
        except (psutil.Error, OSError, ValueError):
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
    if sys.platform == "linux":
        return _sum_of(_place(process) / "status", "RssAnon", "RssShmem", "VmSwap", "VmPTE")
    memory = process.memory_info()
    return memory.rss - getattr(memory, "shared", 0)


@_gone_is_nothing
def _fair_memory(process):
    """Memory with what is shared divided among those who share it; takes longer to find out."""
    if sys.platform == "linux":
        place = _place(process)
        shared = _sum_of(place / "smaps_rollup", "Pss_Anon", "Pss_Shmem", "SwapPss")
        return shared + _sum_of(place / "status", "VmPTE")
    return process.memory_full_info().uss


def _place(process):
    """Return the folder that tells of a process; where its first thread has ended, that of another: the first's is empty then."""
    place = Path("/proc", str(process.pid))
    if any(words[0] == b"RssAnon:" for words in _lines(place / "status")):
        return place
    others = (Path("/proc", thread) for thread in os.listdir(place / "task") if thread != str(process.pid))
    return next(others, place)


def _sum_of(path, *names):
    """Return the sum of some lines of a file of the kernel's, in bytes."""
    wanted = {f"{name}:".encode() for name in names}
    return sum(1024 * int(words[1]) for words in _lines(path) if words[0] in wanted)


def _lines(path):
    """Return the words of each line of a file of the kernel's. A process chooses its name, of any bytes: but for the line's end, which is escaped."""
    return [words for line in path.read_bytes().split(b"\n") if (words := line.split(maxsplit=2))]


@_gone_is_nothing
def _open_files(process):
    """Return pairs of the path that tells of a descriptor and what it leads to."""
    if sys.platform != "linux":
        return ()
    folder, found = _place(process), []
    for name in os.listdir(folder / "fd"):
        with contextlib.suppress(OSError):  # closed while we looked
            found.append((folder / "fdinfo" / name, os.readlink(folder / "fd" / name)))
    return found


@_gone_is_nothing
def _watches(path):
    """Return how many watches an epoll has, or that they are more than enough."""
    with open(path, "rb") as file:
        return file.read(200 * WATCHES).count(b"tfd:")


def _disk(folder, processes):
    """Return the bytes on disk below a folder and in deleted files that are in use; infinite where there is no end of files."""
    used, folders, seen = 0, [folder], 0
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):  # deleted while we looked
                        used += 512 * entry.stat(follow_symlinks=False).st_blocks
                    seen += 1
                    folders += [entry.path] if entry.is_dir(follow_symlinks=False) else []
                    if seen > FILES:
                        return float("inf")
        except FileNotFoundError:
            pass
        except OSError:  # too deep to look at
            return float("inf")
    deleted = {}
    for process in processes:
        deleted |= _deleted_files(process) or {}
    return used + sum(deleted.values())


@_gone_is_nothing
def _deleted_files(process):
    """Return the bytes of each file that is deleted and open, or mapped as far as that goes: its number -> bytes."""
    if sys.platform != "linux":
        return {}
    mapped, place = {}, _place(process)
    for words in (line.split(maxsplit=5) for line in (place / "maps").read_bytes().split(b"\n")):
        if words and words[-1].endswith(b" (deleted)"):
            first, last = (int(address, 16) for address in words[0].split(b"-"))
            inode = int(words[4])
            mapped[inode] = max(mapped.get(inode, 0), int(words[2], 16) + last - first)
    opened = {}
    for entry in os.scandir(place / "fd"):
        with contextlib.suppress(OSError):  # closed while we looked
            file = os.stat(entry.path)
            opened |= {file.st_ino: 512 * file.st_blocks} if file.st_nlink == 0 else {}
    return mapped | opened
