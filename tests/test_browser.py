"""In a real browser nothing that a student wrote, or is called, runs or asks any server for anything, and formgrader itself works."""

import mimetypes
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from browser import CHROMIUM, FLAGS, NO_CHROMIUM, START_SECONDS, free_port
from conftest import PIXEL, SMALL, grade_by_autograder, hand_in_mixed, sql
from nbgrader.server_extensions import formgrader
from playwright.sync_api import sync_playwright
from test_pages import DEEP, MAKERS, VECTORS, Live, cells, whole_page
from unrolled.shown import frames_of

pytestmark = pytest.mark.skipif(not CHROMIUM, reason=NO_CHROMIUM)
FORMGRADER = Path(formgrader.__file__).parent
RUN = "fetch(document.title=7)"  # what a script does that runs: it asks for /7, and names the page 7
HANDLERS = ["load", "error", "focus", "toggle", "begin", "animationstart", "mouseover", "pointerenter"]
HOSTS = ["img", "svg", "body", "video", "audio", "details", "input", "iframe", "object", "marquee", "select"]
MORE = (
    *(f"<{tag} autofocus open src=x on{event}=alert(1)>a" for tag in HOSTS for event in HANDLERS),
    *(
        f'"{end}<img src=x onerror=alert(1)>'
        for end in ("'>", "/>", "</title>", "</textarea>", "-->", "]]>", "</style>")
    ),
    "![a](/x.png) ![a](//other.example/x.png) ![a](https://other.example/x.png)",
    "![a][r]\n\n[r]: https://other.example/x.png",
    "| ![a](x.png) |\n|---|\n| b |",
    "<link rel=stylesheet href=x.css><link rel=prefetch href=/x>",
    "<style>@import url(x.css); * {background: url(x.png)}</style>",
    "<p style='background: url(x.png)'>a</p>",
    "<input type=image src=x.png><video poster=x.png></video><object data=x></object><embed src=x>",
    "<script type=module src=x.js></script><script>import('x.js')</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template><xmp><img src=x onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg xmlns=a onload=alert(1)>'></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)' autofocus onfocus=alert(1)>a</a>",
    "&lt;img src=x onerror=alert(1)&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "\x1b]8;;javascript:alert(1)\x07a\x1b]8;;\x07 \x1b[31m<img src=x onerror=alert(1)>\x1b[0m",
)
TEXTS = [text.replace("alert(1)", RUN) for text in (*VECTORS, *MORE)]
ALIVE = f"<img src=x onerror={RUN}>"


class Site:
    """Pages of its own for a browser, and what else it was asked for."""

    def __init__(self):
        """Serve formgrader's own files, besides the pages that `open` is given."""
        self.page, self.asked = b"", []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                """Answer with the page, a file of formgrader's, or nothing."""
                own = FORMGRADER / self.path.removeprefix("/formgrader/").split("?")[0]
                if self.path == "/page":
                    content, kind = site.page, "text/html; charset=utf-8"
                elif "static" in own.parts and ".." not in own.parts and own.is_file():
                    content, kind = own.read_bytes(), mimetypes.guess_type(own.name)[0] or "text/plain"
                else:
                    site.asked.append(self.path)
                    content, kind = b"", "text/plain"
                self.send_response(200 if content else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def open(self, page):
        """Return the document that a browser makes of a page, and what it asked for beyond the page."""
        self.page, self.asked = page.encode(), []
        document = browse(f"http://127.0.0.1:{self.server.server_port}/page")
        return document, [path for path in self.asked if path not in OWN_REQUESTS]


OWN_REQUESTS = "/favicon.ico", "/formgrader/api/grades?submission_id=a", "/formgrader/api/comments?submission_id=a"


def pressed(url, keys, ask):
    """Return what a page answers to a question in JavaScript, before and after each of these keys, and on paper."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(url, timeout=START_SECONDS * 1000)
        answers = [page.evaluate(ask)]
        for key in keys:
            page.keyboard.press(key)
            answers.append(page.evaluate(ask))
        page.emulate_media(media="print")
        on_paper = page.evaluate(ask)
        browser.close()
    return answers, on_paper


def browse(url):
    """Return what a page has become when a browser has nothing more to do for it."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:  # a browser that is going away may still write
        flags = *FLAGS, "--headless", f"--user-data-dir={profile}", "--virtual-time-budget=5000", "--dump-dom"
        told = subprocess.run([CHROMIUM, *flags, url], capture_output=True, text=True, timeout=300, check=True)
    return told.stdout


@pytest.fixture(scope="module")
def site():
    """Where pages are shown."""
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def live(document):
    """Return what is live in a notebook's part of a document."""
    return set(Live(document[document.index('id="notebook-container"') :]).found)


def test_a_browser_tells_what_runs_where_nothing_is_done(site):
    """Or the tests below could not fail."""
    document, asked = site.open(f"<title>a</title><p>{ALIVE}")
    assert "<title>7</title>" in document
    assert sorted(asked) == ["/7", "/x"]
    some = TEXTS[:40] + TEXTS[-40:]
    numbered = [escape(text.replace(RUN, f"fetch({1000 + number})")) for number, text in enumerate(some)]
    _, asked = site.open("".join(f'<iframe srcdoc="{text}"></iframe>' for text in numbered))
    assert len([path for path in set(asked) if path[1:].isdecimal()]) > 20  # each of another text


def test_the_arrow_keys_go_along_frames_and_paper_shows_them_all(site):
    """Enter sends no form away; a second view of the same cell has a choice of its own."""
    frames = frames_of([PIXEL] * 3, "step", [("1", "one"), ("2", "two"), ("3", "three")])
    site.page = f"<!doctype html><title>a</title>{frames}{frames}".encode()
    seen = "[...document.images].filter(one => one.checkVisibility()).map(one => one.alt).join(' ') + location.search"
    keys = "Tab", "ArrowRight", "ArrowRight", "ArrowLeft", "Enter", "Tab", "ArrowLeft"
    found, on_paper = pressed(f"http://127.0.0.1:{site.server.server_port}/page", keys, seen)
    first = ["one one", "one one", "two one", "three one", "two one", "two one", "two one"]
    assert found == [*first, "two three"]
    assert on_paper == "one two three one two three"


@MAKERS
def test_nothing_runs_on_a_page_and_nothing_is_asked_for(site, make):
    words, asked = site.open(whole_page(make, cells(["word"]), "ada"))
    assert asked == []
    document, asked = site.open(whole_page(make, cells([*TEXTS, DEEP]), "\"'><".join([ALIVE, *TEXTS])))
    assert asked == []
    assert "<title>7</title>" not in document
    assert live(document) == live(words)


@pytest.fixture
def formgraders(small_class, tmp_path_factory):
    """The address of a real formgrader of the small class, whose students are called what is alive."""
    for name in "O'Neil & Söhne", "王 丽 & co":
        hand_in_mixed(small_class, small_class / "classroom/submitted" / name)
    assert grade_by_autograder() == 0
    names = f"first_name = '{ALIVE}&', last_name = '&quot;&gt;{ALIVE}', email = '{ALIVE}'"
    sql(small_class / "classroom/gradebook.db", f"UPDATE student SET {names} WHERE id != 'ben'")
    shutil.rmtree(small_class / "classroom/autograded/ben")
    home = tmp_path_factory.mktemp("home")
    port = free_port()
    extension = "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"
    flags = [f"--ServerApp.port={port}", "--IdentityProvider.token=", "--no-browser", "--allow-root", extension]
    own = {name: str(home) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    outside = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER_")}
    with (home / "log").open("w+") as log:
        command = [sys.executable, "-m", "jupyter", "server", *flags]
        server = subprocess.Popen(command, cwd=small_class, stdout=log, stderr=log, env=outside | own)
        try:
            deadline = time.monotonic() + START_SECONDS
            while f"127.0.0.1:{port}" not in (home / "log").read_text():
                assert server.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/formgrader", home / "log"
        finally:
            server.terminate()
            server.wait()


def test_nothing_runs_in_formgrader_whatever_a_student_is_called(formgraders, small_class):
    address, log = formgraders
    rows = sql(
        small_class / "classroom/gradebook.db",
        "SELECT submitted_assignment.student_id, submitted_notebook.id FROM submitted_notebook"
        " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id",
    )
    policed, lists = [], (f"gradebook/{SMALL}/mixing", f"manage_submissions/{SMALL}", "manage_students")
    for path in (*lists, *(f"submissions/{number}/" for _, number in rows)):
        document = browse(f"{address}/{path}")
        assert "fetch(document.title" in document or path == f"submissions/{dict(rows)['ben']}/", path  # it is shown
        assert "<title>7</title>" not in document, path
        if path.startswith("submissions") and "Content-Security-Policy" in document:
            assert "data-original-title" in document, path  # nbgrader's own scripts have run, in the page and beside it
            assert 'data-link="' not in document, path
            policed.append(path)
    assert len(policed) == 3  # all but ben's, whose notebook is gone
    assert not re.search(r"/7(?![\w.-])", log.read_text())  # the number of a hand-in may begin so
