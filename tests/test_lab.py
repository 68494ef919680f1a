"""`make lab` serves the chapter: JupyterLab opens the notebook, and a kernel runs in the notebook's folder."""

import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

import browser
import pytest
from browser import START_SECONDS
from jupyter_client import BlockingKernelClient

ROOT = Path(__file__).parents[1]
NOTEBOOK = "zh/ch05_gated_networks/lstm.ipynb"
TOKEN = "of-this-test"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """What `make lab` starts, without a browser: the server's address and its folder of connection files."""
    home = tmp_path_factory.mktemp("home")
    with browser.lab(ROOT, home, NOTEBOOK, TOKEN) as address:
        yield address, home


def fetch(url, data=None, method=None):
    """Return the status and the text that a URL answers with; `data` is sent as JSON."""
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(url, body, {"Authorization": f"token {TOKEN}"}, method=method)
    local = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with local.open(request, timeout=60) as answer:
        return answer.status, answer.read().decode()


def test_the_notebook_is_served_and_lab_opens_it(lab):
    address, _ = lab
    status, content = fetch(f"{address}/api/contents/{NOTEBOOK}")
    notebook = json.loads(content)["content"]
    assert (status, notebook["metadata"]["unrolled"]) == (200, {"lang": "zh"})
    status, page = fetch(f"{address}/lab/tree/{NOTEBOOK}")
    assert (status, "<title>JupyterLab</title>" in page) == (200, True)


def test_students_see_no_instructors_panel_and_are_asked_for_no_news(lab):
    """Validate stays: it says what the checks say (test_validate.py)."""
    address, _ = lab
    _, page = fetch(f"{address}/lab")
    (config,) = re.findall(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    off = json.loads(config)["disabledExtensions"]
    panels = ("assignment-list", "course-list", "create-assignment", "formgrader", "menu")
    assert {f"@jupyter/nbgrader:{name}" for name in panels} <= {*off}
    assert "@jupyterlab/apputils-extension:announcements" in off
    assert "@jupyter/nbgrader:validate-assignment" not in off
    known = Path(sys.prefix, "share/jupyter")  # or a name that has changed would hide nothing
    scripts = [*known.glob("labextensions/@jupyter/nbgrader/static/*.js"), *known.glob("lab/static/*.js")]
    texts = [script.read_text(encoding="utf-8") for script in scripts]
    assert [plugin for plugin in off if not any(f'"{plugin}"' in text for text in texts)] == []
    for panel in "formgrader", "assignments":
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{address}/{panel}")


def test_only_the_students_folder_is_served(lab):
    address, _ = lab
    _, content = fetch(f"{address}/api/contents/")
    assert (
        {"en", "zh", "unrolled"}
        <= {entry["name"] for entry in json.loads(content)["content"]}
        <= {*os.listdir(ROOT / "course")}
    )


def test_a_kernel_of_the_notebook_imports_the_package_speaks_its_language_and_keeps_progress(lab):
    address, runtime = lab
    session = {"path": NOTEBOOK, "name": NOTEBOOK.rpartition("/")[2], "type": "notebook", "kernel": {"name": "python3"}}
    status, opened = fetch(f"{address}/api/sessions", session, "POST")
    assert status == 201
    kernel = json.loads(opened)["kernel"]["id"]
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{kernel}.json"))
    client.load_connection_file()
    client.start_channels()
    said = []
    try:
        client.wait_for_ready(timeout=START_SECONDS)
        code = "from unrolled.check import check, language; forget_bias = print; print(language()); print(check('forget_bias'))"
        reply = client.execute_interactive(
            code, timeout=START_SECONDS, output_hook=lambda message: said.append(message["content"])
        )
    finally:
        client.stop_channels()
    assert reply["content"]["status"] == "ok", said
    texts = [content for content in said if "text" in content]
    assert {content["name"] for content in texts} == {"stdout"}
    text = "".join(content["text"] for content in texts)
    assert "zh\n" in text
    assert "\nforget_bias: 4 个用例中有 0 个正确\n" in text
    assert (runtime / "unrolled/progress.jsonl").read_text(encoding="utf-8") == '["forget_bias", 0, 4, false]\n'
    assert list((ROOT / "course").rglob("*.jsonl")) == []
    assert fetch(f"{address}/api/sessions/{json.loads(opened)['id']}", method="DELETE")[0] == 204
