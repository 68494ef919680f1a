"""The red team: hostile and unlucky submissions in redteam/, graded as one class, with honest classmates between them.

A submission is a small file: what it tries, what share of each exercise's points it deserves, for which exercises the instructor is to be
asked (what is ruled out costs no points, but is to be told), and its cells.

    # %% gru_step         the source of this exercise's cell
    # %% right gru_step   the solution; several names, or * for all
    # %% top              an extra cell above all others
    # %% below gru_step   an extra cell below the one with this id
    # %% notebook         code that *we* run on the notebook, before it is written
    # %% file             code that we run on the file, after that

An attack that gets at something prints LOOT and what it got; secrets of which it may know nothing are looked for as well. The attackers
are told where everything lies: @ROOT@ is the course, @HOME@ the instructor's home. What we know of and do not hold yet says so, OPEN = "why":
the table names it, and the README claims no more.
"""

import ast
import base64
import binascii
import contextlib
import copy
import ctypes
import io
import json
import os
import re
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import matplotlib
import nbformat
import pytest
from nbconvert import HTMLExporter
from nbgrader.api import Gradebook
from PIL import Image

from autograder.classroom.exporters import Page
from autograder.classroom.release import editions, publish
from autograder.classroom.settings import nbgrader, settings
from autograder.marking.reference import Reference
from autograder.room import sandbox

ROOT = Path(__file__).parents[1]
CHAPTER = "ch05_gated_networks"
SOURCE = Path("solutions", CHAPTER, "gru.py")
KINDS = ("honest", "score", "leak", "tamper", "denial")
# Of time as much as eight rooms may need that share a slow processor with other tests: no honest cell is to be stopped.
LIMITS = {
    "cell_seconds": 60,
    "submission_seconds": 600,
    "memory_mb": 600,
    "disk_mb": 50,
    "file_mb": 40,
    "output_kb": 200,
}
WORKERS = 8  # many only wait for their end
QUICK = ("gru_step", "flip_convention", "count_parameters")  # exercises of little work, which the honest have right
# At most, for one feedback page: of processor time, of text, and of pictures, whose pixels are four bytes.
PAGE_SECONDS, PAGE_MEGABYTES, PIXELS = 60, 50, 400_000_000
HANDED_ON = {"gru.ipynb", "gru.html", "index.html", "timestamp.txt", "submission_secret.txt"}  # by grading and feedback
ZONES = "Asia/Shanghai", "America/New_York"  # where somebody may look at the times of hand-ins
EVERY = 15  # attacks have an honest classmate after them
# At most, for a class: it takes 800 MB without an attack, and what eight rooms hold of their messages and results; how many
# hold much at the same moment is chance, on a busy machine more of them.
RUN_SECONDS, RUN_MEGABYTES = 2700, 4000
NOBODY = 65534
# Beginnings of names. All of them take too long, and many only wait for their limits: `make redteam` grades them all.
CHOSEN = os.environ.get("REDTEAM", "score_p score_r leak denial_fork denial_memory_b")
ALL = " ".join(KINDS)
OF_THE_USER = "leak_f leak_s leak_u denial_fork"  # what an ordinary user's rights have to do with

pytestmark = [
    pytest.mark.skipif(bool(sandbox.problems()), reason="; ".join(sandbox.problems())),
    pytest.mark.xdist_group("redteam"),
]


class Attack(NamedTuple):
    """One submission, as its file tells it."""

    name: str
    deserves: dict  # exercise -> share of its points
    attention: tuple  # the exercises that the instructor is to look at
    may_be_refused: bool
    open: str  # why it is not held yet; no attack that is held has it
    edition: str
    cells: list  # (title, source)

    @property
    def kind(self):
        """What it is after."""
        return self.name.partition("_")[0]


def read(path):
    """Read a submission of the red team."""
    head, *parts = re.split(r"^# %% (.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    said = {
        line.targets[0].id: ast.literal_eval(line.value)
        for line in ast.parse(head).body
        if isinstance(line, ast.Assign)
    }
    cells = list(zip(parts[::2], (part.strip("\n") for part in parts[1::2]), strict=True))
    honest = path.stem.startswith("honest_")
    return Attack(
        path.stem,
        said.pop("DESERVES", dict.fromkeys(QUICK, 1.0) if honest else {}),
        said.pop("ATTENTION", ()),
        said.pop("MAY_BE_REFUSED", False),
        said.pop("OPEN", ""),
        said.pop("EDITION", "en"),
        [(f"right {' '.join(QUICK)}", ""), *cells] if honest else cells,
    )


def without_lessons(source):
    """Return a chapter's source without what neither counts nor is needed by what does: it only takes time."""
    cells = re.split(r"^(?=# %%)", source, flags=re.MULTILINE)
    first = [cell for cell in cells if cell.startswith("# %% [markdown] lang=")][:2]
    return "".join(first + [cell for cell in cells if not cell.startswith(("# %% [markdown] lang=", "# %% play="))])


ATTACKS = [read(path) for path in sorted(Path(__file__).with_name("redteam").glob("*.py"))]


class World:
    """A course with a gradebook, a home, and what must not be read, met or harmed. Everything is in `folder`, scratch folders too."""

    def __init__(self, folder):
        """Lay it out, but for the hand-ins."""
        self.root, self.home, self.scratch = folder / "course", folder / "home", folder / "tmp"
        names = "solution", "note", "letter", "environment", "classmate"
        self.canaries = {name: f"canary-{secrets.token_hex(8)}" for name in names}
        for path in (self.home, self.scratch, self.root / "classroom"):
            path.mkdir(parents=True)
        solution = without_lessons((ROOT / SOURCE).read_text(encoding="utf-8"))
        marked = solution.replace("### BEGIN SOLUTION", f"### BEGIN SOLUTION\n    # {self.canaries['solution']}", 1)
        (self.root / SOURCE).parent.mkdir(parents=True)
        (self.root / SOURCE).write_text(marked, encoding="utf-8")
        shutil.copytree(ROOT / "course/unrolled/expected", self.root / "course/unrolled/expected")
        (self.root / "classroom/note.txt").write_text(self.canaries["note"])
        (self.home / ".letter").write_text(self.canaries["letter"])
        config = settings(self.root)
        publish(self.root, editions({CHAPTER: [self.root / SOURCE]}, config), config)
        reference = Reference(ROOT / SOURCE, lambda name: 0)  # without the secret
        self.points = reference.points
        self.solutions = {name: cell.source for name, cell in reference.exercises.items()}
        self.listeners = [socket.create_server(("127.0.0.1", 0)), *(socket.socket(socket.AF_UNIX) for _ in range(2))]
        addresses = str(folder / "socket"), f"\0redteam-{secrets.token_hex(4)}"
        for listener, address in zip(self.listeners[1:], addresses, strict=True):
            listener.bind(address)
            listener.listen()
        self.bystander = subprocess.Popen(["sleep", "1000000"])
        self.before = self.left()  # a log of that name is nobody's loot
        self.places = {
            "@ROOT@": self.root,
            "@HOME@": self.home,
            "@CHECKOUT@": ROOT,
            "@PORT@": self.listeners[0].getsockname()[1],
            "@SOCKET@": addresses[0],
            "@ABSTRACT@": addresses[1][1:],
            "@PID@": self.bystander.pid,
        }

    def told(self, source):
        """Return a source with the places filled in."""
        for name, place in self.places.items():
            source = source.replace(name, str(place))
        return source

    def environment(self):
        """Return the instructor's environment."""
        return os.environ | {
            "HOME": str(self.home),
            "TMPDIR": str(self.scratch),
            "MPLCONFIGDIR": matplotlib.get_configdir(),
            "REDTEAM_SECRET": self.canaries["environment"],
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def harm(self):
        """Yield what has come to those who stand by."""
        if self.bystander.poll() is not None or psutil_status(self.bystander.pid) == "stopped":
            yield "a process outside was hurt"
        for listener in self.listeners:
            listener.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                listener.accept()[0].close()
                yield f"a server outside was reached: {listener.getsockname()!r}"
        yield from (f"{path} was left behind" for path in sorted(self.left() - self.before))
        yield from (f"{path.name} was left in the scratch folder" for path in self.scratch.iterdir())

    def left(self):
        """Return what attackers may have left, here and where everybody may write."""
        inside = set()
        for top in (self.scratch, self.home, self.root):  # as deep as it may be
            for place, folders, files in os.walk(top):
                inside |= {Path(place, name) for name in folders + files if name.startswith("redteam")}
        return inside | {
            path for place in ("/tmp", "/var/tmp", "/dev/shm", "/run") for path in Path(place).glob("redteam*")
        }

    def close(self):
        """End what was started here."""
        self.bystander.kill()
        self.bystander.wait()
        for listener in self.listeners:
            listener.close()


def psutil_status(pid):
    """Return what a process is doing."""
    import psutil

    return psutil.Process(pid).status()


# -- handing in ------------------------------------------------------------------------------------


def hand_in(world, attack, student):
    """Write the notebook of an attack, and whatever else it hands in."""
    released = nbformat.read(world.root / "course" / attack.edition / CHAPTER / "gru.ipynb", as_version=4)
    notebook = json.loads(nbformat.writes(released))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    path = world.root / "classroom/submitted" / student / CHAPTER / "gru.ipynb"
    path.parent.mkdir(parents=True)

    def insert(where, source):
        cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
        cell["id"] = f"own-{len(notebook['cells'])}"
        place = [*range(len(notebook["cells"])), -1].index(where) if isinstance(where, int) else None
        if place is None:
            ids = [cell["id"] for cell in notebook["cells"]]
            place = ids.index(where) + 1
            while place < len(ids) and ids[place].startswith("own-"):
                place += 1
        notebook["cells"].insert(place, cell)
        return cell

    def fill(name, source):
        cells[name]["source"] = source

    tools = {"notebook": notebook, "path": path, "insert": insert, "fill": fill, "solutions": world.solutions}
    tools["released"] = {cell.id: cell.source for cell in released.cells}
    for title, source in ((title, world.told(source)) for title, source in attack.cells if title != "file"):
        word, *names = title.split()
        if word == "right":
            for name in world.solutions if names == ["*"] else names:
                fill(name, world.solutions[name])
        elif word == "notebook":
            exec(compile(source, attack.name, "exec"), tools)
        elif word in ("top", "below"):
            insert(0 if word == "top" else names[0], source)
        else:
            fill(word, source)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for source in (world.told(source) for title, source in attack.cells if title == "file"):
        exec(compile(source, attack.name, "exec"), tools)


def classmate(world):
    """Return an honest student's submission, with a secret of its own in it."""
    cells = [("right *", ""), ("top", f"# {world.canaries['classmate']}\nprint('hello')")]
    return Attack("honest_classmate", {"*": 1.0}, (), False, "", "en", cells)


# -- grading ---------------------------------------------------------------------------------------


class Graded(NamedTuple):
    """What became of a class."""

    lines: dict  # student -> what grading said, line by line
    marks: dict  # student -> {cell: score}
    comments: dict  # student -> what the gradebook says
    waiting: dict  # student -> the cells whose marks wait for the instructor
    problems: list  # with the run as a whole


def run_class(world, attacks):
    """Hand in, grade and give feedback; return what became of it."""
    students = {}
    for k, attack in enumerate(attacks):
        students[attack.name] = attack
        if k % EVERY == 0:
            students[f"{attack.name}-classmate"] = classmate(world)
    for student in sorted(
        students, key=lambda student: not student.endswith("-classmate")
    ):  # some attacks look for one
        hand_in(world, students[student], student)
    trees = [world.root / folder for folder in ("solutions", "course", "classroom/submitted")]
    before = snapshot(trees)
    command = [sys.executable, "-m", "autograder", "grade", CHAPTER, "--root", world.root, "--workers", str(WORKERS)]
    for name, value in LIMITS.items():
        command += ["--limit", f"{name}={value}"]
    with subreaper() as left_behind:
        done, problems = run(command, world)
        problems += [f"process {process} was left behind" for process in left_behind()]
    problems += changes(before, snapshot(trees))
    lines = {student: [] for student in students}
    problems += [
        f"a terminal obeys what it said: {line[:200]!a}" for line in done.split("\n") if not line.isprintable()
    ]
    for line in done.splitlines():
        found = re.match(rf"{CHAPTER} ([\w-]+): ", line)
        if found and found[1] in lines:
            lines[found[1]].append(line)
        elif not re.fullmatch(r"\d+ graded, 0 as before, \d+ not graded, \d+ to read", line):
            problems.append(f"it said: {line[:200]}")
    if any(len(said) != 1 for said in lines.values()):
        print(done)
    api, used = nbgrader(settings(world.root)), []
    with timed_pages(used):
        result = api.generate_feedback(CHAPTER, force=True)
    if not result["success"]:
        problems.append("feedback: " + result["log"].strip().splitlines()[-1][:200])
    problems += [
        f"the page of {student} took {seconds:.0f} seconds" for student, seconds in used if seconds > PAGE_SECONDS
    ]
    problems += lists_that_fail(api)
    return students, Graded(lines, *booked(world.root, students), problems + list(world.harm()))


@contextlib.contextmanager
def timed_pages(used):
    """Note for each feedback page that is made meanwhile whose it is and how much processor time it took."""
    make = Page.from_notebook_node

    def timed(self, notebook, resources, **options):
        begun = time.process_time()
        try:
            return make(self, notebook, resources, **options)
        finally:
            used.append((Path(resources["metadata"]["path"]).parts[-2], time.process_time() - begun))

    with mock.patch.object(Page, "from_notebook_node", timed):
        yield


def lists_that_fail(api):
    """Yield what formgrader could not list of a class, wherever its reader lives."""
    for api.timezone in ZONES:
        try:
            api.get_submissions(CHAPTER)
        except Exception as error:
            yield f"formgrader has no list in {api.timezone}: {type(error).__name__}: {error}"


def run(command, world):
    """Run a command to its end, or for as long as it may take; return what it said, and what is wrong with it as a whole."""
    problems, deadline = [], time.monotonic() + RUN_SECONDS
    with tempfile.TemporaryFile() as said:
        options = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(command, env=world.environment(), cwd=world.root, **options)
        ended = 0
        # Its own use of memory, and not that of what earlier tests have run, is told to who waits for it.
        while not ended:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if not ended and time.monotonic() > deadline and not problems:
                problems.append(f"it was not done after {RUN_SECONDS} seconds")
                os.kill(process.pid, signal.SIGKILL)
            time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if (megabytes := used.ru_maxrss // 1000) > RUN_MEGABYTES:
        problems.append(f"it took {megabytes} MB of memory")
    return text, problems


def booked(root, students):
    """Return what the gradebook holds: marks and comments of each student, and which marks wait for the instructor."""
    config, marks, comments, waiting = settings(root).CourseDirectory, {}, {}, {}
    with Gradebook(config.db_url, config.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(CHAPTER):
            for notebook in submission.notebooks:
                name = submission.student_id
                marks.setdefault(name, {}).update({grade.name: grade.score for grade in notebook.grades})
                comments.setdefault(name, []).extend(str(comment.auto_comment) for comment in notebook.comments)
                waiting.setdefault(name, set()).update(g.name for g in notebook.grades if g.needs_manual_grade)
    return {name: marks.get(name, {}) for name in students}, comments, waiting


def snapshot(folders):
    """Return mode, size and time of every file and folder in some folders."""
    found = {}
    for folder in folders:
        for place, _, names in os.walk(folder):
            for path in (place, *(os.path.join(place, name) for name in names)):
                try:
                    about = os.lstat(path)
                except OSError:  # in a folder that is closed, or deeper than a path can say
                    continue
                time_of_folder = about.st_mtime_ns if not stat.S_ISDIR(about.st_mode) else None
                found[path] = about.st_mode, time_of_folder and about.st_size, time_of_folder
    return found


def changes(before, after):
    """Yield what differs, but for bytecode that has been added."""
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old != new and not (old is None and "__pycache__" in path):
            yield f"{path} was {'added' if old is None else 'removed' if new is None else 'changed'}"


@contextlib.contextmanager
def subreaper():
    """Become the parent of every process that outlives its own; gives a function that returns their command lines and ends them."""
    import psutil

    libc, known = ctypes.CDLL(None), psutil.Process().children(recursive=True)

    def left_behind():
        for _ in range(50):
            processes = [process for process in psutil.Process().children(recursive=True) if process not in known]
            for process in processes:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(process.pid, os.WNOHANG)
            if not processes:
                return []
            time.sleep(0.1)
        said = [f"{process.pid} {process.cmdline()}" for process in processes if process.is_running()]
        for process in processes:
            process.send_signal(signal.SIGKILL)
        return said

    libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    try:
        yield left_behind
    finally:
        libc.prctl(36, 0, 0, 0, 0)


# -- judging the judge -----------------------------------------------------------------------------


def verdict(world, student, attack, graded):
    """Yield what went wrong with one submission: gained or lost, read, shown, or not finished."""
    lines, marks = graded.lines[student], graded.marks[student]
    refused = bool(lines) and "not graded: " in lines[0]
    if len(lines) != 1:
        yield f"{len(lines)} lines about it"
    if refused and not attack.may_be_refused:
        yield f"refused: {lines[0].partition('not graded: ')[2]}"
    shares = {name: attack.deserves.get(name, attack.deserves.get("*", 0.0)) for name in world.points}
    for name, points in world.points.items():
        mark = marks.get(f"check_{name}") or 0.0
        if abs(mark - points * shares[name]) > 1e-9 and not (refused and not mark):
            yield f"{name} has {mark:g} of {points:g}, deserves {points * shares[name]:g}"
    waiting = graded.waiting.get(student, ())
    yield from (f"nobody is told about {name}" for name in attack.attention if f"check_{name}" not in waiting)
    if marks.get("gru_or_lstm"):
        yield "the question in words has marks"
    autograded, feedback = (world.root / "classroom" / step / student for step in ("autograded", "feedback"))
    page = feedback / CHAPTER / "gru.html"
    if not refused and not page.is_file():
        yield "no feedback"
    yield from on_pages(page, autograded / CHAPTER / "gru.ipynb", attack)
    handed_on = {path.name for folder in (autograded, feedback) for path in folder.rglob("*") if path.is_file()}
    yield from (f"handed on: {name}" for name in sorted(handed_on - HANDED_ON))
    texts = [*graded.comments.get(student, []), *lines]
    texts += [path.read_text(errors="replace") for path in feedback.rglob("*") if path.is_file()]
    for path in autograded.rglob("*"):
        if path.is_file():
            text = path.read_text(errors="replace")
            texts.append(text if path.suffix != ".ipynb" else shown(text))
    for name, canary in world.canaries.items():
        if any(canary in text for text in texts) and not (name == "classmate" and student.endswith("-classmate")):
            yield f"has read the secret in the {name}"
    loot = [text[text.index("LOOT") :][:100] for text in texts if "LOOT" in text]
    if loot:
        yield f"got {loot[0]!r}"


def shown(notebook):
    """Return a notebook without the sources of its cells, as text."""
    notebook = copy.deepcopy(json.loads(notebook))
    for cell in notebook["cells"]:
        cell["source"] = ""
    return json.dumps(notebook, ensure_ascii=False)


def on_pages(page, notebook, attack):
    """Yield what the student's page should not have, nor the one on which a person reads what might be alive."""
    if page.is_file():
        yield from shows(page.read_text(encoding="utf-8"))
    if attack.kind == "tamper" and notebook.is_file():
        yield from (f"formgrader: {problem}" for problem in shows(formgraders_page(notebook)))


def formgraders_page(path):
    """Return the page on which a person reads a graded notebook."""
    names = ("base_url", "notebook_id", "submission_id", "assignment_id", "student", "last_name", "first_name")
    resources = dict.fromkeys((*names, "notebook_path"), "a") | {"index": 0, "total": 1}
    return formgraders_exporter().from_filename(str(path), resources=resources)[0]


@cache
def formgraders_exporter():
    """Return what makes such pages."""
    return HTMLExporter(config=settings(ROOT))


def shows(page):
    """Yield what a page should not have: what is alive of a student's, or more than a browser holds."""
    if len(page) > PAGE_MEGABYTES * 1_000_000:
        yield f"a page of {len(page) // 1_000_000} MB"
        return
    yield from Live(page).found
    pixels = sum(map(size_of_picture, re.findall(r"data:image/(?:png|jpeg|gif);base64,([\w+/=]+)", page)))
    if pixels > PIXELS:
        yield f"{pixels // 1_000_000} million pixels on a page"


def size_of_picture(text):
    """Return how many pixels a browser makes of a picture's first frame, 0 of what is none."""
    try:
        with Image.open(io.BytesIO(base64.b64decode(text))) as picture:
            return picture.width * picture.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return PIXELS + 1
    except (OSError, SyntaxError, ValueError, binascii.Error):
        return 0


VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
ASLEEP = ("alt", "class", "id", "title")  # attributes that may say anything
ADDRESS = re.compile(r"(https?|mailto):.*|data:image/(png|jpeg|gif);base64,.*|[^:]*", re.DOTALL | re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x20\u200b-\u200f\u2028-\u202e\ufeff]")  # which browsers pass by in an address, or some did
FORMULA = re.compile(r"\\(href|require|class|cssId|style|html\w*|mmlToken)(?![a-zA-Z]).*redteam_live", re.DOTALL)


class Live(HTMLParser):
    """Collects what of a student's is alive in a page: scripts, tags, attributes, addresses, formulas. Their mark is redteam_live."""

    def __init__(self, page):
        """Read the page."""
        super().__init__()
        self.inside, self.unread, self.found = Counter(), [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Look at a tag and its attributes."""
        if tag not in VOID:
            self.inside[tag] += 1
            ignored = any(name == "class" and "tex2jax_ignore" in (value or "") for name, value in attrs)
            self.unread += [tag] * (
                ignored or tag in ("pre", "code", "textarea", "script", "style") or tag in self.unread
            )
        for name, said in attrs:
            value = UNSEEN.sub("", said or "")
            address = (tag, name) in (("a", "href"), ("img", "src"))
            drawn = address and re.match("data:(?!image/(png|jpeg|gif);base64,)", value, re.IGNORECASE)
            known = name in ASLEEP or (address and ADDRESS.fullmatch(value))
            if drawn or "redteam_live" in tag + name or ("redteam_live" in value and not known):
                self.found.append(f"live in the page: {tag} {name}")

    def handle_data(self, data):
        """Look at the text of a script or a style, and at what MathJax reads."""
        if (self.inside["script"] or self.inside["style"]) and "redteam_live" in data:
            self.found.append("live in the page: script or style")
        if not self.unread and FORMULA.search(data):
            self.found.append("live in the page: formula")

    def handle_endtag(self, tag):
        """Leave a tag."""
        self.inside[tag] -= self.inside[tag] > 0
        if self.unread and self.unread[-1] == tag:
            self.unread.pop()


def table(world, rows):
    """Return the verdicts as text, with a total for each kind."""
    lines = [f"{'kind':7} {'name':44} {'deserved':>8} {'got':>6}  verdict"]
    for attack, marks, problems in rows:
        deserved = sum(p * attack.deserves.get(n, attack.deserves.get("*", 0)) for n, p in world.points.items())
        got = "-" if not marks else f"{sum(mark or 0 for mark in marks.values()):g}"
        known = f" (known: {attack.open})" if attack.open else ""
        said = f"NOT held{known}: {'; '.join(problems)}" if problems else "held"
        lines.append(f"{attack.kind:7} {attack.name.partition('_')[2]:44} {deserved:8g} {got:>6}  {said}")
    for kind in KINDS:
        held = [not problems for attack, _, problems in rows if attack.kind == kind]
        lines.append(f"{kind:7} {sum(held)} of {len(held)} held")
    return "\n".join(lines)


@pytest.fixture
def world():
    """A world in a short path: sockets have long names."""
    folder = Path(tempfile.mkdtemp(prefix="red-"))
    world = World(folder)
    yield world
    world.close()
    subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)  # hand-ins may have been closed, even to their user
    subprocess.run(["rm", "-rf", folder], check=True)


@pytest.mark.parametrize(
    ("page", "alive"),
    [
        (
            "<p title=redteam_live>redteam_live <a href='https://redteam_live.example'>a</a> <code>redteam_live</code></p>",
            0,
        ),
        (r"<pre>$\href{redteam_live}{x}$</pre> <div class='tex2jax_ignore'><b>a</b>$\class{redteam_live}{x}$</div>", 0),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAA=='> <img src='a.png' alt='javascript:redteam_live()'>", 0),
        (r"<p>$\href{redteam_live}{x}$</p>", 1),
        (r"<pre>a</pre><div>\(\style{position:fixed}{redteam_live}\)</div>", 1),
        ("<a href='java&Tab;script&colon;redteam_live()'>a</a>", 1),
        ("<a href='DATA:text/html;base64,PHNjcmlwdD4='>a</a> <img src='data:image/svg+xml,x'>", 2),
        ("<style>@import '//redteam_live'</style> <script>redteam_live()</script>", 2),
        ("<base href=//redteam_live> <meta http-equiv=refresh content=0;redteam_live> <form action=redteam_live>", 3),
        ("<input autofocus onfocus=redteam_live()> <iframe srcdoc=redteam_live> <b redteam_live()=x>", 3),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAYOpg6gACAkQBADs='>", 1),
    ],
)
def test_what_is_alive_in_a_page_is_seen(page, alive):
    """Or no attack on a page could fail."""
    assert len(list(shows(page))) == alive


@pytest.mark.parametrize("beginnings", [CHOSEN, pytest.param(ALL, marks=pytest.mark.proof)], ids=["chosen", "all"])
def test_every_submission_of_the_red_team_is_held(world, beginnings):
    started = time.monotonic()
    trees = [ROOT / "autograder", ROOT / "course", Path(sys.prefix), Path(sys.base_prefix)]
    before = snapshot(trees)
    chosen = [attack for attack in ATTACKS if attack.name.startswith(tuple(beginnings.split()))]
    chosen = [attack for attack in chosen if beginnings == ALL or not attack.open]
    students, graded = run_class(world, chosen)
    rows = [
        (attack, graded.marks[student], list(verdict(world, student, attack, graded)))
        for student, attack in students.items()
    ]
    run_problems = [*graded.problems, *changes(before, snapshot(trees))]
    who = "root" if os.geteuid() == 0 else f"user {os.geteuid()}"
    print(f"\nThe red team, graded by {who} in {time.monotonic() - started:.0f} s\n{table(world, rows)}")
    if left := len(ATTACKS) - len(chosen):
        print(f"left to `make redteam`: {left} of {len(ATTACKS)}")
    print(*(f"the run: {problem}" for problem in run_problems), sep="\n")
    assert [attack.name for attack, _, problems in rows if problems and not attack.open] == []
    assert run_problems == []


# -- the same as an ordinary user ------------------------------------------------------------------


CLOSED = "! -type l ! -perm -o=r"  # for find: what only some may read, where a umask closes what is new


def closed_above(path):
    """Return the uppermost folder above a path that an ordinary user cannot enter, None if there is none."""
    return next(
        (folder for folder in [*reversed(path.parents), path] if not folder.stat().st_mode & stat.S_IXOTH), None
    )


def opened(folder, needed, covered=()):
    """Return shell commands for a mount namespace: what is needed of closed or covered folders is there for all to read, and nothing else of them."""
    needed = {Path(path).resolve() for path in needed}
    needed = sorted(path for path in needed if needed.isdisjoint(path.parents))
    tops = {
        path: next((top for top in covered if path.is_relative_to(top)), closed_above(path.parent)) for path in needed
    }
    hidden = {path: str(top) for path, top in tops.items() if top}
    steps = ["umask 022"]
    for number, path in enumerate(hidden):
        steps += [f"mkdir {folder}/{number}", f"mount --rbind {path} {folder}/{number}"]
    steps += [f"mount -t tmpfs -o mode=755 tmpfs {top}" for top in sorted({*covered, *hidden.values()})]
    for number, path in enumerate(hidden):
        steps += [f"mkdir -p {path}", f"mount --rbind {folder}/{number} {path}"]
    return [*steps, f"mkdir {folder}/above", f"mount -t tmpfs tmpfs {folder}/above"] + [
        f'test -z "$(find {path} {CLOSED} -print -quit)" || {{\n{layer(path, f"{folder}/above/{number}")}\n}}'
        for number, path in enumerate(needed)
    ]


def layer(path, above, place=None):
    """Return shell commands that lay a layer of its own over a folder, there or at another place, in which all may read what is closed in it."""
    layers = f"lowerdir={path},upperdir={above}/up,workdir={above}/work,metacopy=on"
    made = (
        f"mkdir -p {above}/up {above}/work",
        f"chmod 700 {above}",
        f"mount -t overlay overlay -o {layers} {place or path}",
    )
    return "\n".join([*made, f"find {place or path} {CLOSED} -exec chmod go+rX {{}} +"])


@pytest.mark.parametrize("beginnings", [OF_THE_USER, pytest.param(ALL, marks=pytest.mark.proof)], ids=["chosen", "all"])
def test_it_is_held_by_an_ordinary_user_as_well(beginnings):
    """The Python and the checkout may be where only root can go; a mount namespace shows them to the other user."""
    if os.geteuid() != 0:
        pytest.skip("the red team was graded by an ordinary user ONLY: as root these tests grade it twice")
    folder = Path(tempfile.mkdtemp(prefix="red-"))
    (folder / "tmp").mkdir()
    for path in (folder, folder / "tmp"):
        path.chmod(0o755)
        os.chown(path, NOBODY, NOBODY)
    user = [
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
    ]
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-s",
        "-p",
        "no:cacheprovider",
        f"--basetemp={folder}/tests",
        __file__,
    ]
    environment = os.environ | {"HOME": str(folder), "TMPDIR": f"{folder}/tmp", "MPLCONFIGDIR": str(folder)}
    try:
        done = subprocess.run(
            [
                "unshare",
                "--mount",
                "sh",
                "-ec",
                "\n".join([*opened(folder, (ROOT, sys.prefix, sys.base_prefix)), f"cd {ROOT}", 'exec "$@"']),
                "sh",
                *user,
                *tests,
            ],
            env=environment | {"REDTEAM": beginnings, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=True)
    said = done.stdout.decode(errors="replace")
    print(said.partition("\n===")[0])
    assert done.returncode == 0, said[-5000:]
