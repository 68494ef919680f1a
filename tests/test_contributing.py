"""Who follows the author's page to the letter has an exercise whose check knows three mistakes."""

import json
import re

import nbformat
import pytest
from conftest import ROOT, SMALL, figures_of

from autograder.__main__ import main

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"<!-- (\w+) -->\n```python\n(.*?)```", PAGE, re.DOTALL))


def test_the_exercise_of_the_page_is_released_and_passes_the_selftest(small_course, tmp_path, capsys):
    (small_course / f"solutions/{SMALL}/mixing.py").unlink()
    (small_course / f"tests/alternatives/{SMALL}/mix.py").unlink()
    places = {
        "solutions": f"solutions/{SMALL}/leaking.py",
        "probes": f"probes/{SMALL}.py",
        "misconceptions": f"misconceptions/{SMALL}.py",
        "alternatives": f"tests/alternatives/{SMALL}/leaky_average.py",
    }
    assert BLOCKS.keys() == places.keys()
    for kind, place in places.items():
        (small_course / place).write_text(BLOCKS[kind], encoding="utf-8")

    main(["release", SMALL, "--root", str(small_course)])
    for lang, title in ("en", "# Remember a little"), ("zh", "# 记住一点点"):
        released = nbformat.read(small_course / f"course/{lang}/{SMALL}/leaking.ipynb", as_version=4)
        assert released.cells[0].source.startswith(title)
    ((_, _, described),) = figures_of(small_course / places["solutions"])
    assert len(described) == 1
    found = tmp_path / "found.json"
    assert main(["selftest", SMALL, "--root", str(small_course), "--json", str(found)]) == 0
    kinds = [result["kind"] for result in json.loads(found.read_text(encoding="utf-8"))]
    assert (kinds.count("misconception"), kinds.count("alternative")) == (3, 2)

    capsys.readouterr()
    main(["show", "leaky_average", "--root", str(small_course)])
    shown = capsys.readouterr().out
    assert "NOT NAMED" not in shown
    assert shown.count("misconception, wrong in") == 3


def test_commands_of_the_page_are_commands(capsys):
    """Each with an option as it is written there."""
    said = re.findall(r"^autograder (\w+)((?: --[\w-]+)?)", PAGE, re.MULTILINE)
    assert len(said) >= 6
    for command, option in said:
        with pytest.raises(SystemExit, match="0"):
            main([command, "--help"])
        assert option.strip() in capsys.readouterr().out
