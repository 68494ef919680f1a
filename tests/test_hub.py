"""A chapter played through by an instructor and two students of this machine, each with a server of her own, as HUB.md sets it up.

The users, their homes and the exchange are in namespaces of this test, and nothing of them is left, even where it is killed.
"""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import nbformat
import pytest
from conftest import MISTAKES, MIXED, PROBE, ROOT, SMALL, SOURCE, fill
from test_redteam import layer, opened
from unrolled.check import NOT_ISOLATED

PAGE = (ROOT / "HUB.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`(/\S+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL))
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
ELSEWHERE = re.compile(
    r"pip install|git clone|make -C|venv "
)  # what a network is needed for; the test lays it out instead
USERS = {"instructor": 61001, "ada": 61002, "wei": 61003}
COURSE, STUDENTS = "/home/instructor/unrolled", "/srv/students"
TOKEN = "of-this-test"
LIMIT_SECONDS = 300  # a limit only; a chapter takes twenty on an idle machine


class Machine:
    """Namespaces with users, homes and folders of their own."""

    def __init__(self, folder):
        """Begin with what can be had nowhere else; raise OSError where this machine gives no user."""
        names = Path("/etc/passwd").read_text(), Path("/etc/group").read_text()
        more = (
            "".join(f"{name}:x:{number}:{number}::/home/{name}:/bin/sh\n" for name, number in USERS.items()),
            "".join(f"{name}:x:{number}:\n" for name, number in USERS.items()),
        )
        for file, known, added in zip(("passwd", "group"), names, more, strict=True):
            (folder / file).write_text(f"{known.rstrip()}\n{added}")
        steps = [f"mount --bind {folder}/{file} /etc/{file}" for file in ("passwd", "group")]
        steps += opened(folder, (sys.prefix, sys.base_prefix), covered=("/home", "/srv"))
        steps += ["mount -t tmpfs -o mode=1777 tmpfs /tmp", "echo ready", "exec sleep infinity"]
        isolated = ["unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc"]
        self.process = subprocess.Popen(
            [*isolated, "sh", "-ec", "\n".join(steps)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said = self.process.stdout.readline()
        if said != "ready\n":
            with self.process:
                raise OSError(said + self.process.stdout.read())
        self.servers = []
        (self.pid,) = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()

    def path(self, path):
        """Return where this process finds a path of theirs."""
        return Path(f"/proc/{self.pid}/root{path}")

    def command(self, user, *command):
        """Return what runs a command there, as root or as one of the users in her home."""
        inside = ["nsenter", f"--target={self.pid}", "--mount", "--pid"]
        if user == "root":
            return [*inside, *command]
        login = [f"HOME=/home/{user}", f"USER={user}", f"LOGNAME={user}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
        number = USERS[user]
        private = ["setpriv", f"--reuid={number}", f"--regid={number}", "--clear-groups", "--inh-caps=-all"]
        cd = ["sh", "-c", 'cd "$HOME" && exec "$@"', "sh"]
        return [*inside, *private, "env", "-i", *login, *cd, *command]

    def run(self, user, *command, **how):
        """Run a command there; return what it prints."""
        done = subprocess.run(self.command(user, *command), capture_output=True, text=True, check=False, **how)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def end(self):
        """End everything that runs there; what is mounted goes with it."""
        self.process.kill()
        for process in (self.process, *self.servers):
            process.wait()
        self.process.stdout.close()


def environment(machine, place, *packages):
    """Make an environment there that is this one, but for the folders from which it takes the course's own packages."""
    machine.run("root", "sh", "-ec", f"mkdir -p {place}\n{layer(sys.prefix, f'/srv/.layers{place}', place)}")
    site = place + sysconfig.get_path("purelib").removeprefix(sys.prefix)
    ours = " ".join(f"{site}/{name}{end}" for name in ("unrolled", "autograder") for end in ("", ".pth"))
    machine.run("root", "sh", "-ec", f"rm -rf {ours}")
    machine.path(f"{site}/course.pth").write_text("\n".join(packages))


def lay_out(machine):
    """Do what HUB.md says, and put the small course where it says that the course is."""
    for name in USERS:
        machine.run("root", "install", "-d", "-o", name, "-g", name, "-m", "755", f"/home/{name}")
    copied = shutil.ignore_patterns("__pycache__", "en", "zh")
    course = machine.path(COURSE)
    for name in "autograder", "course":
        shutil.copytree(ROOT / name, course / name, ignore=copied)
    shutil.copytree(ROOT / "course/unrolled", machine.path("/srv/packages/unrolled"), ignore=copied)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    for name, text in {
        f"solutions/{SMALL}/mixing.py": SOURCE,
        f"course/unrolled/probes/{SMALL}.py": PROBE,
        f"autograder/source/misconceptions/{SMALL}.py": MISTAKES,
    }.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text, encoding="utf-8")
    machine.run("root", "chmod", "-R", "go+rX", "/srv/packages")
    environment(machine, STUDENTS, "/srv/packages")
    for path, text in FILES.items():
        machine.path(path).parent.mkdir(parents=True, exist_ok=True)
        machine.path(path).write_text(text, encoding="utf-8")
    machine.run("root", "chown", "-R", "instructor:instructor", "/home/instructor")
    environment(machine, f"{COURSE}/.venv", COURSE, f"{COURSE}/course")
    for line in filter(lambda line: not ELSEWHERE.search(line), LINES):
        machine.run("instructor" if "~" in line else "root", "sh", "-ec", line)


class Server:
    """A user's own server, as JupyterHub starts one, and what her browser asks it for."""

    def __init__(self, machine, user, prefix):
        """Start it."""
        self.socket = machine.path(f"/home/{user}/server")
        options = [f"--ServerApp.sock=/home/{user}/server", f"--IdentityProvider.token={TOKEN}"]
        self.log = machine.path(f"/home/{user}/log")
        start = machine.command(user, f"{prefix}/bin/python3", "-m", "jupyter_server", *options)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(start, stdout=log, stderr=log)
        machine.servers.append(self.process)

    def ready(self):
        """Wait until it answers; return it."""
        last = time.monotonic() + LIMIT_SECONDS
        while True:
            try:
                self.ask("/api/status")
                return self
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < last, self.log.read_text()
                time.sleep(0.2)

    def ask(self, path, **sent):
        """Ask it, with data by POST; return the status and the answer."""
        connection = http.client.HTTPConnection("localhost", timeout=LIMIT_SECONDS)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(LIMIT_SECONDS)
        try:
            connection.sock.connect(str(self.socket))
            headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
            connection.request("POST" if sent else "GET", path, json.dumps(sent) if sent else None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def press(self, button):
        """Press a button of formgrader; return what its page is told."""
        status, answer = self.ask(f"/formgrader/api/{button}", pressed=True)
        assert status == 200, answer
        return json.loads(answer)

    def take(self, step):
        """Press a button of the Assignments panel; return what it lists then, of the chapter: status -> entry."""
        status, answer = self.ask(f"/assignments/{step}", course_id="unrolled", assignment_id=SMALL)
        assert status == 200, answer
        listed = json.loads(answer)
        assert listed["success"], listed
        return {entry["status"]: entry for entry in listed["value"] if entry["assignment_id"] == SMALL}


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """This machine with users of the test's own."""
    loud = "a term of an instructor and two students was NOT played: {}"
    missing = [name for name in ("unshare", "nsenter", "setpriv", "mount", "install") if not shutil.which(name)]
    if os.geteuid() != 0 or missing:
        pytest.skip(loud.format(f"there is no {missing[0]}" if missing else "only root can make users; run as root"))
    taken = re.findall(r"^[^:]*:[^:]*:(\d+):", Path("/etc/passwd").read_text(), re.MULTILINE)
    if {*map(str, USERS.values())} & {*taken}:
        pytest.skip(loud.format(f"one of the numbers {[*USERS.values()]} is somebody's"))
    ours = os.umask(0o022)  # the machine's; who runs this test may keep all of theirs closed
    try:
        try:
            made = Machine(tmp_path_factory.mktemp("machine"))
        except OSError as reason:
            pytest.skip(loud.format(f"no namespace can be had ({' '.join(str(reason).split())})"))
        try:
            yield made
        finally:
            made.end()
    finally:
        os.umask(ours)


def works(machine, user, name):
    """Solve the exercise, for half of the points, in one of the notebooks that a user has fetched."""
    path = machine.path(f"/home/{user}/{SMALL}/{name}")
    work = fill(
        nbformat.read(path, as_version=4), {"mix": MIXED.replace("(1 - share)", "share"), "why_mix": f"{user} says so."}
    )
    with open(path, "w", encoding="utf-8") as file:  # it stays hers
        nbformat.write(work, file)


@pytest.fixture(scope="module")
def term(machine):
    """A chapter played through by buttons: what each of them said, by name; how students' code was kept apart."""
    lay_out(machine)
    python = f"{COURSE}/.venv/bin/python3"
    asked = "from autograder.room.sandbox import problems; print(problems())"
    isolation = "sandbox" if machine.run("instructor", python, "-c", asked).splitlines()[-1] == "[]" else "process"
    if isolation == "process":
        with machine.path(f"{COURSE}/nbgrader_config.py").open("a") as own:
            own.write('c.Grade.isolation = "process"\n')
    prefixes = {user: f"{COURSE}/.venv" if user == "instructor" else STUDENTS for user in USERS}
    started = {user: Server(machine, user, prefix) for user, prefix in prefixes.items()}
    instructor, ada, wei = (server.ready() for server in started.values())
    said = {"isolation": isolation, "servers": started}
    said["generate"] = instructor.press(f"assignment/{SMALL}/assign")
    said["release"] = instructor.press(f"assignment/{SMALL}/release")
    said["fetched"] = [student.take("fetch") for student in (ada, wei)]
    works(machine, "ada", "mixing.ipynb")
    works(machine, "wei", "zh/mixing.ipynb")
    said["submitted"] = [student.take("submit") for student in (ada, wei)]
    said["collect"] = instructor.press(f"assignment/{SMALL}/collect")
    for name in "ada", "wei":
        said[f"autograde {name}"] = instructor.press(f"submission/{SMALL}/{name}/autograde")
    for step in "generate_feedback", "release_feedback":
        said[step] = instructor.press(f"assignment/{SMALL}/{step}")
    said["back"] = [student.take("fetch_feedback") for student in (ada, wei)]
    return said


def page(machine, user):
    """Return the page that a student has fetched."""
    (found,) = machine.path(f"/home/{user}/{SMALL}/feedback").glob("*/mixing.html")
    return found.read_text(encoding="utf-8")


def test_every_button_of_formgrader_does_its_work(term):
    for name, done in term.items():
        assert not isinstance(done, dict) or name == "servers" or done["success"], (name, done)
    log = term["collect"]["log"]
    assert "ada: new (mixing.ipynb)" in log
    assert "wei: new (mixing.ipynb from zh/mixing.ipynb)" in log


def test_students_get_both_languages_in_one_assignment(machine, term):
    for user, listed in zip(("ada", "wei"), term["fetched"], strict=True):
        assert [notebook["notebook_id"] for notebook in listed["fetched"]["notebooks"]] == ["mixing"]
        folder = machine.path(f"/home/{user}/{SMALL}")
        for name, lang in {"mixing.ipynb": "en", "zh/mixing.ipynb": "zh"}.items():
            assert nbformat.read(folder / name, as_version=4).metadata.unrolled.lang == lang
            assert (folder / name).stat().st_uid == USERS[user]
    assert all("submitted" in listed for listed in term["submitted"])


def test_each_gets_her_own_feedback_in_the_language_that_she_worked_in(machine, term):
    said = {"ada": ("mix: 1 of 2 cases right", "Both get the same share."), "wei": ("mix：2 个", "两者的份额相同。")}
    for user, other in ("ada", "wei"), ("wei", "ada"):
        text = page(machine, user)
        assert said[user][1] in text
        assert said[other][1] not in text
        assert f"{user} says so." in text
        assert f"{other} says so." not in text
    for listed in term["back"]:
        (submission,) = listed["submitted"]["submissions"]
        assert submission["has_local_feedback"]


def test_students_code_ran_in_the_room(machine, term):
    told = [line in page(machine, user) for user, line in zip(("ada", "wei"), NOT_ISOLATED, strict=True)]
    assert told == [term["isolation"] == "process"] * 2
    if term["isolation"] == "process":
        pytest.skip("the chapter was graded WITHOUT isolation: an ordinary user of this machine can't have the room")


def test_a_students_server_has_no_formgrader(term):
    assert term["servers"]["ada"].ask("/formgrader/api/assignments")[0] == 404
    assert term["servers"]["instructor"].ask("/formgrader/api/assignments")[0] == 200


READABLE = """
import os
for top in "/home", "/srv":
    for place, _, files in os.walk(top):
        for path in (os.path.join(place, name) for name in files):
            if os.access(path, os.R_OK):
                print(path)
"""


def test_no_student_reads_solutions_gradebook_or_what_is_anothers(machine, term):
    assert machine.path(f"{COURSE}/classroom/gradebook.db").is_file()
    public = (STUDENTS, "/srv/packages", "/srv/.up", f"/srv/nbgrader/exchange/unrolled/outbound/{SMALL}")
    for user, other in ("ada", "wei"), ("wei", "ada"):
        found = machine.run(user, f"{STUDENTS}/bin/python3", "-c", READABLE).splitlines()
        assert [path for path in found if not path.startswith((*public, f"/home/{user}/"))] == []
        assert any(path.startswith(public[-1]) for path in found)
        for closed in "inbound", "feedback":
            refused = subprocess.run(
                machine.command(user, "ls", f"/srv/nbgrader/exchange/unrolled/{closed}"),
                capture_output=True,
                check=False,
            )
            assert refused.returncode != 0
        assert f"{other} says so." not in "".join(
            machine.path(path).read_text(errors="replace") for path in found if path.startswith(f"/home/{user}/{SMALL}")
        )


def test_nobody_can_move_the_course_out_of_the_exchange(machine, term):
    """Who could would have her own folder in its place, and read what the others hand in."""
    exchange = "/srv/nbgrader/exchange"
    tried = machine.command("ada", "mv", f"{exchange}/unrolled", f"{exchange}/away")
    assert subprocess.run(tried, capture_output=True, check=False).returncode != 0
    assert machine.path(f"{exchange}/unrolled/inbound").is_dir()


def test_the_page_names_every_file_that_is_written_and_every_line_that_is_run():
    assert {Path(path).name for path in FILES} == {
        *("nbgrader_config.py", "jupyter_server_config.json", "page_config.json"),
    }
    assert [line for line in LINES if not ELSEWHERE.search(line)] == [
        "install -d -m 1777 /srv/nbgrader/exchange",
        "chmod 700 /home/*",
        "chmod 700 ~/unrolled",
    ]
