"""`make lab`: JupyterLab serves the chapter, and a kernel started there speaks the edition's language."""

import json
import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from jupyter_client import KernelManager

ROOT = Path(__file__).resolve().parent.parent


def get(address, body=None):
    """Return (status, text) of an address."""
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address, data), timeout=30) as answer:
        return answer.status, answer.read().decode()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start what `make lab` starts, without a browser, and return its address."""
    log = tmp_path_factory.mktemp("lab") / "log"
    flags = "--no-browser --ServerApp.port=0 --IdentityProvider.token="
    with log.open("w") as output:
        server = subprocess.Popen(
            ["make", "lab", f"LAB_FLAGS={flags}"], cwd=ROOT, stdout=output, stderr=output, start_new_session=True
        )
    address = None
    while not address:
        assert server.poll() is None, log.read_text()
        found = re.search(r"http://localhost:\d+", log.read_text())
        with suppress(URLError):
            if found and get(f"{found[0]}/api")[0] == 200:
                address = found[0]
        time.sleep(0.2)
    yield address, log.read_text()
    os.killpg(server.pid, signal.SIGTERM)
    server.wait()


def test_lab_opens_on_the_chapter(lab):
    address, log = lab
    opened = re.search(r"\S+\.ipynb", log)[0]
    assert (ROOT / "course" / opened).is_file()
    assert get(f"{address}/lab/tree/{opened}")[0] == 200
    status, text = get(f"{address}/api/contents/{opened}?content=0")
    assert (status, json.loads(text)["type"]) == (200, "notebook")


def test_both_editions_can_be_opened(lab):
    for path in sorted((ROOT / "course").glob("??/ch*/*.ipynb")):
        status, text = get(f"{lab[0]}/api/contents/{path.relative_to(ROOT / 'course')}")
        assert status == 200
        assert json.loads(text)["content"]["metadata"]["unrolled"]["lang"] == path.relative_to(ROOT / "course").parts[0]


@pytest.mark.parametrize(("lang", "text"), [("en", "not attempted yet"), ("zh", "尚未作答")])
def test_a_check_in_the_notebooks_folder_speaks_its_language(lang, text):
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(ROOT / "course" / lang / "ch05_gated_networks"))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    said = []
    code = (
        "from unrolled.check import check\n"
        "def forget_bias(keep, steps):\n    raise NotImplementedError\n"
        "check('forget_bias')"
    )
    client.execute_interactive(code, timeout=120, output_hook=lambda message: said.append(message["content"]))
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    shown = [content["data"] for content in said if "data" in content]
    assert text in shown[0]["text/plain"]
    assert text in shown[0]["text/html"]
    assert not [content for content in said if content.get("name") == "stderr"]
