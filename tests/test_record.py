"""What the full budget gave is written down notebook by notebook, and shown beside a reader's own rows."""

import json
import re
from itertools import chain

import pandas as pd
import pytest
from conftest import ROOT
from unrolled import record

from autograder.__main__ import main
from autograder.proof.record import FILE

TABLE = re.compile(r'\bbeside\(\s*"(\w+)"')

NOTEBOOK = """\
# %% [markdown] lang="en"
# # Two numbers

# %% [markdown] lang="zh"
# # 两个数

# %%
import pandas as pd
from unrolled.record import beside
from unrolled.training import budget

# %% play="table"
rows = pd.DataFrame({{"bits": [{bits}, budget(quick=0.0, full=1.0)]}}, index=pd.Index(["one", "two"], name="model"))
rows[2] = 2 * rows["bits"]
beside("two_numbers", rows)

# %% claim="two_is_less"
assert rows["bits"]["two"] < rows["bits"]["one"], "two is not less"
"""
OWN = pd.DataFrame({"bits": [3.0, 2.0], 2: [6.0, 4.0]}, index=pd.Index(["one", "two"], name="model"))


@pytest.fixture
def course(tmp_path):
    """A function that writes a course of one notebook and returns the command line that records it."""

    def write(bits):
        source = tmp_path / "solutions" / "ch01_numbers" / "numbers.py"
        for folder in source.parent, tmp_path / "course/en/ch01_numbers", tmp_path / "course/unrolled":
            folder.mkdir(parents=True, exist_ok=True)
        source.write_text(NOTEBOOK.format(bits=bits), encoding="utf-8")
        return ["record", "--root", str(tmp_path)]

    return write


def test_a_table_of_the_full_budget_stands_below_the_readers_own(course, tmp_path, capsys, monkeypatch):
    assert main(course(1.5)) == 0
    assert "ch01_numbers/numbers: 1 table," in capsys.readouterr().out
    file = tmp_path / "course/unrolled/record.json"
    monkeypatch.setattr(record, "FILE", file)
    assert record.beside("two_numbers", OWN)["bits"].to_dict() == {
        ("this run", "one"): 3.0,
        ("this run", "two"): 2.0,
        ("full budget, 1 min", "one"): 1.5,
        ("full budget, 1 min", "two"): 1.0,
    }
    assert record.beside("two_numbers", OWN)["2"].tolist() == [6.0, 4.0, 3.0, 2.0]
    assert record.beside("another", OWN) is OWN
    more = OWN.assign(seed_2=0.5)  # a column that the record doesn't have
    assert record.beside("two_numbers", more)["seed_2"].tolist() == [0.5, 0.5, "", ""]

    written = file.read_bytes()
    assert main(course(1.5)) == 0
    assert capsys.readouterr().out == "ch01_numbers/numbers: on record\n"
    source = tmp_path / "solutions" / "ch01_numbers" / "numbers.py"
    source.write_text(source.read_text(encoding="utf-8") + "assert True\n", encoding="utf-8")
    assert main(["record", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "ch01_numbers/numbers: on record\n", "a claim costs no run"
    assert main(course(0.5)) == 1
    assert capsys.readouterr().out.endswith("numbers.py:17: AssertionError: two is not less\n")
    assert file.read_bytes() == written


def test_every_table_for_the_record_is_on_it_once_and_can_be_read():
    made = [name for source in ROOT.glob("solutions/ch*/*.py") for name in TABLE.findall(source.read_text("utf-8"))]
    known = json.loads((ROOT / FILE).read_text(encoding="utf-8"))["notebooks"]
    assert sorted(made) == sorted(chain(*(entry["tables"] for entry in known.values())))
    for name in made:
        table = record.on_record(name)
        assert len(table) > 1
        assert table.notna().any().all()
