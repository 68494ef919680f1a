"""nbgrader's Validate, a button in JupyterLab and a command, says of a notebook what its checks say."""

import nbformat
import pytest
from conftest import CHAPTER, fill, where
from nbgrader.validator import Validator

from autograder.source.misconceptions import misconceptions

pytestmark = pytest.mark.xdist_group(CHAPTER)


@pytest.fixture
def validated(released, references, tmp_path):
    """A function that returns what Validate says of a notebook whose exercises are solved but for some: id of the check -> text."""

    def validate(**others):
        solved = {name: cell.source for name, cell in references["lstm"].exercises.items()}
        work = fill(released(), solved | {"why_gates": "Because."} | others)
        checks = {cell.source: cell.id for cell in work.cells}
        next(cell for cell in work.cells if "play" in cell.metadata.get("tags", [])).source = "open('played', 'w')"
        nbformat.write(work, tmp_path / "lstm.ipynb")
        said = Validator().validate(str(tmp_path / "lstm.ipynb"))
        assert set(said) <= {"failed"}, said
        return {checks[cell["source"]]: cell["raw_error"] for cell in said.get("failed", [])}

    return validate


def test_validate_finds_nothing_in_a_right_notebook_and_runs_no_play_cell_of_it(validated, references, tmp_path):
    step = references["lstm"].exercises["lstm_step"].source
    aloud = "import sys\nquiet = lstm_step\ndef lstm_step(*given):\n    print('careful', file=sys.stderr)\n    return quiet(*given)"
    assert validated(lstm_step=f"{step}\n\n{aloud}") == {}
    assert [path.name for path in tmp_path.iterdir()] == ["lstm.ipynb"]


def test_validate_tells_what_the_checks_say_of_wrong_and_untouched_answers(validated, released, references):
    mistake = misconceptions("lstm_step")[0]
    empty = {name: released().cells[where(released(), name)].source for name in ("forget_bias", "why_gates")}
    wrong = mistake.edit(references["lstm"].exercises["lstm_step"].source)
    said = validated(lstm_step=wrong, **empty)
    assert set(said) == {"check_lstm_step", "check_forget_bias", "why_gates"}
    assert said["check_lstm_step"].startswith("lstm_step: 1 of 6 cases right\n")
    assert mistake.en in said["check_lstm_step"]
    assert said["check_forget_bias"] == "forget_bias: not attempted yet"
