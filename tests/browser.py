"""A browser for tests, and what it opens: a JupyterLab as `make lab` starts it, pages of a folder, and what axe says of either."""

import contextlib
import functools
import importlib.resources
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NO_CHROMIUM = "there is no chromium on this machine: apt-get install chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing is asked of anybody
]
START_SECONDS = 120  # a limit only; it takes three
SECONDS = 300  # as long as a page may take to show what is expected of it; a limit only
expect.set_options(timeout=SECONDS * 1000)
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def free_port():
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(url):
    """Return whether a server answers."""
    local = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with local.open(url, timeout=60) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextlib.contextmanager
def lab(root, home, notebook, token):
    """Start JupyterLab by the command of `make lab`, for the course in a folder; yield its address.

    root  has `course`
    home  keeps what JupyterLab, its kernels and its user keep
    """
    port = free_port()
    flags = f"--no-browser --ServerApp.port={port} --ServerApp.port_retries=0 --IdentityProvider.token={token}"
    make = ["make", "--dry-run", "lab", f"LAB={notebook}", f"LAB_FLAGS={flags}"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # `make test` runs us
    printed = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True, env=outside).stdout
    own = "HOME", "XDG_DATA_HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER_", "UNROLLED_"))}
    with (home / "log").open("w+") as log:
        server = subprocess.Popen(
            printed.splitlines()[-1].replace("../.venv/bin", f"{sys.prefix}/bin"),
            shell=True,
            cwd=root,
            stdout=log,
            stderr=log,
            env=environment | {name: str(home) for name in own},
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + START_SECONDS
            while not answers(f"{address}/api"):
                assert server.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline, (home / "log").read_text()
                time.sleep(0.2)
            yield address
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)  # it ends its kernels, which are in sessions of their own
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=60)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


@contextlib.contextmanager
def served(folder):
    """Serve a folder of plain files; yield the address."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def stumbling(page, within="html"):
    """Return what axe finds on a page that some readers stumble over: its name of the rule -> where, as selectors.

    within  selector of the part that is looked at
    """
    page.evaluate(AXE)
    found = page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", within)["violations"]
    return {rule["id"]: [" ".join(map(str, node["target"])) for node in rule["nodes"]] for rule in found}


def keep(page, name):
    """Keep a picture of what a page shows, to be looked at."""
    folder = ROOT / ".build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


def walked(folder, width, scheme, picture):
    """Open every page of a folder in a window of a width, in a light or dark scheme, and keep a picture of each.

    Returns for each page what axe finds, and how wide it is.
    """
    found, look = {}, {"color_scheme": scheme, "reduced_motion": "reduce"}
    with served(folder) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # axe is a script, which the policy of some pages forbids
        page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True, **look)
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            page.goto(f"{address}/{name}", timeout=SECONDS * 1000)
            found[name] = stumbling(page), page.evaluate("document.documentElement.scrollWidth")
            keep(page, f"{picture}_{width}_{scheme}_{name.replace('/', '_')}")
        browser.close()
    return found
