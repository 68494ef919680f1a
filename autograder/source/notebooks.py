"""Turn the py:percent sources in solutions/ into nbgrader source notebooks, one for each language.

Whatever could not be released or graded later is refused here, with file, line and remedy.
"""

import hashlib
import re
import warnings
from collections import Counter
from itertools import chain, pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

import jupytext
import nbformat
from unrolled.rules import rule

from autograder.source import SourceError

LANGS = ("en", "zh")
ROLES = {  # marker: (kind of cell, holds a solution, is graded)
    "exercise": ("code", True, False),
    "check": ("code", False, True),
    "answer": ("markdown", True, True),
    "play": ("code", False, False),
    "folded": ("code", False, False),  # a play cell that only draws or tabulates: its code is folded where it is opened
    "claim": ("code", False, False),  # asserts what the text says of the results above; students do not get it
}
MARKERS = 'lang="…", exercise="…", check="…" points=…, answer="…" points=…, play="…", folded="…" or claim="…"'
NOT_GRADED = ("play", "folded", "claim")  # roles of code that grading passes by
REGION = ["### BEGIN SOLUTION", "### END SOLUTION"]
STUB = 'raise NotImplementedError("write your answer here")'  # what students find in the place of a region
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
MOST_CELLS = 80
ANNOUNCED = {"en": "*Note: {}.*", "zh": "*注意：{}。*"}  # what an exercise rules out, under its text
LONGEST_ID = 64  # nbformat's limit for a cell id

MARKER = re.compile(
    r"# %%( \[markdown\])?"
    r'( (lang|exercise|check|answer|play|folded|claim)="[^"\\]*"| points=(0|[1-9]\d*)(\.\d+)?)*'
)
# Every line at which jupytext starts a cell, and every line on which nbgrader sees a region.
CELL_START = re.compile(r"\s*#\s*(%%+\s|(%%|<codecell>|In\[[0-9 ]*\]:?)\s*$)")
REGION_LINE = re.compile(r"(BEGIN|END) SOLUTION|#\s*(?i:(begin|end) solution)")
# Uncommenting "escaped magics" would turn the comment "# why?" into code.
PERCENT = {"extension": ".py", "format_name": "percent", "comment_magics": False}


class Cell(NamedTuple):
    """One cell of a source; `line` is that of its marker, counted from 1."""

    kind: str
    source: str
    lang: str | None
    role: str | None
    name: str | None
    points: float | None
    line: int

    @property
    def grade_id(self):
        """The id by which nbgrader knows the cell, None if it is neither filled in nor graded."""
        if self.role == "check":
            return f"check_{self.name}"
        return self.name if self.role in ("exercise", "answer") else None


def read(path):
    """Parse a source into its cells; raise SourceError for the first thing that is wrong in it."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines, 1) if CELL_START.match(line)]
    if starts[:1] != [1]:
        raise SourceError(f"{path}:1: not a marker; let the first line begin with '# %%'")
    if re.match(r"\s*#.*coding[:=]", "".join(lines[1:2])):
        raise SourceError(f"{path}:2: 'coding:' declares an encoding on line 2; write it otherwise")
    for number in starts:
        if not MARKER.fullmatch(marker := lines[number - 1]):
            problem = f"unknown marker or missing value in `{marker}`; use {MARKERS}"
            raise SourceError(f"{path}:{number}: {problem}")
    notebook = jupytext.reads("\n".join(lines), PERCENT)
    cells, problems = [], []
    for line, parsed in zip(starts, notebook.cells, strict=False):
        kind, metadata = parsed.cell_type, dict(parsed.metadata)
        metadata.pop("lines_to_next_cell", None)
        role = next((role for role in ROLES if role in metadata), None)
        lang, name, points = metadata.get("lang"), metadata.get(role), metadata.get("points")
        cells.append(Cell(kind, parsed.source, lang, role, name, points, line))
        problems += [_marker_problems(cells[-1], metadata), _text_problems(cells[-1])]
    saved = jupytext.writes(notebook, PERCENT).splitlines()
    for line, problem in chain(*problems, _notebook_problems(cells), _save_problems(lines, saved)):
        raise SourceError(f"{path}:{line}: {problem}")
    return cells


def _marker_problems(cell, metadata):
    """Yield (line, problem) for the marker of one cell."""
    roles = [role for role in ROLES if role in metadata]
    kind, _, graded = ROLES.get(cell.role, (cell.kind, False, False))
    name = cell.name or ""
    if len(roles) > 1:
        yield cell.line, f"{' and '.join(roles)} in one marker; give each a cell of its own"
    if cell.kind != kind:
        yield cell.line, f"{cell.role} in a {cell.kind} cell; it belongs in a {kind} cell"
    if cell.kind == "markdown" and "lang" not in metadata:
        yield cell.line, 'text without a language; write lang="en", and its twin lang="zh" below'
    if cell.kind == "code" and "lang" in metadata:
        yield cell.line, "code with a language; drop lang, both editions have the same code"
    if cell.kind == "markdown" and cell.lang not in LANGS:
        yield cell.line, f'unknown language {cell.lang!r}; write lang="en" or lang="zh"'
    if cell.role and not (name.isascii() and name.isidentifier()):
        yield cell.line, f'{name!r} is not a name; write one like {cell.role}="gru_step"'
    if len(f"check_{name}") > LONGEST_ID:
        yield cell.line, f"name too long; keep to {LONGEST_ID - len('check_')} characters"
    if graded and not cell.points:
        yield cell.line, f"{cell.role} without points; write a number above 0, such as points=3"
    if "points" in metadata and not graded:
        yield cell.line, "points on a cell that is not graded; leave them to check and answer"


def _text_problems(cell):
    """Yield (line, problem) for the text or code of one cell."""
    text = cell.source.split("\n")
    comment = "# " if cell.kind == "markdown" else ""
    if not cell.source.strip():
        yield cell.line, "empty cell; fill it or delete it"
    if any(CELL_START.match(comment + line) for line in text):
        yield cell.line, "a line inside this cell looks like a marker; write it otherwise"
    if cell.kind == "code":
        yield from _syntax_problems(cell)
    region = [line.strip() for line in text if REGION_LINE.search(line)]
    if cell.role not in ("exercise", "answer"):
        if region:
            yield cell.line, "solution region in a cell that students see; mark it exercise="
    elif not region or region != REGION * (len(region) // 2):
        yield cell.line, f"{cell.role} without {' … '.join(REGION)}, each on a line of its own"
    if cell.role == "claim" and not re.search(r"^\s*assert\b", cell.source, re.MULTILINE):
        yield cell.line, "a claim without an assert claims nothing; write one"
    if cell.role == "check" and cell.source != f'check("{cell.name}")':
        yield cell.line, f'a check is exactly one line; write check("{cell.name}")'


def _syntax_problems(cell):
    """Yield (line, problem) where a code cell is not plain Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # an unescaped "\sigma" in a label, for example
            compile(cell.source, "cell", "exec", dont_inherit=True)
    except SyntaxError as error:
        magic = (error.text or "").lstrip().startswith(("%", "!"))
        problem = "no magics" if magic else error.msg
        yield cell.line + (error.lineno or 0), f"{problem}: cells must run as plain Python"


def _notebook_problems(cells):
    """Yield (line, problem) where cells do not fit together: twins, names, checks, length."""
    for above, cell in pairwise([None, *cells, None]):
        english, chinese = above and above.lang == "en", cell and cell.lang == "zh"
        if english and not chinese:
            yield above.line, 'text in English only; put its lang="zh" twin directly below'
        if chinese and not english:
            yield cell.line, 'text in Chinese only; put its lang="en" twin directly above'
        if chinese and above[3:6] != cell[3:6]:
            yield cell.line, f"twin of line {above.line} with another answer= or points=; use those"
    edition = [cell for cell in cells if cell.lang != "zh"]
    seen = {}
    for cell in edition:
        first = seen.setdefault(cell.grade_id or f"{cell.role} {cell.name}", cell)
        if cell.role and first is not cell:
            yield cell.line, f"name {cell.name!r} is taken on line {first.line}; choose another"
        exercise = seen.get(cell.name)
        if cell.role == "check" and not (exercise and exercise.role == "exercise"):
            yield cell.line, f'check without exercise="{cell.name}" above it; add that'
    for k, cell in enumerate(edition):
        if cell.role == "exercise" and rule(cell.name) and all(above.kind == "code" for above in edition[:k]):
            yield cell.line, "exercise without a text above it, where what it rules out is announced; write one"
        if cell.role == "exercise" and f"check_{cell.name}" not in seen:
            yield cell.line, f'exercise without a check; add check="{cell.name}" points=… below'
    for cell in [cell for cell in edition if cell.role != "claim"][MOST_CELLS:]:
        yield cell.line, f"more than {MOST_CELLS} cells; move the rest into a second notebook"


def _save_problems(lines, saved):
    """Yield (line, problem) where a save from JupyterLab would change more than was edited."""
    for number, (line, becomes) in enumerate(zip_longest(lines, saved, fillvalue=""), 1):
        if line != becomes:
            yield number, f"JupyterLab would save this line as `{becomes}`; write it so"


def build(path, lang, claims=False):
    """Return the source notebook of one language, with what each exercise rules out under its text; equal sources give equal bytes, ids included.

    claims  with the cells that say whether the text still holds
    """
    new = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
    metadata = {"kernelspec": KERNEL, "unrolled": {"lang": lang}}
    notebook = nbformat.v4.new_notebook(metadata=metadata)
    repeats = Counter()
    for cell in read(path):
        if cell.lang in (None, lang) and (claims or cell.role != "claim"):
            if cell.role == "exercise" and (sentence := rule(cell.name)):
                text = next(above for above in reversed(notebook.cells) if above.cell_type == "markdown")
                text.source += "\n\n" + ANNOUNCED[lang].format(sentence[LANGS.index(lang)])
            fields = {"id": _cell_id(cell, repeats), "metadata": _metadata(cell)}
            notebook.cells.append(new[cell.kind](cell.source, **fields))
    nbformat.validate(notebook)
    return notebook


def _cell_id(cell, repeats):
    """Return an id that depends on the cell alone, so that a new cell leaves the others theirs."""
    if cell.grade_id:
        return cell.grade_id
    digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
    repeats[digest] += 1
    return digest if repeats[digest] == 1 else f"{digest}-{repeats[digest]}"


def _metadata(cell):
    """Return what nbgrader and the grading room need to know of a cell."""
    if cell.role in ("play", "folded"):
        # nbgrader's Validate passes by the second, and would wait for no training; past an error in the third, "Run All" goes on
        tags = {"tags": ["play", "skip-execution", "raises-exception"]}
        return tags | ({"jupyter": {"source_hidden": True}} if cell.role == "folded" else {})
    if not cell.grade_id:
        return {}
    _, solution, graded = ROLES[cell.role]
    fields = {
        "grade_id": cell.grade_id,
        "solution": solution,
        "grade": graded,
        "locked": graded and not solution,
        "task": False,
        "schema_version": 3,
    }
    return {"nbgrader": fields | ({"points": cell.points} if graded else {})}


def without_solution(source):
    """Return a solution cell as the student receives it: the solution regions replaced by the stub."""
    kept, inside = [], False
    for line in source.splitlines(keepends=True):
        if line.strip() == REGION[0]:
            inside = True
            kept.append(f"{line[: len(line) - len(line.lstrip())]}{STUB}\n")
        elif line.strip() == REGION[1]:
            inside = False
        elif not inside:
            kept.append(line)
    return "".join(kept).rstrip()


def content(notebook):
    """Return a notebook as the bytes of its file."""
    return f"{nbformat.writes(notebook)}\n".encode()


def solution_chapters(root, *wanted):
    """Return {chapter: sources in alphabetical order} of the repository at `root`.

    Only the `wanted` chapters, if any are named; raises SourceError for one that does not exist.
    """
    chapters = {}
    for path in sorted(Path(root, "solutions").glob("ch*/*.py")):
        chapters.setdefault(path.parent.name, []).append(path)
    for chapter in wanted:
        if chapter not in chapters:
            known = ", ".join(chapters) or "none"
            raise SourceError(f"solutions: no chapter {chapter!r}; choose one of these: {known}")
    return {chapter: chapters[chapter] for chapter in wanted or chapters}


def readme(root):
    """Return the text of a course's README, which tells the order of chapters and notebooks; nothing where there is none."""
    file = Path(root, "README.md")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def in_order(root, paths):
    """Return sources in the order in which the README names their notebooks, chapter by chapter."""
    text = readme(root)
    return sorted(paths, key=lambda path: (path.parent.name, text.find(f"/{path.parent.name}/{path.stem}.ipynb")))
