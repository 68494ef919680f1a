"""Put files in the place of others, all of them or none, even where the process is killed meanwhile.

What is to come is written beside (`.build/swap.part`), with a copy of what it replaces. One rename makes that the record of a swap under
way (`.build/swap`), and what a killed process leaves of it is finished or undone by whoever comes next.
"""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

RECORD = ".build/swap"


@contextmanager
def swapped(root, files, gone=(), about=None):
    """Put files in place for as long as nothing goes wrong inside the `with`: then they stay, otherwise all is as it was before.

    files  path below root -> content
    gone   paths below root that are to be deleted
    about  plain data by which `repair` can tell later whether what was done inside has come to its end
    """
    root = Path(root)
    part, record = root / f"{RECORD}.part", root / RECORD
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        for name, content in files.items():
            target = part / "new" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        old = [name for name in [*files, *gone] if (root / name).exists()]
        for name in old:
            target = part / "old" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target)
            if name in files:
                shutil.copymode(root / name, part / "new" / name)
        plan = {"put": list(files), "old": old, "about": about}
        (part / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        part.rename(record)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    try:
        _finish(root)
        yield
    except BaseException:
        repair(root, done=False)
        raise
    _forget(root)


def unfinished(root):
    """Return what was said `about` a swap that a killed process left, None where there is none."""
    plan = Path(root, RECORD, "plan.json")
    return json.loads(plan.read_text(encoding="utf-8"))["about"] if plan.exists() else None


def repair(root, done):
    """Finish a swap that a killed process left where all else was `done`, undo it otherwise."""
    (_finish if done else _undo)(Path(root))
    _forget(Path(root))


def _finish(root):
    record, plan = _plan(root)
    for name in plan["put"]:
        if (record / "new" / name).exists():  # otherwise it is in its place
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(record / "new" / name, root / name)
    for name in set(plan["old"]) - set(plan["put"]):
        (root / name).unlink(missing_ok=True)


def _undo(root):
    """Put back what was replaced or deleted, and nothing else: a folder that can't be written is why there is something to undo."""
    record, plan = _plan(root)
    for name in {*plan["put"], *plan["old"]}:
        changed = not (record / "new" / name).exists() if name in plan["put"] else not (root / name).exists()
        if changed and name not in plan["old"]:
            (root / name).unlink(missing_ok=True)
        elif changed and (record / "old" / name).exists():  # otherwise it is back already
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(record / "old" / name, root / name)


def _plan(root):
    record = root / RECORD
    return record, json.loads((record / "plan.json").read_text(encoding="utf-8"))


def _forget(root):
    """Take the record away, by one rename: half of it would be another record."""
    part = root / f"{RECORD}.part"
    shutil.rmtree(part, ignore_errors=True)
    (root / RECORD).rename(part)
    shutil.rmtree(part, ignore_errors=True)
