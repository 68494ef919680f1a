"""Wrong answers by strangers, who had only the released notebooks: each loses points.

tests/strangers/CHAPTER/EXERCISE.py holds them, a cell `# %% what is wrong` each; those with a sentence of their own are misconceptions.
"""

from pathlib import Path

import jupytext
import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests/strangers").glob("ch*/*.py"))
QUICK = 3  # of each exercise, in `make test`


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.proof)], ids=["some", "every"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_strangers_wrong_answer_loses_points(file, every, references):
    (reference,) = (reference for reference in references.values() if file.stem in reference.exercises)
    answers = jupytext.read(file, fmt="py:percent").cells
    assert answers
    chosen = answers if every else answers[:: max(1, len(answers) // QUICK)]
    kept = [cell.metadata["title"] for cell in chosen if _share(reference, file.stem, cell.source) == 1]
    assert kept == []


def _share(reference, name, source):
    try:
        got = reference.results(name, source)
    except Exception:  # the cell itself stops, as it would in the notebook: there is no result
        return 0
    return reference.mark(name, got).share
