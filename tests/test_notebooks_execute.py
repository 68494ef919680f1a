"""Every notebook runs from top to bottom with the solutions in place, in the quick budget, and says nothing on stderr."""

from pathlib import Path

import nbclient
import pytest

from autograder.notebooks import build, solution_chapters

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for paths in solution_chapters(ROOT).values() for path in paths]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_notebook_runs_and_passes_its_own_checks(path, tmp_path, monkeypatch):
    monkeypatch.setenv("UNROLLED_BUDGET", "quick")
    notebook = build(path, "en")
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    pictures = 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", output.text
            pictures += len(output.get("data", {}).get("image/png", "")) > 0
        if cell.source.startswith("check("):
            report = cell.outputs[0].data["text/plain"]
            assert "✗" not in report
            assert "✓" in report
    assert pictures >= 5
    assert not list(tmp_path.iterdir())
