"""A submission reaches nothing outside its scratch folder, and stays within its limits; where that cannot be, the machine says so."""

import asyncio
import errno
import os
import re
import struct
import sys
from pathlib import Path

import psutil
import pytest

from autograder import doctor
from autograder.__main__ import main
from autograder.marking.judging import surroundings
from autograder.room import sandbox
from autograder.room.kernels import Room, Step
from autograder.room.sandbox import Limits

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(bool(sandbox.problems()), reason=f"no isolation: {' / '.join(sandbox.problems())}")


def run(*sources, **limits):
    """Run cells in the sandbox and return the Outcome of each."""
    steps = [Step(str(number), source) for number, source in enumerate(sources)]
    ran = asyncio.run(Room(Limits(**limits), "sandbox", surroundings()).run(steps))
    return [ran[step.id] for step in steps]


def said(source):
    """Return what a cell printed in the sandbox."""
    (outcome,) = run(source)
    return "".join(output.get("text", output.get("evalue")) for output in outcome.outputs).strip()


@pytest.mark.parametrize(
    "attempt",
    [
        f"open({str(ROOT / 'README.md')!r})",
        f"open({str(ROOT / 'README.md')!r}, 'w')",
        f"os.listdir({str(ROOT)!r})",
        "os.listdir('/')",
        "os.listdir('/tmp')",
        "open('/tmp/planted', 'w')",
        "open('/dev/shm/planted', 'w')",
        "open('/etc/passwd')",
        "open('/proc/sys/kernel/core_pattern', 'w')",
        "open('/proc/1/mem', 'r+b')",
        f"os.truncate({str(ROOT / 'README.md')!r}, 0)",
        f"os.remove({str(ROOT / 'README.md')!r})",
        f"os.link({str(ROOT / 'README.md')!r}, 'mine')",
        f"os.rename({str(ROOT / 'README.md')!r}, 'mine')",
        f"os.mkdir({str(ROOT / 'planted')!r})",
        f"open(next(Path({sys.prefix!r}).glob('lib/python*/site-packages/keras/__init__.py')), 'a')",
        "os.mkfifo('fifo')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "socket.socketpair()[0].bind(os.getcwd() + '.kernel/more')",
        "socket.send_fds(socket.socketpair()[0], [b'x'], [0])",
        "os.mknod(os.getcwd() + '.kernel/more', 0o140600)",
        "os.listxattr('/usr/bin/env')",
        "socket.create_connection(('127.0.0.1', 22))",
        "os.memfd_create('hidden')",
        "os.kill(GRADER, 0)",
        "os.setuid(12345)",
        "os.chroot('.')",
    ],
)
def test_what_is_outside_is_out_of_reach(attempt):
    attempt = attempt.replace("GRADER", str(os.getpid()))
    source = f"""
        import os, socket
        from pathlib import Path
        try:
            {attempt}
            print("reached")
        except OSError as error:
            print("refused", type(error).__name__)
    """
    assert said(source).startswith("refused")


def test_only_the_processes_of_the_submission_are_to_be_seen():
    assert said("import os; print(os.getpid(), [name for name in os.listdir('/proc') if name.isdigit()])") == "1 ['1']"


def test_a_file_of_python_keeps_its_mode_and_the_student_is_told_that_it_changed():
    path = Path(os.__file__)
    before = path.stat()
    assert said(f"import os; os.chmod({str(path)!r}, 0); os.utime({str(path)!r}, (0, 0)); print('done')") == "done"
    assert path.stat() == before


def test_ordinary_file_work_goes_on_in_the_scratch_folder():
    source = """
        import os, shutil, sqlite3, tempfile, zipfile
        from pathlib import Path
        Path("a").touch(); Path("a").write_text("text"); shutil.copy2("a", "b"); os.symlink("a", "c"); Path("d").mkdir()
        with tempfile.NamedTemporaryFile() as file, zipfile.ZipFile("z", "w") as archive: archive.write("b")
        sqlite3.connect("base").execute("create table t (x)")
        print(sorted(path.name for path in Path().iterdir() if path.name[0] in "abcdz"))
    """
    assert said(source) == "['a', 'b', 'base', 'c', 'd', 'z']"


def test_a_shell_command_runs():
    assert (
        said("import subprocess; print(subprocess.run(['echo', 'here'], capture_output=True, text=True).stdout)")
        == "here"
    )


FORK = """
import os, time
for _ in range(20):
    if os.fork() == 0: time.sleep(600)
time.sleep(600)
"""


SHORT_LIVES = """
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        while time.process_time() < 0.03: pass
        os._exit(0)
    time.sleep(0.03)
"""
BUFFERS = """
import socket, time
kept = [socket.socketpair() for _ in range(350)]
for pair in kept:
    for one in pair:
        one.setblocking(False)
        try:
            while one.send(b"x" * 100_000): pass
        except BlockingIOError:
            pass
time.sleep(60)
"""


NAMED = """
import ctypes, time
ctypes.CDLL(None).prctl(15, {}, 0, 0, 0)
kept = bytearray(b"x" * 300_000_000)
time.sleep(60)
"""
CHURN = """
import os
for k in range(9999):
    open(f"file-{k}", "wb").write(bytes(1_000_000))
    for j in range(50):
        open("other", "wb").close()
        os.remove("other")
"""
MAPPED = """
import mmap, os, time
for k in range(5):
    with open("mapped", "wb+") as file:
        file.write(bytes(10_000_000))
        file.flush()
        globals()[f"kept_{k}"] = mmap.mmap(file.fileno(), 0)
    os.remove("mapped")
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("limit", "source"),
    [
        ({"memory_mb": 200}, "import numpy as np; kept = np.ones(100_000_000); import time; time.sleep(60)"),
        ({"memory_mb": 200}, "kept = []\nwhile True: kept.append(bytearray(1_000_000))"),
        (
            {"memory_mb": 200},
            "import os\nfor _ in range(3): os.fork()\nkept = bytearray(b'x' * 60_000_000)\nimport time; time.sleep(60)",
        ),
        ({"processes": 10}, FORK),
        ({"cpu_seconds": 3}, "import os\nos.fork()\nwhile True: pass"),
        pytest.param(
            {"cpu_seconds": 3},
            SHORT_LIVES,
            marks=pytest.mark.skipif(not sandbox.bills_all(), reason="nobody here tells of children not waited for"),
        ),
        *(({"memory_mb": 200}, NAMED.format(name)) for name in (b"\xff", b"\x0bVmPTE: -999999", b"\x0bRssAnon:")),
        ({"memory_mb": 100}, BUFFERS),
        ({"disk_mb": 20}, CHURN),
        ({"disk_mb": 20}, MAPPED),
        (
            {"disk_mb": 20},
            "for k in range(9999): open(f'file-{k}', 'wb').write(bytes(1_000_000))\nimport time; time.sleep(60)",
        ),
        (
            {"disk_mb": 20},
            "import os\nfile = open('f', 'wb'); os.remove('f'); file.write(bytes(50_000_000)); file.flush(); import time; time.sleep(60)",
        ),
    ],
    ids=[
        "one large array",
        "more and more",
        "a bit in each child",
        "processes",
        "cpu",
        "cpu of short lives",
        "a name of no letters",
        "a name that lies",
        "a name without its number",
        "socket buffers",
        "others that vanish",
        "mapped files",
        "many files",
        "a deleted file",
    ],
)
def test_past_a_limit_the_kernel_ends_and_the_rest_goes_on(limit, source):
    over, after = run(source, "print('after')", **limit)
    assert over.ended == next(iter(limit))
    assert after.outputs[0].text == "after\n"


def test_watches_that_the_kernel_counts_per_user_are_counted_and_the_rest_goes_on():
    take = """
        import os, select, time
        reader, writer = os.pipe()
        watcher = select.epoll()
        watchers = [select.epoll() for _ in range(20)]
        for number in range(400, 900):
            os.dup2(reader, number)
            for watcher in watchers: watcher.register(number)
            os.close(number)
        time.sleep(60)
    """
    over, after = run(take, "print('after')")
    assert over.ended == "shared"
    assert after.outputs[0].text == "after\n"


def test_a_child_that_shares_its_parents_memory_weighs_nothing():
    source = "import os, time\nkept = bytearray(b'x' * 100_000_000)\nfor _ in range(5):\n    if os.fork() == 0: time.sleep(1.5); os._exit(0)\ntime.sleep(1)"
    assert run(source, memory_mb=300)[0].ended == "done"


def test_a_file_larger_than_allowed_is_an_error_of_the_student():
    assert said("open('large', 'wb').write(bytes(300_000_000))") == "[Errno 27] File too large"


def instruction(program, number):
    """Return one step of a seccomp program: operation, jump if true, jump if false, value."""
    return struct.unpack_from("=HBBI", program, 8 * number)


def verdict(program, processor, call, arguments=(0,) * 6):
    """Run a seccomp program as the kernel does; return its answer."""
    data = struct.pack("=iIQ6Q", call, processor, 0, *arguments)
    accumulator, at = 0, 0
    while True:
        operation, yes, no, value = instruction(program, at)
        at += 1
        if operation == sandbox.RETURN:
            return value
        if operation == sandbox.LOAD:
            accumulator = struct.unpack_from("=I", data, value)[0]
            continue
        if operation == sandbox.AND:
            accumulator &= value
            continue
        true = {
            sandbox.JUMP_IF_EQUAL: accumulator == value,
            sandbox.JUMP_IF_ABOVE: accumulator > value,
            sandbox.JUMP_IF_ANY_BIT: bool(accumulator & value),
        }[operation]
        at += yes if true else no


@pytest.mark.parametrize("processor", sandbox.PROCESSORS)
def test_the_filter_answers_each_system_call_as_the_table_says(processor):
    column, name = sandbox.PROCESSORS[processor]
    program = sandbox._filter(processor)
    for table, error in sandbox.ANSWERS:
        for call in (numbers[column] for numbers in table.values() if numbers[column] is not None):
            assert verdict(program, name, call) == sandbox.FAIL_WITH | error
    read = {"x86_64": 0, "aarch64": 63}[processor]
    assert verdict(program, name, read) == sandbox.ALLOW
    assert verdict(program, name + 1, read) == sandbox.KILL
    assert verdict(program, name, 0x40000000 + read) == sandbox.FAIL_WITH | errno.ENOSYS  # x32, with numbers of its own


@pytest.mark.parametrize(
    ("processor", "header"), [("x86_64", "x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "asm-generic/unistd.h")]
)
def test_the_numbers_of_system_calls_are_those_of_the_kernels_headers(processor, header):
    path = Path("/usr/include", header)
    if not path.exists():
        pytest.skip(f"there is no {path}")
    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text()))
    column, _ = sandbox.PROCESSORS[processor]
    tables = [*(table for table, _ in sandbox.ANSWERS), sandbox.BY_ARGUMENTS]
    ours = {call: str(numbers[column]) for table in tables for call, numbers in table.items()}
    assert {
        call: number for call, number in ours.items() if number != known.get(call, number)
    } == {}  # headers may be older


@pytest.mark.parametrize("processor", sandbox.PROCESSORS)
@pytest.mark.parametrize(
    ("call", "arguments", "error"),
    [
        ("clone", (17,), None),
        ("clone", (sandbox.CLONE["user"] | 17,), errno.EPERM),
        ("clone", (0x3D0F00,), None),  # a thread, as the C library starts one
        ("clone", (0x3D0F00 & ~sandbox.CLONE_FILES,), errno.EPERM),
        ("utimensat", (0, 1, 4096), 0),
        ("utimensat", (0, 1, 0), errno.EPERM),
        ("utimensat", (3, 0, 0), 0),
        *(("fcntl", (3, command), None) for command in (*range(6), *range(8, 37), 39, 1030, 1032)),
        *(("fcntl", (3, command), 0) for command in (6, 7, 37, 38)),
        *(("fcntl", (3, command), errno.EPERM) for command in (1024, 1025, 1026, 1031, 1036, 1038, 2000)),
        *(("ioctl", (1, request), None) for request in (0x5401, 0x5421, 0x80045430, 0x802C542A)),
        *(("ioctl", (1, request), errno.ENOTTY) for request in (0x40086602, 0x401C5820, 0x40806685, 0x5000940E)),
        ("mmap", (0, 4096, 3, 0x22), None),
        ("mmap", (0, 4096, 3, 0x01, 5), None),
        *(("mmap", (0, 4096, 3, flags), errno.EPERM) for flags in (0x21, 0x23, 0x40022, 0x40001)),
        ("socketpair", (1, 1), None),
        ("socketpair", (1, 0x80801), None),
        *(("socketpair", pair, errno.EPERM) for pair in ((1, 2), (1, 0x80802), (30, 1), (2, 1))),
        ("setsockopt", (3, 1, 2), None),
        ("setsockopt", (3, 6, 7), None),
        *(("setsockopt", (3, 1, name), 0) for name in (7, 32)),
        *(("close_range", (3, 0xFFFFFFFF, flags), None) for flags in (0, 4)),
        *(("close_range", (3, 0xFFFFFFFF, flags), errno.EPERM) for flags in (2, 6)),
        *(("prctl", (option, 0), errno.EPERM) for option in (4, 22)),
        *(("prctl", (option, 0), None) for option in (3, 15, 38)),  # looks, names a thread, gives up privileges
    ],
)
def test_some_system_calls_are_refused_for_what_they_are_asked(processor, call, arguments, error):
    column, name = sandbox.PROCESSORS[processor]
    said = verdict(sandbox._filter(processor), name, sandbox.BY_ARGUMENTS[call][column], (*arguments, *[0] * 6)[:6])
    assert said == (sandbox.ALLOW if error is None else sandbox.FAIL_WITH | error)


def test_the_zygote_and_what_it_reads_hold_nothing_of_the_answers():
    from autograder.room.zygote import Zygote

    run("1")
    folders = [ROOT / "solutions", ROOT / "autograder", ROOT / "tests"]
    assert [folder for folder in folders if sandbox.exposed(folder, surroundings().folders)] == []
    zygote = psutil.Process(Zygote.running(surroundings()).process.pid)
    secrets = ["rest_of_it", "### BEGIN SOLUTION", "candidate = gate(", "solutions/ch05"]
    memory = Path(f"/proc/{zygote.pid}/mem")
    found = set()
    with memory.open("rb", buffering=0) as file:
        for area in zygote.memory_maps(grouped=False):
            if area.path.startswith("/") or area.path in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            start, end = (int(part, 16) for part in area.addr.split("-"))
            file.seek(start)
            content = file.read(end - start) or b""
            found |= {secret for secret in secrets if secret.encode() in content}
    assert found == set()


def test_the_doctor_says_what_there_is_and_what_to_do(capsys, monkeypatch):
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "✓ isolation of students' code: namespaces, Landlock, seccomp" in lines
    assert "✓ packages unrolled, keras, tensorflow, nbgrader" in lines
    assert all(line.startswith(("✓ ", "· ")) for line in lines)
    monkeypatch.setattr(sandbox, "problems", lambda: ["Landlock version 1"])
    assert main(["doctor"]) == 1
    assert (
        "✗ isolation of students' code: Landlock version 1; or grade with --isolation=process"
        in capsys.readouterr().out
    )


def test_the_doctor_names_a_package_without_which_nothing_is_graded(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "PACKAGES", ("unrolled", "no_such_package"))
    assert main(["doctor"]) == 1
    wrong = [line for line in capsys.readouterr().out.splitlines() if line.startswith("✗ ")]
    remedy = "no_such_package not installed; make .venv/ready, and run .venv/bin/autograder"
    assert wrong == [f"✗ packages unrolled, no_such_package: {remedy}"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sys.platform": "darwin"}, "isolation needs Linux"),
        ({"platform.machine": lambda: "riscv64"}, "isolation is made for x86_64 and aarch64, this is riscv64"),
        ({"_landlock_abi": lambda: 2}, "Landlock version 2, at least 3 is needed: use Linux 6.2"),
        ({"_in_a_child": lambda function: "Operation not permitted"}, "no namespaces (Operation not permitted): allow"),
        ({"exposed": lambda path: "/usr"}, "the autograder itself is below /usr"),
    ],
)
def test_a_machine_that_cannot_isolate_says_why_and_what_to_do(change, said, monkeypatch):
    for name, value in change.items():
        monkeypatch.setattr(f"autograder.room.sandbox.{name}", value)
    lines = sandbox.problems.__wrapped__()
    assert any(line.startswith(said) for line in lines)
    assert all("\n" not in line for line in lines)


def test_room_is_measured_where_the_scratch_folders_are(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1_000_000_000}))
    line = next(str(finding) for finding in doctor.findings(ROOT) if "scratch" in finding.what)
    assert line == "✗ room for scratch folders: only 1.0 GB free for scratch folders; make room or set TMPDIR"


# -- chosen limits ---------------------------------------------------------------------------------


def test_what_is_counted_stays_a_whole_number():
    limits = sandbox.chosen_limits({"processes": 32.0, "memory_mb": 4000})
    assert limits == Limits(processes=32, memory_mb=4000)
    assert type(limits.processes) is int


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"memory": 4000}, "there is no limit 'memory'; choose one of cell_seconds, submission_seconds, cpu_seconds, "),
        ({3: 4}, "there is no limit 3; "),
        ({"processes": 2.5}, "the limit processes is 2.5; it has to be a whole number above 0, at most 1e+09"),
        ({"cell_seconds": "60"}, "the limit cell_seconds is '60'; it has to be a number above 0"),
        *(
            ({name: value}, f"the limit {name} is {value!r}; it has to be a")
            for name in Limits._fields
            for value in (0, -1, True, None, 2e9, float("inf"), float("nan"))
        ),
    ],
)
def test_what_can_be_no_limit_is_refused_in_one_line(chosen, said):
    with pytest.raises(ValueError, match=re.escape(said)) as refused:
        sandbox.chosen_limits(chosen)
    assert "\n" not in str(refused.value)
