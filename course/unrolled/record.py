"""What the tables of the notebooks say in the full budget: measured once, with `make record`, and shown beside a reader's own rows."""

import io
import json
import os
from pathlib import Path

import pandas as pd

FILE = Path(__file__).with_name("record.json")


def beside(name, table):
    """Return a table of results with the rows of the full budget, where they are on record, below those of this run.

    name   the table's, one in the whole course
    table  a data frame; its index says what each row is about
    """
    note(name, table)
    if (full := on_record(name)) is None:
        return table
    minutes = max(1, round(_entry(name)["seconds"] / 60))
    table = table.rename(columns=str)  # as JSON has them
    both = {"this run": table, f"full budget, {minutes} min": full}
    both = pd.concat(both, names=["", *table.index.names])
    if set(full.columns) != set(table.columns):  # the full budget has more seeds
        both = both.astype(object).fillna("")
    return both


def on_record(name):
    """Return a table as the full budget gave it, None where none is on record."""
    entry = _entry(name)
    if entry is None:
        return None
    return pd.read_json(io.StringIO(json.dumps(entry["tables"][name])), orient="table")


def note(name, table):
    """Write a table down, where `make record` runs the notebook; otherwise do nothing."""
    if folder := os.environ.get("UNROLLED_RECORD"):
        Path(folder, f"{name}.json").write_text(
            table.rename(columns=str).to_json(orient="table", double_precision=6), encoding="utf-8"
        )


def _entry(name):
    """Return what is on record of the notebook that makes a table."""
    known = json.loads(FILE.read_text(encoding="utf-8"))["notebooks"] if FILE.is_file() else {}
    return next((entry for entry in known.values() if name in entry["tables"]), None)
